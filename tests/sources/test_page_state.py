"""Pages that show nothing until their program runs: the article is in the data the program starts from."""

import json
import time
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_factory import SENTENCES, TITLE

from reader.sources import ExtractError, extract
from reader.sources.article.html_tree import parse_html
from reader.sources.article.js_literal import LiteralError, parse_literal
from reader.sources.article.page_state import decode_devalue, page_values

URL = "https://jisr.example/news/1"
HTML = "".join(f"<p>{text}</p>" for text in SENTENCES)
ARTICLE = {
    "title": TITLE,
    "content": HTML,
    "publishedAt": "2026-03-02T06:30:00Z",
    "author": {"name": "ناهدة كريم"},
}


def page(script, body='<div id="app"></div>'):
    return (
        f"<!doctype html><html lang=ar><head><title>{TITLE}</title></head><body>{body}{script}</body></html>"
    )


def values(script):
    return list(page_values(parse_html(page(script))))


def devalue(value):
    """Write a value as devalue does."""
    parts = []

    def add(value):
        at = len(parts)
        parts.append(None)
        if isinstance(value, dict):
            parts[at] = {key: add(each) for key, each in value.items()}
        elif isinstance(value, list):
            parts[at] = [add(each) for each in value]
        else:
            parts[at] = value
        return at

    add(value)
    return parts


def js(value):
    """Write a value as JavaScript with bare keys."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{js(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(js, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def pushes(text, size=700):
    """Write Flight as Next.js does: pieces that break anywhere."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(f"<script>self.__next_f.push({json.dumps([1, piece])})</script>" for piece in pieces)


def astro(value):
    """Write properties as Astro does: each value a pair of its kind and itself."""
    if isinstance(value, dict):
        return {
            key: [1, [astro_item(one) for one in each]] if isinstance(each, list) else astro_item(each)
            for key, each in value.items()
        }
    return value


def astro_item(value):
    return [0, astro(value)]


LONG = f"3:T{len(HTML.encode()):x},{HTML}"
STATES = {
    "next": f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"pageProps": {"post": ARTICLE}}})}</script>',
    "next, app router": pushes(f'5:["$","article",null,{json.dumps(ARTICLE)}]\n'),
    "next, long text": pushes(
        f'2:{json.dumps(ARTICLE | {"content": "$3"})}\n{LONG}0:["$","x",null,{{"a":"$2"}}]\n'
    ),
    "nuxt 2": f"<script>window.__NUXT__=(function(a,b){{b.title=a;return {{data:[{{article:b}}],x:void 0}}}}({js(TITLE)},{js(ARTICLE)}))</script>",
    "nuxt 2, literal": f"<script>window.__NUXT__={{data:[{{article:{js(ARTICLE)}}}],serverRendered:!0}};</script>",
    "nuxt 3": f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(devalue({"data": {"k": ARTICLE}}))}</script>',
    "remix": f"<script>window.__remixContext = {json.dumps({'state': {'loaderData': {'routes/n': {'article': ARTICLE}}}})};</script>",
    "sveltekit": f'<script type="application/json" data-sveltekit-fetched data-url="/api">{json.dumps({"status": 200, "body": json.dumps(ARTICLE)})}</script>',
    "sveltekit, inline": "<script>{__sveltekit_1={base:''};Promise.all([import('./a.js')]).then(([kit,app])=>{kit.start(app,element,"
    f'{{node_ids:[0,2],data:[null,{{type:"data",data:{{post:{js(ARTICLE)},at:new Date(1772433000000),re:/a[/]b/g}},uses:{{params:["slug"]}}}}],'
    "form:null,error:null});});}</script>",
    "sveltekit, shared values": f'<script>__sveltekit_1={{}};const data = [{{type:"data",data:(function(a){{a.title={js(TITLE)};return {{post:a}}}}({js(ARTICLE)})),uses:{{}}}}];</script>',
    "astro": f"""<astro-island props='{json.dumps(astro({"post": ARTICLE, "tags": ["a"]}), ensure_ascii=False).replace("'", "&#39;")}'></astro-island>""",
    "apollo": f"<script>window.__APOLLO_STATE__={json.dumps({'Article:1': ARTICLE})};</script>",
    "initial state": f"<script>window.__INITIAL_STATE__=JSON.parse({json.dumps(json.dumps(ARTICLE))});</script>",
    "inertia": "",
    "arc": "<script id=fusion-metadata>Fusion.globalContent="
    + json.dumps(
        {
            "headlines": {"basic": TITLE},
            "first_publish_date": "2026-03-02T06:30:00Z",
            "credits": {"by": [{"name": "ناهدة كريم"}]},
            "content_elements": [{"type": "text", "content": text} for text in SENTENCES]
            + [{"type": "interstitial_link", "content": "خبر آخر"}],
        }
    )
    + ";Fusion.x=1</script>",
    "prosemirror": '<script type="application/json">'
    + json.dumps(
        ARTICLE
        | {
            "content": {
                "type": "doc",
                "content": [
                    {
                        "type": "paragraph",
                        "content": [{"type": "text", "text": text[:40]}, {"type": "text", "text": text[40:]}],
                    }
                    for text in SENTENCES
                ],
            }
        }
    )
    + "</script>",
    "editor.js": '<script type="application/json">'
    + json.dumps(
        ARTICLE
        | {"content": {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in SENTENCES]}}
    )
    + "</script>",
}


@pytest.mark.parametrize("kind", STATES)
def test_article_in_the_data_of_a_framework_is_read(kind):
    body = '<div id="app"></div>'
    if kind == "inertia":
        data = json.dumps({"component": "News", "props": {"article": ARTICLE}}).replace('"', "&quot;")
        body = f'<div id="app" data-page="{data}"></div>'
    article = extract(page(STATES[kind], body), URL)
    assert [block.text for block in article.blocks] == list(SENTENCES)
    assert article.title == TITLE
    assert article.author == "ناهدة كريم"
    assert article.published.isoformat() == "2026-03-02T06:30:00+00:00"


def simorgh(kind, *texts):
    """Write a block as Simorgh does."""
    parts = [{"type": "fragment", "model": {"text": text, "attributes": []}} for text in texts]
    lines = [{"type": "paragraph", "model": {"text": "".join(texts), "blocks": parts}}]
    if kind == "headline":
        return {"type": kind, "model": {"blocks": [{"type": "text", "model": {"blocks": lines}}]}}
    return {"type": kind, "model": {"blocks": lines}}


def test_article_in_the_blocks_of_simorgh_is_read():
    blocks = [
        simorgh("headline", TITLE),
        {"type": "timestamp", "model": {"firstPublished": 1772433000000, "lastPublished": 1772440000000}},
        simorgh("byline", "ناهدة كريم"),
        *(simorgh("text", text[:20], text[20:]) for text in SENTENCES[:2]),
        {"type": "wsoj", "model": {"type": "recommendations", "path": "/a", "text": "قصص مقترحة"}},
        simorgh("subheadline", "على الضفة الأخرى"),
        {
            "type": "unorderedList",
            "model": {"blocks": [simorgh("listItem", "بند أول"), simorgh("listItem", "بند ثان")]},
        },
        *(simorgh("text", text) for text in SENTENCES[2:]),
    ]
    data = {
        "pageData": {"metadata": {}, "content": {"model": {"blocks": blocks}}, "promo": {}},
        "status": 200,
    }
    article = extract(page(f"<script>window.SIMORGH_DATA={json.dumps(data)}</script>"), URL)
    assert [(block.kind, block.text) for block in article.blocks] == [
        *(("paragraph", text) for text in SENTENCES[:2]),
        ("heading", "على الضفة الأخرى"),
        ("item", "بند أول"),
        ("item", "بند ثان"),
        *(("paragraph", text) for text in SENTENCES[2:]),
    ]
    assert article.published.isoformat() == "2026-03-02T06:30:00+00:00"


def test_picture_in_the_blocks_of_simorgh_is_read():
    raw = {"width": 976, "height": 549, "locator": "8a5c/live/bridge.jpg", "originCode": "cpsprodpb"}
    caption = {"type": "caption", "model": {"blocks": [simorgh("text", "الجسر بعد <b>افتتاحه</b>")]}}
    picture = {"type": "image", "model": {"blocks": [caption, {"type": "rawImage", "model": raw}]}}
    blocks = [simorgh("headline", TITLE), picture, *(simorgh("text", text) for text in SENTENCES)]
    data = {"pageData": {"content": {"model": {"blocks": blocks}}}}
    article = extract(page(f"<script>window.SIMORGH_DATA={json.dumps(data)}</script>"), URL)
    assert [(block.kind, block.url or block.text) for block in article.blocks[:2]] == [
        ("image", "https://ichef.bbci.co.uk/ace/ws/640/cpsprodpb/8a5c/live/bridge.jpg.webp"),
        ("caption", "الجسر بعد افتتاحه"),
    ]


def test_data_of_another_article_is_not_taken():
    other = json.dumps({"props": {"post": ARTICLE | {"title": "خبر آخر غير هذا الخبر"}}})
    with pytest.raises(ExtractError):
        extract(page(f'<script id="__NEXT_DATA__" type="application/json">{other}</script>'), URL)


def test_flight_lengths_are_bytes_and_references_reach_forward():
    text = '2:{"title":"افتتاح"}\n3:T33,<p>افتُتح الجسر صباح اليوم.</p>0:{"a":"$2","b":"$3","t":"$$5"}\n'
    assert {"a": {"title": "افتتاح"}, "b": "<p>افتُتح الجسر صباح اليوم.</p>", "t": "$5"} in values(
        pushes(text, 31)
    )


def test_devalue_with_types_and_shared_parts_is_decoded():
    data = json.loads(
        '[["ShallowReactive",1],{"data":2},["ShallowReactive",3],{"news-7":4},["Ref",5],'
        '{"title":6,"at":7,"img":-1,"tags":9,"again":6},"افتتاح جسر",["Date","2026-03-01T08:00:00.000Z"],"x",[10,10],"جسور"]'
    )
    assert decode_devalue(data)["data"]["news-7"] == {
        "title": "افتتاح جسر",
        "at": "2026-03-01T08:00:00.000Z",
        "img": None,
        "tags": ["جسور", "جسور"],
        "again": "افتتاح جسر",
    }


def test_turbo_stream_is_decoded():
    line = '[{"_1":2},"loaderData",{"_3":4},"routes/news.$id",{"_5":6},"article",{"_7":8},"title","افتتاح جسر"]\n'
    script = f"<script>window.__reactRouterContext.streamController.enqueue({json.dumps(line)})</script>"
    assert values(script) == [{"loaderData": {"routes/news.$id": {"article": {"title": "افتتاح جسر"}}}}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "{a:1,'b':\"x\",c:[,2,],d:void 0,e:-.5,f:1e3}",
            {"a": 1, "b": "x", "c": [None, 2], "d": None, "e": -0.5, "f": 1000.0},
        ),
        (r"'\u0627\x41\n\''", "اA\n'"),
        ('(function(a,b){a.x=b;a["y"]=2;return {a:a}}({},"v"))', {"a": {"x": "v", "y": 2}}),
        ("new Date(1772352000000)", 1772352000000),
        ('new Map([["k",1]])', {"k": 1}),
    ],
)
def test_literal_of_javascript_is_read(text, value):
    assert parse_literal(text) == value


@pytest.mark.parametrize(
    "text", ["", "alert(1)", "{a:fetch('x')}", "(function(a){a();return a}(1))", "[1", "'x", "{" * 500]
)
def test_javascript_that_is_no_literal_is_refused(text):
    with pytest.raises(LiteralError):
        parse_literal(text)


@given(st.text(alphabet="{}[](),:;\"'\\abnew Date0123.-=функ$_ \n", max_size=80))
def test_literal_of_any_text_gives_a_value_or_its_error(text):
    try:
        parse_literal(text)
    except LiteralError:
        pass


@given(
    st.recursive(
        st.none() | st.integers(-9, 9) | st.text(max_size=5),
        lambda each: st.lists(each) | st.dictionaries(st.text(max_size=4), each),
    )
)
def test_devalue_of_any_json_gives_a_value(data):
    decode_devalue(data)


def nuxt(parts):
    return (
        f'<script id="__NUXT_DATA__" type="application/json">{json.dumps(parts, ensure_ascii=False)}</script>'
    )


def turbo(parts):
    return f"<script>streamController.enqueue({json.dumps(json.dumps(parts))})</script>"


def island(props):
    return f'<astro-island props="{escape(json.dumps(props))}"></astro-island>'


@pytest.mark.parametrize(
    "script",
    [
        *map(island, ({"a": [1, "5"]}, {"a": [1, "null"]}, {"a": [4, "7"]}, [4, "[1]"], {"a": [1, "{"]}, 5, "x")),
        pushes(f'0:{{"a":"$1:{"9" * 5_000}"}}\n1:[1]\n', 1_000),
        turbo([{"_" + "9" * 5_000: 1}]), turbo({}), nuxt([["Map", 1], [["Date"]]]),
        '<script type="application/json" data-sveltekit-fetched>{"body":"5"}</script>',
    ],
)  # fmt: skip
def test_data_of_another_shape_than_its_notation_is_passed_over(script):
    for value in page_values(parse_html(page(script))):
        json.dumps(value)
    with pytest.raises(ExtractError):
        extract(page(script), URL)


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.__NUXT__=" + "[" * 200_000 + "</script>",
        "<script>window.__NUXT__={a:" + '"\\' * 200_000 + "</script>",
        "<script>window.__NUXT__=(function(" + "a," * 100_000 + "){return " + "{a:" * 50_000 + "</script>",
        '<script id="__NUXT_DATA__" type="application/json">[' + ",".join(f"[{n + 1},{n + 1}]" for n in range(60_000)) + "]</script>",
        pushes("".join(f'{n:x}:["${n + 1:x}","${n + 1:x}"]\n' for n in range(3_000)), 100_000),
        "<script>self.__next_f.push(" * 50_000 + "</script>",
        "<script>" + "window.__NUXT__ " * 60_000 + "</script>",
        nuxt([["Map", 1, 1], *([n + 1, n + 1] for n in range(1, 60)), "x"]),
        turbo([{"_1": 2}, *([n + 1, n + 1] for n in range(1, 60)), "x"]),
        nuxt([{"title": 1, "content": 2}, TITLE, [3] * 60_000, "نص " * 50_000]),
    ],
)  # fmt: skip
def test_hostile_data_takes_bounded_time(script):
    started = time.process_time()
    try:
        extract(page(script), URL)
    except ExtractError:
        pass
    assert time.process_time() - started < 10  # seconds; a second or two here


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("(function(a,b){b.x=a;b.s=new Set;return [b,a]}(1,{}))", [{"x": 1, "s": []}, 1]),
        ("(function(a){a.add(1).add(2);return {a}})(new Set)", {"a": [1, 2]}),
        ('(function(m){m.set("k",[1,,2]);return m}(new Map))', {"k": [1, None, 2]}),
        ('Object.create(null,{k:{writable:true,enumerable:true,value:"v"}})', {"k": "v"}),
        (
            "{a:!0,b:!1,c:/x\\/[/]y/gi,d:-.5,e:void 0}",
            {"a": True, "b": False, "c": None, "d": -0.5, "e": None},
        ),
        ("[(function(a){return a}(7)),new Date(0)]", [7, 0]),
    ],
)
def test_parse_literal_of_what_devalue_writes_gives_its_value(written, value):
    assert parse_literal(written) == value


@pytest.mark.parametrize(
    "written",
    ["alert(1)", "(function(a){b.c=1;return a}(1))", "(function(){return 1})", "{a:", "/x", "(" * 5_000],
)
def test_parse_literal_of_a_program_raises(written):
    with pytest.raises(LiteralError):
        parse_literal(written)


def paragraphs(kind, write):
    return [{kind: "paragraph", **write(text)} for text in SENTENCES]


@pytest.mark.parametrize(
    "article",
    [
        {"title": {"rendered": TITLE}, "content": {"rendered": HTML}},
        {"__typename": "Post", "title": TITLE, 'content({"format":"RENDERED"})': HTML},
        {"title": TITLE, "blocks": [{"__component": "shared.rich-text", "body": HTML}]},
        {
            "title": TITLE,
            "content": json.dumps({"blocks": paragraphs("type", lambda t: {"data": {"text": t}})}),
        },
        {"title": TITLE, "paragraphs": list(SENTENCES)},
        {"title": TITLE, "body": list(SENTENCES)},
        {"title": TITLE, "content": HTML.replace("<", "&lt;").replace(">", "&gt;")},
        {"newsTitle": TITLE, "newsBody": HTML},
        {"Title": TITLE, "Body": HTML},
        {"title": TITLE, "long_text": HTML},
        {"headlines": {"main": TITLE}, "story": HTML},
    ],
    ids=lambda article: "-".join(article)[:40],
)
@pytest.mark.parametrize(
    "script",
    ['<script id="__NEXT_DATA__" type="application/json">{}</script>', "<script>var news = {};</script>"],
)
def test_article_under_other_keys_is_read(article, script):
    data = json.dumps({"props": {"pageProps": {"item": article}}}, ensure_ascii=False).replace("<", "\\u003c")
    found = extract(page(script.replace("{}", data)), URL)
    assert [block.text for block in found.blocks] == list(SENTENCES)
