"""Commands for whole sets: publish, add, update, remove, and which are here."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import NOT_YET, PASSED, KataError, UsageError
from ..sets import library, search_path, set_files
from ..sets.manifest import nearest
from .console import console, print_json, shown_path
from .here import workspace_here
from .parameters import SetName, isolation_option, jobs_option
from .verify import prove

if TYPE_CHECKING:
    from ..model import ExerciseSet, Isolation
    from ..prove.verify import Verification
    from ..sets.publish.install import Change


@click.command()
@click.argument("set_name", metavar="SET", type=SetName())
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that becomes, or is, the package index.",
)
@click.option("--mutants", is_flag=True, help="Ask of the mutants too that none survives.")
@click.option(
    "--without",
    metavar="EXERCISE",
    multiple=True,
    help="Leave one out that isn't finished; may be repeated.",
)
@jobs_option
@click.option("--address", help="Where DIR/public will be served, for the page that says it.")
@isolation_option
def publish(
    set_name: str,
    folder: Path,
    mutants: bool,
    without: tuple[str, ...],
    jobs: int,
    address: str | None,
    isolation: Isolation,
) -> int:
    """Prove a set, then build its two wheels and a package index of them.

    \b
    Example: kata publish signals --to site
             kata publish signals --to site --without dilated_conv2d
    DIR/public is for students, DIR/private for who grades. DIR/public/index.html says what a
    student types who has nothing yet. A set that kata verify finds fault with isn't published.
    """
    _require_whole(set_name, folder)
    from ..sets.publish.index import is_new, offer, sha256
    from ..sets.publish.start_page import write_start_page

    loaded = _without(library.load_set(set_name), without)
    # What can't be published anyway is found out before the long part.
    with _built(set_name, folder, without) as wheels:
        for wheel, index, project in wheels:
            is_new(wheel, index, project)
    found: list[Verification] = []
    if not prove(loaded.exercises, isolation, mutants, jobs, keep=found.append, ships=True):
        _tell_of_faults(set_name, found, without)
        return NOT_YET
    with _built(set_name, folder, without) as wheels:
        for wheel, index, project in wheels:
            said = "" if offer(wheel, index, project) else "   (was there, unchanged)"
            click.echo(f"  {index.name:<8} {shown_path(index)}/…/{wheel.name}{said}")
            click.echo(f"           sha256 {sha256(wheel)}")
    page = write_start_page(folder / "public", address)
    _tell_of_slow_ones(loaded)
    click.echo(f"{set_name} {loaded.version} is published. Any static host can serve the folder.")
    click.echo(f"  Students:  kata add {set_name} --from {shown_path(folder / 'public')}")
    click.echo(f"  Graders:   kata add {set_name} --from {shown_path(folder)}")
    click.echo(f"  Who has nothing yet reads {shown_path(page)}")
    return PASSED


def _require_whole(set_name: str, folder: Path) -> None:
    """Raises UsageError for SET/EXERCISE: a version is one of a whole set."""
    of, _, name = set_name.partition("/")
    if not name or of not in library.set_names():
        return
    exercise = library.find_exercise(set_name)
    others = [e.name for e in library.load_set(of).exercises if e.id != exercise.id]
    without = "".join(f" --without {other}" for other in others)
    alone = f"   ·   or {name} alone: kata publish {of} --to {folder}{without}" if others else ""
    raise UsageError(
        f"{set_name} is one exercise, and what is published is a set, with one version.",
        f"All of it: kata publish {of} --to {folder}{alone}",
    )


def _without(loaded: ExerciseSet, names: Sequence[str]) -> ExerciseSet:
    """The set with some exercises left out. Raises UsageError for one that it doesn't have."""
    known = [exercise.name for exercise in loaded.exercises]
    for name in names:
        if name not in known:
            raise UsageError(
                f"{loaded.name} has no exercise {name!r} to leave out.{nearest(name, known)}",
                f"It has {', '.join(known)}.",
            )
    return replace(loaded, exercises=tuple(e for e in loaded.exercises if e.name not in names))


def _tell_of_faults(set_name: str, found: Sequence[Verification], without: Sequence[str]) -> None:
    """Which exercises stand in the way, and how the others get out."""
    said = f"{set_name} is not published: mend what is found above first. Warnings may stay."
    click.echo(said, err=True)
    names = [one.exercise.partition("/")[2] for one in found if not one.ok]
    if len(names) < len(found):
        options = " ".join(f"--without {name}" for name in (*without, *names))
        said = f"Not ready: {', '.join(names)}. To publish the others, add: {options}"
        click.echo(f"  {said}", err=True)


def _tell_of_slow_ones(loaded: ExerciseSet) -> None:
    """What is not shipped has to be worked out on each student's machine."""
    from ..prove.record import is_current

    slow = [exercise.name for exercise in loaded.exercises if not is_current(exercise)]
    if slow:
        said = f"{', '.join(slow)}: recorded.bin can't be written here"
        click.echo(f"{said}, so each student's first check takes longer.", err=True)


@contextmanager
def _built(
    set_name: str, folder: Path, without: Sequence[str]
) -> Iterator[list[tuple[Path, Path, str]]]:
    """A set's wheels, each with the index that it is for and the project's name there."""
    from ..sets.publish.index import HALVES
    from ..sets.publish.wheels import build, distribution

    with tempfile.TemporaryDirectory(prefix="kata-") as name:
        with _busy("building"):
            wheels = build(set_name, Path(name), without)
        yield [
            (wheel, folder / half, distribution(set_name, half == "private"))
            for half, wheel in zip(HALVES, (wheels.public, wheels.private), strict=True)
        ]


source_option = click.option(
    "--from",
    "source",
    metavar="DIR or URL",
    help="A folder that kata publish wrote, or where it is served; "
    "without it, the package index that pip is set up for.",
)


@click.command()
@click.argument("wanted", metavar="SET[==VERSION]")
@source_option
def add(wanted: str, source: str | None) -> int:
    """Install a set.

    \b
    Example: kata add signals --from site/public
             kata add signals==1.0.0 --from https://sets.example/
    Wheels only, each checked against its sha256. What the set requires is installed with it.
    """
    from ..sets.publish import install

    with _busy(f"adding {wanted}"):
        change = install.add(wanted, source)
    _tell(change)
    return PASSED


@click.command()
@click.argument("set_names", metavar="[SET]...", nargs=-1, type=SetName())
@source_option
def update(set_names: tuple[str, ...], source: str | None) -> int:
    """Install the newest version of the sets you name, or of all that were added.

    \b
    Example: kata update signals
    Your own files stay as they are. Where a stub has changed, kata diff shows how.
    """
    from ..sets.publish import install

    names = set_names or install.installed_names()
    if not names:
        raise UsageError("No set was added here.", "Add one: kata add SET --from DIR or URL")
    for name in names:
        before = _statements(name)
        with _busy(f"updating {name}"):
            change = install.update(name, source)
        _tell(change)
        if change.before not in (None, change.version):
            _tell_of_news(name, before)
            _renew(name)
    return PASSED


def _statements(set_name: str) -> dict[str, str]:
    """Each exercise's statement, by name; nothing of a set that can't be read."""
    with suppress(KataError):
        return {e.name: set_files.statement(e) for e in library.load_set(set_name).exercises}
    return {}


def _tell_of_news(set_name: str, before: dict[str, str]) -> None:
    """Which exercises came, went, or say something else than before. before: their statements."""
    now = _statements(set_name)
    news = {
        "New exercises": [name for name in now if name not in before],
        "Gone": [name for name in before if name not in now],
        "README changed": [n for n in now if n in before and now[n] != before[n]],
    }
    for said, names in news.items():
        if names and before and now:
            click.echo(f"  {said}: {', '.join(names)}")


def _tell(change: Change) -> None:
    name, version = change.set_name, change.version
    if not change.added:
        click.echo(f"{name} {version} is installed already; nothing newer is offered.")
        return
    what = " and ".join(change.added)
    was = f" (was {change.before})" if change.before not in (None, version) else ""
    click.echo(f"{name} {version} is installed{was}: {what} half.")
    for wheel, sha in change.sha256.items():
        click.echo(f"  {wheel}  sha256 {sha[:16]}…")
    if not change.has_private:
        click.echo("  Its hidden checks live elsewhere: kata check runs the public examples.")
    if change.before is None:
        click.echo(f"  Next: kata next --set {name}")


def _renew(set_name: str) -> None:
    """Brings the workspace's untouched files up to date, and names those that are the student's,
    and what was passed with other checks."""
    from ..student.earlier import AGAIN, is_questioned

    workspace = workspace_here()
    if workspace is None:
        return
    exercises = library.load_set(set_name).exercises
    standings = workspace.standings()
    questioned = [
        e.name for e in exercises if e.id in standings and is_questioned(e, standings[e.id])
    ]
    if questioned:
        click.echo(f"  {', '.join(questioned)}: {AGAIN}.")
    for exercise in exercises:
        renewed = workspace.renew(exercise)
        for path in renewed.updated:
            said = "is up to date; you had not changed it."
            click.echo(f"  {shown_path(path, workspace.root)} {said}")
        for path in renewed.changed:
            said = f"stays yours; what changed: kata diff {exercise.name}"
            click.echo(f"  {shown_path(path, workspace.root)} {said}")


@click.command()
@click.argument("set_name", metavar="SET", type=SetName())
def remove(set_name: str) -> int:
    """Uninstall a set. Your own files and what you have passed stay.

    \b
    Example: kata remove signals
    """
    from ..sets.publish import install

    with _busy(f"removing {set_name}"):
        version = install.remove(set_name)
    click.echo(f"{set_name} {version} is removed. Your files and records are untouched.")
    return PASSED


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def sets(as_json: bool) -> int:
    """List the sets that are here, with their versions and places.

    \b
    Example: kata sets
    """
    rows = [_row(name) for name in library.set_names()]
    if as_json:
        print_json(rows)
        return PASSED
    if not rows:
        click.echo(f"No sets are here. {search_path.GET_LESSON}")
        return PASSED
    longest = max(len(row["name"]) for row in rows)
    for row in rows:
        if row["problem"]:
            click.echo(f"{row['name'].ljust(longest)}  can't be read: {row['problem']}")
            continue
        checks = "with hidden checks" if row["private"] else "public half only"
        what = f"{row['version']:<8} {row['exercises']:>3} exercises  {checks:<18}"
        click.echo(f"{row['name'].ljust(longest)}  {what}  {row['origin']}: {row['path']}")
    return PASSED


def _row(name: str) -> dict[str, Any]:
    place = library.place_of(name)
    row = {
        "name": name,
        "version": None,
        "exercises": 0,
        "private": False,
        "origin": place.origin,
        "path": shown_path(place.public / name),
        "problem": None,
    }
    try:
        loaded = library.load_set(name)
    except KataError as error:
        return row | {"problem": error.message}
    private = any(exercise.private is not None for exercise in loaded.exercises)
    return row | {
        "version": loaded.version,
        "exercises": len(loaded.exercises),
        "private": private,
    }


@contextmanager
def _busy(what: str) -> Iterator[None]:
    """A sign of life while pip or a build works; nothing where it is piped."""
    with console(stderr=True).status(f"{what} …"):
        yield


STUDENT: tuple[click.Command, ...] = (add, update, remove, sets)
AUTHOR: tuple[click.Command, ...] = (publish,)
