"""Change the configuration where a person asks for it: other lines and all comments stay.

Every change is made on the text as it is on disk now, checked to be no more broken than before, and written
atomically (mode 0600, fsync'd). A symbolic link stays one.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from reader.config.tolerant_toml import heading, parse, statements
from reader.locale.message import LocalizedError, Message
from reader.locale.system_error import describe

Value = str | bool | int | Sequence[str]
Range = tuple[int, int]


class ConfigError(LocalizedError):
    """The configuration could not be changed and is as before."""


def add_sources(path: Path, tables: Iterable[Mapping[str, Value]]) -> None:
    """Append ``[[source]]`` tables.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    added = "\n".join(_table("source", table) for table in tables)
    _rewrite(path, lambda text: _appended(text, added) if added else text)


def remove_source(path: Path, id: str) -> str:
    """Remove the ``[[source]]`` table with this id; return its text for ``restore``, empty without one.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    return _take_out(path, "source", "id", id)


def restore(path: Path, taken: str) -> None:
    """Append a table that ``remove_source`` or ``remove_list`` returned."""
    _rewrite(path, lambda text: _appended(text, taken))


def set_list(path: Path, table: Mapping[str, Value]) -> str:
    """Write a ``[[list]]`` table in the place of one of the same name, else at the end.

    Returns:
        The text of the table it replaced, for ``restore``; empty when there was none.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    replaced = ""

    def change(text: str) -> str:
        nonlocal replaced
        found = _table_range(text, "list", "name", table["name"])
        if found is None:
            return _appended(text, _table("list", table))
        lines = text.split("\n")
        replaced = "\n".join(lines[slice(*found)])
        new = _table("list", table).rstrip("\n").split("\n")
        return "\n".join([*lines[: found[0]], *new, *lines[found[1] :]])

    _rewrite(path, change)
    return replaced


def remove_list(path: Path, name: str) -> str:
    """Remove the ``[[list]]`` table of this name; return its text for ``restore``, empty without one.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    return _take_out(path, "list", "name", name)


def change_source(path: Path, id: str, changes: Mapping[str, Value]) -> None:
    """Set keys of the ``[[source]]`` table with this id; without one, a table of just these begins.

    A table that has the id of a catalogue source says what is different about it.

    Raises:
        ConfigError: the file cannot be read or written.
    """

    def change(text: str) -> str:
        if _table_range(text, "source", "id", id) is None:
            return _appended(text, _table("source", {"id": id, **changes}))
        for key, value in changes.items():
            text = _with_key(text, id, key, value)
        return text

    _rewrite(path, change)


def change_follow(path: Path, key: str, *, add: str = "", remove: str = "") -> None:
    """Add a name to a list in ``[follow]`` (``sources``, ``packs`` or ``leave``), or take one out.

    Raises:
        ConfigError: the file cannot be read or written.
    """

    def change(text: str) -> str:
        lines = text.split("\n")
        found = _follow_range(text, key)
        if found is None:
            return text if not add else _with_list(text, key, add)
        value = "\n".join(lines[slice(*found)])
        if remove:
            value = re.sub(rf"""(["']){re.escape(remove)}\1\s*,?[ \t]*""", "", value)
        if add and add not in parse(value)[0].get(key, []):
            value = value.replace("[", f"[{quoted(add)}, ", 1).replace(", ]", "]", 1)
        return "\n".join([*lines[: found[0]], value, *lines[found[1] :]])

    _rewrite(path, change)


def set_account(path: Path, values: Mapping[str, Value]) -> None:
    """Write the table ``[account]``, in place of one that is there; without values take it out.

    Raises:
        ConfigError: the file cannot be read or written.
    """

    def change(text: str) -> str:
        lines = text.split("\n")
        start = end = -1
        for statement in statements(text):
            if statement.heading:
                named = heading(statement.text)
                if start >= 0:
                    break
                if named == (("account",), False):
                    start, end = statement.start, statement.end
            elif start >= 0:
                end = statement.end
        if start >= 0:
            text = "\n".join([*lines[:start], *lines[end:]])
        if not values:
            return text
        return _appended(text, _table("account", values).replace("[[account]]", "[account]", 1))

    _rewrite(path, change)


def write_new(path: Path, text: str) -> None:
    """Write a configuration where there is none.

    Raises:
        ConfigError: there is one already, or it cannot be written.
    """
    if path.exists():
        raise ConfigError(Message("config.exists", path=str(path)))
    _write(path, text)


def append_comments(path: Path, comments: str) -> bool:
    """Append comments to a configuration that does not have them yet; return whether it was changed.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    text = _read(path)
    if comments.split("\n", 1)[0] in text:
        return False
    _write(path, _appended(text, comments))
    return True


def quoted(value: Value) -> str:
    """Return a value as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _table(name: str, table: Mapping[str, Value]) -> str:
    return f"[[{name}]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in table.items())


def _appended(text: str, table: str) -> str:
    text = text.rstrip("\n")
    return f"{text}\n\n{table}" if text else table


def _take_out(path: Path, table: str, key: str, value: str) -> str:
    """Take out an element of an array of tables; returns its text, empty when there is none."""
    taken = ""

    def change(text: str) -> str:
        nonlocal taken
        found = _table_range(text, table, key, value)
        if found is None:
            return text
        lines = text.split("\n")
        taken = "\n".join(lines[slice(*found)])
        before, after = lines[: found[0]], lines[found[1] :]
        while before and after and not before[-1].strip() and not after[0].strip():
            before.pop()
        return "\n".join(before + after)

    _rewrite(path, change)
    return taken


def _table_range(text: str, table: str, key: str, value: Value) -> Range | None:
    """Return the lines (from 0, end exclusive) of the ``[[table]]`` with this key, sub-tables too."""
    start = end = -1
    found = False
    for statement in statements(text):
        if statement.heading:
            named = heading(statement.text)
            name = named[0] if named else ()
            if name == (table,):
                if found:
                    break
                start = statement.start
            elif name[:1] != (table,):
                if found:
                    break
                start = -1
            end = statement.end
        elif start >= 0:
            end = statement.end
            found = found or parse(statement.text)[0].get(key) == value
    return (start, end) if found else None


def _follow_range(text: str, key: str) -> Range | None:
    inside = False
    for statement in statements(text):
        if statement.heading:
            named = heading(statement.text)
            inside = bool(named) and named == (("follow",), False)
        elif inside and key in parse(statement.text)[0]:
            return statement.start, statement.end
    return None


def _with_list(text: str, key: str, item: str) -> str:
    """Add ``key = ["item"]`` below the heading ``[follow]``, or the heading too."""
    line = f"{key} = [{quoted(item)}]"
    lines = text.split("\n")
    for statement in statements(text):
        if statement.heading and heading(statement.text) == (("follow",), False):
            return "\n".join([*lines[: statement.end], line, *lines[statement.end :]])
    return _appended(text, f"[follow]\n{line}\n")


def _with_key(text: str, id: str, key: str, value: Value) -> str:
    """Set one key in the ``[[source]]`` table itself, above its sub-tables."""
    found = _table_range(text, "source", "id", id)
    assert found is not None
    lines = text.split("\n")
    line = f"{key} = {quoted(value)}"
    last = found[0] + 1
    for statement in statements(text):
        if statement.start <= found[0]:
            continue
        if statement.heading or statement.start >= found[1]:
            break
        if key in parse(statement.text)[0]:
            return "\n".join([*lines[: statement.start], line, *lines[statement.end :]])
        last = statement.end
    return "\n".join([*lines[:last], line, *lines[last:]])


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(Message("config.unreadable", path=str(path), why=describe(error))) from error


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    text = _read(path)
    changed = change(text)
    if changed == text:
        return
    (before, wrong), (after, worse) = parse(text), parse(changed)
    if len(worse) > len(wrong) or after == before:
        raise ConfigError(Message("config.unsafe", path=str(path)))
    _write(path, changed if changed.endswith("\n") else changed + "\n")


def _write(path: Path, text: str) -> None:
    target = path.resolve()
    temporary = ""
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".config-", suffix=".toml", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise ConfigError(Message("file.unwritable", path=str(path), why=describe(error))) from error
