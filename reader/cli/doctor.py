"""Check terminal, files, configuration, library and each source's last fetch (``doctor``)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.cli.config_commands import find_all_problems
from reader.cli.context import Context, exists, problem_message
from reader.cli.output import BOLD
from reader.locale.message import Message

_MARKS = {"ok": "✓", "note": "·", "bad": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check."""

    check: str
    """``terminal``, ``files``, ``library``, ``sources`` or ``config``."""
    state: str
    """``ok``, ``note`` or ``bad``."""
    words: str


def run_checks(context: Context) -> int:
    """Run every check and write the findings; with ``--repair`` repair a damaged library."""
    if context.arguments.on("--repair"):
        return _repair(context)
    bad = False
    check = ""
    for finding in findings(context):
        bad = bad or finding.state == "bad"
        if context.arguments.on("--json"):
            context.out.json({"check": finding.check, "state": finding.state, "words": finding.words})
            continue
        if finding.check != check:
            check = finding.check
            context.out.line(context.translate(f"doctor.{check}"), style=BOLD)
        context.out.line(f"  {_MARKS[finding.state]} {finding.words}")
    return 1 if bad else 0


def findings(context: Context) -> Iterator[Finding]:
    """Yield the findings of every check, in the order of the report."""
    yield from _terminal(context)
    yield from _files(context)
    yield from _config(context)
    sound = True
    for finding in _library(context):
        sound = sound and finding.state != "bad"
        yield finding
    if sound and exists(context.library_path):
        yield from _sources(context)
        yield from _account(context)


def _terminal(context: Context) -> Iterator[Finding]:
    from reader.core.terminal_profile import Terminal
    from reader.tui.terminal.probe import ask
    from reader.typeset.terminal_profiles import UNKNOWN

    answers = ask(drawing=True) if context.out.tty else None
    decision = context.decision(answers)
    name = Message("terminal.unnamed") if decision.name == UNKNOWN else decision.name
    words = context.translate(
        "doctor.order", name=name, order=decision.order.value, inline=decision.inline.value
    )
    yield Finding("terminal", "ok" if decision.certain else "note", words)
    yield Finding("terminal", "note", context.translate(decision.why))
    graphics = Terminal(os.environ, answers).graphics(context.config.settings.graphics)
    words = context.translate("doctor.images", protocol=graphics.protocol.value, why=graphics.why or "")
    yield Finding("terminal", "note", words)
    if context.out.tty:
        yield Finding("terminal", "note", context.translate("doctor.specimen"))
        yield Finding("terminal", "note", context.translate("doctor.try"))


def _files(context: Context) -> Iterator[Finding]:
    from reader.config.paths import paths

    crashes = Path(paths().state)
    named = (("config", context.config_path), ("library", context.library_path), ("state", crashes))
    for name, path in named:
        there = exists(path)
        what = context.translate(f"doctor.{name}")
        state, key = ("ok", "doctor.path") if there else ("note", "doctor.absent")
        if not _is_writable(path):
            state, key = "note" if there else "bad", "doctor.read_only"
        yield Finding("files", state, context.translate(key, what=what, path=str(path)))


def _is_writable(path: Path) -> bool:
    """Return whether a file or folder can be written, or made if missing."""
    nearest = next((each for each in (path, *path.parents) if exists(each)), path)
    return os.access(nearest, os.W_OK) and (nearest == path or nearest.is_dir())


def _config(context: Context) -> Iterator[Finding]:
    problems = find_all_problems(context)
    for problem in problems:
        text = context.translate(problem_message(problem, context.config_path))
        yield Finding("config", "bad", text)
    if not problems:
        state, name = (
            ("ok", "cli.config_good") if exists(context.config_path) else ("note", "cli.config_none")
        )
        yield Finding("config", state, context.translate(name, path=str(context.config_path)))


def _library(context: Context) -> Iterator[Finding]:
    from reader.store import StoreError

    if not exists(context.library_path):
        yield Finding("library", "note", context.translate("cli.empty"))
        return
    try:
        problems = context.library.check()
        held = context.library.retention.size()
    except StoreError as error:
        yield Finding("library", "bad", context.translate.sentence(error))
        return
    yield Finding(
        "library",
        "ok",
        context.translate("doctor.size", entries=held.entries, size=context.translate.size(held.total)),
    )
    for problem in problems:
        yield Finding("library", "bad", context.translate(problem))
    if not problems:
        yield Finding("library", "ok", context.translate("doctor.sound"))


def _sources(context: Context) -> Iterator[Finding]:
    from reader.core.source_configuration import followed_sources

    healths = context.library.sources.healths()
    session = context.library_session
    sources = (*followed_sources(context.config)[0], *(session.account_sources if session.is_direct else ()))
    untried = 0
    for source in sources:
        health = healths.get(source.id)
        if health is None or health.last_fetch is None:
            untried += 1
            continue
        time = context.translate.stamp(health.last_success) or context.translate("cli.never")
        if health.error:
            words = context.translate("doctor.source_bad", name=source.name, why=health.error, time=time)
            yield Finding("sources", "note", words)
        else:
            yield Finding(
                "sources", "ok", context.translate("doctor.source_good", name=source.name, time=time)
            )
    names = {source.id: source.name for source in sources}
    for id in sorted(context.library.sources.churning() & names.keys()):
        yield Finding("sources", "note", context.translate("doctor.churning", name=names[id]))
    for id in sorted(context.library.sources.repeating() & names.keys()):
        yield Finding("sources", "note", context.translate("doctor.repeating", name=names[id]))
    if untried:
        yield Finding("sources", "note", context.translate("doctor.untried", n=untried))


def _account(context: Context) -> Iterator[Finding]:
    """Check the account of the sync server by the outcome of its last sync."""
    from reader.config.settings import account_name, has_account
    from reader.core.account.state import account_state

    settings = context.config.settings
    if not has_account(settings):
        return
    state = account_state(context.library_session)
    name = account_name(settings)
    if state.error is not None:
        yield Finding("sources", "bad", context.translate("cli.about", subject=name, text=state.error))
    else:
        when = context.translate.stamp(state.synced) or context.translate("cli.never")
        words = context.translate("doctor.synced", name=name, when=when, number=state.queued)
        yield Finding("sources", "ok" if state.synced else "note", words)
    if refused := context.library.facts.get("sync.refused"):
        yield Finding("sources", "note", context.translate("sync.refused_marks", number=int(refused)))


def _repair(context: Context) -> int:
    """Replace a damaged library by a copy of its readable rows; keep the old file renamed."""
    from reader.store import StoreError
    from reader.store.recovery import repair_in_place

    path = context.library_path
    try:
        if exists(path) and not context.library.check():
            context.tell("doctor.sound_already")
            return 0
    except StoreError:
        pass
    context.close()
    salvaged, old = repair_in_place(path)
    context.out.line(context.translate("doctor.repaired", path=str(path), old=str(old)))
    held = {"entries": salvaged.entries, "articles": salvaged.articles, "saved": salvaged.bookmarks}
    context.out.line(context.translate("doctor.recovered", **held))
    for lost in salvaged.lost:
        context.out.line(f"  {_MARKS['bad']} {context.translate(lost)}")
    return 0
