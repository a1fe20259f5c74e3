"""Other programs: argument lists and no shell, addresses shown as they are, failures in sentences."""

import io
import stat
import subprocess
import sys

import pytest
from translated import in_arabic
from tui import news
from tui.conftest import answer, press, reading, toasts

from reader.core.command_line import insert_address
from reader.sources import clean_url
from reader.tui import external_programs as outside
from reader.tui.external_programs import ExternalProgramError, browser_command, open_url, pipe, spell_address


def program(path, text):
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def started(monkeypatch):
    """Argument lists that would have been started."""
    seen = []
    monkeypatch.setattr(outside, "_start", lambda argv: seen.append(list(argv)))
    return seen


# The browser


def test_browser_setting_precedes_the_environment(tmp_path):
    mine = program(tmp_path / "mine", "")
    other = program(tmp_path / "other", "")
    assert browser_command(f"{mine} --new-tab", {"BROWSER": other}) == [mine, "--new-tab"]
    assert browser_command("", {"BROWSER": f"/nowhere/x:{other} -t"}) == [other, "-t"]


def test_browser_missing_raises_a_sentence(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ExternalProgramError, match="browser") as error:
        browser_command("/nowhere/either", {})
    assert "متصفّح" in in_arabic(error.value)


def test_open_url_passes_the_address_as_a_single_argument(started):
    open_url("https://example.com/?a=1&b=$(reboot);`x`' \"", "env")
    (argv,) = started
    assert argv[0] == "env"
    assert len(argv) == 2
    assert argv[1].startswith("https://example.com/?a=1&b=")


def test_place_of_the_address_can_be_named(started):
    open_url("https://example.com/x", "env --app=%s --private")
    assert started == [["env", "--app=https://example.com/x", "--private"]]


SCRIPTS = ("mpv %s", "mpv '%s'", 'mpv "%s"', "mpv --url=%s", "mpv '--url=%s'", 'mpv "--url=%s" #', "true;%s")
CODE = (
    *("&attack", "&attack&", "$(attack)", "`attack`", ";attack", "|attack", "'$(attack)'", "'&attack&'"),
    *('"$(attack)"', "x\n attack", "\\&attack", "{a,&attack}", ")&attack", "$IFS&attack"),
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_address_in_a_script_of_a_shell_runs_nothing(script, tmp_path):
    """A person who wrote a shell into the configuration did not mean the newsroom to write to it."""
    run = tmp_path / "run"
    program(tmp_path / "mpv", "")
    program(tmp_path / "attack", f"open({str(run)!r}, 'w')")
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    for code in CODE:
        address = clean_url(f"https://x.example/a?b=1{code}")
        argv = insert_address(["sh", "-c", script], address)
        subprocess.run(argv, env=environment, capture_output=True, check=False, timeout=20)
        assert not run.exists(), argv


def test_address_that_is_an_argument_is_not_changed():
    address = "https://x.example/a?b=1&c='$(x)';d"
    assert insert_address(["env", "%s", "--url=%s"], address) == [
        "env",
        address,
        "--url=https://x.example/a?b=1&c=%27%24%28x%29%27%3Bd",
    ]
    quoted = insert_address(["sh", "-c", "mpv '%s' --at=1"], address)[2]
    assert quoted == "mpv 'https://x.example/a?b=1&c=%27%24%28x%29%27%3Bd' --at=1"


def test_browser_of_unbalanced_quotes_is_said_or_passed_over(monkeypatch, started, tmp_path):
    mine = program(tmp_path / "mine", "")
    assert browser_command("", {"BROWSER": f"firefox '%s:{mine}"}) == [mine]
    for settings in ({"configured": "firefox '"}, {"player": "mpv '", "media_type": "audio/mpeg"}):
        with pytest.raises(ExternalProgramError, match="not complete"):
            open_url("https://x.example/a", **settings)
    with pytest.raises(ExternalProgramError, match="not complete"):
        outside.open_file("/x.mp3", "audio/mpeg", "mpv '")
    assert started == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "-oProxyCommand=x",
        "",
        "ftp://example.com/x",
        "//x",
        "data:,x",
    ],
)
def test_open_url_of_other_schemes_is_refused(started, address):
    with pytest.raises(ExternalProgramError):
        open_url(address, "env")
    assert started == []


def test_program_that_cannot_be_started_is_said(tmp_path):
    folder = tmp_path / "notaprogram"
    folder.write_text("\x00\x01")
    folder.chmod(0o755)
    with pytest.raises(ExternalProgramError, match="notaprogram could not be run"):
        open_url("https://example.com/x", str(folder))


def test_look_alike_host_is_shown_in_punycode():
    assert spell_address("https://аррӏе.com/login") == "https://xn--80ak6aa92e.com/login"
    assert spell_address("https://example.com/a?token=secret") == "https://example.com/a"
    assert "\u202e" not in spell_address("https://exam\u202eple.com/")


# The pipe


def test_pipe_passes_the_text_unchanged(tmp_path):
    out = tmp_path / "out"
    keep = program(
        tmp_path / "keep", f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read()); sys.exit(3)"
    )
    text = "عنوان «كِتاب» (12)\n"
    assert pipe(text, keep) == 3
    assert out.read_text("utf-8") == text


def test_pipe_runs_no_shell(tmp_path):
    out = tmp_path / "argv"
    show = program(tmp_path / "show", f"import sys; open({str(out)!r}, 'w').write(repr(sys.argv[1:]))")
    assert pipe("x", f"{show} '$HOME' > file; ls | wc 'a b'") == 0
    assert out.read_text() == repr(["$HOME", ">", "file;", "ls", "|", "wc", "a b"])


def test_program_that_does_not_read_is_no_failure():
    assert pipe("x" * 10_000_000, "true") == 0


@pytest.mark.parametrize("command", ["", "   ", "say 'unbalanced", "/nowhere/program"])
def test_commands_that_cannot_be_run_are_said(command):
    with pytest.raises(ExternalProgramError) as error:
        pipe("x", command)
    assert len(str(error.value)) > 15
    assert in_arabic(error.value)


class Terminal(io.StringIO):
    """An input that is a terminal, and counts the lines that were read."""

    def __init__(self):
        super().__init__("\n" * 9)
        self.lines = 0

    def isatty(self):
        return True

    def readline(self, *size):
        self.lines += 1
        return super().readline(*size)


@pytest.mark.parametrize(("seconds", "waits"), [(60, 1), (0, 0)])
def test_output_of_a_program_that_ends_at_once_stays_until_enter(monkeypatch, capfd, seconds, waits):
    monkeypatch.setattr("reader.tui.external_programs.READ_SECONDS", seconds)
    terminal = Terminal()
    monkeypatch.setattr("sys.stdin", terminal)
    pipe("ثلاث كلمات هنا", f"{sys.executable} -c 'print(len(input().split()))'")
    assert terminal.lines == waits
    assert capfd.readouterr().out.startswith("3\n")


# From the screen


async def test_article_is_given_to_a_command(session, tmp_path, monkeypatch):
    out = tmp_path / "out"
    keep = program(
        tmp_path / "keep", f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read()); sys.exit(7)"
    )
    async with reading(session) as pilot:
        await press(pilot, "enter", "vertical_line")
        monkeypatch.setattr(type(pilot.app), "suspend", _suspend)
        await answer(pilot, keep)
        assert out.read_text("utf-8").startswith(news.BRIDGE.title)
        assert toasts(pilot)[-1] == "انتهى الأمر برمز الخروج 7"
        await press(pilot, "vertical_line")
        await answer(pilot, "/nowhere/program")
        assert toasts(pilot)[-1].startswith("تعذّر تشغيل /nowhere/program")
        await press(pilot, "vertical_line", "escape")
        assert pilot.app.is_running


def _suspend(_app):
    """There is no terminal to give away here."""
    from contextlib import nullcontext

    return nullcontext()


async def test_open_and_copy_keys_act_on_the_front_pane(session, started):
    async with reading(session, browser="env") as pilot:
        await press(pilot, "j", "o", "y")
        assert started == [["env", news.DATES.url]]
        assert pilot.app.clipboard == news.DATES.url
        await press(pilot, "k", "b", "B", "o")
        assert started[-1] == ["env", news.BRIDGE.url]


async def test_terminal_that_cannot_be_given_away(session):
    async with reading(session) as pilot:
        await press(pilot, "enter", "vertical_line")
        await answer(pilot, "cat")
        assert toasts(pilot)[-1] == "لا يمكن تسليم هذه الطرفية لبرنامج آخر"
        assert pilot.app.is_running


@pytest.mark.parametrize("host", ["خبری.عراق", "کتاب.مصر", "خبری.عراق".encode("idna").decode()])
def test_host_with_letters_that_look_alike_poses(host):
    from reader.tui.external_programs import is_deceptive

    assert is_deceptive(f"https://{host}/")


@pytest.mark.parametrize("host", ["خبري.عراق", "خبری.ایران", "news.example"])
def test_host_of_a_single_alphabet_is_no_look_alike(host):
    from reader.tui.external_programs import is_deceptive

    assert not is_deceptive(f"https://{host}/")


@pytest.mark.parametrize(
    ("url", "player", "started"),
    [
        (
            "https://a.example/one.mp3?x=1",
            "mpv --force-window",
            ["mpv", "--force-window", "https://a.example/one.mp3?x=1"],
        ),
        ("https://a.example/live.m3u8", "vlc", ["vlc", "https://a.example/live.m3u8"]),
        ("https://a.example/one.mp3", "", ["browse", "https://a.example/one.mp3"]),
        ("https://a.example/page", "mpv", ["browse", "https://a.example/page"]),
    ],
)
def test_sound_and_film_open_in_the_player(monkeypatch, url, player, started):
    from reader.tui import external_programs

    calls = []
    monkeypatch.setattr(external_programs, "_start", calls.append)
    monkeypatch.setattr(external_programs, "browser_command", lambda _: ["browse"])
    external_programs.open_url(url, "", player)
    assert calls == [started]
