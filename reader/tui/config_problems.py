"""Find settings the screen cannot use: unknown themes, actions and key clashes.

Imports no Textual: ``khabar config`` and ``khabar doctor`` report them as well.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from reader.config import Problem
from reader.config.tolerant_toml import locate
from reader.locale.message import Message
from reader.tui.key_bindings import (
    ACTIONS,
    ARTICLE,
    BOOKMARKS,
    BRIEFING,
    HEADLINES,
    MOVEMENT,
    OPEN,
    READING,
    SOURCES,
    key_label,
)
from reader.tui.stylesheets import AUTO, THEME_PREFIX, theme_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.config import Command, Config, Settings
    from reader.core import Session

_SCREENS = (
    (*MOVEMENT, *READING, *HEADLINES, *ARTICLE),
    (*MOVEMENT, *READING, *BOOKMARKS),
    (*MOVEMENT, *SOURCES, OPEN),
    (*MOVEMENT, *BRIEFING, *HEADLINES),
)
"""The bindings that are active together: of the reading screen by its pane, and of the other screens."""


def list_problems(config: Config, session: Session | None = None) -> list[Problem]:
    """Return every problem of a configuration by line: settings, sources, screen.

    With a session the sources that lists and rules name are looked for in its library; that blocks.
    """
    from reader.core.query_check import find_query_problems
    from reader.core.source_configuration import followed_sources

    found = [*config.problems, *followed_sources(config)[1], *find_problems(config)]
    found += [problem for problem in find_query_problems(config, session) if problem not in found]
    return sorted(found, key=lambda problem: problem.line)


def find_problems(config: Config) -> tuple[Problem, ...]:
    """Return the settings that the screen cannot use, each with its line."""
    settings = config.settings
    themes = [name.removeprefix(THEME_PREFIX) for name in theme_names()]
    problems = []
    for field in ("theme", "dark_theme", "light_theme"):
        offered = [AUTO, *themes] if field == "theme" else themes
        if (name := getattr(settings, field)) not in offered:
            message = Message("config.no_theme", name=name, themes=tuple(offered))
            problems.append(Problem(locate(config.text, (), field), message))
    for name in settings.keys:
        line = locate(config.text, ("keys",), name)
        if name not in ACTIONS:
            problems.append(Problem(line, _no_action(name)))
        problems += [Problem(line, message) for message in _clashes(name, settings.keys)]
    for nth, command in enumerate(settings.commands):
        line = locate(config.text, ("command",), "actions", nth)
        problems += [Problem(line, _no_action(name)) for name in command.actions if name not in ACTIONS]
        line = locate(config.text, ("command",), "key", nth)
        problems += [Problem(line, message) for message in _covered(command, settings)]
    if settings.lists or settings.rules:
        from reader.core.query_check import find_query_problems

        problems += find_query_problems(config)
    return tuple(problems)


def _covered(command: Command, settings: Settings) -> Iterator[Message]:
    """Yield a message if the key of a command belongs to an action or an earlier command."""
    if not command.key:
        return
    before = [each for each in settings.commands[: settings.commands.index(command)] if each.key]
    names = {each.key: Message.verbatim(each.name) for each in before}
    for each in _SCREENS[0]:
        for key in _split(settings.keys.get(each.name, each.keys)):
            names.setdefault(key, Message(f"key.{each.name}"))
    if command.key in names:
        key = key_label(command.key)
        yield Message("config.key_twice", key=key, one=Message.verbatim(command.name), two=names[command.key])


def _no_action(name: str) -> Message:
    near = get_close_matches(name, ACTIONS, 1)
    if near:
        return Message("config.no_action_near", name=name, near=near[0])
    return Message("config.no_action", name=name)


def _clashes(name: str, rebound: Mapping[str, str]) -> Iterator[Message]:
    """Yield a message for each key of ``name`` that another action of the same screen has too."""
    mine = _split(rebound[name])
    seen = set()
    for bindings in _SCREENS:
        keys = {each.name: _split(rebound.get(each.name, each.keys)) for each in bindings}
        for other in keys if name in keys else ():
            for key in mine:
                if other != name and key in keys[other] and (other, key) not in seen:
                    seen.add((other, key))
                    yield Message(
                        "config.key_twice",
                        key=key_label(key),
                        one=Message(f"key.{name}"),
                        two=Message(f"key.{other}"),
                    )


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]
