"""Type aliases, protocols, overloads and generics of its own."""
from collections.abc import Callable, Iterator
from typing import Annotated, Generic, Literal, NamedTuple, Protocol, TypeAlias, TypedDict, TypeVar, Union, overload

import numpy as np
import numpy.typing as npt

Row: TypeAlias = "npt.NDArray[np.floating] | npt.NDArray[np.integer]"
T = TypeVar("T", bound=np.generic)
Mode = Literal["valid", "same"]
Length = Annotated[int, "in windows"]


class Kernel(NamedTuple):
    values: np.ndarray
    name: str = "box"


class Options(TypedDict, total=False):
    mode: Mode


class Windows(Protocol):
    def __call__(self, x: Row, k: Row) -> Iterator[Row]: ...


class Box(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value


@overload
def slide(x: "npt.NDArray[np.int64]", k: "npt.NDArray[np.int64]") -> "npt.NDArray[np.int64]": ...
@overload
def slide(x: "npt.NDArray[np.float64]", k: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]": ...
def slide(x: Row, k: Row) -> Union[Row, "npt.NDArray[np.float64]"]:
    kernel = Kernel(k)
    n: Length = len(x) - len(k) + 1
    return np.array([np.dot(x[i : i + len(k)], kernel.values) for i in range(n)])
