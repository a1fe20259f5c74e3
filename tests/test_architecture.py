"""The rules of the house that no linter holds: no circles, composition, names and docstrings."""

import ast
import re
import tokenize
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PUBLIC = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
NOT_PLAIN_ENGLISH = re.compile(
    r"\b(told|anew|beside|nobody|somebody|whoever|at hand|what is|what was|what came)\b", re.IGNORECASE
)
NOT_IN_A_FIRST_LINE = re.compile(
    r"\b(what|whatever|it|who|whom|whose|whoever|somebody|told|had|come by)\b", re.IGNORECASE
)
"""Words that stand for a name the sentence does not give; a first line is read alone."""
FIRST_LINE_CHARACTERS = 90

NAME_IN_PROSE = re.compile(
    r"``?([A-Za-z_][\w.]*\w)(?:\(\))?``?|\b([a-z_]+\.(?:py|tcss))\b"
    r"|(?<![\w/.])((?:reader|tests|styles|snapshots)/[\w./-]*\w)"
)
NAMES_OF_OTHERS = {
    *("httpx.AsyncHTTPTransport", "query_terminal", "u_shapeArabic", "ushape.cpp"),
    *("ArabicShaping.txt", "image.jpg", "reader/styles"),
}
"""Names of other programs and of Unicode, of files in addresses, and the folder that only a wheel has."""


@pytest.fixture(scope="module")
def trees():
    """Return the parsed modules of the program by their path."""
    return {
        path.relative_to(ROOT): ast.parse(path.read_text("utf-8"))
        for path in sorted((ROOT / "reader").rglob("*.py"))
    }


def module_name(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(tree):
    """Names of modules, or of things in modules, that a module imports anywhere in its text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def reached_from(graph, start):
    seen, todo = set(), [start]
    while todo:
        for name in graph[todo.pop()] - seen:
            seen.add(name)
            todo.append(name)
    return seen


def test_modules_import_each_other_without_circles(trees):
    modules = {module_name(path): set(imported(tree)) for path, tree in trees.items()}
    graph = {name: (names & modules.keys()) - {name} for name, names in modules.items()}
    reached = {name: reached_from(graph, name) for name in graph}
    assert [name for name in graph if name in reached[name]] == []


def loaded_with(trees):
    """Return, for each module, all that importing it loads."""
    at_start = defaultdict(set)
    for path, tree in trees.items():
        for node in tree.body:
            is_for_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            if isinstance(node, (ast.Import, ast.ImportFrom, ast.Try, ast.If)) and not is_for_types:
                names = imported(node)
                parents = (name.rsplit(".", n)[0] for name in names for n in range(name.count(".") + 1))
                at_start[module_name(path)] |= set(parents)
    return {name: reached_from(at_start, name) for name in list(at_start)}


def test_imports_in_functions_load_what_their_module_does_not(trees):
    """Rooms of lazy names (``reader._lazy``) load a module when a name of it is asked for."""
    lazy = {"reader.model", "reader.sources", "reader.store", "reader.core"}
    loaded = loaded_with(trees)
    modules = {module_name(path) for path in trees}
    wrong = set()
    for path, tree in trees.items():
        name = module_name(path)
        if path.parts[1] == "sources":
            continue
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and node.module not in lazy:
                        made = {f"{node.module}.{alias.name}" for alias in node.names} & modules
                        wrong |= {f"{path}: {each}" for each in (made or {node.module}) & loaded[name]}
    assert wrong == set()


def test_classes_inherit_from_at_most_a_single_class_of_ours(trees):
    ours = {node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    wrong = [
        f"{path}: {node.name}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(base, ast.Name) and base.id in ours for base in node.bases) > 1
    ]
    assert wrong == []


def test_modules_of_a_room_have_distinct_names(trees):
    rooms = defaultdict(list)
    for path in trees:
        if path.stem not in ("__init__", "__main__"):
            rooms[path.parts[1], path.stem].append(str(path))
    assert [paths for paths in rooms.values() if len(paths) > 1] == []


def test_docstrings_of_modules_are_there_and_plain(trees):
    wrong = []
    for path, tree in trees.items():
        wrong += [
            f"{path}: {node.name} has none"
            for node in tree.body
            if isinstance(node, PUBLIC) and node.name[0] != "_" and not ast.get_docstring(node)
        ]
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, *PUBLIC)):
                first, *_ = (ast.get_docstring(node) or "").split("\n")
                if NOT_PLAIN_ENGLISH.search(first):
                    wrong.append(f"{path}: {first}")
    assert wrong == []


def test_first_lines_of_docstrings_are_short_and_name_their_subject(trees):
    wrong = [
        f"{path}: {first}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, *PUBLIC))
        for first in [(ast.get_docstring(node) or "").split("\n")[0]]
        if NOT_IN_A_FIRST_LINE.search(first) or len(first) > FIRST_LINE_CHARACTERS
    ]
    assert wrong == [], "\n".join(wrong)


def prose_and_code(path):
    """Return numbered lines of docstrings and comments, and the words of all that runs, strings too."""
    prose, code = [], set()
    with tokenize.open(path) as file:
        for token in tokenize.generate_tokens(file.readline):
            is_text = token.string.startswith('"""')
            if token.type == tokenize.COMMENT or is_text:
                prose += enumerate(token.string.split("\n"), token.start[0])
            if token.type != tokenize.COMMENT and not (is_text and "CREATE" not in token.string):
                code.update(re.findall(r"\w+", token.string))
    return prose, code


def test_docstrings_and_comments_name_only_what_exists():
    modules = list((ROOT / "reader").rglob("*.py"))
    data = [*(ROOT / "reader").rglob("*.toml"), *(ROOT / "styles").iterdir()]
    tests = list((ROOT / "tests").rglob("*.py"))
    files = {path.name for path in (*modules, *data, *tests)}
    words = {part for path in modules for part in path.relative_to(ROOT).with_suffix("").parts}
    prose = {}
    for path in modules:
        prose[path], code = prose_and_code(path)
        words |= code
    for path in data:
        lines = path.read_text("utf-8").split("\n")
        prose[path] = [(number, line) for number, line in enumerate(lines, 1) if line.startswith("#")]
        words.update(word for line in lines if line[:1] != "#" for word in re.findall(r"\w+", line))

    def is_there(name):
        if name in NAMES_OF_OTHERS:
            return True
        if "/" in name:
            return (ROOT / name).exists()
        if name.endswith((".py", ".tcss", ".toml")):
            return name in files
        return not {"_", "."} & set(name) or words.issuperset(name.split("."))

    assert [
        f"{path.relative_to(ROOT)}:{number}: {name}"
        for path, lines in prose.items()
        for number, line in lines
        for name in map("".join, NAME_IN_PROSE.findall(line))
        if not is_there(name)
    ] == []
