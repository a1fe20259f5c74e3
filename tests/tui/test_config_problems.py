"""Settings the screen cannot use are found with their line."""

import pytest

from reader.config import load
from reader.tui.config_problems import find_problems, list_problems


@pytest.fixture
def problems(tmp_path):
    def found(text):
        path = tmp_path / "config.toml"
        path.write_text(text)
        return [(problem.line, str(problem.message)) for problem in find_problems(load(path))]

    return found


def test_configuration_without_settings_has_no_problems(problems):
    assert problems("") == []
    assert problems('theme = "newspaper"\n[keys]\nbookmark = "b,E"\n') == []


def test_unknown_theme_is_found_with_its_line_and_the_themes_there_are(problems):
    ((line, text),) = problems('language = "ar"\ntheme = "drak"\n')
    assert line == 2
    assert "'drak'" in text
    assert "newspaper" in text


def test_unknown_action_is_found_with_the_nearest_name(problems):
    ((line, text),) = problems('[keys]\nquit = "q"\nbookmrk = "s"\n')
    assert (line, text) == (3, "There is no action 'bookmrk'; did you mean bookmark?")


def test_key_bound_to_two_actions_of_a_screen_is_found(problems):
    ((line, text),) = problems('[keys]\n\nbookmark = "b,r"\n')
    assert line == 3
    assert text.startswith("r is bound to two actions")
    assert problems('[keys]\nsource_add = "b"\n') == [], "of another screen"


def test_example_of_the_help_has_no_problems(problems):
    from reader.cli.topics import _EXAMPLE

    assert problems(_EXAMPLE) == []


def test_problems_of_settings_sources_and_screen_are_listed_by_line(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('languge = "en"\ntheme = "drak"\n[[source]]\nid = "x"\nfed = "x"\n[keys]\nfoo = "x"\n')
    assert [problem.line for problem in list_problems(load(path))] == [1, 2, 3, 7]


def test_query_of_a_list_or_a_rule_that_is_hardly_meant_is_found_with_its_line(problems):
    rule = '[[rule]]\nname = "غدًا"\nquery = "after:xx"\nhide = true\n'
    assert sorted(problems(f'{rule}[[list]]\nname = "جديد"\nquery = "is:unred"\n')) == [
        (3, "Rule 'غدًا': 'xx' is not a day: write 2026-11-24, today, yesterday or 7d"),
        (7, "List 'جديد': There is no state 'unred'; did you mean unread?"),
    ]
