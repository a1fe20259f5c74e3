"""Commands of the configuration on the screen: programs by name and key, rows of actions, failures."""

import json
import sys

import pytest
from tui import news
from tui.conftest import find, press, reading, says, settled, titles, toasts, until

from reader.config import Command, load
from reader.tui.config_problems import find_problems
from reader.tui.dialogs.picker import Picker

COPY = f"{sys.executable} -c 'import sys; open(sys.argv[1], \"w\").write(sys.stdin.read())'"


async def open_on(pilot, story):
    rows = pilot.app.reading.headlines.rows
    rows.cursor = next(n for n, row in enumerate(rows.rows) if getattr(row, "title", "") == story.title)
    await settled(pilot)


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("text", lambda text: text.split("\n")[0]),
        ("json", lambda text: json.loads(text.splitlines()[0])["title"]),
    ],
)
async def test_key_of_a_command_gives_it_the_article_in_the_background(session, tmp_path, kind, read):
    out = tmp_path / "out"
    command = Command("ملاحظات", "ctrl+n", f"{COPY} {out}", input=kind, background=True)
    async with reading(session, commands=(command,)) as pilot:
        await open_on(pilot, news.LIBRARY)
        await press(pilot, "ctrl+n")
        await until(pilot, lambda: "تم: ملاحظات" in toasts(pilot))
        assert read(out.read_text("utf-8")) == news.LIBRARY.title


async def test_link_input_and_place_of_the_address(session, tmp_path):
    out = tmp_path / "out"
    script = "import sys; open(sys.argv[1], 'w').write(sys.argv[2] + ' ' + sys.stdin.read())"
    command = Command("رابط", "Z", f'{sys.executable} -c "{script}" {out} %s', input="link", background=True)
    async with reading(session, commands=(command,)) as pilot:
        await open_on(pilot, news.BRIDGE)
        await press(pilot, "Z")
        await until(pilot, lambda: "تم: رابط" in toasts(pilot))
        assert out.read_text() == f"{news.BRIDGE.url} {news.BRIDGE.url}\n"


async def test_picked_articles_go_together(session, tmp_path):
    out = tmp_path / "out"
    command = Command("رابط", "Z", f"{COPY} {out}", input="link", background=True)
    async with reading(session, commands=(command,)) as pilot:
        await press(pilot, "x", "x", "Z")
        await until(pilot, lambda: "تم: رابط" in toasts(pilot))
        assert len(out.read_text().splitlines()) == 2
        assert not pilot.app.reading.headlines.rows.picked


async def test_command_that_fails_is_reported(session):
    command = Command("خطأ", "Z", f"{sys.executable} -c 'raise SystemExit(4)'", background=True)
    async with reading(session, commands=(command,)) as pilot:
        await press(pilot, "Z")
        await until(pilot, lambda: any(said.endswith("بالرمز 4") for said in toasts(pilot)))


async def test_actions_of_a_command_run_one_after_another(session):
    command = Command("افتح ثم علّم", "Z", actions=("open", "read_unread", "back"))
    async with reading(session, commands=(command,)) as pilot:
        await open_on(pilot, news.LIBRARY)
        await press(pilot, "Z")
        await until(pilot, lambda: any("غير مقروء" in said for said in toasts(pilot)))
        await settled(pilot)
        assert pilot.app.reading.panes.front == "headlines"
        assert find(pilot, news.LIBRARY).kept


async def test_key_of_a_command_wins_over_an_action_and_works_in_arabic(session, tmp_path):
    command = Command("واحد", "j", actions=("only_unread",))
    async with reading(session, commands=(command,)) as pilot:
        before = pilot.app.reading.headlines.rows.cursor
        await press(pilot, "ت")  # where j is
        assert pilot.app.reading.headlines.filter.unread
        assert pilot.app.reading.headlines.rows.cursor == before


async def test_commands_are_in_the_palette_and_the_help(session):
    command = Command("إلى الملاحظات", "ctrl+n", "true")
    async with reading(session, commands=(command,)) as pilot:
        await press(pilot, "question_mark")
        assert says(pilot, "إلى الملاحظات")
        await press(pilot, "escape", "colon")
        pilot.app.screen.query_one("#narrow").value = "ملاحظات"
        await settled(pilot)
        assert [each.name for each in pilot.app.screen.rows.rows] == ["command:إلى الملاحظات"]


async def test_pipe_offers_the_commands_by_name(session, tmp_path):
    out = tmp_path / "out"
    command = Command("ملاحظات", run=f"{COPY} {out}", background=True)
    async with reading(session, commands=(command,)) as pilot:
        await open_on(pilot, news.DATES)
        await press(pilot, "vertical_line")
        assert isinstance(pilot.app.screen, Picker)
        assert [each.label for each in pilot.app.screen.choices] == ["ملاحظات", "أمر آخر…"]
        await press(pilot, "enter")
        await until(pilot, lambda: "تم: ملاحظات" in toasts(pilot))
        assert news.DATES.title in out.read_text("utf-8")


def test_unknown_action_and_taken_key_of_a_command_are_found(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(
        '[[command]]\nname = "a"\nkey = "Z"\nrun = "true"\n'
        '[[command]]\nname = "b"\nkey = "b"\nactions = ["bookmrk"]\n'
        '[[command]]\nname = "c"\nkey = "Z"\nrun = "true"\n'
    )
    found = [(problem.line, problem.message.key) for problem in find_problems(load(path))]
    assert found == [
        (8, "config.no_action_near"),
        (7, "config.key_twice"),
        (11, "config.key_twice"),
    ]


async def test_titles_stay_as_they_are_without_commands(session):
    async with reading(session) as pilot:
        before = titles(pilot)
        await press(pilot, "ctrl+n")
        assert titles(pilot) == before
