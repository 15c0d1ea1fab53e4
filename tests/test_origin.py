"""Where a wrong value came from: looked up among the answers, and named when it is only a part."""

from __future__ import annotations

import enum

import numpy as np
import pytest

from grader.checks.proxy import Handle
from grader.explain.object_history import as_left, path, told
from grader.wire.arrays import Tensor
from grader.wire.data import Array, Held, Ref
from grader.wire.messages import Operation, Raised, Returned
from grader.wire.values import to_wire
from grader.wording.call_text import spelled
from grader.wording.origin import alike, origin
from grader.wording.place import Origin

LAYER = Held(("torch.nn.modules.conv.Conv2d",))


def call(name, *args, target=None, **kwargs) -> Operation:
    return Operation("call", target, name, [_wire(a) for a in args], kwargs)


def _wire(value):
    return value if isinstance(value, Ref) else to_wire(value)


def back(value) -> Returned:
    return Returned(LAYER if value is LAYER else to_wire(value))


# A layer is made, its weight kept, it is trained, and asked for its weight.
WEIGHT = np.array([[1.0, 2.0]])
TRAINED = [
    (call("Conv2d", 1, 2, target="torch.nn"), back(LAYER)),
    (Operation("get", 0, "weight", keep=True), back(LAYER)),
    (call("backward", np.array([[5.0, 6.0]]), target=1), back(None)),
    (call("train", Ref(0), 3), back([0.5, 0.25])),
    (Operation("get", 0, "weight"), back(WEIGHT)),
    (Operation("get", 1, None), back(WEIGHT + 1)),
]


def test_the_answer_of_an_earlier_call_is_that_calls():
    """The call shown is the one whose answer is wrong, not the last one made."""
    steps = [(call("f", 1), back(10)), (call("f", 2), back(20))]
    assert origin(steps, (), 10, 11) == Origin(0, whole=True)


def test_a_member_that_is_compared_as_a_number_is_what_was_returned():
    """It was said that the check computes that number from what was returned."""
    level = enum.IntEnum("Level", {"HIGH": 3})
    steps = [(call("f", 1), back(level.HIGH))]
    assert origin(steps, (), 3, 4) == Origin(0, whole=True)
    assert origin(steps, (), 2, 4) == Origin(0)
    steps = [(call("f", 1), back(enum.Enum("Level", {"HIGH": 3}).HIGH))]
    assert origin(steps, (), 3, 4) == Origin(0)


def test_what_was_asked_of_an_object_belongs_to_the_call_that_was_given_it():
    assert origin(TRAINED, (), WEIGHT, WEIGHT * 2) == Origin(3, asked=4)
    assert origin(TRAINED, (), WEIGHT + 1, WEIGHT) == Origin(3, asked=5)


def test_what_a_call_returned_is_its_answer_even_where_it_stayed_in_the_worker():
    steps = [(call("make"), back(LAYER))]
    handle = Handle(None, 0, LAYER.types)  # type: ignore[arg-type]
    assert origin(steps, (), handle, None) == Origin(0, whole=True)


def test_a_librarys_function_is_not_the_call_that_is_shown():
    """It made something of what the student's function returned."""
    steps = [
        (call("make"), back(LAYER)),
        (call("add", Ref(0), target="torch"), back(LAYER)),
        (call("backward", target=1), back(None)),
    ]
    assert origin(steps, (), None, None) == Origin(0)


def test_a_part_of_an_answer_is_numbered():
    steps = [(call("f"), back((np.ones(2), np.zeros(3), np.ones(3))))]
    assert origin(steps, (), np.zeros(3), np.ones(3)) == Origin(0, part=1, parts=3)


def test_of_equal_parts_the_right_answers_tell_which_is_meant():
    steps = [(call("f"), back((np.zeros(1), np.zeros(1))))]
    assert origin(steps, (), np.zeros(1), np.ones(1)) == Origin(0)
    right = (back((np.zeros(1), np.ones(1))),)
    assert origin(steps, right, np.zeros(1), np.ones(1)) == Origin(0, part=1, parts=2)


def test_what_is_nobodys_answer_was_worked_out():
    assert origin([(call("f"), back([1.0, 2.0]))], (), 3.0, 4.0) == Origin(0)


def test_where_nothing_was_called_it_is_what_was_read_last():
    assert origin([(Operation("get", None, "SIZE"), back(3))], (), 3, 4) == Origin(0, asked=0)
    assert origin([], (), 3, 4) == Origin(None)


def test_an_answer_that_cannot_be_read_is_nobodys():
    broken = Returned(Array("<f8", (3,), b"short"))
    assert origin([(call("f"), broken)], (), 3.0, 4.0) == Origin(0)
    assert origin([(call("f"), Raised("E", (), ""))], (), 3.0, 4.0) == Origin(0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (np.ones(2), np.ones(2, int), True),
        (Tensor(np.ones(2)), np.ones(2), True),
        (np.array([np.nan]), np.array([np.nan]), True),
        (np.ones(2), np.ones((1, 2)), False),
        (np.float64(1), 1, True),
        ([np.ones(1), 2], [np.ones(1), 2], True),
        ([1], (1,), False),
        ({"a": np.ones(2)}, {"a": np.ones(2)}, True),
        ({"a": 1}, {"b": 1}, False),
        (np.array(["a"]), np.array(["a"]), True),
        ("a", "a", True),
        (None, None, True),
        (None, 0, False),
    ],
)
def test_values_are_the_same_to_a_reader(one, other, same):
    """Numbers and shapes count, not dtypes."""
    assert alike(one, other) is same


def test_an_object_is_told_by_what_made_it():
    """No internal name of an operation is ever shown."""
    story = told(TRAINED, 0, 3, "conv", {"conv", "a"})
    assert story.text == "nn.Conv2d(1, 2)\nconv.weight.backward(b)"
    assert story.values["b"].tolist() == [[5.0, 6.0]]


def test_a_function_that_was_given_an_object_may_have_changed_it():
    """conv.weight was shown after a step of training as if it came of nn.Conv2d(1, 2)."""
    steps = [*TRAINED[:1], (call("train", Ref(0), 0.5), back(0)), (call("other", 1), back(0))]
    assert told(steps, 0, 3, "conv", set()).text == "nn.Conv2d(1, 2)\ntrain(conv, 0.5)"


def test_an_object_is_as_it_was_left_where_it_is_the_same_one_and_nothing_was_done_to_it():
    steps = [*TRAINED[:1], *TRAINED[:1], (call("train", Ref(0)), back(0)), (call("f"), back(0))]
    one, other = {"conv": Ref(0), "x": 1}, {"conv": Ref(1)}
    assert as_left(steps, (one, one), 3, 4) == {"conv"}
    assert as_left(steps, (one, one), 2, 4) == set()
    assert as_left(steps, (one, other), 3, 4) == set()


def test_what_python_has_itself_is_told_without_its_module():
    steps = [(call("list", (1, 2), target="builtins"), back(0))]
    assert told(steps, 0, 1, "layers", set()).text == "list((1, 2))"


def test_a_value_in_a_dictionary_has_its_key_for_a_name():
    steps = [*TRAINED[:1], (call("load", {"weight": WEIGHT}, target=0), back(None))]
    assert told(steps, 0, 2, "conv", set()).text.endswith("conv.load({'weight': weight})")


def test_many_values_run_out_of_letters_and_go_on():
    steps = [(call("make", *[WEIGHT] * 30), back(LAYER))]
    assert list(told(steps, 0, 1, "x", set()).values)[24:27] == ["z", "value_1", "value_2"]


def test_an_attribute_is_named_from_its_object():
    assert path(TRAINED, 4, "conv") == path(TRAINED, 5, "conv") == "conv.weight"


def test_what_was_read_last_is_what_was_compared():
    """A number that a call had returned before was said to be this one: len(shop) returned 1."""
    steps = [
        (call("Shop"), back(LAYER)),
        (call("len", Ref(0), target="builtins"), back(1)),
        (call("arrive", target=0), back(LAYER)),
        (Operation("get", 2, "number"), back(1)),
    ]
    assert origin(steps, (), 1, 2) == Origin(2, asked=3)


def test_an_answer_of_true_is_no_1():
    assert not alike(True, 1)
    steps = [(call("f"), back(1)), (call("g"), back(True))]
    assert origin(steps, (), 1, 2) == Origin(0, whole=True)


def test_the_items_that_a_loop_took_are_an_answer_of_their_own():
    """shop.arrive('Ann') was said to have returned [] where nothing was in list(shop)."""
    steps = [
        (call("Shop"), back(LAYER)),
        (call("arrive", "Ann", target=0), back(None)),
        (Operation("items", 0, None), back([])),
    ]
    assert origin(steps, (), [], ["Ann"]) == Origin(2, whole=True)
    steps[0] = (call("Shop"), Returned(Held(("shop.Shop",))))
    assert spelled(steps, 2).lines == ["shop = Shop()", "shop.arrive('Ann')", "list(shop)"]


@pytest.mark.parametrize(
    "read", [Operation("items", 0, None), call("len", Ref(0), target="builtins")]
)
def test_an_operator_may_have_changed_what_is_looked_at_afterwards(read):
    """list(poly) was said to have returned [1] of a new Poly([]), to which 1 had been added."""
    made = Returned(Held(("poly.Poly",)))
    steps = [(call("Poly", []), made), (call("add", Ref(0), 1, target="operator"), made)]
    lines = spelled([*steps, (read, back([1]))], 2).lines
    assert lines[:2] == ["poly = Poly([])", "poly + 1"]
    of_the_sum = Operation("items", 1, None)
    assert spelled([*steps, (of_the_sum, back([1]))], 2).lines == ["list(Poly([]) + 1)"]


def test_what_goes_backward_from_a_layers_maps_is_told_before_its_gradient():
    """Two layers that are one had twice the gradient, and only the first backward() was shown:
    pasted, the lines gave the right one."""
    steps = [
        (call("make"), back(LAYER)),
        (call("load_state_dict", {"weight": WEIGHT}, target=0), back(None)),
        (Operation("call", "operator", "call", [Ref(0), _wire(WEIGHT)], keep=True), back(LAYER)),
        (Operation("call", "torch", "sum", [Ref(2)], keep=True), back(LAYER)),
        (call("backward", target=3), back(None)),
        (Operation("get", 0, "weight", keep=True), back(LAYER)),
        (Operation("get", 5, "grad"), back(WEIGHT)),
    ]
    shown = spelled(steps, 6)
    assert shown.lines == [
        "conv2d = make()",
        "conv2d.load_state_dict({'weight': weight})",
        "torch.sum(conv2d(a)).backward()",
        "conv2d.weight.grad",
    ]
    assert list(shown.values) == ["weight", "a"]
