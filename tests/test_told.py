"""Sentences in two languages."""

import copy
import json

from reader.told import NOTHING, Note


def test_a_note_is_its_english_sentence():
    note = Note("odd", "غريب")
    assert note == "odd"
    assert f"{note}" == "odd"
    assert json.dumps(note) == '"odd"'
    assert note.arabic == "غريب"
    assert copy.deepcopy(note).arabic == "غريب"


def test_without_arabic_english_stands_for_it():
    assert Note("odd").arabic == "odd"


def test_notes_make_one():
    both = Note.of([Note("a.", "أ."), Note("b.", "ب.")])
    assert (both, both.arabic) == ("a. b.", "أ. ب.")
    assert Note.of([]) == NOTHING == ""
    assert not NOTHING.arabic
