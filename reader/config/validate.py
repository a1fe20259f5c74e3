"""Check the keys of the configuration against ``OPTIONS``; report mistakes with lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config.problem import Problem
from reader.config.schema import OPTIONS
from reader.config.settings import COMMAND_INPUTS, Command, Rule, Settings, SmartList
from reader.locale.message import Message

if TYPE_CHECKING:
    from typing import Any

_BY_PATH = {option.path: option for option in OPTIONS}
_TABLES = (
    "ticker",
    "refresh",
    "retention",
    "stories",
    "hooks",
    "follow",
    "account",
    "keys",
    "list",
    "rule",
    "command",
    "source",
)
_ARRAYS = ("list", "rule", "command", "source")
"""Tables in double brackets."""
_MAX_NEAR = 100
"""Unknown keys for which a like one is looked for, which takes 1 ms."""
_LONGEST_NAME = 100


class Validator:
    """Check of tables against ``OPTIONS``, with the valid values and the problems."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems
        self.values: dict[str, Any] = {}
        self._unknown_keys = 0

    def settings(self, tables: dict[str, Any]) -> Settings:
        """Return the settings of all valid keys, sources left out."""
        for name, value in tables.items():
            if name in _BY_PATH:
                self._option((), name, value)
            elif name not in _TABLES:
                self._unknown((), name, [*(path for path in _BY_PATH if "." not in path), *_TABLES])
            elif name in _ARRAYS:
                continue
            elif not isinstance(value, dict):
                self._report((), name, Message("config.not_a_table", name=name))
            elif name == "keys":
                self._keys(value)
            else:
                self._table(name, value)
        arrays: dict[str, list[Any]] = {
            "lists": [SmartList(**each) for each in self._array("list", SmartList(""), tables)],
            "rules": self._rules(self._array("rule", Rule(""), tables)),
            "commands": self._commands(self._array("command", Command(""), tables)),
        }
        self.values.update((field, tuple(made)) for field, made in arrays.items() if made)
        return Settings(**self.values)

    def sources(self, given: Any) -> tuple[dict[str, Any], ...]:
        """Return the ``[[source]]`` tables."""
        if not isinstance(given, list) or not all(isinstance(table, dict) for table in given):
            self._report(("source",), "", Message("config.source_brackets"))
            given = [given] if isinstance(given, dict) else []
        return tuple(given)

    def _table(self, name: str, table: dict[str, Any]) -> None:
        for key, value in table.items():
            path = f"{name}.{key}"
            if path in _BY_PATH:
                self._option((name,), path, value)
            else:
                known = [known.partition(".")[2] for known in _BY_PATH if known.startswith(f"{name}.")]
                self._unknown((name,), key, known)

    def _option(self, table: tuple[str, ...], path: str, value: Any) -> None:
        option = _BY_PATH[path]
        default = getattr(_DEFAULTS, option.field)
        problem: Message | None = None
        if isinstance(default, bool):
            if not isinstance(value, bool):
                problem = Message("config.must_be_bool", path=path)
        elif isinstance(default, int):
            if (
                isinstance(value, bool)
                or not isinstance(value, int)
                or not option.low <= value <= option.high
            ):
                problem = Message("config.must_be_number", path=path, low=option.low, high=option.high)
        elif isinstance(default, tuple):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                problem = Message("config.must_be_names", path=path)
            else:
                value = tuple(value)
        elif not isinstance(value, str):
            problem = Message("config.must_be_text", path=path)
        elif option.choices and value not in option.choices:
            problem = Message("config.must_be_one_of", path=path, choices=option.choices, value=value)
        if problem:
            self._report(table, path.rpartition(".")[2], problem)
        else:
            self.values[option.field] = value

    def _keys(self, table: dict[str, Any]) -> None:
        keys = {}
        for action, bound in table.items():
            if isinstance(bound, list) and all(isinstance(key, str) for key in bound):
                bound = ",".join(bound)
            if isinstance(bound, str):
                names = self._key_names(bound, ("keys",), action)
                if names or not bound.strip():  # else the action keeps the keys it has
                    keys[action] = names
            else:
                self._report(("keys",), action, Message("config.must_be_keys", action=action))
        if keys:
            self.values["keys"] = keys

    def _key_names(self, written: str, table: tuple[str, ...], name: str, nth: int = 0) -> str:
        """Return keys, separated by commas, by their names; those that do not exist are left out."""
        from reader.config.key_names import parse_key

        found = []
        for each in written.split(","):
            if key := parse_key(each):
                found.append(key)
            elif each.strip():
                self._report(table, name, Message("config.no_key", key=each.strip()), nth)
        return ",".join(found)

    def _array(self, kind: str, blank: Any, tables: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the valid values of the ``[[kind]]`` tables with a name; ``blank`` has their types."""
        given = tables.get(kind, [])
        checked = []
        for nth, table in enumerate(given if isinstance(given, list) else []):
            values = self._array_values(kind, blank, table, nth) if isinstance(table, dict) else {}
            if values.get("name"):
                checked.append(values)
            else:
                self._report((kind,), "", Message(f"config.{kind}_name"), nth)
        return checked

    def _array_values(self, kind: str, blank: Any, table: dict[str, Any], nth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in blank._fields:
                self._unknown((kind,), key, list(blank._fields), nth)
                continue
            default = getattr(blank, key)
            if (
                isinstance(default, tuple)
                and isinstance(value, list)
                and all(isinstance(item, str) for item in value)
            ):
                value = tuple(value)
            if type(value) is not type(default):
                self._report(
                    (kind,), key, Message("config.list_value", key=key, table=kind, value=repr(value)), nth
                )
                continue
            values[key] = value
        return values

    def _rules(self, tables: list[dict[str, Any]]) -> list[Rule]:
        rules = [Rule(**table) for table in tables]
        for nth, rule in enumerate(rules):
            if not rule.query.strip():
                self._report(("rule",), "", Message("config.rule_query", name=rule.name), nth)
            elif rule == Rule(rule.name, rule.query):
                self._report(("rule",), "", Message("config.rule_idle", name=rule.name), nth)
        return [rule for rule in rules if rule.query.strip()]

    def _commands(self, tables: list[dict[str, Any]]) -> list[Command]:
        for nth, table in enumerate(tables):
            if "key" in table:
                table["key"] = self._key_names(table["key"], ("command",), "key", nth)
        commands = [Command(**table) for table in tables]
        for nth, command in enumerate(commands):
            if not (command.run or command.actions):
                self._report(("command",), "", Message("config.command_idle", name=command.name), nth)
            if command.input not in COMMAND_INPUTS:
                problem = Message(
                    "config.must_be_one_of", path="input", choices=COMMAND_INPUTS, value=command.input
                )
                self._report(("command",), "input", problem, nth)
        return [each for each in commands if (each.run or each.actions) and each.input in COMMAND_INPUTS]

    def _unknown(self, table: tuple[str, ...], key: str, known: list[str], nth: int = 0) -> None:
        from difflib import get_close_matches

        self._unknown_keys += 1
        near = get_close_matches(key[:_LONGEST_NAME], known, 1) if self._unknown_keys <= _MAX_NEAR else []
        if near:
            problem = Message("config.unknown_near", key=key, near=near[0])
        else:
            problem = Message("config.unknown", key=key)
        self._report(table, key, problem, nth)

    def _report(self, table: tuple[str, ...], key: str, message: Message, nth: int = 0) -> None:
        from reader.config.tolerant_toml import locate

        line = locate(self.text, table, key, nth)
        if not line and not table:
            line = locate(self.text, (key,))
        self.problems.append(Problem(line, message))


_DEFAULTS = Settings()
