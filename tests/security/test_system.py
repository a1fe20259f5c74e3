"""What news could do to the machine: no shell reads it, no file is written elsewhere, no setting changes."""

import ast
import json
import os
import stat
import sys
import tomllib
from html import unescape
from pathlib import Path

import pytest
from newsroom import Reply
from security.attacks import EVERY, rss

READER = Path(__file__).parents[2] / "reader"
TITLES = [
    "../../../pwned",
    "/tmp/pwned",
    "-rf",
    "--output=pwned",
    "$(touch pwned)",
    "`touch pwned`",
    "a; touch pwned",
    "a\nb|touch pwned",
    "'\"; touch pwned #",
    "~/pwned",
    ".bashrc",
    "..",
    "con",
    "%2e%2e%2fpwned",
    "a" * 5000,
    "خ" * 5000,
    "\\..\\pwned",
    "\u202egnp.pwned",
    EVERY,
]
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "spawnl", "execl", "execlp", "spawnlp"}
RUNNERS = {"run", "Popen", "call", "check_call", "check_output", "create_subprocess_exec"}


def calls():
    for file in sorted(READER.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                owner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
                yield file.relative_to(READER), node, owner, name


def test_program_never_starts_a_shell():
    """Programs are run as argument lists, and nothing that was read is run as code."""
    ran = []
    for file, node, owner, name in calls():
        where = f"{file}:{node.lineno}"
        assert owner != "subprocess" or all(keyword.arg != "shell" for keyword in node.keywords), where
        assert not (owner in ("os", "subprocess", "commands") and name in SHELLS), where
        assert name != "create_subprocess_shell", where
        assert not (owner == "" and name in ("eval", "exec", "__import__")), where
        assert not (owner in ("pickle", "marshal", "shelve", "yaml") and name.startswith(("load", "open"))), (
            where
        )
        if (owner == "subprocess" and name in RUNNERS) or name == "create_subprocess_exec":
            assert not isinstance(node.args[0], ast.Constant | ast.JoinedStr), where
            ran.append(str(file))
    assert set(ran) == {
        "cli/article_text.py",
        "cli/reader_command.py",
        "core/account/password.py",
        "core/child_process.py",
        "core/hooks.py",
        "tui/terminal/clipboard.py",
        "tui/external_programs.py",
        "tui/terminal/probe.py",
    }


def program(path, body):
    path.write_text(f"#!{sys.executable}\nimport json, sys\n{body}")
    path.chmod(0o755)
    return path


@pytest.fixture
def titled(newsroom, config, khabar, home):
    """A library whose titles and addresses are written against shells and file systems."""
    put = "".join(
        f"<item><title><![CDATA[{title.replace(chr(0), '')}]]></title><guid>{n}</guid>"
        f"<link><![CDATA[{newsroom.url}/p/{n}?{title[:200].replace(chr(0), '')}]]></link></item>"
        for n, title in enumerate(TITLES)
    )
    feed = f"<rss><channel><title>x</title>{put}</channel></rss>".encode()
    newsroom.add("/titles.xml", Reply(feed, type="text/xml"))
    config(f'[[source]]\nid = "one"\nfeed = "{newsroom.url}/titles.xml"\n')
    assert khabar("refresh").code == 0
    return [json.loads(line) for line in khabar("list", "--json", "--limit", "0").lines]


def test_titles_make_harmless_files(titled, khabar, home):
    out = home / "deep" / "er" / "out"
    out.mkdir(parents=True)
    before = set(home.rglob("*")) - set(out.rglob("*"))
    for form in ("md", "txt", "html", "json", "epub"):
        assert khabar("export", *[row["id"] for row in titled], "--format", form, "-o", out).code == 0
    made = list(out.rglob("*"))
    assert len(made) == 5 * len(titled)
    for file in made:
        assert file.parent == out
        assert not file.name.startswith(("-", ".", "~"))
        assert file.name.isprintable()
        assert not set(file.name) & set("/\\$`'\"|;&!#()\n<>*?:")
        assert len(os.fsencode(file.name)) < 200
    assert set(home.rglob("*")) - set(out.rglob("*")) == before
    again = khabar("export", titled[0]["id"], "--format", "md", "-o", out)
    assert again.code == 1
    assert "--force" in again.err
    assert not [file for file in home.rglob("pwned*") if file.parent != out]


def test_browser_gets_the_address_as_a_single_argument(titled, home):
    """As the person configured it, whatever the address holds."""
    from reader.tui.external_programs import browser_command, open_url

    browser = program(
        home / "browser", f"open({str(home / 'argv')!r}, 'a').write(json.dumps(sys.argv[1:]) + '\\n')"
    )
    for row in titled:
        open_url(row["url"], f"{browser} --new-tab")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER", f"{browser} -x")
        assert browser_command("", os.environ) == [str(browser), "-x"]
    for _ in range(100):
        if (home / "argv").exists() and (home / "argv").read_text().count("\n") == len(titled):
            break
        os.sched_yield()
        import time

        time.sleep(0.1)
    for argv in map(json.loads, (home / "argv").read_text().splitlines()):
        assert argv[0] == "--new-tab"
        assert len(argv) == 2
        assert argv[1].startswith("http://127.0.0.1:")
        assert argv[1].isprintable()
        assert not set(argv[1]) & set(' "<>`|\n')
    assert not (home / "pwned").exists()


def test_pager_gets_text_and_no_more(titled, khabar, terminal, home):
    pager = program(
        home / "pager", f"open({str(home / 'argv')!r}, 'w').write(json.dumps(sys.argv[1:])); sys.stdin.read()"
    )
    for row in titled[:2]:
        terminal("show", row["id"], "--offline", size=(2, 40), env={"PAGER": f"{pager} -x '$(touch pwned)'"})
        assert json.loads((home / "argv").read_text()) == ["-x", "$(touch pwned)"]
    assert not (home / "pwned").exists()


def test_private_files_are_readable_by_their_owner_only(newsroom, config, process, home):
    """Even for whoever has no umask: the library, its logs and the configuration are the person's alone."""
    before = os.umask(0)
    try:
        assert process("sources", "add", f"{newsroom.url}/rss.xml").returncode == 0
        process("refresh", "--full")
        assert process("save", "1").returncode == 0
        process("doctor", "--repair")
        export = home / "list.opml"
        process("sources", "export", "-o", export)
        from reader.store import Library

        with Library.open(home / ".local/share/khabar/library.db") as library:
            library.facts.set("a", "b")
            made = [file for name in (".config", ".local") for file in (home / name).rglob("khabar*")]
            made += [file for top in list(made) if top.is_dir() for file in top.rglob("*")]
            modes = {file: (file.is_dir(), stat.S_IMODE(file.stat().st_mode)) for file in made}
    finally:
        os.umask(before)
    assert {file.name for file in made} >= {"config.toml", "library.db", "library.db-wal"}
    for file, (is_folder, mode) in modes.items():
        assert mode == (0o700 if is_folder else 0o600), f"{file.name} {mode:o}"


@pytest.mark.parametrize("way", ["raw", "references"])
def test_news_cannot_change_a_setting(hostile, config, khabar, home, way):
    """Following a feed writes its name and address and nothing else; refreshing writes nothing."""
    title = '"\n[keys]\nquit = "x"\nbrowser = "touch pwned"\n#\x7f"""\'\'\'\\' + EVERY
    hostile.newsroom.add("/name.xml", Reply(rss(hostile.url, way, title), type="application/xml"))
    path = config("[keys]\nhelp = 'h'\n")
    before = tomllib.loads(path.read_text())
    assert khabar("sources", "add", f"{hostile.url}/name.xml").code == 0
    after = tomllib.loads(path.read_text())
    (table,) = after.pop("source")
    assert set(table) <= {"id", "name", "feed", "listing", "home", "language", "category"}
    assert table["feed"] == f"{hostile.url}/name.xml"
    assert after == before
    text = path.read_text()
    khabar("refresh", "--full")
    assert path.read_text() == text


def test_redirect_for_good_does_not_rewrite_the_configuration(newsroom, config, khabar):
    path = config(f'[[source]]\nid = "one"\nfeed = "{newsroom.url}/bad/moved"\n')
    text = path.read_text()
    assert khabar("refresh").code == 0
    assert path.read_text() == text


@pytest.mark.parametrize(
    "page", ["<script>pwned()</script>", "<img src=x onerror=pwned()>", "<svg onload=pwned()>"]
)
def test_exported_page_runs_nothing(newsroom, config, khabar, home, page):
    """Neither scripts nor handlers nor addresses of scripts; and nothing is loaded from outside."""
    body = f"<p>{'كلمات كثيرة في خبر. ' * 20}{page}<a href='javascript:pwned()'>x</a></p>"
    html = f"<html><body><article><h1>خبر</h1>{body * 3}</article></body></html>"
    newsroom.add("/page", Reply(html.encode()))
    config()
    khabar("save", f"{newsroom.url}/page")
    khabar("export", "--format", "html", "-o", home / "out.html")
    text = (home / "out.html").read_text("utf-8").lower()
    assert "default-src 'none'" in unescape(text)
    for bad in ("<script", "onerror=", "onload=", "javascript:", "<svg", "<iframe"):
        assert bad not in text.replace("&lt;", "")
