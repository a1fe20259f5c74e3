"""Sheets and themes: found wherever the program lies, whole in every theme, readable in every colour."""

import re
import tomllib
from pathlib import Path

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from textual.color import Color
from tui.conftest import press, reading, settled, toasts

from reader.tui import stylesheets
from reader.tui.stylesheets import folder, keep_colour, palette, rgb_of, themes
from reader.typeset.colour_depth import ColourDepth

NAMES = [theme.name for theme in themes()]
ON_ALL = ("ink", "read", "quiet", "accent", "link", "breaking", "warn")
TEXT = [
    *((text, ground) for text in ON_ALL for ground in ("ground", "raised", "band", "band2")),
    *((text, "ground") for text in ("title", "lead", "quote", "good")),
    ("ink", "hit"),
    ("on-ticker", "ticker"),
]
"""Roles of text, and the grounds it may stand on."""


def contrast(one, other):
    """WCAG 2.1 contrast ratio of two colours."""

    def luminance(colour):
        parts = (part / 255 for part in Color.parse(colour).rgb)
        linear = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_sheets_of_screens_are_among_all():
    named = stylesheets.sheets(*stylesheets.READING_SHEETS, *stylesheets.CARD_SHEETS)
    assert set(named) < set(stylesheets.all_sheets())
    assert all(Path(sheet).is_absolute() for sheet in named)


def test_installation_without_sheets_raises(tmp_path, monkeypatch):
    monkeypatch.setattr(stylesheets, "_PACKAGE", tmp_path / "reader")
    with pytest.raises(FileNotFoundError, match="no style sheets"):
        stylesheets.all_sheets()


def test_wheel_carries_its_own_sheets(tmp_path, monkeypatch):
    inside = tmp_path / "reader" / "styles"
    inside.mkdir(parents=True)
    (inside / "app.tcss").write_text("")
    monkeypatch.setattr(stylesheets, "_PACKAGE", tmp_path / "reader")
    assert stylesheets.all_sheets() == stylesheets.sheets("app") == [str(inside / "app.tcss")]


def test_dark_is_the_default_and_every_theme_has_the_same_colours():
    assert NAMES[0] == "khabar-dark"
    assert {"khabar-light", "khabar-newspaper", "khabar-contrast"} <= set(NAMES)
    tables = tomllib.loads((folder() / "themes.toml").read_text("utf-8"))
    assert {frozenset(table) for table in tables.values()} == {frozenset(tables[NAMES[0]])}


def test_sheets_name_colours_by_role():
    for sheet in (sheet for sheet in map(Path, stylesheets.all_sheets()) if sheet.name != "plain.tcss"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b\s*;|\brgb\(", text), sheet.name


def test_themes_define_every_colour_of_the_sheets():
    built_in = {"primary", "secondary", "accent", "warning", "error", "success"} | {
        "foreground",
        "background",
        "surface",
        "panel",
    }
    asked = set()
    for sheet in map(Path, stylesheets.all_sheets()):
        asked |= set(re.findall(r"\$([a-z0-9-]+)", sheet.read_text("utf-8")))
    for theme in themes():
        assert asked - built_in - set(theme.variables) == set(), theme.name


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("depth", [ColourDepth.TRUE, ColourDepth.INDEXED, ColourDepth.BASIC])
def test_text_on_every_ground_keeps_wcag_aa(name, depth):
    """WCAG 2.1: 4.5 for text."""
    roles = palette(name, depth)
    low = {pair: round(contrast(roles[pair[0]], roles[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


XTERM = """
    #000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5
    #7f7f7f #ff0000 #00ff00 #ffff00 #5c5cff #ff00ff #00ffff #ffffff
"""
VTE = """
    #171421 #c01c28 #26a269 #a2734c #12488b #a347ba #2aa1b3 #d0cfcc
    #5e5c64 #f66151 #33da7a #e9ad0c #2a7bde #c061cb #33c7de #ffffff
"""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("colours", [XTERM, VTE], ids=["xterm", "vte"])
def test_text_in_16_colours_keeps_wcag_aa_in_the_palettes_of_terminals(name, colours):
    numbers = {stylesheets.rgb_of(number): number for number in range(16)}
    roles = {role: colours.split()[numbers[rgb]] for role, rgb in palette(name, ColourDepth.BASIC).items()}
    low = {pair: round(contrast(roles[pair[0]], roles[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("colours", [XTERM, VTE], ids=["xterm", "vte"])
def test_bold_text_in_16_colours_keeps_wcag_aa_where_bold_brightens(name, colours):
    """Many terminals draw the colours 0 to 7 in bold as 8 to 15."""
    numbers = {stylesheets.rgb_of(number): number for number in range(16)}
    roles = palette(name, ColourDepth.BASIC)
    low = {}
    for text, ground in TEXT:
        sent = keep_colour(Style(color=roles[text], bold=True))
        number = numbers[roles[text]] + (8 if sent.bold and numbers[roles[text]] < 8 else 0)
        ratio = contrast(colours.split()[number], colours.split()[numbers[roles[ground]]])
        if ratio < 4.5:
            low[text, ground] = round(ratio, 2)
    assert low == {}


def test_keep_colour_takes_bold_from_the_dark_colours_only():
    assert keep_colour(Style(color="#000000", bold=True)).bold is False
    assert keep_colour(Style(color="#aaaaaa", bold=True)).bold
    assert keep_colour(Style(color="#ffffff", bold=True, underline=True)).bold
    assert not keep_colour(Style(color="#0000aa")).bold
    assert keep_colour(Style(bold=True)).bold


@pytest.mark.parametrize("number", range(16))
def test_number_of_16_is_sent_as_that_number(number):
    assert RichColor.parse(rgb_of(number)).downgrade(ColorSystem.STANDARD).number == number


@pytest.mark.parametrize("number", [*range(16, 59), 94, 116, 124, 180, 210, 222, *range(232, 256)])
def test_number_of_256_is_sent_as_that_number(number):
    style = RichColor.parse(rgb_of(number)).downgrade(ColorSystem.EIGHT_BIT)
    assert style.number == number or number in (16, 59), "black and greys of the cube have twins"


async def test_t_walks_through_the_themes_and_says_which(session):
    async with reading(session) as pilot:
        seen = [pilot.app.theme]
        for _ in NAMES:
            await press(pilot, "t")
            seen.append(pilot.app.theme)
        assert seen == [*NAMES, NAMES[0]]
        assert toasts(pilot)[0] == "المظهر: فاتح"


async def test_theme_unknown_is_the_default(session):
    async with reading(session, theme="zebra") as pilot:
        assert pilot.app.theme == NAMES[0]


@pytest.mark.parametrize("name", ["dark", "light"])
async def test_theme_at_the_start_equals_the_same_theme_chosen_later(session, name):
    def worn(app):
        filters = [vars(each) for each in app._filters]
        return app.theme, set(app.classes), filters, app.stylesheet._variables, app.reading.styles.background

    async with reading(session, theme=name) as pilot:
        at_first = worn(pilot.app)
        pilot.app.themes.set("newspaper")
        await settled(pilot)
        assert worn(pilot.app) != at_first
        pilot.app.themes.set(name)
        await settled(pilot)
        assert worn(pilot.app) == at_first
