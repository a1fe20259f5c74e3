"""Run the commands ``rules``, ``rules try`` and ``mark``: apply queries to entries."""

from __future__ import annotations

from reader.cli.context import Context
from reader.cli.headlines import LIMIT, check_query, write_headlines
from reader.cli.output import BOLD, DIM
from reader.cli.parser import UsageError
from reader.core.queries import mark_read
from reader.core.query_check import find_query_problems
from reader.core.rules import RuleUse, find_matches, hold_rules, list_rules, rule_actions
from reader.locale.message import Message

_STATES = {"read": True, "مقروء": True, "unread": False, "جديد": False}

UNCERTAIN = ("source", "field", "value", "state", "day", "language")
"""Doubts about a query that prevent changes: as plain words, the query finds other entries."""


def show_rules(context: Context) -> int:
    """List the rules of the configuration with the entries they find and hide."""
    session = context.library_session
    hold_rules(session)
    uses = list_rules(session)
    if not uses:
        context.tell("cli.no_rules")
    for problem in find_query_problems(context.config, context.configured_session[0]) if uses else ():
        if problem.message.key == "query.in_rule":  # `khabar config` reports mistakes in lists
            context.tell_problem(problem)
    for use in uses:
        if context.arguments.on("--json"):
            context.out.json({**use.rule._asdict(), "found": use.found, "hidden": use.hidden})
        elif context.out.tty:
            _write_rule(context, use)
        else:
            actions = ",".join(rule_actions(use.rule))
            context.out.fields(use.rule.name, actions, str(use.found), str(use.hidden), use.rule.query)
    return 0


def _write_rule(context: Context, use: RuleUse) -> None:
    translate = context.translate
    context.out.line(use.rule.name, style=BOLD)
    context.out.line(f"  {use.rule.query}", style=DIM)
    said = [translate(f"rules.{name}") for name in rule_actions(use.rule)]
    said.append(translate("rules.found", n=use.found))
    if use.hidden:
        said.append(translate("rules.hides", n=use.hidden))
    context.out.line(f"  {' · '.join(said)}")


def try_rule(context: Context) -> int:
    """List the headlines of the library that a rule or a query finds; change nothing."""
    arguments = context.arguments
    query = " ".join(arguments.operands)
    if not query.strip():
        raise UsageError(Message("usage.needs", command="rules try", operands="QUERY…"), "rules try")
    session = context.library_session
    query = next((rule.query for rule in session.settings.rules if rule.name == query), query)
    check_query(context, query)
    ids = find_matches(session, query)
    context.tell("rules.tried", n=len(ids), query=query)
    limit = arguments.number("--limit", LIMIT)
    found = session.library.entries.by_ids(ids[:limit] if limit else ids)
    write_headlines(context, found)
    return 0


def mark_entries(context: Context) -> int:
    """Mark the entries that a query finds as read or unread."""
    state, *words = context.arguments.operands
    query = " ".join(words)
    if state not in _STATES:
        raise UsageError(Message("usage.mark_state", state=state), "mark")
    if not query.strip():
        raise UsageError(Message("usage.mark_query"), "mark")
    read = _STATES[state]
    check_query(context, query, UNCERTAIN)
    session = context.library_session
    changed = mark_read(session, find_matches(session, query), read)
    context.tell("said.marked_read" if read else "said.marked_unread", n=len(changed))
    return 0
