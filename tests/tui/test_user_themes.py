"""Themes of the person's own: read from TOML, what is wrong is named, and the rest still works."""

import pytest
from tui.conftest import press, reading, toasts

from reader.locale.translator import Translator
from reader.tui import stylesheets
from reader.tui.stylesheets import palette, themes
from reader.tui.user_themes import contrast, load_user_themes
from reader.typeset.colour_depth import ColourDepth


@pytest.fixture(autouse=True)
def _only_builtin_themes_afterwards():
    yield
    stylesheets._tables.cache_clear()
    stylesheets.palette.cache_clear()
    stylesheets.row_styles.cache_clear()


def write(folder, name, text):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text)
    return [Translator("en").sentence(each) for each in load_user_themes(folder)]


def test_theme_takes_its_own_roles_and_inherits_the_rest(tmp_path):
    assert write(tmp_path, "mine", 'base = "light"\naccent = "#7A1F1F"\nlink = ["#563a10", 58]\n') == []
    made, light = palette("khabar-mine"), palette("khabar-light")
    assert made["accent"] == "#7a1f1f"
    assert {role for role in made if made[role] != light[role]} == {"accent", "link"}
    assert palette("khabar-mine", ColourDepth.INDEXED)["link"] == stylesheets.rgb_of(58)
    theme = next(each for each in themes() if each.name == "khabar-mine")
    assert not theme.dark


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accent = ", "The theme mine.toml cannot be read"),
        ('colour = "#ffffff"', "colour is no role"),
        ('ink = "white"', "ink is no role with a colour"),
        ('ink = "#333333"', "ink is hard to read on the ground (1."),
        ("dark = false", "dark is no role"),
    ],
)
def test_mistake_is_named_with_its_file_and_role(tmp_path, text, said):
    (problem,) = write(tmp_path, "mine", text)
    assert said in problem


def test_folder_that_does_not_exist_has_no_themes(tmp_path):
    assert load_user_themes(tmp_path / "themes") == []


def test_contrast_is_that_of_wcag():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


async def test_t_reaches_a_theme_of_ones_own_by_its_name(session, tmp_path):
    write(tmp_path, "mine", 'accent = "#ffcc00"')
    async with reading(session) as pilot:
        await press(pilot, *"tttt")
        assert pilot.app.theme == "khabar-mine"
        assert toasts(pilot)[-1] == "المظهر: mine"
