"""From tables to settings: every key is checked against ``OPTIONS``, and what is wrong told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config.schema import OPTIONS
from reader.config.settings import Problem, Settings, SmartList

if TYPE_CHECKING:
    from typing import Any

_BY_PATH = {option.path: option for option in OPTIONS}
_TABLES = ("ticker", "refresh", "retention", "follow", "keys", "list", "source")


class Reading:
    """Checks tables against ``OPTIONS`` and keeps what is right."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems
        self.values: dict[str, Any] = {}

    def settings(self, tables: dict[str, Any]) -> Settings:
        """Return what is right of all tables but the sources."""
        for name, value in tables.items():
            if name in _BY_PATH:
                self._option((), name, value)
            elif name not in _TABLES:
                self._unknown((), name, [*(path for path in _BY_PATH if "." not in path), *_TABLES])
            elif name in ("list", "source"):
                continue
            elif not isinstance(value, dict):
                self._tell(
                    (), name, f"{name} must be a table: [{name}]", f"يجب أن يكون {name} جدولًا: [{name}]"
                )
            elif name == "keys":
                self._keys(value)
            else:
                self._table(name, value)
        self._lists(tables.get("list", []))
        return Settings(**self.values)

    def sources(self, given: Any) -> tuple[dict[str, Any], ...]:
        """Return the ``[[source]]`` tables."""
        if not isinstance(given, list) or not all(isinstance(table, dict) for table in given):
            self._tell(
                ("source",),
                "",
                "sources are written [[source]], with two brackets",
                "تُكتب المصادر هكذا: [[source]] بقوسين",
            )
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
        message = arabic = ""
        if isinstance(default, bool):
            if not isinstance(value, bool):
                message, arabic = "must be true or false", "يجب أن يكون true أو false"
        elif isinstance(default, int):
            if (
                isinstance(value, bool)
                or not isinstance(value, int)
                or not option.low <= value <= option.high
            ):
                message = f"must be a whole number from {option.low} to {option.high}"
                arabic = f"يجب أن يكون عددًا صحيحًا من {option.low} إلى {option.high}"
        elif isinstance(default, tuple):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                message, arabic = 'must be a list of names: ["…", "…"]', 'يجب أن يكون قائمة أسماء: ["…", "…"]'
            else:
                value = tuple(value)
        elif not isinstance(value, str):
            message, arabic = "must be text in quotation marks", "يجب أن يكون نصًا بين علامتي اقتباس"
        elif option.choices and value not in option.choices:
            message = f"must be one of {', '.join(option.choices)}; it is {value!r}"
            arabic = f"يجب أن يكون واحدًا من {'، '.join(option.choices)}؛ وهو «{value}»"
        if message:
            self._tell(table, path.rpartition(".")[2], f"{path} {message}", f"{path} {arabic}")
        else:
            self.values[option.field] = value

    def _keys(self, table: dict[str, Any]) -> None:
        keys = {}
        for action, bound in table.items():
            if isinstance(bound, list) and all(isinstance(key, str) for key in bound):
                bound = ",".join(bound)
            if isinstance(bound, str):
                keys[action] = bound
            else:
                message = f'keys.{action} must be text: "key,key"'
                self._tell(("keys",), action, message, f'يجب أن يكون keys.{action} نصًا: "key,key"')
        if keys:
            self.values["keys"] = keys

    def _lists(self, given: Any) -> None:
        lists = []
        for nth, table in enumerate(given if isinstance(given, list) else []):
            made = self._list(table, nth) if isinstance(table, dict) else None
            if made:
                lists.append(made)
        if lists:
            self.values["lists"] = tuple(lists)

    def _list(self, table: dict[str, Any], nth: int) -> SmartList | None:
        blank = SmartList("")
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in SmartList._fields:
                self._unknown(("list",), key, list(SmartList._fields), nth)
                continue
            default = getattr(blank, key)
            if (
                isinstance(default, tuple)
                and isinstance(value, list)
                and all(isinstance(v, str) for v in value)
            ):
                value = tuple(value)
            if type(value) is not type(default):
                message = f"{key} of a list cannot be {value!r}"
                self._tell(("list",), key, message, f"لا يمكن أن يكون {key} في القائمة {value!r}", nth)
                continue
            values[key] = value
        if not values.get("name"):
            self._tell(("list",), "", "a [[list]] needs a name", "تحتاج [[list]] إلى اسم name", nth)
            return None
        return SmartList(**values)

    def _unknown(self, table: tuple[str, ...], key: str, known: list[str], nth: int = 0) -> None:
        from difflib import get_close_matches

        near = get_close_matches(key, known, 1)
        message = f"{key!r} is not a setting" + (f"; did you mean {near[0]!r}?" if near else "")
        arabic = f"«{key}» ليس من الإعدادات" + (f"؛ هل تقصد «{near[0]}»؟" if near else "")
        self._tell(table, key, message, arabic, nth)

    def _tell(self, table: tuple[str, ...], key: str, message: str, arabic: str, nth: int = 0) -> None:
        from reader.config.tolerant_toml import locate

        line = locate(self.text, table, key, nth)
        if not line and not table:
            line = locate(self.text, (key,))
        self.problems.append(Problem(line, message, arabic))


_DEFAULTS = Settings()
