"""Tables, colours and a live display by rich."""
# needs: rich
import numpy as np
from rich import print, traceback
from rich.console import Console
from rich.progress import track
from rich.table import Table

traceback.install(show_locals=True)
console = Console()


def slide(x, k):
    table = Table(title="windows")
    table.add_column("sum", justify="right")
    y = np.array([np.dot(x[i : i + len(k)], k) for i in track(range(len(x) - len(k) + 1))])
    for value in y:
        table.add_row(str(value))
    console.print(table)
    print("[bold]done[/bold]")
    return y
