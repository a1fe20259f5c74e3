"""Help that a person can read, in two languages, and commands about the program itself."""

import json

import pytest

from reader.cli.commands import COMMANDS


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_help_of_each_command_is_in_the_language(khabar, command, language):
    done = khabar(*command.split(), "--help", "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert f"khabar {command}" in done.out
    assert ("Examples" if language == "en" else "أمثلة") in done.out


def test_help_of_the_program_names_every_command(khabar):
    page = khabar("--help").out
    for command in COMMANDS:
        assert f"khabar {command.name}" in page
    assert "130" in page


def test_language_is_the_options_then_the_files_then_the_locales(khabar, config, monkeypatch):
    assert "Usage" in khabar("-h").out
    monkeypatch.setenv("LANG", "ar_IQ.UTF-8")
    assert "الاستعمال" in khabar("-h").out
    config('language = "en"\n')
    assert "Usage" in khabar("-h").out
    assert "الاستعمال" in khabar("-h", "--lang", "ar").out
    assert "لا أمر باسم" in khabar("--lang", "ar", "frob").err
    assert "لا أمر باسم" in khabar("frob", "--lang=ar").err


def test_config_init_writes_once(khabar, home):
    path = home / ".config" / "khabar" / "config.toml"
    done = khabar("config", "--init")
    assert (done.code, done.out) == (0, "")
    text = path.read_text()
    assert "ticker" in text
    assert khabar("config").code == 0
    again = khabar("config", "--init")
    assert (again.code, "left as it is" in again.err) == (0, True)
    assert path.read_text() == text


def test_config_init_adds_explanations_below_a_configuration_that_is_there(khabar, config, home):
    config('language = "en"\n\n[[source]]\nid = "mine"\nfeed = "https://a.example/rss"\n')
    path = home / ".config" / "khabar" / "config.toml"
    before = path.read_text()
    assert khabar("config", "--init").code == 0
    assert path.read_text().startswith(before)
    assert "# [ticker]" in path.read_text()
    assert khabar("config").code == 0
    assert '"id": "mine"' in khabar("sources", "--json").out


def test_config_with_mistakes_reports_each_line(khabar, config):
    config('languge = "ar"\n[[source]]\nid = "x"\nfeed = "ftp://x"\n')
    done = khabar("config", "--json")
    assert done.code == 1
    problems = [json.loads(line) for line in done.lines]
    assert [problem["line"] for problem in problems] == [1, 2]
    assert "did you mean 'language'" in problems[0]["message"]


def test_doctor_looks_at_everything(agency, khabar):
    khabar("refresh")
    done = khabar("doctor", "--json")
    found = [json.loads(line) for line in done.lines]
    assert done.code == 0
    assert found[0]["check"] == "terminal"
    assert {row["check"] for row in found} == {"terminal", "files", "config", "library", "sources"}
    assert {row["state"] for row in found} <= {"ok", "note"}
    assert "الرافدين" in found[-1]["words"]
    assert "✓" in khabar("doctor").out


@pytest.mark.parametrize("lang", ["en", "ar", "ckb"])
def test_doctor_in_a_home_that_cannot_be_written_says_so(home, khabar, monkeypatch, lang):
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "file"))
    done = khabar("--lang", lang, "doctor", "--json")
    bad = [row for row in map(json.loads, done.lines) if row["state"] == "bad"]
    assert done.code == 1
    assert [row["check"] for row in bad] == ["files"]
    assert str(home / "file" / "khabar" / "library.db") in bad[0]["words"]


def test_doctor_with_a_folder_that_cannot_be_looked_into_finishes(home, khabar, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(home / ("long" * 100)))  # lets root see an error, too
    done = khabar("doctor", "--json")
    assert {json.loads(line)["check"] for line in done.lines} == {"terminal", "files", "config", "library"}


def test_doctor_tells_a_failing_source_and_a_wrong_line(newsroom, config, khabar):
    config(f'theme = 1\n[[source]]\nid = "bad"\nname = "سيئ"\nfeed = "{newsroom.url}/bad/500"\n')
    khabar("refresh")
    done = khabar("doctor")
    assert done.code == 1
    assert "line 1" in done.out
    assert "500" in done.out


def test_doctor_repairs_a_damaged_library(agency, khabar, home):
    khabar("refresh")
    khabar("save", "6")
    path = home / ".local" / "share" / "khabar" / "library.db"
    assert "nothing to repair" in khabar("doctor", "--repair").err
    data = bytearray(path.read_bytes())
    data[8192 : 8192 + 2048] = b"\xff" * 2048
    path.write_bytes(data)
    assert khabar("doctor").code == 1
    done = khabar("doctor", "--repair")
    assert done.code == 0, done.err
    assert "bookmarks: 1" in done.out
    assert path.with_name("library.db.damaged").read_bytes() == bytes(data)
    assert khabar("list").code == 0


def test_text_is_a_filter(khabar):
    done = khabar("text", "--width", "20", stdin="قال (نعم) 50%\nplain\n".encode())
    assert done.code == 0
    first, second = done.lines
    assert second == "plain"
    assert first.startswith(" ")
    assert first.strip() == "%50 (\ufee2\ufecc\ufee7) \ufedd\ufe8e\ufed7"
    logical = khabar("text", "--width", "8", "--order", "logical", stdin="سلام عليكم\n".encode())
    assert [line.strip() for line in logical.lines] == ["سلام", "عليكم"]
    assert khabar("text", "none.txt").code == 1
    marked = khabar("text", "--order", "logical", stdin="\ufeffab\n\ufeffc\n".encode())
    assert marked.out == "ab\n\ufeffc\n"


def test_config_with_unknown_theme_and_action_reports_each_line(khabar, config):
    config('theme = "drak"\n\n[keys]\nbookmrk = "s"\n')
    done = khabar("config", "--json")
    assert done.code == 1
    assert [json.loads(line)["line"] for line in done.lines] == [1, 4]
    assert "config.toml, line 4: There is no action 'bookmrk'" in khabar("doctor").out
