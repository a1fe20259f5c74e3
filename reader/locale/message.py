"""Carry texts for people as a key and arguments, which a `Translator` turns into a sentence.

Nothing below the front ends has sentences: errors, notes and the database have messages, so that one made
while the interface was Arabic can be shown in Kurdish later.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.locale.catalogue import FSI, PDI, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Self

    from reader.locale.catalogue import Argument

VERBATIM = "verbatim"
"""Key of a text that no catalogue has, such as an error of the system; its argument is ``text``."""
_NO_ISOLATES = dict.fromkeys(map(ord, (FSI, PDI)))
SENTENCES = "sentences"
"""Key of several messages that are shown one after the other; its argument is ``all``."""


class Message:
    """A key of the catalogues and the values of its placeholders; immutable, equal by value.

    Args:
        key: names the text in `reader.locale.en`, ``ar`` and ``ckb``.
        args: a value for each ``{placeholder}``; a whole number ``n`` chooses the plural form.
    """

    __slots__ = ("_args", "_key")

    def __init__(self, key: str, /, **args: Argument) -> None:
        self._key = key
        self._args = MappingProxyType(args)

    @property
    def key(self) -> str:
        """The key in the catalogues."""
        return self._key

    @property
    def args(self) -> Mapping[str, Argument]:
        """A value for each placeholder, by its name."""
        return self._args

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Message):
            return NotImplemented
        return self.key == other.key and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Message({', '.join([repr(self.key), *(f'{k}={v!r}' for k, v in self.args.items())])})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Message.from_data, (self.to_data(),)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __str__(self) -> str:
        """Return the English sentence without isolates, for logs, tracebacks and programs."""
        return catalogue("en").text_of_any(self.key, self.args).translate(_NO_ISOLATES)

    def to_data(self) -> dict[str, Any]:
        """Return the message as values JSON has: ``{"key": …, "args": {…}}``."""
        return {"key": self.key, "args": {name: _to_data(value) for name, value in self.args.items()}}

    @classmethod
    def from_data(cls, data: Any) -> Message:
        """Return the message that `to_data` was called on.

        Raises:
            ValueError: the data are no message.
        """
        if not isinstance(data, dict) or not isinstance(data.get("key"), str):
            raise ValueError("a message is an object with a key")
        args = data.get("args", {})
        if not isinstance(args, dict):
            raise ValueError("the arguments of a message are an object")
        return cls(data["key"], **{name: _from_data(value) for name, value in args.items()})

    @classmethod
    def verbatim(cls, text: str) -> Message:
        """Return a message that is one text, the same in every language."""
        return cls(VERBATIM, text=text)

    @classmethod
    def join(cls, messages: Sequence[Message]) -> Message | None:
        """Return several messages as one, shown one after the other; None for none."""
        if len(messages) < 2:
            return messages[0] if messages else None
        return cls(SENTENCES, all=tuple(messages))


class LocalizedError(Exception):
    """Root of errors for people; ``message`` is shown in the language of the interface."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the English sentence."""
        return str(self.message)


def _to_data(value: Argument) -> Any:
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_to_data(each) for each in value]
    return Message(value.key, **value.args).to_data()


def _from_data(data: Any) -> Argument:
    if isinstance(data, dict):
        return Message.from_data(data)
    if isinstance(data, list):
        return tuple(_from_data(each) for each in data)
    if isinstance(data, str | int | float):
        return data
    raise ValueError(f"no argument of a message: {data!r}")
