# ruff: noqa: E501  tables of attacks are not folded
"""Where news may lead the reader's machine, and what it may learn of the reader, through the whole path."""

import json
import logging
import os
import socket

import httpcore
import pytest
from newsroom import Newsroom, Reply, agency
from security.attacks import rss

METADATA = "http://169.254.169.254/latest/meta-data/"
INSIDE = [
    METADATA,
    "http://metadata.google.internal/",
    "http://127.0.0.1:{port}/secret",
    "http://localhost:{port}/secret",
    "http://127.1:{port}/secret",
    "http://0x7f000001:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://0177.0.0.1:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://192.168.1.1/reboot",
    "http://10.0.0.1/",
    "http://router.lan/",
    "http://127.0.0.1.:{port}/secret",
    "http://１２７.0.0.1:{port}/secret",
    "http://news.example\\@127.0.0.1:{port}/secret",
    "//127.0.0.1:{port}/secret",
]
SCHEMES = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,<p>x",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1/",
    "FILE:///etc/passwd",
    "\tjavascript:alert(1)",
    "unix:/var/run/docker.sock",
    "http:/etc/passwd",
    "vbscript:x",
    "about:blank",
    "ws://127.0.0.1/",
]


@pytest.fixture
def world(newsroom, monkeypatch):
    """The newsroom seems to be ``news.example`` and ``*.public.example`` of the public network; all else is as it is.

    Names are the attacker's: ``rebound.example`` leads inside. Connections to the public address 8.8.8.8 reach the
    newsroom, and every address that was connected to is written down.
    """
    port = int(newsroom.url.rpartition(":")[2])
    real = socket.getaddrinfo
    names = {"news.example": "8.8.8.8", "other.example": "8.8.4.4", "rebound.example": "127.0.0.1"}
    connected = []

    def resolve(host, *rest, **options):
        host = host.decode() if isinstance(host, bytes) else host
        if host in names:
            answer = names[host] if isinstance(names[host], str) else names[host]()
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (answer, port))]
        if host and host.endswith(".example"):
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return real(host, *rest, **options)

    plain = httpcore.AnyIOBackend.connect_tcp

    async def connect(backend, address, *rest):
        connected.append(address)
        return await plain(backend, "127.0.0.1" if address in ("8.8.8.8", "8.8.4.4") else address, *rest)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    newsroom.add("/secret", b"<p>the router's own page</p>")
    newsroom.public = f"http://news.example:{port}"
    newsroom.port, newsroom.names, newsroom.connected = port, names, connected
    return newsroom


def follow(config, **feeds):
    """Follow feeds of the public network, as a list that was brought in would."""
    config(
        "\n".join(
            f'[[source]]\nid = "{id}"\nfeed = {json.dumps(url)}\nimported = true' for id, url in feeds.items()
        )
    )


def untouched(world):
    return world.hits["/secret"] == 0 and set(world.connected) <= {"8.8.8.8", "8.8.4.4"}


@pytest.mark.parametrize("target", [*INSIDE, *SCHEMES])
def test_redirect_to_an_inside_address_is_refused(world, config, khabar, target):
    target = target.format(port=world.port)
    world.add("/moved.xml", Reply(b"", 302, headers={"Location": target.encode().decode("latin-1")}))
    follow(config, one=f"{world.public}/moved.xml")
    done = khabar("refresh")
    assert done.code == 1
    assert untouched(world), world.connected
    assert world.hits["/moved.xml"] == 1


def test_links_pictures_and_enclosures_to_inside_are_refused(world, config, khabar):
    """Whole articles and their pictures are fetched from where a feed says; none of it is inside."""
    targets = [
        target.format(port=world.port)
        for target in (*INSIDE, *SCHEMES, "http://rebound.example:{port}/secret")
    ]
    items = "".join(
        f"<item><title>خبر {n}</title><link>{t.replace('<', '')}</link><guid>{n}</guid><enclosure type='image/png'"
        f" url='{t.replace('<', '')}'/><description>&lt;img src='{t}'&gt;</description></item>"
        for n, t in enumerate(targets)
    )
    world.add(
        "/links.xml",
        Reply(f"<rss><channel><title>x</title>{items}</channel></rss>".encode(), type="text/xml"),
    )
    images = "".join(f'<p>{"كلمات في خبر طويل " * 9}</p><img src="{target}">' for target in targets)
    page = f'<html><meta property="og:image" content="{targets[2]}"><article><h1>خبر</h1>{images}</article></html>'
    world.add("/page", Reply(page.encode()))
    world.add(
        "/pictures.xml",
        Reply(
            f"<rss><channel><title>x</title><item><title>خبر</title><link>{world.public}/page</link></item></channel>"
            "</rss>".encode(),
            type="text/xml",
        ),
    )
    follow(config, links=f"{world.public}/links.xml", pictures=f"{world.public}/pictures.xml")
    khabar("refresh", "--full")
    for row in map(json.loads, khabar("list", "--json", "--limit", "0").lines):
        khabar("save", row["id"])
        khabar("show", row["id"])
        assert row["url"] == "" or row["url"].startswith(("http://", "https://"))
    assert world.hits["/page"] >= 1
    assert untouched(world), set(world.connected)


def test_name_that_turns_inside_is_refused(world, config, khabar):
    """DNS rebinding: looked up once for the check and the connection; the next look-up is checked again."""
    world.names["turning.example"] = lambda: "127.0.0.1" if world.connected else "8.8.8.8"
    follow(config, one=f"http://turning.example:{world.port}/bare.xml")
    assert khabar("refresh").code == 0
    follow(config, one=f"http://turning.example:{world.port}/secret")
    done = khabar("refresh")
    assert done.code == 1
    assert "127.0.0.1" in done.err
    assert untouched(world)


def test_list_of_feeds_cannot_open_the_network_at_home(world, config, khabar, home):
    """By OPML, by newsboat's list and its cache; a person who adds the same address by hand may."""
    config()
    inside = f"{world.url}/bare.xml"
    (home / "list.opml").write_text(f'<opml><body><outline text="x" xmlUrl="{inside}"/></body></opml>')
    (home / "urls").write_text(f'http://rebound.example:{world.port}/bare.xml news "~x"\n')
    assert khabar("sources", "import", home / "list.opml").code == 0
    assert khabar("sources", "import", home / "urls").code == 0
    assert khabar("refresh").code == 1
    assert not world.connected
    config()
    assert khabar("sources", "add", inside).code == 0
    assert khabar("refresh").code == 0
    assert world.hits["/bare.xml"] >= 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "rebound.example", "[::1]", "127.1"])
def test_imported_page_is_not_fetched_from_home(world, config, khabar, home, host):
    config()
    address = f"http://{host}:{world.port}/secret"
    (home / "pocket.csv").write_text(f"title,url,time_added,tags,status\nx,{address},1,,unread\n")
    (home / "articles.jsonl").write_text(
        json.dumps({"title": "x", "url": f"{address}?2", "whole": False}) + "\n"
    )
    khabar("import", home / "pocket.csv")
    khabar("import", home / "articles.jsonl")
    khabar("saved", "--complete")
    for row in map(json.loads, khabar("saved", "--json").lines):
        khabar("show", row["id"])
        khabar("save", row["id"])
    assert world.hits["/secret"] == 0


def test_page_typed_by_hand_may_be_at_home(world, config, khabar):
    config()
    assert "router" in khabar("show", f"{world.url}/secret").out
    assert khabar("save", f"{world.url}/secret").code == 0


def test_page_does_not_name_feeds_at_home(world, config, khabar):
    """What is found at a public address leads nowhere inside, whichever way a page names it."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{target.format(port=world.port)}">'
        for target in INSIDE
    )
    world.add("/site", Reply(f"<html><head>{links}</head><body><p>x</p></body></html>".encode()))
    config()
    khabar("sources", "discover", f"{world.public}/site")
    khabar("sources", "add", f"{world.public}/site")
    assert world.hits["/site"] == 2
    assert untouched(world)


def test_passwords_in_addresses_are_nowhere(world, config, khabar, home, caplog, screen):
    """Not shown, logged, stored, exported, nor sent to another host; sent where they belong."""
    caplog.set_level(logging.DEBUG)
    port = world.port
    world.add("/private.xml", Reply(rss(world.public, "raw", "خبر"), type="application/xml"))
    world.add(
        "/elsewhere.xml", Reply(b"", 302, headers={"Location": f"http://other.example:{port}/landed.xml"})
    )
    world.add("/landed.xml", Reply(b"", 503))
    follow(
        config,
        one=f"http://someone:hunter2@news.example:{port}/private.xml",
        two=f"http://someone:hunter2@news.example:{port}/elsewhere.xml",
        three="http://someone:hunter2@nowhere.example/x.xml",
    )
    said = [khabar(*command) for command in (("refresh",), ("refresh", "--json"), ("refresh", "--full"))]
    said += [
        khabar(*command)
        for command in (
            ("sources",), ("sources", "--json"), ("sources", "test"), ("sources", "test", "--json"), ("doctor",),
            ("sources", "export"), ("export", "--all"), ("list", "--json"), ("show", "1", "--json"),
        )
    ]  # fmt: skip
    shown = "".join(done.out + done.err for done in said) + screen("sources").shown + screen("refresh").shown
    assert "hunter2" not in shown
    assert "hunter2" not in caplog.text
    assert "hunter2" not in str([record.args for record in caplog.records])
    for file in (home / ".local").rglob("*"):
        assert not file.is_file() or b"hunter2" not in file.read_bytes(), file
    asked = {request.path: request.headers for request in world.requests}
    assert "authorization" in asked["/private.xml"]
    assert "authorization" not in asked["/landed.xml"]
    assert "hunter2" not in asked["/landed.xml"].get("referer", "")


def test_cookies_stay_with_their_host_and_source(world, config, khabar):
    def bake(request):
        return Reply(
            agency.rss(world.public), type="text/xml", headers={"Set-Cookie": "id=7; Domain=example; Path=/"}
        )

    world.add("/cookie.xml", bake)
    world.add(
        "/away.xml", Reply(b"", 302, headers={"Location": f"http://other.example:{world.port}/bare.xml"})
    )
    config(
        f'[[source]]\nid = "one"\nfeed = "{world.public}/cookie.xml"\ncookies = true\nheaders = {{ X-Key = "secret" }}\n'
        f'[[source]]\nid = "two"\nfeed = "{world.public}/away.xml"\ncookies = true\nheaders = {{ X-Key = "secret" }}\n'
    )
    khabar("refresh", "one")
    khabar("refresh", "two")
    (away,) = [request for request in world.requests if request.path == "/bare.xml"]
    assert "cookie" not in away.headers
    assert "x-key" not in away.headers


def test_certificate_without_authority_is_refused(config, khabar, monkeypatch):
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    with Newsroom(tls=True) as newsroom:
        config(f'[[source]]\nid = "one"\nfeed = "{newsroom.url}/rss.xml"\n')
        done = khabar("refresh")
        assert done.code == 1
        assert "certificate" in done.err
        assert not newsroom.hits
    assert not [name for name in os.environ if "VERIFY" in name]
