"""The command as the system sees it: what it imports, its streams, signals and terminals."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from reader.model import Enclosure, Entry, Source
from reader.store import Library

MODULES = "import sys; from reader.cli import main; main({argv}); print(sorted(sys.modules), file=sys.stderr)"


@pytest.mark.parametrize(
    ("argv", "unwanted"),
    [
        (
            ["list"],
            [
                "textual",
                "rich",
                "httpx",
                "lxml",
                "feedparser",
                "asyncio",
                "tomllib",
                "selectolax",
                "urllib.request",
                "reader.typeset",
            ],
        ),
        (["--help"], ["textual", "httpx", "sqlite3", "asyncio"]),
        (
            ["text", "letter.txt"],
            [
                "textual",
                "rich",
                "httpx",
                "sqlite3",
                "asyncio",
                "tomllib",
                "reader.store",
                "dataclasses",
                "datetime",
                "arabic_reshaper",
                "reader.typeset.linebreak",
            ],
        ),
        (["search", "x"], ["textual", "httpx"]),
    ],
)
def test_command_imports_only_what_it_needs(home, argv, unwanted):
    (home / "letter.txt").write_text("سلام")
    done = subprocess.run(
        [sys.executable, "-c", MODULES.format(argv=argv)], capture_output=True, text=True, cwd=home
    )
    loaded = done.stderr.splitlines()[-1]
    assert done.returncode == 0
    assert [name for name in unwanted if f"'{name}'" in loaded] == []


def test_list_imports_few_modules(agency, khabar, home):
    khabar("refresh")
    script = MODULES.format(argv=["list"])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=home)
    assert len(done.stdout.splitlines()) == 6
    # tomllib, which reads the configuration, takes nothing of these along
    unwanted = [
        "dataclasses",
        "json",
        "reader.model.article",
        "reader.model.source",
        "reader.store.serialization",
    ]
    assert [name for name in unwanted if f"'{name}'" in done.stderr] == []


def test_fetching_imports_no_textual(agency, home):
    done = subprocess.run(
        [sys.executable, "-c", MODULES.format(argv=["refresh", "--full"])],
        capture_output=True,
        text=True,
        cwd=home,
    )
    assert "'httpcore'" in done.stderr
    assert "'textual'" not in done.stderr


def test_exit_codes_and_streams(process, config):
    config()
    good = process("list")
    assert (good.returncode, good.stdout) == (0, b"")
    misused = process("lst")
    assert (misused.returncode, misused.stdout) == (2, b"")
    assert b"did you mean list" in misused.stderr
    failed = process("show", "99")
    assert (failed.returncode, failed.stdout) == (1, b"")
    assert process("--version").stdout.startswith(b"khabar ")


def test_reader_needs_a_terminal(process):
    done = process()
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_standard_stream_is_no_crash(home, closed):
    done = subprocess.run(
        f"{sys.executable} -m reader help keys {closed}", shell=True, capture_output=True, text=True, cwd=home
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_unreadable_configuration_is_named_once(khabar, home):
    done = khabar("--config", home, "list")
    assert done.err.count(str(home)) == 1


def test_reader_in_a_dumb_terminal_is_refused(terminal):
    done = terminal(env={"TERM": "dumb"})
    assert (done.code, "TERM is dumb" in done.out, "\x1b" in done.out) == (2, True, False)


def test_reader_of_our_output_may_leave(home, config):
    config()
    (home / "long.txt").write_text("سلام عليكم\n" * 200_000)
    done = subprocess.run(
        f"{sys.executable} -m reader text long.txt | head -n 1; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, cwd=home, timeout=60,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "0"
    assert done.stderr == ""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_full_disk_under_our_output_is_a_sentence_and_exit_code_1(home):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "reader", "help", "keys"],
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=home,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "khabar: No space left on device\n")


@pytest.mark.parametrize("command", ["list", "stories", "digest"])
def test_wrong_time_points_to_the_help_of_its_command(khabar, command):
    done = khabar(command, "--since", "xx")
    assert done.code == 2
    assert f"khabar {command} --help" in done.err


def test_words_that_name_nothing_are_explained(khabar):
    done = khabar("show", "nothing.html")
    assert (done.code, "nor a file" in done.err) == (1, True)
    done = khabar("sources", "add", "nothing")
    assert (done.code, "no address on the web" in done.err) == (1, True)


def test_locale_that_cannot_write_arabic_costs_letters_not_the_run(process, home):
    (home / "letter.txt").write_text("سلام")
    done = process("text", "letter.txt", env={**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"?" in done.stdout


def test_refresh_interrupted_keeps_the_headlines_read(newsroom, config, home):
    config(
        f'[[source]]\nid = "good"\nname = "جيد"\nfeed = "{newsroom.url}/rss.xml"\n'
        f'[[source]]\nid = "silent"\nname = "صامت"\nfeed = "{newsroom.url}/bad/silent"\n'
    )
    running = subprocess.Popen(
        [sys.executable, "-m", "reader", "refresh", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home,
    )
    assert b'"good"' in running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=10)  # the silent one would take longer
    assert running.returncode == 130
    assert b"Traceback" not in err
    listed = subprocess.run([sys.executable, "-m", "reader", "list"], capture_output=True, cwd=home)
    assert len(listed.stdout.splitlines()) == 6


def test_terminal_gets_set_lines(agency, khabar, terminal):
    khabar("refresh")
    shown = terminal("list", "--limit", "2", env={"NO_COLOR": "1", "LANG": "ar_IQ.UTF-8"})
    assert shown.code == 0
    first = shown.out.splitlines()[0]
    assert first.endswith("6")
    assert "\ufee9" in first or "\ufe8e" in first
    assert "»" in first
    assert "\x1b" not in shown.out
    coloured = terminal("list", "--limit", "1")
    assert "\x1b[1m" in coloured.out
    narrow = terminal("list", "--limit", "1", size=(24, 40), env={"NO_COLOR": "1"})
    assert ":" in first
    assert ":" not in narrow.out  # the title has the room of the time


def test_address_in_a_row_keeps_its_digits_where_numbers_are_arabic(config, khabar, terminal):
    config(
        'digits = "arab"\n[account]\nurl = "http://127.0.0.1:9/api2"\nuser = "a"\n'
        '[[source]]\nid = "x"\nname = "س"\nfeed = "http://127.0.0.1:9/feed2"\n'
    )
    khabar("refresh", "x")
    shown = terminal("account", env={"NO_COLOR": "1"})
    assert "http://127.0.0.1:9/api2" in shown.out
    assert "٠" in shown.out  # the counts of what waits
    assert "127.0.0.1:9" in terminal("sources", size=(24, 120), env={"NO_COLOR": "1"}).out


def test_address_on_a_terminal_reads_from_the_left_in_an_arabic_interface(config, home, terminal):
    config('language = "ar"\n')
    episode = Entry("1", "حلقة", enclosures=(Enclosure("https://x.example/episode/", "audio/mpeg"),))
    with Library.open(home / ".local/share/khabar/library.db") as library:
        (id,) = library.entries.add(Source("x", "س"), [episode], now=datetime.now(UTC)).new
    shown = terminal("download", str(id), "--list", size=(24, 120), env={"NO_COLOR": "1"})
    assert "https://x.example/episode/" in shown.out


def test_date_of_an_article_on_a_terminal_has_the_chosen_digits(config, home, terminal):
    config('language = "ar"\ndigits = "arab"\n')
    entry = Entry("1", "خبر", published=datetime(2026, 11, 24, 12, tzinfo=UTC), summary="نص 24")
    with Library.open(home / ".local/share/khabar/library.db") as library:
        (id,) = library.entries.add(Source("x", "س"), [entry], now=datetime.now(UTC)).new
    shown = terminal("show", str(id), "--no-pager", "--offline", env={"NO_COLOR": "1"})
    assert "٢٠٢٦" in shown.out
    assert "24" in shown.out, "the text of the article is as it is"


def test_article_fits_its_terminal(agency, khabar, terminal):
    from wcwidth import wcswidth

    khabar("refresh", "--full")
    shown = terminal("show", "6", "--no-pager", size=(24, 50), env={"NO_COLOR": "1"})
    lines = shown.out.splitlines()
    assert len(lines) > 20
    assert max(wcswidth(line) for line in lines if "http" not in line) <= 50


def test_long_article_goes_through_the_pager(agency, khabar, terminal, home):
    khabar("refresh", "--full")
    program = "import sys; print(len(sys.stdin.read().splitlines()), sys.argv)"
    pager = f"{sys.executable} -c '{program}' $(touch pwned)"
    shown = terminal("show", "6", size=(10, 60), env={"PAGER": pager})
    assert "'$(touch', 'pwned)'" in shown.out
    assert not (home / "pwned").exists()
    missing = terminal("show", "6", size=(10, 60), env={"PAGER": "no-such-pager", "NO_COLOR": "1"})
    assert missing.code == 1
    assert "no-such-pager" in missing.out
    assert len(missing.out.splitlines()) > 20


def test_json_on_a_terminal_has_no_escapes(home, config, terminal, khabar):
    config()
    from reader.model import Article
    from reader.store import Library

    title = "a\x1b]0;pwned\x07\x9b2J\u202eb"
    with Library.open(home / "library.db") as library:
        library.articles.add_page(Article(title, "https://x.example/page"))
    for arguments in (
        ["list", "--saved"],
        ["list", "--saved", "--json"],
        ["show", "1", "--offline", "--json"],
        ["show", "1", "--offline"],
    ):
        shown = terminal(*arguments, "--library", home / "library.db", env={"NO_COLOR": "1"})
        assert shown.code == 0
        assert not set(shown.out) & set("\x1b\x07\x9b\u202e")
    row = json.loads(khabar("list", "--saved", "--json", "--library", home / "library.db").out)
    assert row["title"] == title


def test_progress_is_for_terminals_only(agency, process, terminal):
    assert process("refresh").stderr == b""
    shown = terminal("refresh", env={"NO_COLOR": "1"})
    assert "New headlines: 0; sources: 1; failed: 0" in shown.out
    assert "\r" in shown.out


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completion_offers_sources_packs_categories_tags_and_entries(agency, process, home):
    process("refresh")
    process("save", "6", "--tag", "جسور")
    (home / "khabar.bash").write_bytes(process("completion", "bash").stdout)

    def complete(*words):
        command = f'khabar() {{ "{sys.executable}" -m reader "$@"; }}'
        script = (
            f"{command}; source ./khabar.bash; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1};"
            "_khabar; printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=home)
        assert done.stderr == ""
        return done.stdout.splitlines()

    assert complete("khabar", "list", "--source", "raf") == ["rafidain"]
    assert complete("khabar", "refresh", "raf") == ["rafidain"]
    assert complete("khabar", "sources", "add", "--pack", "ku") == ["kurdish"]
    assert "rudaw" in complete("khabar", "sources", "add", "ruda")
    assert complete("khabar", "saved", "--tag", "ج") == ["جسور"]
    assert len(complete("khabar", "list", "--category", "''")) > 1
    assert complete("khabar", "unsave", "6") == ["6"]
    assert "6" in complete("khabar", "show", "6")


def test_bash_script_completes(process, home):
    (home / "khabar.bash").write_bytes(process("completion", "bash").stdout)

    def complete(*words):
        script = (
            f"source ./khabar.bash; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _khabar;"
            "printf '%s\\n' \"${COMPREPLY[@]}\""
        )
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=home)
        assert done.stderr == ""
        return done.stdout.split()

    assert "search" in complete("khabar", "se")
    assert complete("khabar", "list", "--unr") == ["--unread"]
    assert "discover" in complete("khabar", "sources", "d")
    assert complete("khabar", "export", "--format", "ep") == ["epub"]
    assert "--pack" in complete("khabar", "sources", "add", "--p")
    assert complete("khabar", "completion", "z") == ["zsh"]
    assert complete("khabar", "--lang", "ar", "so") == ["sources"]
    assert complete("khabar", "--lang", "''") == ["ar", "en", "ckb"]
    assert complete("khabar", "list", "--lang", "=") == ["ar", "en", "ckb"]
    assert complete("khabar", "--lang", "=", "ar", "so") == ["sources"]
    assert complete("khabar", "export", "--format", "=", "ep") == ["epub"]
    assert complete("khabar", "export", "--format", "p") == []
    assert complete("khabar", "import", "--format", "p") == ["pocket-csv", "pocket-html"]
    assert complete("khabar", "--config", "khabar.b") == ["khabar.bash"]
    assert complete("khabar", "export", "-o", "khabar.b") == ["khabar.bash"]
    assert complete("khabar", "text", "khabar.b") == ["khabar.bash"]
    # one word, as it is where the person does not let = part words
    assert complete("khabar", "import", "--format=p") == ["--format=pocket-csv", "--format=pocket-html"]
    assert complete("khabar", "--config=khabar.b") == ["--config=khabar.bash"]
    assert complete("khabar", "--config=khabar.z") == []


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_script_completes(process, home):
    (home / "khabar.fish").write_bytes(process("completion", "fish").stdout)

    def complete(line):
        script = f"source khabar.fish; complete -C '{line}'"
        done = subprocess.run(["fish", "-c", script], capture_output=True, text=True, cwd=home)
        return [offer.split("\t")[0] for offer in done.stdout.splitlines()]

    assert complete("khabar sea") == ["search"]
    assert complete("khabar list --unr") == ["--unread"]
    assert complete("khabar export --format ep") == ["epub"]
    assert complete("khabar sou") == ["sources"]
    assert complete("khabar --lang ar sou") == ["sources"]
    assert complete("khabar --lang a") == ["ar"]
    assert complete("khabar sources disc") == ["discover"]
    assert complete("khabar sources --lang en add --pa") == ["--pack"]
    assert complete("khabar sources export --al") == []
    assert complete("khabar export --al") == ["--all"]
    assert complete("khabar search list --unr") == []
    assert complete("khabar completion z") == ["zsh"]
    assert complete("khabar text khabar.f") == ["khabar.fish"]
    assert complete("khabar search khabar.f") == []


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_script_completes_at_its_first_call(process, home):
    """As a function found in ``fpath``: the file that is read to define it must complete too."""
    (home / "_khabar").write_bytes(process("completion", "zsh").stdout)
    script = (
        "fpath=(. $fpath); autoload -Uz _khabar; autoload() { }; bashcompinit() { }; complete() { };"
        "_bash_complete() { print completes $*; }; _khabar"
    )
    done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, text=True, cwd=home)
    assert (done.stdout, done.stderr) == ("completes -o filenames -F _khabar\n", "")


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
@pytest.mark.parametrize(
    ("words", "offers"),
    [
        ("export --format=e", ["--format=epub"]),
        ("export --format e", ["epub"]),
        ("--lang=", ["--lang=ar", "--lang=en", "--lang=ckb"]),
        ("--config=khabar.z", ["--config=khabar.zsh"]),
        ("sources dis", ["discover"]),
        ("list --zz", []),
    ],
)
def test_zsh_script_completes(process, home, words, offers):
    (home / "khabar.zsh").write_bytes(process("completion", "zsh").stdout)
    script = (
        "emulate sh; setopt kshglob noshglob braceexpand; autoload() { }; bashcompinit() { }; complete() { };"
        f". ./khabar.zsh; COMP_WORDS=(khabar {words}); COMP_CWORD={len(words.split())}; _khabar;"
        'print -l -- "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["zsh", "-f", "-c", script], capture_output=True, text=True, cwd=home)
    assert (done.stdout.split(), done.stderr) == (offers, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_scripts_of_their_shell(process, shell, home):
    script = process("completion", shell).stdout
    assert script.count(b"khabar") >= 5
    if shutil.which(shell):
        done = subprocess.run([shell, "-n"], input=script, capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")


def test_completion_for_an_unknown_shell_is_a_usage_error(khabar):
    done = khabar("completion", "tcsh")
    assert done.code == 2
    assert "tcsh" in done.err


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_manual_page_in_each_language_is_roff(khabar, language):
    page = khabar("man", "--lang", language).out
    assert page.startswith(".TH KHABAR 1")
    assert page.count("\n.SS ") > 15
    if shutil.which("groff"):
        done = subprocess.run(
            ["groff", "-man", "-Kutf8", "-Tutf8", "-ww"], input=page, capture_output=True, text=True
        )
        assert done.stderr == ""
        assert "khabar" in done.stdout


STARTED = """
import sys
from pathlib import Path
from reader.config import load
from reader.core import Session
from reader.core.source_configuration import followed_sources
from reader.store import Library
from reader.tui.app import Khabar
from reader.typeset.terminal_profiles import decide
config = load(Path("none.toml"))
class Painted(Khabar):
    def on_mount(self):
        self.call_after_refresh(self.report)
    def report(self):
        print(sorted(sys.modules), file=sys.stderr)
        self.exit()
with Library.open("library.db") as library:
    session = Session(library, followed_sources(config)[0], config.settings)
    app = Painted(session, config, decide({}, None, "cells"))
    app.run(headless=True)
"""


def test_first_screen_is_painted_before_anything_can_be_fetched(home):
    done = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, cwd=home)
    loaded = next(line for line in done.stderr.splitlines() if "'textual'" in line)
    unwanted = ["httpx", "lxml", "feedparser", "selectolax", "hijridate", "PIL"]
    assert [name for name in unwanted if f"'{name}'" in loaded] == []
