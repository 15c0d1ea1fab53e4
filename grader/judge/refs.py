"""Which earlier operations of a case an operation builds on, and the same operation elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import structs

from ..wire.data import Map, RecordData, Ref, Seq, Value
from ..wire.messages import Operation


def used(operation: Operation) -> Iterator[int]:
    """The numbers of the operations whose results it uses."""
    if isinstance(operation.target, int):
        yield operation.target
    for wire in (*operation.args, *operation.kwargs.values()):
        yield from _refs(wire)


def with_refs(operation: Operation, place: Callable[[int], int]) -> Operation:
    """The operation where those that it uses have other numbers."""
    target = operation.target
    return structs.replace(
        operation,
        target=place(target) if isinstance(target, int) else target,
        args=[_placed(wire, place) for wire in operation.args],
        kwargs={name: _placed(wire, place) for name, wire in operation.kwargs.items()},
    )


def _refs(wire: Value) -> Iterator[int]:
    match wire:
        case Ref():
            yield wire.operation
        case Seq():
            for item in wire.items:
                yield from _refs(item)
        case Map():
            for key, item in wire.items:
                yield from (*_refs(key), *_refs(item))
        case RecordData():
            for _, item in wire.fields:
                yield from _refs(item)


def _placed(wire: Value, place: Callable[[int], int]) -> Value:
    match wire:
        case Ref():
            return Ref(place(wire.operation))
        case Seq():
            return structs.replace(wire, items=[_placed(item, place) for item in wire.items])
        case Map():
            items = [(_placed(key, place), _placed(item, place)) for key, item in wire.items]
            return structs.replace(wire, items=items)
        case RecordData():
            fields = [(name, _placed(item, place)) for name, item in wire.fields]
            return structs.replace(wire, fields=fields)
    return wire
