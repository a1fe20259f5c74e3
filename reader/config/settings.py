"""The settings, what each may be, and reading them from the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from reader.config.toml import Problem, locate, parse


@dataclass(frozen=True, slots=True)
class SmartList:
    """A filter of headlines saved under a name."""

    name: str
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    unread: bool = False
    saved: bool = False
    days: int = 0
    """Not older than this many days; 0 for any age."""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; ``OPTIONS`` says what each may be."""

    language: Literal["ar", "en", "ckb"] = "ar"
    digits: Literal["latn", "arab"] = "latn"
    theme: str = "dark"
    order: Literal["auto", "cells", "words", "fenced"] = "auto"
    harakat: Literal["shown", "hidden"] = "shown"
    letterforms: Literal["presentation", "base"] = "presentation"
    justify: Literal["off", "spaces", "kashida"] = "off"
    text_size: Literal["compact", "normal", "large"] = "normal"
    pictures: Literal["auto", "on", "off"] = "auto"
    notifications: Literal["off", "osc9", "osc777", "osc99", "bell"] = "off"
    screen_reader: bool = False
    browser: str = ""
    """Command line; empty for ``$BROWSER`` or what the system has."""
    pager: str = ""
    """Command line; empty for ``$PAGER``."""
    ticker: bool = True
    ticker_paused: bool = False
    ticker_speed: int = 8
    """Cells a second."""
    refresh_minutes: int = 30
    """0 when only by hand."""
    concurrency: int = 32
    """Sources fetched at once."""
    proxy: str = ""
    """Address; empty for ``$HTTPS_PROXY``, ``$ALL_PROXY``."""
    keep_days: int = 365
    """Age at which an entry that is read and not saved goes; 0 keeps it."""
    keep_entries: int = 0
    """Entries kept of one source; 0 for all."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Action to comma-separated keys."""
    follow: tuple[str, ...] = ()
    """Ids of catalogue sources followed beside the first ones."""
    packs: tuple[str, ...] = ()
    """Packs of the catalogue that are followed."""
    leave: tuple[str, ...] = ()
    """Ids of catalogue sources not followed, whatever else says so."""
    lists: tuple[SmartList, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """What one key of the file may be."""

    path: str
    """As in the file: ``ticker.speed`` is ``speed`` in the table ``[ticker]``."""
    field: str
    """Of ``Settings``."""
    english: str
    arabic: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    """For numbers: the largest allowed."""


OPTIONS = (
    Option("language", "language", "Language of the interface.", "لغة الواجهة.", ("ar", "en", "ckb")),
    Option("digits", "digits", "123 (latn) or ١٢٣ (arab).", "الأرقام: 123 أو ١٢٣.", ("latn", "arab")),
    Option("theme", "theme", "Colours: dark, light, contrast, newspaper.", "الألوان."),
    Option(
        "order",
        "order",
        "How lines are sent to the terminal; auto asks it. See khabar doctor.",
        "ترتيب الحروف المرسلة إلى الطرفية.",
        ("auto", "cells", "words", "fenced"),
    ),
    Option("harakat", "harakat", "Vowel marks.", "الحركات.", ("shown", "hidden")),
    Option(
        "letterforms",
        "letterforms",
        "Joined presentation forms, or base letters where a terminal joins by itself.",
        "أشكال الحروف: موصولة، أو أصلية إذا كانت الطرفية تصلها بنفسها.",
        ("presentation", "base"),
    ),
    Option("justify", "justify", "Both edges even.", "ضبط الأسطر من الجانبين.", ("off", "spaces", "kashida")),
    Option("text_size", "text_size", "Of articles.", "حجم نص الخبر.", ("compact", "normal", "large")),
    Option("pictures", "pictures", "Show pictures in articles.", "عرض الصور.", ("auto", "on", "off")),
    Option(
        "notifications",
        "notifications",
        "How breaking news is told to the desktop.",
        "التنبيه إلى العاجل على سطح المكتب.",
        ("off", "osc9", "osc777", "osc99", "bell"),
    ),
    Option(
        "screen_reader", "screen_reader", "Linear, no motion, no boxes.", "لقارئ الشاشة: بلا حركة ولا أطر."
    ),
    Option("browser", "browser", "Command that opens links; empty for $BROWSER.", "أمر فتح الروابط."),
    Option("pager", "pager", "Command that pages long output; empty for $PAGER.", "أمر تصفّح النص الطويل."),
    Option("ticker.enabled", "ticker", "The running line of latest headlines.", "شريط آخر الأخبار."),
    Option("ticker.paused", "ticker_paused", "Start it standing still.", "أن يبدأ واقفًا."),
    Option("ticker.speed", "ticker_speed", "Cells a second.", "سرعته: خانات في الثانية.", low=1, high=60),
    Option(
        "refresh.minutes",
        "refresh_minutes",
        "Refresh this often while running; 0 only by hand.",
        "التحديث كل كذا دقيقة؛ 0 يدويًا فقط.",
        high=10080,
    ),
    Option("refresh.concurrency", "concurrency", "Sources at once.", "كم مصدرًا معًا.", low=1, high=64),
    Option("refresh.proxy", "proxy", "http:// or socks5h:// address.", "عنوان الوسيط."),
    Option(
        "retention.days",
        "keep_days",
        "Days an entry is kept; 0 for ever.",
        "أيام حفظ الخبر؛ 0 دائمًا.",
        high=36500,
    ),
    Option(
        "retention.entries",
        "keep_entries",
        "Entries kept of one source; 0 for all.",
        "عدد ما يُحفظ من كل مصدر؛ 0 للكل.",
        high=1_000_000,
    ),
    Option("follow.sources", "follow", "Sources of the catalogue to follow.", "مصادر من الدليل تُتابَع."),
    Option("follow.packs", "packs", "Packs of the catalogue to follow.", "حُزم من الدليل تُتابَع."),
    Option("follow.leave", "leave", "Sources of the catalogue not to follow.", "مصادر من الدليل لا تُتابَع."),
)

_BY_PATH = {option.path: option for option in OPTIONS}
_TABLES = ("ticker", "refresh", "retention", "follow", "keys", "list", "source")


@dataclass(frozen=True, slots=True)
class Config:
    """What the file says, as far as it can be read."""

    settings: Settings = field(default_factory=Settings)
    sources: tuple[dict[str, Any], ...] = ()
    """The ``[[source]]`` tables as written; ``sources.catalogue.source_from_table`` reads them."""
    source_lines: tuple[int, ...] = ()
    """Where each of them begins, from 1."""
    problems: tuple[Problem, ...] = ()
    given: frozenset[str] = frozenset()
    """Fields of ``Settings`` the file sets."""
    stamp: tuple[int, int] = (0, 0)
    """Modification time and size, for ``changed_since``."""
    path: Path = Path()
    """The file, which need not exist."""


def load(path: Path) -> Config:
    """Read what can be read of the file and say what is wrong with the rest; no file gives the defaults."""
    stamp = _stamp(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Config(stamp=stamp, path=path)
    except OSError as error:
        why = error.strerror or str(error)
        problem = Problem(0, f"{path} cannot be read: {why}", f"تعذّرت قراءة {path}: {why}")
        return Config(problems=(problem,), stamp=stamp, path=path)
    problems: list[Problem] = []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(line, "this line is not UTF-8", "هذا السطر ليس بترميز UTF-8"))
        text = data.decode("utf-8-sig", errors="replace")
    tables, wrong = parse(text)
    reading = _Reading(text, problems + wrong)
    settings = reading.settings(tables)
    sources, lines = reading.sources(tables.get("source", []))
    return Config(
        settings,
        sources,
        lines,
        tuple(sorted(reading.problems, key=lambda p: p.line)),
        frozenset(reading.values),
        stamp,
        path,
    )


def changed_since(path: Path, stamp: tuple[int, int]) -> bool:
    """Tell whether the file is another one than when a ``Config`` with this ``stamp`` was read."""
    return _stamp(path) != stamp


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)


class _Reading:
    """Checks tables against ``OPTIONS`` and keeps what is right."""

    def __init__(self, text: str, problems: list[Problem]) -> None:
        self.text = text
        self.problems = problems
        self.values: dict[str, Any] = {}

    def settings(self, tables: dict[str, Any]) -> Settings:
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

    def sources(self, given: Any) -> tuple[tuple[dict[str, Any], ...], tuple[int, ...]]:
        """Return the ``[[source]]`` tables and their lines."""
        if not isinstance(given, list) or not all(isinstance(table, dict) for table in given):
            self._tell(
                ("source",),
                "",
                "sources are written [[source]], with two brackets",
                "تُكتب المصادر هكذا: [[source]] بقوسين",
            )
            given = [given] if isinstance(given, dict) else []
        lines = tuple(locate(self.text, ("source",), nth=nth) for nth in range(len(given)))
        return tuple(given), lines

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
            if not hasattr(blank, key):
                self._unknown(("list",), key, list(SmartList.__slots__), nth)
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
        line = locate(self.text, table, key, nth)
        if not line and not table:
            line = locate(self.text, (key,))
        self.problems.append(Problem(line, message, arabic))


_DEFAULTS = Settings()
