"""Public examples: run `pytest` in this folder. The hidden checks ask for more than these."""

from editor import Editor


def test_writing_and_erasing():
    editor = Editor("a")
    editor.write("bc")
    editor.erase(1)
    assert editor.text == "ab"
    assert len(editor) == 2


def test_each_change_is_taken_back_by_itself():
    editor = Editor()
    editor.write("one ")
    editor.write("two")
    assert editor.undo()
    assert editor.text == "one "
    assert editor.undo()
    assert editor.text == ""
    assert not editor.undo()


def test_what_was_taken_back_is_done_again():
    editor = Editor()
    editor.write("a")
    editor.undo()
    assert editor.redo()
    assert editor.text == "a"
    assert not editor.redo()


def test_a_new_change_leaves_nothing_to_do_again():
    editor = Editor()
    editor.write("a")
    editor.undo()
    editor.write("b")
    assert not editor.redo()
    assert editor.text == "b"
