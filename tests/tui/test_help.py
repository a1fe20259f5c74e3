"""The help and the palette: every action, under the keys it is really bound to, and all of them work."""

import subprocess
import sys

import pytest
from tui.conftest import press, reading, says, settled
from tui.painted import rows, visual

from reader.core.bookmarks import list_bookmarks
from reader.locale.translator import LANGUAGES, Translator
from reader.tui.key_bindings import GROUPS, READING, SOURCES, default_keys, key_label
from reader.tui.screens.command_palette import Command, PaletteScreen, find_typed, narrow_commands
from reader.tui.screens.help import HelpScreen, help_pairs, narrow_pairs
from reader.tui.terminal.bidi_input import BidiInput
from reader.tui.widgets.definition_list import Pair

LISTED = [name for names in GROUPS.values() for name in names]

DESIGN = {
    "j": "down",
    "k": "up",
    "down": "down",
    "up": "up",
    "g": "first",
    "G": "last",
    "enter": "open",
    "space": "space",
    "n": "next",
    "N": "previous",
    "o": "browser",
    "b": "bookmark",
    "B": "shelf",
    "m": "read_unread",
    "r": "refresh",
    "R": "refresh_all",
    "slash": "search",
    "f": "filter",
    "plus": "larger",
    "minus": "smaller",
    "equals_sign": "normal_size",
    "t": "theme",
    "y": "copy_link",
    "Y": "copy_article",
    "vertical_line": "pipe",
    "e": "export",
    "tab": "next_pane",
    "z": "zoom",
    "full_stop": "pause",
    "question_mark": "help",
    "colon": "commands",
    "ctrl+p": "commands",
    "escape": "back",
    "q": "quit",
}
"""The keys of design.md, each with the name of its action."""


async def test_keys_of_the_design_are_bound(session):
    async with reading(session) as pilot:
        bound = pilot.app.reading.bound()
        assert {key: name for key, name in DESIGN.items() if key not in bound.get(name, ())} == {}


async def test_help_lists_each_key_of_the_screen(session):
    async with reading(session) as pilot:
        bound = pilot.app.reading.bound()
        elsewhere = {binding.name for binding in SOURCES}
        assert [name for name in LISTED if not bound.get(name) and name not in elsewhere] == []
        assert len(LISTED) == len(set(LISTED))
        assert {binding.name for binding in READING} - set(LISTED) == set()


def owner_of(binding, node):
    """The object a binding acts on and the name of its method there."""
    name, _, arguments = binding.action.partition("(")
    if name == "run":
        owner, name = (part.strip(" ')") for part in arguments.split(","))
        if owner in node.controllers:
            return node.controllers[owner], name
        return node.query_one(f"#{owner}"), f"action_{name}"
    if name.startswith("app."):
        return node.app, f"action_{name.removeprefix('app.')}"
    return node, f"action_{name}"


async def test_bindings_name_methods_of_their_owners(session):
    async with reading(session) as pilot:
        app = pilot.app
        await press(pilot, "S")
        for screen in (app.reading, app.screen):
            for node in (screen, *screen.query("*")):
                for binding in (each for each in node.BINDINGS if getattr(each, "id", None)):
                    owner, method = owner_of(binding, node)
                    assert callable(getattr(owner, method, None)), binding


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_lists_groups_in_order(language):
    strings = Translator(language)
    pairs = help_pairs({"down": ["j", "down"], "quit": ["q"]}, strings)
    assert [(pair.name, pair.text) for pair in pairs if pair.name.strip()] == [
        (strings("keys.move"), ""),
        ("j ↓", strings("key.down")),
        (strings("keys.program"), ""),
        ("q", strings("key.quit")),
    ]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("full_stop", "."),
        ("ctrl+f", "Ctrl+F"),
        ("G", "G"),
        ("shift+tab", "Shift+Tab"),
        ("shift+down", "Shift+↓"),
        ("pagedown", "PgDn"),
    ],
)
def test_keys_are_written_as_people_write_them(key, shown):
    assert key_label(key) == shown


async def test_help_scrolls_and_closes(session):
    async with reading(session, size=(80, 24)) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert says(pilot, "المفاتيح")
        assert says(pilot, "إلى الأسفل")
        first = rows(pilot.app)
        await press(pilot, "G")
        assert rows(pilot.app) != first
        assert says(pilot, "خروج")
        for key in ("escape", "q", "question_mark"):
            if not isinstance(pilot.app.screen, HelpScreen):
                await press(pilot, "question_mark")
            await press(pilot, key)
            assert pilot.app.screen is pilot.app.reading, key


def test_narrowed_help_has_the_lines_with_all_typed_words_under_their_headings():
    pairs = [
        Pair("التنقل"),
        Pair("j ↓", "إلى الأسفل"),
        Pair(" "),
        Pair("الحفظ"),
        Pair("b", "حفظ الخبر"),
        Pair("B", "المحفوظات"),
        Pair(" "),
    ]
    assert narrow_pairs(pairs, "حفظ خبر") == [Pair("الحفظ"), Pair("b", "حفظ الخبر")]
    assert narrow_pairs(pairs, "B") == [Pair("الحفظ"), Pair("B", "المحفوظات")], "a key by itself"
    assert [pair.name for pair in narrow_pairs(pairs, "ا")] == ["التنقل", "j ↓", " ", "الحفظ", "b", "B"]
    assert narrow_pairs(pairs, "xyzzy") == []


async def test_help_is_narrowed_by_typing_and_escape_shows_all_again(session):
    async with reading(session) as pilot:
        await press(pilot, "question_mark")
        whole = rows(pilot.app)
        await press(pilot, "slash", *"وسوم")
        assert says(pilot, "وسوم")
        assert not says(pilot, "إلى الأسفل")
        await press(pilot, *"xyz")
        assert says(pilot, "لا أمر بهذا الاسم")
        await press(pilot, "escape")
        assert rows(pilot.app) == whole
        await press(pilot, "escape")
        assert pilot.app.screen is pilot.app.reading


@pytest.mark.parametrize(
    ("size", "settings", "columns"),
    [
        ((99, 36), {}, 1),
        ((100, 36), {}, 2),
        ((240, 70), {}, 2),
        ((240, 70), {"screen_reader": True}, 1),
    ],
)
async def test_help_stands_in_two_columns_where_there_is_room(session, size, settings, columns):
    async with reading(session, size=size, language="en", **settings) as pilot:
        await press(pilot, "question_mark")
        assert any("Navigation" in row for row in rows(pilot.app))
        assert any("Navigation" in row and "News" in row for row in rows(pilot.app)) == (columns == 2)


@pytest.mark.parametrize(("lines", "shown"), [(15, False), (24, True)])
async def test_help_of_a_short_screen_has_keys_in_place_of_the_hint(session, lines, shown):
    async with reading(session, size=(80, lines), language="en") as pilot:
        await press(pilot, "question_mark")
        assert says(pilot, "/ to search") == shown
        assert says(pilot, "one screen up")


async def test_keys_of_an_action_stand_in_the_order_of_the_table(session):
    async with reading(session) as pilot:
        bound = pilot.app.reading.bound()
        assert {name: bound[name] for name in ("down", "first", "commands")} == {
            "down": ["j", "down"],
            "first": ["g", "home"],
            "commands": ["colon", "ctrl+p"],
        }


async def test_keys_can_be_rebound_and_the_help_tells_the_new_ones(session):
    async with reading(session, keys={"bookmark": "w", "down": "ctrl+n", "quit": "Q,ctrl+q"}) as pilot:
        await press(pilot, "w")
        assert list_bookmarks(session)
        await press(pilot, "ctrl+n")
        assert pilot.app.reading.headlines.rows.cursor == 2
        await press(pilot, "j", "b", "q")
        assert pilot.app.is_running
        assert pilot.app.reading.headlines.rows.cursor == 2
        bound = pilot.app.reading.bound()
        assert bound["bookmark"] == ["w"]
        assert bound["down"] == ["ctrl+n"]
        assert set(bound["quit"]) == {"Q", "ctrl+q"}


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_palette_offers_every_action_in_the_language(session, key):
    async with reading(session) as pilot:
        bound, strings = pilot.app.reading.bound(), pilot.app.reading.strings
        await press(pilot, key)
        assert isinstance(pilot.app.screen, PaletteScreen)
        titles = [command.title for command in pilot.app.screen.rows.rows if command.name]
        assert sorted(titles) == sorted(strings(f"key.{name}") for name in LISTED if name in bound)
        assert titles[0] == strings("key.open"), "what fits the pane in front comes first"
        assert len(titles) > 40


async def test_palette_narrows_by_words_and_runs_the_choice(session):
    async with reading(session) as pilot:
        await press(pilot, "colon")
        pilot.app.screen.query_one(BidiInput).value = "المقروء فقط"
        await settled(pilot)
        assert any(visual("غير المقروء فقط") in row for row in rows(pilot.app))
        pilot.app.screen.query_one(BidiInput).value = "xyzzy"
        await settled(pilot)
        assert any(visual("لا أمر بهذا الاسم") in row for row in rows(pilot.app))
        pilot.app.screen.query_one(BidiInput).value = "المقروء فقط"
        await settled(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen is pilot.app.reading
        assert pilot.app.reading.headlines.filter.unread


def test_narrowed_commands_begin_with_the_typed_words_before_those_that_hold_them():
    commands = [
        Command("", "النص"),
        Command("smaller", "نص أصغر", "-"),
        Command("larger", "تكبير النص", "+"),
    ]
    assert [each.name for each in narrow_commands(commands, "نص")] == ["smaller", "larger"]
    assert narrow_commands(commands, "") == commands
    assert narrow_commands(commands, "أخبار") == []


@pytest.mark.parametrize(
    ("title", "typed", "found"),
    [
        ("حفظ الخبر كاملًا", "خبر", ["خبر"]),
        ("أخبار المحفوظات", "محفوظ", ["محفوظ"]),
        ("save this filter as a list", "list fil", ["list", "fil"]),
        ("أعِد الأخبار", "اعد", ["أعِد"]),
        ("all", "x", []),
        ("all", "", []),
    ],
)
def test_typed_words_are_found_in_the_title_of_a_command(title, typed, found):
    assert [title[start:end] for start, end in find_typed(title, typed)] == found


async def test_actions_run_by_name_do_no_harm(session, monkeypatch):
    """Each once, on the first screen; what opens a card is closed again."""
    async with reading(session) as pilot:
        monkeypatch.setattr("reader.tui.external_programs.open_url", lambda *_: None)
        screen = pilot.app.reading
        for name in LISTED:
            if name not in ("quit", "take_along", "refresh", "refresh_all", "older", "refetch"):
                await screen.carry_out(name)
                await settled(pilot)
                while pilot.app.screen is not screen:
                    await press(pilot, "escape")
                assert pilot.app.is_running, name
        assert all(each.severity != "error" for each in pilot.app.messages)


def test_key_table_imported_alone_loads_no_textual():
    code = "import sys, reader.tui.key_bindings; print([m for m in sys.modules if 'textual' in m])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_default_keys_hold_every_action_of_the_help():
    keys = default_keys()
    assert keys["refresh"] == ["r"]
    assert keys["remove"] == ["d", "delete"]
    assert [name for name in LISTED if not keys.get(name)] == []
