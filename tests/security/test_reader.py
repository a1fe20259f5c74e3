# ruff: noqa: E501  tables of attacks are not folded
"""The reader itself with a library that never saw the door: what it paints, cries, copies and opens."""

import json
import os
import pty
import re
import signal
import struct
import sys
import termios
import time
from base64 import b64decode
from fcntl import ioctl
from select import select

import pytest
from security.attacks import EVERY, SEQUENCES
from security.emitted import MARK, NUMBER, functions
from tui.conftest import NoNetwork, _baghdad, _homeless, answer, press, reading, settled, toasts  # noqa: F401
from tui.news import NOW

from reader.config import Config, Settings, SmartList
from reader.core import Session
from reader.locale.message import Message
from reader.model import Article, Block, Entry, Source, SourceHealth, Span
from reader.store import Library
from reader.tui.external_programs import is_deceptive, spell_address
from reader.tui.notifications import escape
from reader.tui.terminal.clipboard import osc52

UNPAINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
MARKUP = SEQUENCES["markup"]
NAME = STORABLE = EVERY.replace("\x00", "")
"""SQLite keeps it; whoever writes the file, not the newsroom, could put it there."""


@pytest.fixture
def library(tmp_path, new_library):
    with Library.open(new_library(tmp_path / "library.db")) as opened:
        yield opened


@pytest.fixture
def poisoned(library):
    """A session in whose library every text attacks."""
    fill(library)
    return Session(library, library.sources.all(), client_factory=NoNetwork)


def fill(library):
    sources = [
        Source("one", f"{MARKUP} {STORABLE}", feed="http://127.0.0.1:9/", category=STORABLE),
        Source("two", STORABLE, feed="http://127.0.0.1:9/2"),
    ]
    library.sources.set(sources)
    for number, source in enumerate(sources):
        entries = [
            Entry(
                f"{number}{nth}", f"{'عاجل ' * (nth == 0)}{'ابتثجح'[number] * 3}{nth * 7919} {MARKUP} {text}", f"http://x{number}{nth}.example/{nth}", NOW,
                summary=text, content=f"<p>{text}", categories=(text,), authors=(text,),
            )
            for nth, text in enumerate((STORABLE, MARKUP, *SEQUENCES.values()))
        ]  # fmt: skip
        ids = library.entries.add(source, [strip_nul(each) for each in entries], now=NOW).new
        library.sources.record(SourceHealth(source.id, NOW, NOW, Message.verbatim(STORABLE), url=source.feed))
        body = (
            Block("paragraph", f"{MARKUP} {STORABLE}", (Span(0, 9, "link", f"http://x/{STORABLE}"),)),
            Block("heading", STORABLE, level=2), Block("quotation", STORABLE), Block("item", STORABLE, ordinal=3),
            Block("image", STORABLE, url=f"http://x/{STORABLE}"), Block("caption", STORABLE),
            Block("embed", STORABLE, url=f"http://x/{STORABLE}"),
        )  # fmt: skip
        for id in ids[:2]:
            library.articles.put(
                id, Article(STORABLE, f"http://x/{STORABLE}", STORABLE, STORABLE, STORABLE, blocks=body)
            )
        library.bookmarks.add(ids[0])
        library.bookmarks.annotate(ids[0], tags=[STORABLE, MARKUP], note=f"{MARKUP} {STORABLE}")
    while library.index.update():
        pass


def strip_nul(entry):
    from dataclasses import replace

    return replace(
        entry, title=entry.title.replace("\x00", ""), summary="", content=entry.content.replace("\x00", "")
    )


def painted(pilot):
    """Everything on the screen, checked."""
    text = "\n".join(
        "".join(segment.text for segment in strip) for strip in pilot.app.screen._compositor.render_strips()
    )
    bad = UNPAINTABLE.sub(lambda found: "" if found[0] == "\n" else f"<{ord(found[0]):x}>", text)
    assert bad.replace("\n", "") == text.replace("\n", ""), bad
    return text


JOURNEY = [
    "enter",
    "j",
    "enter",
    "k",
    "l",
    "i",
    "plus",
    "question_mark",
    "escape",
    "B",
    "j",
    "enter",
    "escape",
    "B",
    "f",
    "escape",
    "v",
    "escape",
    "S",
    "j",
    "enter",
    "escape",
    "colon",
    "escape",
    "tab",
    "tab",
    "z",
    "z",
    "s",
    "t",
    "w",
    "escape",
    "T",
    "escape",
    "n",
    "N",
    "space",
    "g",
    "G",
    "slash",
    "escape",
    "e",
    "escape",
]


async def walk(poisoned, keys):
    lists = (SmartList(STORABLE, ("one",), (STORABLE,), query=STORABLE), SmartList(MARKUP))
    config = Config(settings=Settings(lists=lists))
    async with reading(poisoned, config=config, size=(100, 30)) as pilot:
        painted(pilot)
        for key in keys:
            await press(pilot, key)
            painted(pilot)
            assert pilot.app.is_running, key


async def search(poisoned, query, *places):
    async with reading(poisoned, size=(100, 30)) as pilot:
        for keys in places:
            await press(pilot, *keys)
            await answer(pilot, query)
            painted(pilot)
            assert pilot.app.is_running
            await press(pilot, "escape")


async def test_whatever_is_shown_is_text(poisoned):
    await walk(poisoned, ["enter", "B", "w", "escape", "S"])


@pytest.mark.whole
async def test_whatever_is_shown_anywhere_is_text(poisoned):
    await walk(poisoned, JOURNEY)


async def test_query_with_brackets_is_text(poisoned):
    await search(poisoned, "[/]", ("B", "slash"))


@pytest.mark.whole
@pytest.mark.parametrize(
    "query", ["[/]", "[@click=app.quit]x[/]", STORABLE], ids=["closing", "click", "every"]
)
async def test_query_in_every_field_is_text(poisoned, query):
    """Into the search of the headlines, of the shelf, and of the article."""
    await search(poisoned, query, ("slash",), ("B", "slash"), ("B", "enter", "slash"))


async def test_error_with_markup_is_shown_as_text(poisoned):
    """Toasts, whose words come from servers, files and configurations."""
    from reader.sources.errors import FetchError
    from reader.tui.messages import Failed

    async with reading(poisoned) as pilot:
        reading_screen = pilot.app.reading
        reading_screen.post_message(
            Failed(reading_screen.strings.sentence(FetchError(Message.verbatim(STORABLE + MARKUP))))
        )
        reading_screen.post_message(Failed(STORABLE))
        pilot.app.notify(STORABLE, title=f"{MARKUP}{STORABLE}", markup=False)
        await settled(pilot)
        assert len(toasts(pilot)) >= 3
        painted(pilot)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://аррӏе.com/", ""), ("http://xn--80ak6aa92e.com/", ""), ("http://paypaⅼ.com/", ""), ("http://gοοgle.com/", ""),
        ("http://bаnk.example/", ""), ("http://بنكbank.example/", ""), ("http://xn--a-ecp.ru/", ""),
        ("http://pwned.example/", "https://bank.example/login"), ("http://pwned.example/", "bank.example"),
        ("http://pwned.example/", " www.bank.example "), ("http://bank.example.pwned.net/", "bank.example"),
        ("http://notbank.example/", "bank.example"), ("http://bank.example@pwned.net/", "bank.example"),
        ("http://pwned.net/bank.example", "bank.example"), ("http://192.0.2.7/", "bank.example"),
    ],
)  # fmt: skip
def test_address_that_poses_is_known(url, words):
    assert is_deceptive(url, [words])
    assert spell_address(url).isascii()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://bank.example/", "bank.example"), ("https://www.bank.example/x", "http://bank.example"),
        ("https://m.bank.example/", "bank.example"), ("http://موقع.وزارة-الاتصالات.مصر/", ""), ("http://xn--mgbh0fb.xn--kgbechtv/", ""),
        ("http://x.example/", "اقرأ المزيد"), ("http://x.example/", "12.5"), ("http://x.example/", "قال. ثم"), ("http://x.example/", ""),
    ],
)  # fmt: skip
def test_honest_address_is_opened_at_once(url, words):
    assert not is_deceptive(url, [words])


async def test_look_alike_host_is_shown_before_opening(library, monkeypatch):
    started = []
    monkeypatch.setattr("reader.tui.external_programs._start", started.append)
    source = Source("one", "واحد", feed="http://127.0.0.1:9/")
    library.sources.set([source])
    (id,) = library.entries.add(source, [Entry("1", "خبر", "http://x.example/1", NOW)], now=NOW).new
    spans = (Span(0, 12, "link", "http://pwned.example/"), Span(13, 17, "link", "http://y.example/"))
    library.articles.put(
        id, Article("خبر", "http://x.example/1", blocks=(Block("paragraph", "bank.example هنا", spans),))
    )
    async with reading(
        Session(library, library.sources.all(), client_factory=NoNetwork), browser="env"
    ) as pilot:
        await press(pilot, "enter")
        pilot.app.reading.article.view.action_link(1)
        await settled(pilot)
        assert started.pop() == ["env", "http://y.example/"]
        pilot.app.reading.article.view.action_link(0)
        await settled(pilot)
        assert started == []
        assert "pwned.example" in toasts(pilot)[-1]
        pilot.app.reading.article.view.action_link(0)
        await settled(pilot)
        assert started == [["env", "http://pwned.example/"]]


@pytest.mark.parametrize("way", ["bell", "osc9", "osc777", "osc99"])
@pytest.mark.parametrize("env", [{}, {"TMUX": "1"}, {"STY": "1"}])
def test_desktop_notification_has_no_controls_of_the_news(way, env):
    """The sequence is ours from its beginning to its end, and none is inside it."""
    sent = escape(way, EVERY, EVERY, env)
    tame = escape(way, "خبر", "عاجل", env)
    assert [each.kind for each in functions(sent)] == [each.kind for each in functions(tame)]
    assert len(re.findall("[\x07\x1b\x9c]", sent)) == len(re.findall("[\x07\x1b\x9c]", tame))
    assert sent.count(";") - EVERY.count(";") <= tame.count(";")


@pytest.mark.parametrize("env", [{}, {"STY": "1"}])
def test_clipboard_is_given_base64(env):
    sent = osc52(EVERY, env)
    text = re.sub("\x1bP|\x1b\\\\|\x1b\\]52;c;|\x07", "", sent)
    assert b64decode(text, validate=True).decode() == EVERY


class Running:
    """The reader in a terminal of its own, and every byte it sent there."""

    def __init__(self, home, *arguments):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.environ.update(TERM="xterm-256color", LANG="ar_IQ.UTF-8")
            os.execv(sys.executable, [sys.executable, "-m", "reader", *map(str, arguments)])
        ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.written = b""

    def read(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select([self.terminal], [], [], min(left, 0.2))[0]:
                try:
                    self.written += os.read(self.terminal, 65536)
                except OSError:
                    return

    def until(self, text, seconds=20):
        end = time.monotonic() + seconds
        while text not in self.written:
            assert time.monotonic() < end, self.written[-2000:]
            self.read(0.1)

    def close(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


OURS = re.compile("[?>=<]?[0-9;:]*[A-Za-z@]|[?>]?[0-9;]*\\$p|[0-9]* q")
"""What Textual, the probe and our own switches send as control sequences."""


def test_reader_output_has_no_controls_of_the_news(home, config, tmp_path):
    """The program itself, in a terminal of its own: nothing of an attack is in any control function it sends."""
    with Library.open(tmp_path / "library.db") as library:
        fill(library)
    path = config(
        ""
        + "".join(
            f"[[source]]\nid = '{id}'\nname = {json.dumps(NAME)}\nfeed = 'http://127.0.0.1:9/{id}'\n"
            for id in ("one", "two")
        )
    )
    running = Running(home, "--library", tmp_path / "library.db", "--config", path)
    try:
        running.until(b"\x1b[?1049h")
        running.read(2.5)
        for key in (
            "\r",
            "j",
            "\r",
            "l",
            "y",
            "B",
            "j",
            "w",
            "\x1b",
            "\x1b",
            "S",
            "j",
            "\x1b",
            "/",
            "x",
            "\r",
        ):
            os.write(running.terminal, key.encode())
            running.read(0.25)
    finally:
        running.close()
    assert running.written.count(b"pwned") > 5, "the attacks are on the screen, as words"
    sent, _, _cut = running.written.decode(errors="ignore").rpartition(
        "\x1b"
    )  # it is stopped while it writes
    for each in functions(sent):
        assert MARK not in each.inside, each
        assert NUMBER not in each.inside, each
        if each.kind == "CSI":
            assert OURS.fullmatch(each.inside + each.final), each
        elif each.kind == "\x1b]":
            assert each.inside.startswith(("52;c;", "22;", "10;", "11;")), each
        elif each.kind == "\x1b_":  # whether it draws pictures (kitty's protocol), one black dot
            assert each.inside == "Gi=1,s=1,v=1,a=q,t=d,f=24;AAAA", each
        else:
            assert each.kind in ("\r", "\x1b7", "\x1b8", "\x1b=", "\x1b>", "\x1b(B") or not each.kind.strip(
                "\x1bP+q"
            ), each
    # Text between control functions holds no order of its own either.
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", sent)
