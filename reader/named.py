"""Named tuples written as ``typing.NamedTuple`` has them, for what every start defines.

``typing`` takes half as long to import as an interpreter to start, and looks at every annotation.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    class _Defining(type):
        """Makes a named tuple of a class's annotations, with its docstring, methods and properties."""

        def __new__(kind, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            if not bases:
                return super().__new__(kind, name, bases, body)
            fields = body.pop("__annotations__")
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults)
            made.__annotations__ = fields
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Defining):
        """What a named tuple is derived from; fields with defaults come last."""


__all__ = ["NamedTuple"]
