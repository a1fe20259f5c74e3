"""Every regular expression of the program takes time linear in what it is given (issue 18)."""

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

import reader

PACKAGES = sorted(
    ".".join(path.parent.parts[len(Path(reader.__file__).parts) - 2 :])
    for path in Path(reader.__file__).parent.rglob("__init__.py")
)
METHODS = frozenset(
    {"search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split", "compile"}
)
SCANNING = METHODS - {"match", "fullmatch", "compile"}
BLANKS_AND_SIGNS = " <>/&@\"'=:;,.-_#()[]|!?%\\"
UNITS = tuple(
    dict.fromkeys(
        (
            *map(chr, range(0x20, 0x7F)),
            *"\t\n\x1b\x9b\u060c\u0627\u064b\u200c\u200f\u2066\ud800",
            *(one + other for one in BLANKS_AND_SIGNS for other in "a0 "),
            *(
                "ab",
                "</",
                "<!",
                "<!--",
                "-->",
                '="',
                "='",
                "&#",
                "&a;",
                "&#1",
                "//",
                "[(",
                "()",
                "[]",
                "]]",
                "]>",
                "<?xml ",
            ),
            *(
                "\x1b[",
                "\x1b]",
                "\x1b[0",
                "http://",
                "xmlns:",
                "%d8",
                "<p>",
                "<p x='",
                "a\u200c",
                "...",
                "ق.",
                "am ",
                "\u0627 ",
            ),
            *(
                "\u0627\u064b",
                "\u0627\u060c",
                "a\n",
                " - ",
                "=a ",
                "a=",
                "a ",
                "a.",
                "a:",
                "a@",
                "0 ",
                "00 ",
                "AS",
                "R$",
                "EN",
                "L (",
            ),
        )
    )
)
TAILS = ("", "x", "\n!")
"""What follows a run: one that matches to the end of the text may hide that it is tried from each start."""
SIZES = (100, 400, 1_600, 6_400)
"""Characters of a run, each four times the one before."""
ANCHORED = frozenset({"reader.sources.article.wording.patterns"})
"""Patterns that functions give out and that are only matched from the start of a text."""
KNOWN = {
    "reader.config.edit": "an escaped key of the configuration",
    "reader.sources.article.class_names": "the names of class_names.toml, tried above",
    "reader.sources.article.wording": "the words of wording.toml, tried above",
    "reader.sources.article.html_tree": "a tag name of a fixed list, tried above",
    "reader.sources.feed.json_feed": "a key of a fixed list",
    "reader.sources.feed.xml_repair": "patterns of this module, tried in test_feed_hostile",
    "reader.typeset.bidi_reorder": "a class of bytes",
    "reader.sources.feed.tree": "the escaped names of at most 64 entities",
    "reader.store.highlight": "escaped words of a query",
    "reader.tui.reading.breaking_announcer": "escaped words",
}
"""Modules with patterns that are only known while they run, and what these are made of."""
GROWTH = 9
"""Times as long for four times as much: 4 when linear, 16 when quadratic."""
SECONDS = 0.01
"""Below this no growth is looked at; a quadratic pattern takes at least 0.05 s for the longest run."""


def modules():
    for found in pkgutil.walk_packages(reader.__path__, "reader."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def in_value(value, depth=0):
    """Yield the patterns in a value: itself, or within containers of the standard kinds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for inner in value.values():
            yield from in_value(inner, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from in_value(inner, depth + 1)


def is_cached(value):
    return hasattr(value, "cache_info") and not inspect.signature(value).parameters


def used_by(loaded):
    """Return the methods called on each name of each module (``NAME.search``), also where it is imported."""
    found = defaultdict(set)
    for module, tree in loaded:
        home = {
            name.asname or name.name: node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for name in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name):
                found[home.get(node.value.id, module.__name__), node.value.id].add(node.attr)
    return found


def in_functions(module, tree):
    """Yield the patterns written where they are used, such as ``re.sub(r"\\s+", …)``, with their place."""
    for node in ast.walk(tree):
        if not (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in METHODS
        ):
            continue
        flags = next((word.value for word in node.keywords if word.arg == "flags"), None)
        if node.func.attr == "compile" and len(node.args) > 1:
            flags = node.args[1]
        try:
            written, flag = (
                eval(compile(ast.Expression(part), "", "eval"), vars(module)) if part is not None else 0
                for part in (node.args[0], flags)
            )
        except NameError:
            yield f"{module.__name__}:{node.lineno}", None, node.func.attr
            continue
        if isinstance(written, str | bytes):
            yield f"{module.__name__}:{node.lineno}", re.compile(written, flag), node.func.attr
        elif isinstance(written, re.Pattern):
            yield f"{module.__name__}:{node.lineno}", written, node.func.attr


@cache
def collect():
    """Return each pattern with its places and whether it is searched for, and places of unknown ones."""
    loaded = [(module, ast.parse(inspect.getsource(module))) for module in modules()]
    methods = used_by(loaded)
    patterns, unknown = {}, []
    for module, tree in loaded:
        for name, value in list(vars(module).items()):
            if is_cached(value) and value.__module__ == module.__name__ and "attern" in name:
                value = value()
            for pattern in in_value(value):
                calls = methods[module.__name__, name] if isinstance(value, re.Pattern) else set()
                is_scanned = (
                    not calls or bool(calls & SCANNING)
                ) and f"{module.__name__}.{name}" not in ANCHORED
                places, scanned = patterns.setdefault(pattern, ([], False))
                places.append(f"{module.__name__}.{name}")
                patterns[pattern] = places, scanned or is_scanned
        for place, pattern, method in in_functions(module, tree):
            if pattern is None:
                unknown.append(place)
            elif pattern not in patterns:
                patterns[pattern] = [place], method in SCANNING
    return patterns, unknown


def package_of(place):
    """Return the package of the module that a place names, as ``reader.sources.feed``."""
    parts = place.partition(":")[0].split(".")
    return next(name for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in PACKAGES)


def seconds(pattern, text, is_scanned):
    started = time.process_time()
    if is_scanned:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.fullmatch(text)
        pattern.match(text)
    return time.process_time() - started


def growth(pattern, unit, tail, is_scanned):
    """Return the times as long that four times as much takes; 1 for any pattern that is fast."""

    def taken(size):
        text = unit * (size // len(unit)) + tail
        if isinstance(pattern.pattern, bytes):
            text = text.encode("utf-8", "replace")
        return seconds(pattern, text, is_scanned)

    if taken(SIZES[0]) <= SECONDS and taken(SIZES[-1]) <= SECONDS:
        return 1
    before = taken(SIZES[0])
    for size in SIZES[1:]:
        now = taken(size)
        if now > SECONDS:
            now = min(now, taken(size))  # whatever else the machine did meanwhile
            if now > GROWTH * max(before, SECONDS / 16):
                return now / before
        before = now
    return 1


def slow_runs(pattern, is_scanned):
    """Yield the runs of characters for which a pattern takes more than linear time."""
    for unit in UNITS:
        for tail in TAILS:
            times = growth(pattern, unit, tail, is_scanned)
            if times != 1:
                yield f"{times:.0f} times as long for 4 times {unit!r} before {tail!r}"


@pytest.mark.parametrize("package", PACKAGES)
def test_patterns_of_a_package_take_linear_time(package):
    slow = {}
    for pattern, (places, is_scanned) in collect()[0].items():
        if package_of(places[0]) == package and (run := next(slow_runs(pattern, is_scanned), None)):
            slow[pattern.pattern] = run
    assert slow == {}


def test_patterns_made_while_running_are_known():
    assert {place.rpartition(":")[0] for place in collect()[1]} <= KNOWN.keys()
