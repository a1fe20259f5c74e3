"""The HTTP client against a server that misbehaves."""

import asyncio
import gzip
import logging
import os
import subprocess
import sys
import time
from contextlib import suppress

import agency
import pytest
from newsroom import BAD, Newsroom, Reply
from translated import in_arabic

from reader.model import Source
from reader.sources.errors import FetchError
from reader.sources.http.client import LIMIT, Client


def source(newsroom, **more):
    return Source("rafidain", "الرافدين", feed=f"{newsroom.url}/rss.xml", **{"user_added": True, **more})


@pytest.fixture
async def client():
    async with Client(connect=2, read=0.5, total=1.5) as client:
        yield client


async def failure(client, newsroom, path, **how):
    with pytest.raises(FetchError) as caught:
        await client.get(newsroom.url + path, source=source(newsroom), **how)
    error = caught.value
    assert str(error).isprintable()
    assert any("\u0600" < char < "\u06ff" for char in in_arabic(error))
    assert in_arabic(error).isprintable()
    assert "127.0.0.1" in str(error) or "http" in str(error)
    return error


# What works


async def test_feed_arrives_unpacked_with_its_validators(client, newsroom):
    got = await client.get(newsroom.url + "/rss.xml", source=source(newsroom))
    assert got.status == 200
    assert got.body == agency.rss(newsroom.url)
    assert got.content_type == "application/xml; charset=utf-8"
    assert got.etag
    assert got.last_modified
    assert got.moved_to == ""
    assert got.url == newsroom.url + "/rss.xml"


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/feed.json"])
async def test_unchanged_the_second_time(client, newsroom, path):
    first = await client.get(newsroom.url + path, source=source(newsroom))
    again = await client.get(
        newsroom.url + path, source=source(newsroom), etag=first.etag, last_modified=first.last_modified
    )
    assert again.status == 304
    assert again.body == b""


async def test_request_headers_are_those_of_the_source(client, newsroom):
    mine = source(newsroom, headers=(("X-Key", "abc"),), user_agent="mine/1", language="ckb")
    await client.get(newsroom.url + "/rss.xml", source=mine)
    sent = newsroom.requests[0].headers
    assert sent["user-agent"] == "mine/1"
    assert sent["x-key"] == "abc"
    assert sent["accept-language"].startswith("ckb")
    assert "zstd" in sent["accept-encoding"]
    assert sent["host"] in newsroom.url
    assert "authorization" not in sent
    assert "cookie" not in sent
    assert not {"if-none-match", "if-modified-since"} & set(sent)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip", "deflate", "identity", "gzip, br"])
async def test_client_with_each_encoding_unpacks_the_body(client, newsroom, encoding):
    import zlib

    import brotli
    import zstandard

    pack = {
        "br": brotli.compress,
        "zstd": zstandard.compress,
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "identity": bytes,
    }
    body = agency.rss(newsroom.url)
    packed = body
    for name in encoding.split(", "):
        packed = pack[name](packed)
    url = newsroom.add("/packed", packed, headers={"Content-Encoding": encoding}, encode=False)
    assert (await client.get(url, source=source(newsroom))).body == body


async def test_body_said_to_be_gzip_that_is_not(client, newsroom):
    got = await client.get(newsroom.url + "/bad/not-gzip", source=source(newsroom))
    assert got.body.startswith(b"<?xml")


async def test_arabic_address_is_percent_encoded(client, newsroom):
    story = agency.STORIES[0]
    got = await client.get(newsroom.url + story.path, source=source(newsroom))
    assert got.status == 200
    assert newsroom.hits[story.path] == 1


async def test_pictures_with_a_limit(client, newsroom):
    picture = await client.get(newsroom.url + "/images/130001.png", source=source(newsroom), accept="image/*")
    assert picture.body == agency.png()
    error = await failure(client, newsroom, "/images/130001.png", limit=20)
    assert "larger" in str(error)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://News.example", (b"http", b"news.example", None, b"/")),
        ("https://news.example:443/rss?x=1#top", (b"https", b"news.example", None, b"/rss?x=1")),
        ("https://news.example:80?x", (b"https", b"news.example", 80, b"/?x")),
        ("http://news.example/a/../b", (b"http", b"news.example", None, b"/b")),
        ("http://news.example/خبر", (b"http", b"news.example", None, b"/%D8%AE%D8%A8%D8%B1")),
        ("http://أخبار.example/", (b"http", b"xn--igbicxr.example", None, b"/")),
    ],
)
def test_address_is_sent_in_ascii(url, sent):
    import httpx

    address = httpx.URL(url)
    assert (address.raw_scheme, address.raw_host, address.port, address.raw_path) == sent


async def test_user_agent_names_the_version_written_once(client, newsroom):
    from reader import __version__

    await client.get(newsroom.url + "/rss.xml", source=source(newsroom))
    assert f"khabar/{__version__};" in newsroom.requests[0].headers["user-agent"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("9" * 30, 86_400),
        ("-5", 0),
        ("1.5", 0),
        ("nan", 0),
        ("inf", 0),
        ("Mon, 01 Jan 1990 00:00:00 GMT", 0),
        ("Mon, 01 Jan 9999 00:00:00 GMT", 86_400),
        (f"Mon, 01 Jan {10**20} 00:00:00 GMT", 0),
        ("Mon, 01 Jan 0000 00:00:00 GMT", 0),
        ("Mon, 01 Jan 9999 23:59:59 -9999", 0),
        ("٣", 0),
    ],
)
def test_retry_after_out_of_range_is_bounded(value, seconds):
    from reader.sources.http.client import _seconds

    assert _seconds(value) == seconds


# Redirects


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/bad/to-feed", ""),
        ("/bad/moved", "/rss.xml"),
        ("/bad/moved-308", "/rss.xml"),
        ("/bad/moved-then-found", "/bad/to-feed"),
    ],
)
async def test_redirect_is_reported_when_permanent(client, newsroom, path, moved):
    got = await client.get(newsroom.url + path, source=source(newsroom))
    assert got.body == agency.rss(newsroom.url)
    assert got.url == newsroom.url + "/rss.xml"
    assert got.moved_to == (newsroom.url + moved if moved else "")


@pytest.mark.parametrize("path", ["/bad/loop", "/bad/ping"])
async def test_client_in_a_loop_of_redirects_ends(client, newsroom, path):
    error = await failure(client, newsroom, path)
    assert "without end" in str(error)
    assert newsroom.hits.total() <= 3


async def test_long_chain_ends(client, newsroom):
    def next_one(request):
        return Reply(b"", 302, headers={"Location": f"/chain?{int(request.query or 0) + 1}"})

    newsroom.add("/chain", next_one)
    await failure(client, newsroom, "/chain")
    assert newsroom.hits["/chain"] <= 12


@pytest.mark.parametrize("name", ["to-file", "to-javascript", "to-nowhere", "to-metadata"])
async def test_redirects_to_where_nothing_is_fetched(client, newsroom, name):
    await failure(client, newsroom, f"/bad/{name}")
    assert newsroom.hits.total() == 1


async def test_redirects_from_outside_inside_are_refused(client, newsroom, monkeypatch):
    """The source was not added by hand, so even its own address on loopback is refused."""
    port = newsroom.url.rpartition(":")[2]
    for url in (newsroom.url + "/rss.xml", f"http://localhost:{port}/rss.xml", f"http://127.1:{port}/"):
        with pytest.raises(FetchError, match="public"):
            await client.get(url, source=source(newsroom, user_added=False))
        with pytest.raises(FetchError, match="public"):
            await client.get(url)
    assert newsroom.hits.total() == 0


async def test_page_typed_by_hand_may_not_lead_further_inside(client, newsroom):
    newsroom.add("/lead", Reply(b"", 302, headers={"Location": "http://10.0.0.1/"}))
    assert (await client.get(newsroom.url + "/rss.xml", user_added=True)).status == 200
    with pytest.raises(FetchError, match="public"):
        await client.get(newsroom.url + "/lead", user_added=True)


# Credentials and cookies


async def test_credentials_go_to_their_host_only_and_to_no_log(client, newsroom, caplog):
    caplog.set_level(logging.DEBUG)
    with Newsroom() as other:
        newsroom.add("/away", Reply(b"", 301, headers={"Location": other.url + "/rss.xml"}))
        newsroom.add("/here", Reply(b"", 301, headers={"Location": "/rss.xml"}))
        mine = source(newsroom, headers=(("X-Key", "s3cret"),))
        address = newsroom.url.replace("//", "//user:p%40ss@")
        got = await client.get(address + "/away", source=mine)
        assert newsroom.requests[0].headers["authorization"] == "Basic dXNlcjpwQHNz"
        assert "authorization" not in other.requests[0].headers
        got_here = await client.get(address + "/here", source=mine)
        assert [r.headers.get("authorization") for r in newsroom.requests[1:]] == ["Basic dXNlcjpwQHNz"] * 2
    for answer in (got, got_here):
        assert "user" not in answer.url + answer.moved_to
    with pytest.raises(FetchError) as caught:
        await client.get(address + "/bad/403", source=mine)
    told = f"{caught.value} {in_arabic(caught.value)} {caught.value!r} {caplog.text}"
    assert "p%40ss" not in told
    assert "p@ss" not in told


async def test_source_s_headers_stay_with_its_hosts(client, newsroom):
    mine = Source("x", "x", feed="http://localhost/", headers=(("X-Key", "s3cret"),), user_added=True)
    await client.get(newsroom.url + "/rss.xml", source=mine)
    assert "x-key" not in newsroom.requests[0].headers


async def test_cookies_are_kept_for_sources_that_ask(client, newsroom):
    newsroom.add("/set", Reply(b"ok", headers={"Set-Cookie": "session=abc; Path=/"}))

    async def cookie_after(first, second):
        await client.get(newsroom.url + "/set", source=first)
        await client.get(newsroom.url + "/rss.xml", source=second)
        return newsroom.requests[-1].headers.get("cookie")

    keeps = source(newsroom, cookies=True)
    other = Source("other", "x", feed=newsroom.url, cookies=True, user_added=True)
    assert await cookie_after(source(newsroom), source(newsroom)) is None
    assert await cookie_after(keeps, source(newsroom)) is None
    assert await cookie_after(keeps, other) is None
    assert await cookie_after(keeps, keeps) == "session=abc"


async def test_cookies_of_an_origin_are_a_limited_number(client, newsroom):
    def answer(request):
        first = 10 * newsroom.hits["/set"]
        names = "\r\nSet-Cookie: ".join(f"c{first + n}=x" for n in range(10))
        return Reply(b"ok", headers={"Set-Cookie": names})

    newsroom.add("/set", answer)
    mine = source(newsroom, cookies=True)
    for _ in range(40):
        await client.get(newsroom.url + "/set", source=mine)
    await client.get(newsroom.url + "/rss.xml", source=mine)
    sent = newsroom.requests[-1].headers["cookie"].split("; ")
    assert "c409=x" in sent
    assert len(sent) <= 180


# Time, size, damage


@pytest.mark.parametrize("name", ["slow", "silent", "stalled"])
async def test_slowness_is_bounded(client, newsroom, name):
    started = time.monotonic()
    await failure(client, newsroom, f"/bad/{name}")
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("name", ["endless", "bomb"])
async def test_size_is_bounded(client, newsroom, name):
    import resource

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    error = await failure(client, newsroom, f"/bad/{name}")
    assert "16 MB" in str(error)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown * 1024 < 8 * LIMIT


async def test_length_over_the_limit_is_not_even_begun(client, newsroom):
    newsroom.add("/large", Reply(b"x", headers={"Content-Length": "99999999999"}, encode=False))
    assert "larger" in str(await failure(client, newsroom, "/large"))


@pytest.mark.parametrize("name", ["truncated", "truncated-gzip"])
async def test_response_cut_short_gives_what_came(client, newsroom, name):
    answer = await client.get(newsroom.url + f"/bad/{name}", source=source(newsroom))
    assert answer.body.startswith(b"<?xml")
    assert b"</rss>" not in answer.body
    assert not answer.whole
    assert (answer.etag, answer.last_modified) == ("", ""), "the rest would never be sent"


@pytest.mark.parametrize("name", ["not-http", "hang-up", "headers"])
async def test_client_with_an_answer_of_nonsense_raises(client, newsroom, name):
    await failure(client, newsroom, f"/bad/{name}")


async def test_304_without_ever_a_200(client, newsroom):
    assert "304" in str(await failure(client, newsroom, "/bad/304"))


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418, 451, 500, 502, 599, 204])
async def test_status_of_failure_raises_its_message(client, newsroom, status):
    newsroom.add("/status", Reply(b"", status))
    if status == 204:
        assert (await client.get(newsroom.url + "/status", source=source(newsroom))).body == b""
        return
    error = await failure(client, newsroom, "/status")
    assert str(status) in str(error)
    assert error.status == status


async def test_block_page_is_named(client, newsroom):
    error = await failure(client, newsroom, "/bad/cloudflare")
    assert "Cloudflare" in str(error)
    assert error.status == 403


async def test_misbehaving_server_gives_a_result_or_a_fetch_error(client, newsroom):
    """Nothing but FetchError comes out, whatever the server does, and each within its time."""
    for name in BAD:
        started = time.monotonic()
        told = ""
        try:
            await client.get(
                f"{newsroom.url}/bad/{name}", source=Source(name, "x", feed=newsroom.url, user_added=True)
            )
        except FetchError as error:
            told = str(error) + in_arabic(error)
        assert "\x1b" not in told
        assert time.monotonic() - started < 3, name


# Politeness


@pytest.mark.parametrize(
    ("name", "least", "most"), [("429", 110, 120), ("503", 50, 60), ("429-date", 200, 300)]
)
async def test_retry_after_is_obeyed(client, newsroom, name, least, most):
    error = await failure(client, newsroom, f"/bad/{name}")
    assert least <= error.retry_after <= most
    again = await failure(client, newsroom, "/rss.xml")
    assert least - 5 <= again.retry_after <= most
    assert newsroom.hits.total() == 1, "the host was asked again although it said not to"


async def test_request_that_fails_is_not_repeated_at_once(client, newsroom):
    for name in ("500", "403", "hang-up", "truncated", "304", "page"):
        before = newsroom.hits.total()
        with suppress(FetchError):
            await client.get(f"{newsroom.url}/bad/{name}", source=source(newsroom))
        assert newsroom.hits.total() == before + 1


async def test_requests_to_a_host_are_few_at_a_time(newsroom, monkeypatch):
    from reader.sources.http import client as client_module
    from reader.sources.http import resolver, ssrf_guard

    for module in (client_module, resolver, ssrf_guard):
        monkeypatch.setattr(module, "is_inside", lambda host: False)
    newsroom.set_latency(0.03)
    async with Client(per_host=3) as client:
        mine = source(newsroom)
        await asyncio.gather(*(client.get(f"{newsroom.url}/rss.xml?{n}", source=mine) for n in range(12)))
    assert newsroom.hits["/rss.xml"] == 12
    assert newsroom.most_at_once == 3


async def test_person_s_own_hosts_are_asked_all_at_once(client, newsroom):
    newsroom.set_latency(0.1)
    await asyncio.gather(*(client.get(newsroom.url + "/rss.xml", source=source(newsroom)) for _ in range(20)))
    assert newsroom.most_at_once > 10


# The network itself


async def test_refused_and_unknown_hosts(client, newsroom):
    newsroom.down()
    error = await failure(client, newsroom, "/rss.xml")
    assert "refused" in str(error)
    assert newsroom.url.removeprefix("http://") in str(error), "the port is shown"
    assert not error.offline
    with pytest.raises(FetchError, match=r"nowhere\.invalid") as caught:
        await client.get("http://nowhere.invalid/")
    assert caught.value.offline


@pytest.mark.parametrize(
    "url", ["ftp://example.com/", "file:///etc/passwd", "javascript:1", "http://[::1", "x", "", "http://"]
)
async def test_client_with_another_scheme_refuses(client, url):
    with pytest.raises(FetchError, match="http"):
        await client.get(url)


async def test_certificate_without_authority_is_an_error():
    with Newsroom(tls=True) as newsroom:
        async with Client() as client:
            with pytest.raises(FetchError, match="certificate") as caught:
                await client.get(newsroom.url + "/rss.xml", source=source(newsroom))
            assert "شهادة" in in_arabic(caught.value)
    assert newsroom.hits.total() == 0


async def test_certificate_the_machine_trusts(tmp_path, monkeypatch):
    with Newsroom(tls=True) as newsroom:
        authority = tmp_path / "ca.pem"
        authority.write_bytes(newsroom.ca)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        async with Client() as client:
            assert (await client.get(newsroom.url + "/rss.xml", source=source(newsroom))).status == 200


async def test_certificate_of_another_host(tmp_path, monkeypatch):
    import socket

    with Newsroom(tls=True) as newsroom:
        authority = tmp_path / "ca.pem"
        authority.write_bytes(newsroom.ca)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        port = int(newsroom.url.rpartition(":")[2])
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
        mine = Source("x", "x", feed="https://else.where/", user_added=True, inside=True)
        async with Client() as client:
            with pytest.raises(FetchError, match="another host"):
                await client.get(f"https://else.where:{port}/rss.xml", source=mine)


async def test_proxy_from_the_environment(newsroom, monkeypatch):
    """It is asked for hosts outside; what it answers is the answer."""
    newsroom.add("http://news.example/rss.xml", b"<rss/>", type="application/xml")
    monkeypatch.setenv("HTTP_PROXY", newsroom.url)
    async with Client() as client:
        got = await client.get("http://news.example/rss.xml")
        assert got.body == b"<rss/>"
        assert (await client.get(newsroom.url + "/rss.xml", user_added=True)).status == 200, (
            "this machine itself"
        )
    for scheme in ("socks5h", "http"):
        monkeypatch.setenv("HTTP_PROXY", f"{scheme}://127.0.0.1:1")
        async with Client() as client:
            with pytest.raises(FetchError, match=r"proxy 127\.0\.0\.1:1 could not be reached.*news\.example"):
                await client.get("http://news.example/rss.xml")


async def test_cancelling_stops_at_once_and_leaves_nothing_open(newsroom):
    async with Client() as client:
        tasks = [
            asyncio.create_task(client.get(newsroom.url + "/bad/silent", source=source(newsroom)))
            for _ in range(8)
        ]
        await asyncio.sleep(0.2)
        started = time.monotonic()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert time.monotonic() - started < 5  # the server is silent for ever
        assert (await client.get(newsroom.url + "/rss.xml", source=source(newsroom))).status == 200
    await asyncio.sleep(0.05)
    assert len(asyncio.all_tasks()) == 1


async def test_client_after_failures_leaks_no_descriptor():
    """The server's own are gone with it, so that what is left would be the client's."""

    def open_files():
        return len(os.listdir("/proc/self/fd"))

    async def rounds(count):
        with Newsroom() as newsroom:
            async with Client(read=0.2, total=0.4) as client:
                for name in ("truncated", "hang-up", "loop", "403", "endless", "silent") * count:
                    with suppress(FetchError):
                        await client.get(f"{newsroom.url}/bad/{name}", source=source(newsroom))

    await rounds(1)
    before = open_files()
    await rounds(4)
    assert open_files() <= before


def test_importing_costs_no_http_library():
    names = "{'httpx', 'httpcore', 'selectolax'}"
    code = f"import reader.sources.http.client, sys; print({names} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "set()"


async def serve_http2(reader, writer):
    """Answer every stream of one HTTP/2 connection (RFC 9113) with the name of the protocol."""
    from h2.config import H2Configuration
    from h2.connection import H2Connection
    from h2.events import RequestReceived

    connection = H2Connection(H2Configuration(client_side=False))
    connection.initiate_connection()
    writer.write(connection.data_to_send())
    while data := await reader.read(65536):
        for event in connection.receive_data(data):
            if isinstance(event, RequestReceived):
                await asyncio.sleep(0.05)
                connection.send_headers(event.stream_id, [(":status", "200"), ("content-type", "text/plain")])
                connection.send_data(event.stream_id, b"HTTP/2", end_stream=True)
        writer.write(connection.data_to_send())
        await writer.drain()


async def test_http2_requests_share_a_connection(tmp_path, monkeypatch):
    import ssl

    import trustme

    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2"])
    authority.issue_cert("127.0.0.1").configure_cert(context)
    connections = []

    async def connected(reader, writer):
        connections.append(writer)
        await serve_http2(reader, writer)

    server = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with Client() as client:
        first = await client.get(url, user_added=True)
        more = await asyncio.gather(*(client.get(f"{url}{n}", user_added=True) for n in range(4)))
    assert {got.body for got in (first, *more)} == {b"HTTP/2"}
    assert len(connections) == 1
    server.close()


async def test_socks_with_the_name_looked_up_at_its_end(newsroom, monkeypatch):
    """RFC 1928, as Tor is used: the name of the host reaches the proxy, and no resolver here."""
    import socket

    asked = []

    async def serve_socks(reader, writer):
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(b"\x05\x00")
        _, _, _, kind, length = await reader.readexactly(5)
        asked.append((kind, await reader.readexactly(length)))
        await reader.readexactly(2)
        writer.write(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
        there = await asyncio.open_connection("127.0.0.1", int(newsroom.url.rpartition(":")[2]))
        await asyncio.gather(pass_on(reader, there[1]), pass_on(there[0], writer))

    async def pass_on(reader, writer):
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve_socks, "127.0.0.1", 0)
    real = socket.getaddrinfo
    looked_up = []
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: looked_up.append(host) or real(host, *a, **k)
    )
    monkeypatch.setenv("ALL_PROXY", f"socks5h://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    async with Client() as client:
        got = await client.get("http://news.example/rss.xml")
    assert got.body == agency.rss(newsroom.url)
    assert asked == [(3, b"news.example")]
    assert "news.example" not in looked_up
    server.close()
