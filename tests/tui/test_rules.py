"""Rules on the screen: made from a headline, listed, deleted; what they hide, highlight and announce."""

import pytest
from tui import news
from tui.conftest import answer, find, press, reading, says, settled, titles, toasts, until

from reader.config import Rule, load
from reader.config.edit import set_named
from reader.core import Progress
from reader.core.rules import RuleHit
from reader.tui.dialogs.picker import Picker
from reader.tui.messages import RefreshProgressed


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "config.toml"
    tables = "".join(
        f'[[source]]\nid = "{each.id}"\nname = "{each.name}"\nfeed = "{each.feed}"\n' for each in news.SOURCES
    )
    made.write_text(tables, "utf-8")
    return made


@pytest.fixture
def configured(path, session):
    """Writes rules into the configuration; returns it as read."""

    def configured(*rules):
        for rule in rules:
            blank = Rule("")
            set_named(path, "rule", {k: v for k, v in rule._asdict().items() if v != getattr(blank, k)})
        config = load(path)
        session.settings = config.settings
        return config

    return configured


async def choose(pilot, label):
    """Choose from the picker in front by a part of a label."""
    picker = pilot.app.screen
    assert isinstance(picker, Picker)
    place = next(n for n, each in enumerate(picker.choices) if label in each.label)
    picker.list.move_to(place)
    await press(pilot, "enter")


async def open_on(pilot, story):
    """Put the cursor on the row of a story."""
    from reader.tui.list_rows import headline_of

    rows = pilot.app.reading.headlines.rows
    rows.cursor = next(
        n for n, row in enumerate(rows.rows) if (h := headline_of(row)) and h.title == story.title
    )
    await settled(pilot)


async def test_rule_made_from_a_headline_hides_its_category_and_can_be_undone(session, path, configured):
    async with reading(session, config=configured()) as pilot:
        before = titles(pilot)
        await open_on(pilot, news.BRIDGE)
        await press(pilot, "X")
        await choose(pilot, "في كل المصادر")
        await choose(pilot, "أخفِها")
        await until(pilot, lambda: news.BRIDGE.title not in titles(pilot))
        (rule,) = load(path).settings.rules
        assert rule.hide
        assert rule.query.startswith("category:")
        assert any(said.startswith("قاعدة: ") for said in toasts(pilot))
        await press(pilot, "U")
        await until(pilot, lambda: titles(pilot) == before)
        assert load(path).settings.rules == ()


async def test_rule_of_words_is_asked_for_and_can_be_looked_at_first(session, path, configured):
    async with reading(session, config=configured()) as pilot:
        await press(pilot, "X")
        await choose(pilot, "كلمات أكتبها")
        await answer(pilot, "title:الجسر")
        await choose(pilot, "اعرض ما تجده")
        await until(pilot, lambda: pilot.app.reading.headlines.filter.query == "title:الجسر")
        assert load(path).settings.rules == ()


async def test_hidden_headlines_have_a_place_in_the_sidebar(session, path, configured):
    hide = Rule("بلا جسر", "title:جسر", hide=True)
    async with reading(session, config=configured(hide), size=(170, 45)) as pilot:
        await until(pilot, lambda: news.BRIDGE.title not in titles(pilot))
        await until(pilot, lambda: says(pilot, "أخفته القواعد"))
        pilot.app.reading.filters.list_place("hidden")
        await until(pilot, lambda: news.BRIDGE.title in titles(pilot))
        await press(pilot, "escape")
        await until(pilot, lambda: news.BRIDGE.title not in titles(pilot))


async def test_rules_that_a_refresh_was_first_to_hold_change_the_list(session, path, configured, monkeypatch):
    monkeypatch.setattr("reader.tui.reading.rules.RuleController.hold", lambda self: None)
    async with reading(session, config=configured(Rule("بلا جسر", "title:جسر", hide=True))) as pilot:
        await until(pilot, lambda: titles(pilot) and news.BRIDGE.title not in titles(pilot))


async def test_highlighted_headline_is_underlined_and_its_article_names_the_rule(session, path, configured):
    mark = Rule("جسور", "title:جسر", highlight=True)
    async with reading(session, config=configured(mark)) as pilot:
        await until(pilot, lambda: find(pilot, news.BRIDGE).highlight == "جسور")
        await settled(pilot)
        await open_on(pilot, news.BRIDGE)
        await press(pilot, "enter")
        await until(pilot, lambda: says(pilot, "◈ جسور"))
        rows = pilot.app.reading.headlines.rows
        content = rows.content(rows.current)
        lines = rows.painter.lines(content, 60, cursor=False, focused=False)
        assert any(each.style and each.style.underline for each in lines[0].segments)


async def test_rule_that_notifies_announces_new_headlines(session, path, configured):
    tell = Rule("جسور", "الجسر", notify=True)
    sent = []
    async with reading(session, config=configured(tell)) as pilot:
        pilot.app.reading.breaking.notify_desktop = lambda *each: sent.append(each)
        id = find(pilot, news.BRIDGE).id
        step = Progress(1, 1, "rafidain", new=1, finished=True, rules=(RuleHit("جسور", (id,)),))
        pilot.app.reading.post_message(RefreshProgressed(step, asked=False))
        await until(
            pilot, lambda: any(said.startswith(f"جسور: {news.BRIDGE.title}") for said in toasts(pilot))
        )
        assert sent == [("off", "جسور", news.BRIDGE.title)]


async def test_rules_are_listed_and_deleted_and_what_they_hid_comes_back(session, path, configured):
    hide = Rule("بلا جسر", "title:جسر", hide=True)
    async with reading(session, config=configured(hide)) as pilot:
        await until(pilot, lambda: titles(pilot) and news.BRIDGE.title not in titles(pilot))
        await press(pilot, "ctrl+x")
        await choose(pilot, "بلا جسر")
        await choose(pilot, "احذف")
        await until(pilot, lambda: news.BRIDGE.title in titles(pilot))
        assert load(path).settings.rules == ()


async def test_rules_without_any_say_how_to_make_one(session, path, configured):
    async with reading(session, config=configured()) as pilot:
        await press(pilot, "ctrl+x")
        assert any("لا قواعد بعد" in said for said in toasts(pilot))


async def test_rule_about_an_unknown_source_is_reported_when_the_screen_opens(session):
    rules = (Rule("بلا", "source:rafidein", hide=True), Rule("جسر", "source:rafidain جسر", highlight=True))
    async with reading(session, language="en", rules=rules) as pilot:
        await until(pilot, lambda: toasts(pilot))
        (said,) = toasts(pilot)
        assert said.endswith("Rule 'بلا': There is no source 'rafidein'; did you mean rafidain?")
