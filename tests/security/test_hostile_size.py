"""Small inputs that once took minutes or gigabytes take little (issue 18): each kind in its smallest form."""

import json
import os
import time
import tracemalloc

import pytest

from reader.config import load
from reader.sources import extract, parse_feed, parse_listing
from reader.sources.article.html_tree import DEEPEST, MOST_TAGS, limit_markup, parse_html
from reader.sources.article.hydration_state import read_state
from reader.tui.user_themes import load_user_themes

SECONDS = 4
TEXT = "<p>" + "نص طويل بما يكفي ليكون فقرة من خبر حقيقي، وفيه فواصل وجمل. " * 3 + "</p>"


def rss(inner, attributes=b""):
    return (
        b"<rss version='2.0'><channel><title>t</title><item"
        + attributes
        + b"><title>x</title>"
        + inner
        + b"</item></channel></rss>"
    )


def page(body):
    return f"<html><body><article><h1>عنوان</h1>{TEXT * 5}{body}</article></body></html>"


@pytest.fixture(autouse=True)
def soon():
    started = time.process_time()
    yield
    assert time.process_time() - started < SECONDS


NESTED = {
    "ruby text": "<rt>x" * 300_000,
    "option groups": "<optgroup>x" * 200_000,
    "options around others": "<select>" + "<option><b>" * 200_000,
    "end tags of nothing": "<div></x>" * 200_000,
    "cells in a drawing": "<svg>" + "<td>x" * 300_000,
    "cells in foreign HTML": "<svg><foreignObject><p></p></foreignObject>" + "<td>x" * 300_000,
    "ruby text in a cell of ruby": "<ruby><table><td>" + "<rt>" * 300_000,
    "formatting made anew": "<p>"
    + "".join(f"<b id={i}>" for i in range(400))
    + "</p>"
    + "<p>x</p>" * 150_000,
    "misnested": "<b><div></b>" * 200_000,
    "self-closing after a drawing": "<svg><p>" + "<section/>" * 200_000,
    "self-closing in a title of a drawing": "<svg><title><section></title>" + "<section/>" * 200_000,
    "slashes": "<a " + "/" * 500_000 + ">",
    "attributes": "<a " + " ".join(f"a{i}" for i in range(200_000)) + ">",
}


@pytest.mark.parametrize("name", NESTED)
def test_page_of_nested_elements_is_read(name):
    article = extract(page(NESTED[name]), "https://x.example/1")
    assert article.blocks[0].text.startswith("نص طويل")


@pytest.mark.parametrize("name", NESTED)
def test_tree_is_neither_deep_nor_large(name):
    tree = parse_html(NESTED[name])
    assert len(tree.css("*")) < 8 * MOST_TAGS
    node, depth = tree.body, 0
    while (node := node.last_child) is not None:
        depth += 1
    assert depth < DEEPEST + 20


@pytest.mark.parametrize(
    "markup",
    [
        "<ruby>漢<rt>kan<rt>x</ruby>" * 500,
        "<select>" + "<option>x" * 2_000 + "</select><p>نص",
        "<svg><path/><title>x</title><path/></svg>" * 1_000,
        "<ul>" + "<li>x" * 5_000 + "</ul>",
        "<table>" + "<tr><td>x<td>y" * 5_000 + "</table>",
        "<p><b>x</b> <i>y</i>" * 5_000,
    ],
)
def test_limit_markup_leaves_usual_markup_unchanged(markup):
    assert limit_markup(markup) == markup


def test_author_of_at_signs_is_read():
    (entry,) = parse_feed(rss(b"<author>" + b"a@" * 200_000 + b"</author>")).entries
    assert entry.title == "x"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("editor@x.example (سعاد علي)", "سعاد علي"),
        ("سعاد علي &lt;editor@x.example&gt;", "سعاد علي"),
        ("سعاد (editor@x.example)", "سعاد"),
        ("سعاد (بغداد)", "سعاد (بغداد)"),
        ("editor@x.example", ""),
        ("a@b (c) <d@e>", "c"),
    ],
)
def test_author_with_mailbox_is_the_name(author, name):
    (entry,) = parse_feed(rss(f"<author>{author}</author>".encode())).entries
    assert entry.authors == ((name,) if name else ())


def test_blanks_before_a_second_root_are_passed_over():
    assert parse_feed(b"<rss>" + b" " * 1_000_000 + rss(b"")[19:]).entries


def test_links_made_absolute_stay_within_bounds():
    base = b" xml:base='http://x.example/" + b"a/" * 900 + b"'"
    link = b"&lt;a href='../x'&gt;"
    tracemalloc.start()
    feed = parse_feed(rss(b"<description>" + link * 90_000 + b"</description>", base))
    assert tracemalloc.get_traced_memory()[1] < 100 << 20
    tracemalloc.stop()
    assert "http://x.example/a/" in feed.entries[0].content


def test_links_of_an_article_stay_within_bounds():
    base = f"<base href='https://x.example/{'a' * 1_900}/'>"
    links = "".join(f"<p><a href={n}>كلمات رابط</a>" for n in range(40_000))
    article = extract(page(base + TEXT + links), "https://x.example/1")
    assert sum(len(span.url) for block in article.blocks for span in block.spans) <= 4_000_000


@pytest.mark.parametrize("name", ["heading", "one story", "nested"])
def test_listing_of_many_links_is_read(name):
    link = "<a href=/news/{}/a-b-c-d>one two three four</a>"
    markup = {
        "heading": "<h2>" + "".join(link.format(10_000 + n) for n in range(30_000)) + "</h2>",
        "one story": "".join(link.format(10_000 + n) for n in range(4))
        + f"<div>{link.format(9_999) * 30_000}</div>",
        "nested": "".join("<div>" + link.format(10_000 + n % 40) for n in range(30_000)),
    }[name]
    assert parse_listing(markup, "https://x.example/").entries


def test_posts_within_posts_are_passed_over():
    inner = "<a href=/x>رابط</a>" * 60_000
    article = extract(page("<blockquote class=twitter-tweet>" * 300 + inner), "https://x.example/1")
    assert article.blocks


TITLE = "عنوان الخبر الذي في هذه الصفحة"


def nuxt(parts):
    """Return a page whose data are parts that name each other by their index."""
    data = json.dumps(parts, ensure_ascii=False)
    return f'<title>{TITLE}</title><script id="__NUXT_DATA__" type="application/json">{data}</script>'


def called(argument, times):
    """Return JavaScript for lists in lists, each twice the same one: 2 ** times texts when written out."""
    return "(function(a){return [a,a]}(" * times + argument + "))" * times


LISTED = list(range(4, 2_004))
SHARED_TEXTS = {
    "title": [LISTED, 1, 2, "&a" * 400_000] + [{"title": 3}] * 2_000,
    "text": [LISTED, TITLE, 2, "&lt;/p " * 140_000] + [{"title": 1, "content": 3}] * 2_000,
    "JSON": [LISTED, TITLE, 2, json.dumps([{"text": "x" * 100}] * 8_000)]
    + [{"title": 1, "content": 3}] * 2_000,
    "blocks": [LISTED, TITLE, [3] * 10_000, "<p>" + "x" * 390] + [{"title": 1, "content": 2}] * 2_000,
}


@pytest.mark.parametrize("name", SHARED_TEXTS)
def test_text_that_thousands_of_objects_of_a_page_share_is_read_in_bounded_time(name):
    read_state(parse_html(nuxt(SHARED_TEXTS[name])), TITLE)


@pytest.mark.parametrize(
    "script",
    [
        "(function(){return " * 99 + "{}" * 900_000 + "}())" * 99,
        f"new Map([[{called('1', 40)},1]])",
        f"(function(m,k){{m.set(k,1);return m}}({{}},{called('1', 40)}))",
    ],
    ids=["functions in functions", "key of a map", "key that is set"],
)
def test_script_of_functions_is_read_in_bounded_time(script):
    read_state(parse_html(f"<title>{TITLE}</title><script>window.__NUXT__={script}</script>"), TITLE)


def test_time_of_hundreds_of_digits_in_the_data_of_a_page_costs_only_itself():
    data = json.dumps({"title": TITLE, "content": TEXT})[:-1] + f', "date": {"9" * 400}}}'
    article = extract(
        f'<title>{TITLE}</title><script id="__NEXT_DATA__">{data}</script>', "https://x.example/1"
    )
    assert article.blocks[0].text.startswith("نص طويل")
    assert article.published is None


CONFIGURATIONS = {
    "key of many parts": ".".join("a" for _ in range(100_000)) + " = 1\n",
    "quoted key of many parts": '"' + '"."'.join("a" for _ in range(100_000)) + '" = 1\n',
    "heading of many parts": "[" + " . ".join("a" for _ in range(100_000)) + "]\n",
    "inline key of many parts": "x = {" + ".".join("a" for _ in range(100_000)) + " = 1}\n",
    "nested arrays": "x = " + "[" * 100_000 + "\n",
    "unknown keys": "".join(f"k{n} = 1\n" for n in range(10_000)),
    "unknown tables": "".join(f"[t{n}]\na = 1\n" for n in range(10_000)),
    "wrong rules": "".join(f"[[rule]]\nmatch = 3\nbad{n} = 1\n" for n in range(10_000)),
    "wrong lines": 'a = "\n' * 50_000,
}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configuration_of_many_mistakes_is_read(name, tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('language = "ar"\n' + CONFIGURATIONS[name])
    config = load(file)
    assert config.settings.language == "ar"
    assert config.problems[0].line == 2


def test_endless_configuration_is_a_problem():
    config = load("/dev/zero")
    assert [problem.message.key for problem in config.problems] == ["file.too_large"]


def test_endless_theme_is_a_problem(tmp_path):
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "deep.toml").write_text("x = " + "[" * 100_000)
    problems = load_user_themes(tmp_path)
    assert [problem.args["file"] for problem in problems] == ["deep.toml", "pipe.toml", "zero.toml"]
