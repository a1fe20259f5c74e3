"""Rules: what they do to new entries, and what holds for the whole library."""

import json
import sys
from contextlib import aclosing

import pytest

from reader.config import Rule
from reader.core.hooks import HookError, Hooks, run_command, run_hook
from reader.core.progress import Progress
from reader.core.queries import get_headlines, list_headlines
from reader.core.refresh import refresh_sources
from reader.core.rules import RuleHit, apply_rules, hold_rules, list_rules, rule_actions
from reader.core.worker import _from_json, _read_settings, _request, _to_json
from reader.model import Filter

COPY = f"{sys.executable} -c 'import sys; open(sys.argv[1], \"w\").write(sys.stdin.read())'"


async def refreshed(session):
    async with aclosing(refresh_sources(session)) as steps:
        return [step async for step in steps]


@pytest.fixture
def configured(session, source):
    """A session that follows the agency by these rules."""

    def configured(*rules):
        session.set_sources([source("a")])
        session.settings = session.settings._replace(rules=rules)
        return session

    return configured


def titles(session, **wanted):
    return [each.title for each in list_headlines(session, Filter(**wanted))]


async def test_rule_that_hides_takes_new_entries_out_of_the_list(configured):
    session = configured(Rule("بلا تمور", "title:تمور", hide=True))
    await refreshed(session)
    assert titles(session, hidden=True)
    assert all("التمور" in title for title in titles(session, hidden=True))
    assert not any("التمور" in title for title in titles(session))
    (use,) = list_rules(session)
    assert use.found == use.hidden == len(titles(session, hidden=True))


async def test_rule_marks_saves_and_tags_new_entries(configured):
    session = configured(Rule("تمور", "title:تمور", read=True, tags=("تمور",)))
    await refreshed(session)
    marked = [each for each in list_headlines(session) if each.read]
    assert marked
    assert all("التمور" in each.title for each in marked)
    assert {b.headline.id for b in session.library.bookmarks.all("tag:تمور")} == {h.id for h in marked}


async def test_rule_notifies_of_no_entry_of_a_first_fetch(configured, newsroom):
    session = configured(Rule("كل شيء", "-لاشيءكهذا", notify=True))
    assert [step.rules for step in await refreshed(session)] == [()]


async def test_rule_reports_entries_after_the_first_fetch(configured):
    session = configured(Rule("تمور", "title:تمور", notify=True))
    await refreshed(session)
    ids = [each.id for each in list_headlines(session) if "التمور" in each.title]
    assert apply_rules(session.library, session.settings.rules, ids) == (RuleHit("تمور", tuple(ids[::1])),)


async def test_hidden_and_highlighted_follow_the_rules_of_now(configured):
    session = configured()
    await refreshed(session)
    everything = titles(session)
    session.settings = session.settings._replace(
        rules=(Rule("بلا تمور", "title:تمور", hide=True), Rule("مهم", "-title:تمور", highlight=True))
    )
    assert hold_rules(session)
    assert not hold_rules(session), "nothing changed since"
    assert len(titles(session)) < len(everything)
    assert {each.highlight for each in list_headlines(session)} == {"مهم"}
    session.settings = session.settings._replace(rules=())
    assert hold_rules(session)
    assert titles(session) == everything
    assert {each.highlight for each in list_headlines(session)} == {""}


async def test_rule_that_marks_read_leaves_older_entries(configured):
    session = configured()
    await refreshed(session)
    session.settings = session.settings._replace(rules=(Rule("كل شيء", "-لاشيءكهذا", read=True, save=True),))
    hold_rules(session)
    await refreshed(session)
    assert not any(each.read or each.saved for each in list_headlines(session))


def test_actions_of_a_rule_are_named():
    assert rule_actions(Rule("ق", "ك", hide=True, tags=("و",), run="true")) == ["hide", "tags", "run"]


async def test_worker_gets_the_rules_and_reports_their_hits(configured):
    rules = (Rule("تمور", "title:تمور", tags=("و",), notify=True),)
    session = configured(*rules)
    assert _read_settings(json.loads(_request(session, {}))["settings"]).rules == rules
    step = Progress(1, 1, "a", headlines=(1, 2), rules=(RuleHit("تمور", (1,)),))
    assert _from_json(json.loads(json.dumps(_to_json(step)))) == step


async def test_command_of_a_rule_gets_its_entries_as_json(configured, tmp_path):
    out = tmp_path / "hit.json"
    session = configured(Rule("تمور", "title:تمور", run=f"{COPY} {out}"))
    await refreshed(session)
    first = list_headlines(session)[0]
    (due,) = Hooks(session, env={}).collect(Progress(1, 1, "a", rules=(RuleHit("تمور", (first.id,)),)))
    run_hook(due)
    assert [each["title"] for each in json.loads(out.read_text("utf-8"))] == [first.title]
    assert get_headlines(session, [first.id])


async def test_khabar_inside_a_hook_runs_no_hooks(configured):
    session = configured(Rule("تمور", "title:تمور", run="true"))
    session.settings = session.settings._replace(hook_refreshed="true")
    step = Progress(1, 1, "a", finished=True, rules=(RuleHit("تمور", (1,)),))
    assert [each.name for each in Hooks(session, env={}).collect(step)] == ["تمور", "refreshed"]
    assert Hooks(session, env={"KHABAR_HOOK": "1"}).collect(step) == []


@pytest.mark.parametrize("command", ["no-such-program-here", "'unbalanced", "", "false"])
def test_command_that_fails_is_an_error_with_a_sentence(command):
    with pytest.raises(HookError):
        run_command(command, "")


def test_command_never_goes_through_a_shell(tmp_path):
    run_command(f"{sys.executable} -c pass ; touch {tmp_path / 'made'}", "")
    assert not (tmp_path / "made").exists()
