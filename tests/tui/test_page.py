"""The page of an article: what stands on it in which order, and reading positions that outlive a layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tui import news

from reader.locale.translator import Translator
from reader.model import Article, Block
from reader.tui.widgets.article_layout import (
    MEASURE,
    SIZES,
    Fact,
    Page,
    Setting,
    fact_lines,
    lay_out,
    line_of,
    place,
    position_of,
)

ARTICLE = Article(news.BRIDGE.title, language="ar", blocks=news.BRIDGE_BLOCKS)
PAGE = Page(
    ARTICLE,
    facts=(
        Fact("محليات", "category"),
        Fact("24 تشرين الثاني 2026، 15:25"),
        Fact("وكالة الرافدين"),
        Fact("بقلم مراسلنا"),
        Fact("قبل 5 دقائق"),
    ),
    more=(news.DATES.title, news.PORT.title),
)
STRINGS = Translator("ar")


def kinds(lines):
    """Kinds of lines in order, neighbours of one kind together."""
    return [kind for kind, before in zip(lines, ["", *lines], strict=False) if kind != before]


def laid(page=PAGE, measure=60, **setting):
    return lay_out(page, measure, Setting(**setting), STRINGS)


def test_title_meta_source_body_and_more_from_the_source():
    shown = [kind for kind in kinds([line.kind for line in laid()]) if kind != "blank"]
    assert shown[:4] == ["accent", "title", "facts", "rule"]
    assert shown[4:11] == ["paragraph", "paragraph", "heading", "item", "quotation", "image", "paragraph"]
    assert shown[-3:] == ["rule", "more-title", "more"]


def test_page_without_facts_has_no_empty_lines():
    bare = [line.kind for line in laid(Page(Article("عنوان", language="ar")))]
    assert "marks" not in bare
    assert "more" not in bare
    assert "notice" not in bare


def test_notice_stands_between_head_and_body():
    lines = [line.kind for line in laid(Page(ARTICLE, notice="يجري جلب الخبر كاملًا…"))]
    assert lines.index("rule") < lines.index("notice") < lines.index("paragraph")


def test_facts_are_broken_between_facts_in_at_most_two_lines():
    texts = [[fact.text for fact in line] for line in fact_lines(PAGE, 60).lines]
    assert texts == [
        ["محليات", "24 تشرين الثاني 2026، 15:25"],
        ["وكالة الرافدين", "بقلم مراسلنا", "قبل 5 دقائق"],
    ]
    assert [len(line) for line in fact_lines(PAGE, 100).lines] == [5]


def test_fact_alone_on_the_second_line_is_dropped():
    page = Page(ARTICLE, facts=(Fact("محليات"), Fact("وكالة الرافدين"), Fact("قبل 5 دقائق")))
    assert [[fact.text for fact in line] for line in fact_lines(page, 36).lines] == [
        ["محليات", "وكالة الرافدين"]
    ]


def test_controls_of_the_size_stand_on_the_second_line_where_that_keeps_more_facts():
    narrow = fact_lines(PAGE, 40)
    assert narrow.controls == 1
    assert [[fact.text for fact in line] for line in narrow.lines] == [
        ["محليات", "24 تشرين الثاني 2026، 15:25"],
        ["وكالة الرافدين", "بقلم مراسلنا"],
    ]
    assert fact_lines(PAGE, 60).controls == 0, "where it keeps the same"


def test_facts_of_the_agency_are_parted_by_bars_only_between_them():
    page = Page(ARTICLE, facts=(Fact("سياسة"), Fact("28-11-2026، 23:47")), agency=True)
    assert page.meta == "سياسة | 28-11-2026، 23:47"
    assert Page(ARTICLE).meta == ""


def test_links_are_numbered_in_reading_order_and_listed_when_wanted():
    assert [link.url for link in PAGE.links] == ["https://example.com/agency", "https://example.com/company"]
    assert "link" not in {line.kind for line in laid()}
    assert [line.paragraph for line in laid(links=True) if line.kind == "link"] == [0, 1]
    numbered = " ".join(line.line.text for line in laid(links=True) if line.line)
    assert "[1]" in numbered
    assert "[2]" in numbered


def test_where_a_place_of_the_text_leads():
    text = news.BRIDGE_BLOCKS[1].text
    at = text.index("وكالة")
    assert PAGE.url_at(2, at) == PAGE.url_at(2, at + 13) == "https://example.com/agency"
    assert PAGE.url_at(2, at - 1) == PAGE.url_at(2, at + 14) == ""
    assert PAGE.url_at(7, 0) == "https://example.com/bridge.jpg", "a picture leads to itself"
    assert PAGE.url_at(0, 0) == PAGE.url_at(99, 0) == ""


def test_large_text_has_air_and_compact_text_has_none():
    heights = [len(laid(size=size)) for size in SIZES]
    assert heights == sorted(heights)
    assert len(set(heights)) == 3
    assert MEASURE["compact"] > MEASURE["normal"] > MEASURE["large"]


def test_harakat_can_be_hidden():
    page = Page(Article("عنوان", language="ar", blocks=(Block("paragraph", "كِتَابٌ لِكُلِّ طِفْلٍ"),)))
    with_marks, without = (
        "".join(line.line.text for line in laid(page, marks=marks) if line.line) for marks in (True, False)
    )
    assert "\u0650" in with_marks
    assert not set(without) & set("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")


def test_even_lines_end_where_the_measure_ends():
    text = (
        "قال المتحدث إن المشروع الكبير سيُنجز خلال أشهر قليلة وإن نسبة الإنجاز بلغت مبلغاً طيباً في كل المراحل"
    )
    page = Page(Article("عنوان", language="ar", blocks=(Block("paragraph", text),)))

    def widths(justify):
        return [line.line.width for line in laid(page, 34, justify=justify) if line.kind == "paragraph"]

    assert min(widths("off")[:-1]) < 34
    for justify in ("spaces", "kashida"):
        assert set(widths(justify)[:-1]) == {34}
    stretched = "".join(line.line.text for line in laid(page, 34, justify="kashida") if line.line)
    assert "ـ" in stretched


@given(st.integers(20, 90), st.integers(20, 90), st.sampled_from(SIZES), st.data())
def test_reading_position_outlives_another_layout(before, after, size, data):
    lines = laid(measure=before)
    first = data.draw(st.integers(0, len(lines) - 1))
    position = position_of(lines, first)
    others = laid(measure=after, size=size)
    found = others[line_of(others, position)]
    if position:
        paragraph, index = divmod(position, 1_000_000)
        assert found.paragraph == paragraph
        assert found.line.start <= index <= max(found.line.end, found.line.start)
    else:
        assert line_of(others, position) == 0 or found.paragraph <= 0


def test_top_is_position_nought_whatever_stands_there():
    assert position_of(laid(), 0) == 0


def test_places_of_hits_are_positions():
    lines = laid(measure=30)
    at = news.BRIDGE_BLOCKS[0].text.index("الإنجاز")
    number = line_of(lines, place(1, at))
    assert lines[number].paragraph == 1
    assert lines[number].line.start <= at < lines[number].line.end


@pytest.mark.parametrize("measure", [10, 11, 20])
def test_narrowest_measure_still_sets_everything(measure):
    lines = laid(measure=measure)
    assert all(line.line.width + line.indent <= measure for line in lines if line.line)


def test_title_of_double_size_has_two_rows_for_each_line_of_half_the_measure():
    lines = lay_out(PAGE, 60, Setting(), STRINGS, double=True)
    large = [line for line in lines if line.number]
    assert {line.kind for line in large} == {"title"}
    assert [line.row for line in large] == [0, 1] * (len(large) // 2)
    assert max(line.line.width for line in large) <= 30
    assert [line.number for line in large[::2]] == [line.number for line in large[1::2]]
    assert len({line.number for line in large}) == len(large) // 2


def test_large_text_is_of_double_size_where_its_lines_are_long_enough():
    lines = lay_out(PAGE, 80, Setting(size="large"), STRINGS, double=True)
    assert {line.kind for line in lines if line.number} >= {"title", "paragraph", "heading", "item"}
    assert all(line.number for line in lines if line.line is not None and line.paragraph > 0)
    assert max(line.line.width for line in lines if line.number) <= 40
    for line in lines:
        if line.number and not line.row and line.paragraph:
            there = lines[line_of(lines, place(line.paragraph, line.line.start))]
            assert there is line, "the upper row is where a reading position is"
    narrow = lay_out(PAGE, 50, Setting(size="large"), STRINGS, double=True)
    assert {line.kind for line in narrow if line.number} == {"title"}


@pytest.mark.parametrize(("title", "measure"), [("عنوان قصير", 30), ("كلمة " * 60, 60)])
def test_title_that_double_size_would_break_stays_small(title, measure):
    page = Page(Article(title, language="ar"))
    assert not any(line.number for line in lay_out(page, measure, Setting(), STRINGS, double=True))


def test_alt_text_yields_to_a_caption():
    image, caption = Block("image", "حافلة", url="http://x/1.png"), Block("caption", "حافلة في موقفها")
    for blocks, kinds_shown in (((image, caption), ["picture", "caption"]), ((image,), ["picture", "image"])):
        page = Page(Article("عنوان", language="ar", blocks=blocks))
        lines = lay_out(page, 60, Setting(), STRINGS, {1: 4})
        assert (
            kinds([line.kind for line in lines if line.kind in ("picture", "image", "caption")])
            == kinds_shown
        )
        assert lines[line_of(lines, place(1, 3))].kind == ("picture" if len(blocks) > 1 else "image")
    lines = lay_out(Page(Article("عنوان", language="ar", blocks=(image, caption))), 60, Setting(), STRINGS)
    (hidden,) = [line for line in lines if line.kind in ("image", "caption")]
    assert (hidden.kind, hidden.lead.strip()) == ("caption", "▣")


def test_article_width_and_line_spacing_are_settings():
    assert Setting(width=60).measure == 60
    assert Setting(size="compact", width=60).measure > 60 > Setting(size="large", width=60).measure
    assert len(laid(line_spacing=1)) > len(laid())


def test_lead_is_the_first_long_paragraph_and_its_picture_stands_below_it():
    place_name = Block("paragraph", "الوادي - بغداد")
    lead = Block("paragraph", "خبر طويل في سطر أو سطرين " * 4)
    page = Page(Article("عنوان", language="ar", image="u", blocks=(place_name, lead, lead)))
    assert page.lead == 1
    shown = [line.kind for line in lay_out(page, 60, Setting(), STRINGS, {0: 3}) if line.kind != "blank"]
    assert shown.index("picture") > shown.index("paragraph") + 1
    assert shown[shown.index("picture") + 3] == "paragraph"
    heading = Page(Article("عنوان", language="ar", blocks=(Block("heading", "ع"), lead)))
    assert heading.lead == -1
    kinds_shown = [line.kind for line in lay_out(heading, 60, Setting(), STRINGS, {0: 3})]
    assert kinds_shown.index("picture") < kinds_shown.index("heading")


def test_line_spacing_leaves_one_blank_line_between_paragraphs():
    text = Block("paragraph", "كلمات كثيرة تملأ السطر وتزيد عليه " * 4)
    page = Page(Article("عنوان", language="ar", blocks=(text, text)))
    lines = [line.kind for line in lay_out(page, 40, Setting(line_spacing=1), STRINGS)]
    body = "".join("p" if kind == "paragraph" else "-" for kind in lines[lines.index("paragraph") :])
    assert "--p" not in body
    assert "p-p" in body
