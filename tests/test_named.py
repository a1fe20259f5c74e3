"""Named tuples without ``typing`` are those ``typing`` makes."""

from __future__ import annotations

import pickle
import subprocess
import sys
import typing

import pytest

from reader.named import NamedTuple


class Ours(NamedTuple):
    """A place."""

    name: str
    """As people call it."""
    people: int | None = None

    @property
    def empty(self) -> bool:
        """Whether nobody lives there."""
        return not self.people

    @classmethod
    def of(cls, text: str) -> Ours:
        return cls(*text.split())


class Theirs(typing.NamedTuple):
    """A place."""

    name: str
    """As people call it."""
    people: int | None = None


def test_it_is_what_typing_makes():
    for said in ("_fields", "_field_defaults", "__doc__", "__module__", "__bases__", "__match_args__"):
        assert getattr(Ours, said) == getattr(Theirs, said), said
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    assert (Ours.__name__, Ours.__qualname__) == ("Ours", "Ours")
    assert repr(Ours("نينوى")) == "Ours(name='نينوى', people=None)"


def test_methods_properties_and_the_rest_of_a_tuple():
    here = Ours.of("واسط 2")
    assert here == ("واسط", "2")
    assert here._replace(people=0).empty
    assert pickle.loads(pickle.dumps(here)) == here
    with pytest.raises(AttributeError):
        here.name = "بابل"
    with pytest.raises(TypeError):
        Ours()


def test_it_loads_no_typing():
    code = (
        "import sys, reader.model.headline, reader.cli.arguments; print({'typing', 're'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"
