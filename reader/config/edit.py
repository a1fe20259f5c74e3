"""Change single tables of the configuration; other lines and all comments stay.

A change is made on the text as it is on disk now: tomlkit edits the one table concerned, and the lines around
that table stay byte for byte. tomlkit never gets the whole file, because it refuses a file with one wrong
line and moves tables between two elements of an array (python-poetry/tomlkit, pull request 601). The result
is checked to be no more broken than before and written atomically (mode 0600, fsync'd). A symbolic link stays
one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.config.tolerant_toml import heading, parse, statements
from reader.locale.message import LocalizedError, Message
from reader.locale.system_error import describe

Value = str | bool | int | Sequence[str]
Lines = tuple[int, int]
"""The first line of a run of lines, from 0, and the line after its last."""


class ConfigError(LocalizedError):
    """Error for a configuration that cannot be changed; the file is unchanged."""


def add_sources(path: Path, tables: Iterable[Mapping[str, Value]]) -> None:
    """Append ``[[source]]`` tables.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    added = "\n".join(_element("source", table) for table in tables)
    _rewrite(path, lambda text: _appended(text, added) if added else text)


def remove_source(path: Path, id: str) -> str:
    """Remove the ``[[source]]`` with an id; return its text for ``restore``, or empty text.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    return _replace_element(path, "source", "id", id)


def restore(path: Path, taken: str) -> None:
    """Append the text of a table that ``remove_source`` or ``remove_named`` returned."""
    _rewrite(path, lambda text: _appended(text, taken))


def set_named(path: Path, array: str, table: Mapping[str, Value]) -> str:
    """Write a ``[[list]]`` or ``[[rule]]`` in place of one of the same name, else at the end.

    Returns:
        The text of the replaced table, for ``restore``; empty without one.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    return _replace_element(path, array, "name", table["name"], _element(array, table))


def restore_named(path: Path, array: str, name: str, replaced: str) -> None:
    """Undo ``set_named`` in one write: put the replaced table back, or remove the new one.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    _replace_element(path, array, "name", name, replaced)


def remove_named(path: Path, array: str, name: str) -> str:
    """Remove the ``[[list]]`` or ``[[rule]]`` of a name; return its text, or empty text.

    The text is for ``restore``.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    return _replace_element(path, array, "name", name)


def change_source(path: Path, id: str, changes: Mapping[str, Value]) -> None:
    """Set keys of the ``[[source]]`` with an id, or append a table with these keys.

    A table with the id of a catalogue source overrides keys of that source.

    Raises:
        ConfigError: the file cannot be read or written.
    """

    def change(text: str) -> str:
        lines = _element_lines(text, "source", "id", id)
        if lines is None:
            return _appended(text, _element("source", {"id": id, **changes}))
        return _edit_table(text, lines, lambda document: document["source"][0].update(changes))

    _rewrite(path, change)


def change_follow(path: Path, key: str, *, add: str = "", remove: str = "") -> None:
    """Add a name to a list in ``[follow]`` (``sources``, ``packs``, ``leave``), or remove one.

    Raises:
        ConfigError: the file cannot be read or written.
    """

    def change_names(document: Any) -> None:
        names = document["follow"].setdefault(key, [])
        if not isinstance(names, list):
            raise ConfigError(Message("config.unsafe", path=str(path)))
        if remove in names:
            names.remove(remove)
        if add and add not in names:
            names.insert(0, add)

    def change(text: str) -> str:
        lines = _table_lines(text, "follow")
        if lines:
            return _edit_table(text, lines, change_names)
        return _appended(text, _table("follow", {key: [add]})) if add else text

    _rewrite(path, change)


def set_account(path: Path, values: Mapping[str, Value]) -> None:
    """Write or replace the table ``[account]``; remove the table without values.

    Raises:
        ConfigError: the file cannot be read or written.
    """

    def change(text: str) -> str:
        lines = _table_lines(text, "account")
        if lines:
            text = _without(text, lines)
        return _appended(text, _table("account", values)) if values else text

    _rewrite(path, change)


def change_account(path: Path, key: str, value: Value) -> None:
    """Set one key of the existing table ``[account]``.

    Raises:
        ConfigError: the file cannot be read or written, or has no such table.
    """

    def set_value(document: Any) -> None:
        document["account"][key] = value

    def change(text: str) -> str:
        lines = _table_lines(text, "account")
        if not lines:
            raise ConfigError(Message("config.unsafe", path=str(path)))
        return _edit_table(text, lines, set_value)

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
    """Append comments to a configuration without them; return whether the file changed.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    text = _read(path)
    if comments.split("\n", 1)[0] in text:
        return False
    _write(path, _appended(text, comments))
    return True


def quoted(value: Value) -> str:
    """Return a value in TOML syntax."""
    import tomlkit

    return tomlkit.item(value).as_string()


def _table(name: str, values: Mapping[str, Any]) -> str:
    import tomlkit

    return tomlkit.dumps({name: values})


def _element(array: str, values: Mapping[str, Value]) -> str:
    return _table(array, [values])  # type: ignore[arg-type]


def _appended(text: str, table: str) -> str:
    text = text.rstrip("\n")
    return f"{text}\n\n{table}" if text else table


def _without(text: str, taken: Lines) -> str:
    """Return the text without these lines, and with one blank line where there were two."""
    lines = text.split("\n")
    before, after = lines[: taken[0]], lines[taken[1] :]
    while before and after and not before[-1].strip() and not after[0].strip():
        before.pop()
    return "\n".join(before + after)


def _edit_table(text: str, edited: Lines, change: Callable[[Any], None]) -> str:
    """Return the text with a change made to the TOML document that these lines are.

    Raises:
        TOMLKitError: there is a mistake in these lines.
    """
    import tomlkit

    lines = text.split("\n")
    document = tomlkit.parse("\n".join(lines[slice(*edited)]) + "\n")
    change(document)
    return "\n".join([*lines[: edited[0]], tomlkit.dumps(document).rstrip("\n"), *lines[edited[1] :]])


def _replace_element(path: Path, array: str, key: str, value: Value, by: str = "") -> str:
    """Replace the ``[[array]]`` element with a key by a table; return the old element's text.

    Without such an element the table is appended. Without a table the element is taken out.
    """
    taken = ""

    def change(text: str) -> str:
        nonlocal taken
        found = _element_lines(text, array, key, value)
        if found is None:
            return _appended(text, by) if by else text
        lines = text.split("\n")
        taken = "\n".join(lines[slice(*found)])
        if not by:
            return _without(text, found)
        return "\n".join([*lines[: found[0]], by.rstrip("\n"), *lines[found[1] :]])

    _rewrite(path, change)
    return taken


def _element_lines(text: str, array: str, key: str, value: Value) -> Lines | None:
    """Return the lines of the ``[[array]]`` element with this key, its sub-tables too."""
    start = end = -1
    found = False
    for statement in statements(text):
        if statement.heading:
            named = heading(statement.text)
            name = named[0] if named else ()
            if found and (name == (array,) or name[:1] != (array,)):
                break
            if name == (array,):
                start = statement.start
            elif name[:1] != (array,):
                start = -1
            end = statement.end
        elif start >= 0:
            end = statement.end
            found = found or parse(statement.text)[0].get(key) == value
    return (start, end) if found else None


def _table_lines(text: str, name: str) -> Lines | None:
    """Return the lines of ``[name]``."""
    start = end = -1
    for statement in statements(text):
        if statement.heading and start >= 0:
            break
        if statement.heading and heading(statement.text) == ((name,), False):
            start = statement.start
        end = statement.end
    return (start, end) if start >= 0 else None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(Message("config.unreadable", path=str(path), why=describe(error))) from error


def _rewrite(path: Path, change: Callable[[str], str]) -> None:
    from tomlkit.exceptions import TOMLKitError

    text = _read(path)
    try:
        changed = change(text)
    except TOMLKitError as error:
        raise ConfigError(Message("config.unsafe", path=str(path))) from error
    if changed == text:
        return
    (before, wrong), (after, worse) = parse(text), parse(changed)
    if len(worse) > len(wrong) or after == before:
        raise ConfigError(Message("config.unsafe", path=str(path)))
    _write(path, changed if changed.endswith("\n") else changed + "\n")


def _write(path: Path, text: str) -> None:
    import tempfile

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
