"""``khabar rules``, ``khabar rules try``, ``khabar mark``, and hooks of the command line."""

import json
import sys

import pytest

COPY = f"{sys.executable} -c 'import sys; open(sys.argv[1], \"w\").write(sys.stdin.read())'"
RULE = '[[rule]]\nname = "بلا تمور"\nquery = "title:تمور"\nhide = true\n'


@pytest.fixture
def followed(newsroom, config):
    """Writes a configuration that follows the agency, with these lines above."""
    source = f'[[source]]\nid = "rafidain"\nname = "الرافدين"\nfeed = "{newsroom.url}/rss.xml"\n'
    return lambda text="": config(f"{text}\n{source}")


def rows(done):
    return [json.loads(line) for line in done.lines]


def test_rules_are_listed_with_their_counts(followed, khabar):
    followed(RULE)
    khabar("refresh")
    (rule,) = rows(khabar("rules", "--json"))
    assert (rule["name"], rule["query"], rule["hide"], rule["save"]) == (
        "بلا تمور",
        "title:تمور",
        True,
        False,
    )
    assert rule["found"] == rule["hidden"] > 0
    name, actions, found, hidden, query = khabar("rules").lines[0].split("\t")
    assert (name, actions, int(found), int(hidden), query) == (
        "بلا تمور",
        "hide",
        *[rule["found"]] * 2,
        "title:تمور",
    )


def test_rules_without_any_show_an_example(followed, khabar):
    followed()
    done = khabar("rules")
    assert (done.code, done.out) == (0, "")
    assert "[[rule]]" in done.err


def test_rule_that_was_just_written_holds_for_the_next_list(followed, khabar):
    followed()
    khabar("refresh")
    before = rows(khabar("list", "--json"))
    followed(RULE)
    after, hidden = rows(khabar("list", "--json")), rows(khabar("list", "--hidden", "--json"))
    assert len(after) + len(hidden) == len(before)
    assert hidden
    assert all("التمور" in each["title"] for each in hidden)
    assert not any("التمور" in each["title"] for each in rows(khabar("search", "التمور", "--json")))


def test_rules_try_lists_matches_and_changes_nothing(followed, khabar):
    followed()
    khabar("refresh")
    tried = khabar("rules", "try", "title:تمور -لاشيء", "--json")
    assert tried.code == 0
    assert rows(tried)
    assert f"{len(rows(tried))} entr" in tried.err
    assert not rows(khabar("list", "--hidden", "--json"))


def test_trying_a_rule_by_its_name_uses_its_query(followed, khabar):
    followed(RULE)
    khabar("refresh")
    assert rows(khabar("rules", "try", "بلا تمور", "--json")) == rows(khabar("list", "--hidden", "--json"))


@pytest.mark.parametrize(("state", "read"), [("read", True), ("unread", False), ("مقروء", True)])
def test_mark_changes_the_entries_of_the_query(followed, khabar, state, read):
    followed()
    khabar("refresh")
    if not read:
        khabar("mark", "read", "source:rafidain")
    assert khabar("mark", state, "title:تمور").code == 0
    for row in rows(khabar("list", "--json")):
        if "التمور" in row["title"]:
            assert row["read"] is read
        elif read:
            assert row["read"] is False


@pytest.mark.parametrize("arguments", [("read",), ("done", "title:تمور"), ("read", " ")])
def test_mark_without_a_state_or_a_query_is_a_usage_error(followed, khabar, arguments):
    followed()
    assert khabar("mark", *arguments).code == 2


def test_refresh_writes_the_hits_of_a_rule_that_notifies(followed, khabar, newsroom):
    followed('[[rule]]\nname = "كل شيء"\nquery = "-لاشيء"\nnotify = true\n')
    assert "كل شيء" not in khabar("refresh").err, "the first fetch brings no news"


def test_refresh_runs_its_hooks_and_reports_one_that_fails(followed, khabar, home):
    out = home / "new.json"
    command = f"{COPY} {out}".replace('"', '\\"')
    followed(f'[hooks]\nnew = "{command}"\nrefreshed = "no-such-program-here"\n')
    done = khabar("refresh")
    assert done.code == 0
    assert len(json.loads(out.read_text("utf-8"))) == len(rows(khabar("list", "--json")))
    assert "no-such-program-here" in done.err


def test_save_runs_its_hook(followed, khabar, home):
    out = home / "saved.json"
    command = f"{COPY} {out}".replace('"', '\\"')
    followed(f'[hooks]\nsaved = "{command}"\n')
    khabar("refresh")
    first = rows(khabar("list", "--json"))[0]
    assert khabar("save", first["id"]).code == 0
    assert json.loads(out.read_text("utf-8"))["id"] == first["id"]


def test_rules_and_lists_with_an_unknown_source_are_reported_with_their_lines(followed, khabar):
    rule = '[[rule]]\nname = "بلا"\nquery = "source:rafdain"\nhide = true\n'
    saved = '[[list]]\nname = "قائمة"\nsources = ["rafdain"]\n[[list]]\nname = "أخرى"\nquery = "is:unred"\n'
    followed(rule + saved)
    assert "did you mean unread?" in khabar("config").out, "what needs no library"
    khabar("refresh")
    told = khabar("config")
    assert told.code == 1
    lines = [line for line in told.lines if "rafidain" in line or "unread" in line]
    assert ["line 3:" in lines[0], "line 7:" in lines[1], "line 10:" in lines[2]] == [True] * 3
    assert "Rule 'بلا': There is no source 'rafdain'; did you mean rafidain?" in lines[0]
    assert "List 'قائمة': There is no source 'rafdain'; did you mean rafidain?" in lines[1]
    told = khabar("rules").err
    assert "Rule 'بلا'" in told
    assert "List" not in told
    assert "Rule 'بلا'" in khabar("doctor").out
