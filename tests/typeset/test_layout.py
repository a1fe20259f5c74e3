"""Lines: that nothing is lost or torn at any measure, and pictures of what a typographer would check."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.typeset import Paragraph, layout, shape
from reader.typeset.bidi_class import MIRROR
from reader.typeset.width import GLYPHS, INVISIBLE

PICTURES = Path(__file__).parent / "pictures"
WORDS = st.sampled_from(
    [
        "قال",
        "السيد",
        "لا",
        "الله",
        "مُحَمَّد",
        "كوفيد-19",
        "50%",
        "(رئيس",
        "الوزراء)",
        "«نعم»",
        "ABC",
        "News",
        "20-08-2020",
        "12:30",
        "٣٤٪",
        "می‌خواهم",
        "گەڕان",
        "שָׁלוֹם",
        "https://example.com/a/long/path?with=query&and=more",
        "👨‍👩‍👧",
        "🇮🇶",
        "日本語",
        "\u064e",
        "\u200f",
        "\u2067x\u2069",
        "\n",
        "\t",
        "\u2028",
        "soft\u00adhyphen",
        "\x1b[1m",
    ]
)
TEXTS = st.one_of(
    st.lists(WORDS, max_size=25).map(" ".join),
    st.text(alphabet="ابتلاأ \u064e\u0651\u200c\u200d(5)«»-%.a1\n\u00ad", max_size=60),
    st.text(max_size=40),
)
MEASURES = st.integers(2, 60)


def drawn(line, measure):
    """The line as it stands between the edges of its column."""
    padding = " " * (measure - line.width)
    return f"|{padding}{line.text}|" if line.base else f"|{line.text}{padding}|"


@given(TEXTS, MEASURES, st.booleans())
def test_line_ranges_cover_the_text_in_order(text, measure, justify):
    lines = layout(text, measure, justify=justify)
    assert "".join(text[line.start : line.end] for line in lines) == text
    assert all(line.end > line.start for line in lines)


@given(TEXTS, MEASURES, st.booleans())
@example("11\u200dأ11.", 5, True)  # a joiner has no cell that a kashida could follow
def test_lines_fit_and_cells_add_up(text, measure, justify):
    for line in layout(text, measure, justify=justify, language="ar"):
        assert line.width <= measure
        assert line.width == sum(cell.width for cell in line.cells)
        assert line.text == "".join(cell.text for cell in line.cells)


@given(TEXTS, MEASURES)
def test_clusters_are_each_drawn_once(text, measure):
    """Indexes are a bijection on clusters; all that is visible belongs to one, spaces at line ends apart."""
    glyphs = shape(text)
    for line in layout(text, measure):
        indexes = list(line.indexes)
        assert (
            len(indexes)
            == len(set(indexes))
            == sum(cell.text != "-" or text[cell.index] == "-" for cell in line.cells)
        )
        assert all(line.start <= i < line.end for i in indexes)
        heads = set(indexes)
        for i in range(line.start, line.end):
            glyph = GLYPHS.get(ord(text[i]), glyphs[i]) if glyphs[i] == text[i] else glyphs[i]
            if glyph.strip() and unicodedata.category(text[i])[0] not in "MC" and i not in heads:
                assert (
                    ord(text[i]) in range(0x1F1E6, 0x1F200)
                    or text[i] in "ᅟᅠ"
                    or not glyph
                    or GLYPHS[ord(text[i])] == ""
                )


@given(TEXTS, MEASURES)
def test_letters_come_out_of_the_cells_again(text, measure):
    """In logical order, cells hold what the shapes show, without what is invisible."""
    for line in layout(text, measure):
        cells = {cell.index: cell.text for cell in line.cells}
        assert not set("".join(cells.values())) & set(
            "\u200c\u200d\u200e\u200f\u2066\u2067\u2069\u00ad\ufeff\x1b\n\r\t\ufe0f"
        )


@given(st.lists(WORDS, max_size=25).map(" ".join), MEASURES)
def test_line_order_is_the_paragraphs(text, measure):
    text = text.replace("\n", " ").replace("\u2028", " ").replace("\t", " ")
    lines = layout(text, measure)
    paragraph = Paragraph(text, lines[0].base if lines else None)
    for line in lines:
        order = [i for i in paragraph.visual(line.start, line.end) if i in set(line.indexes)]
        assert order == list(line.indexes)


@given(TEXTS)
def test_word_cut_at_a_line_end_keeps_its_forms(text):
    """A word cut at the end of a line keeps its joins: shapes belong to the run, not to the line."""
    glyphs = shape(text)
    for line in layout(text, 7):
        for cell in line.cells:
            glyph = glyphs[cell.index]
            if glyph and glyph != text[cell.index] and cell.text != "-":
                assert cell.text.startswith(glyph)


@pytest.mark.parametrize("picture", sorted(PICTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_layout_of_examples_matches_the_picture(picture):
    """Each file: a text, its options, the lines as drawn. Run this file as a script to draw them anew."""
    text, options, expected = picture.read_text(encoding="utf-8").split("\n====\n")
    assert draw(text, options) == expected.rstrip("\n"), picture.name


def draw(text, options):
    chosen = dict(option.split("=") for option in options.split())
    measure = int(chosen.pop("width"))
    switches = {name: (value == "yes" if value in ("yes", "no") else value) for name, value in chosen.items()}
    return "\n".join(drawn(line, measure) for line in layout(text, measure, **switches))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال «نعم»", "«ﻢﻌﻧ» ﻝﺎﻗ"),
        ("(بغداد)", "(ﺩﺍﺪﻐﺑ)"),
        ("نسبة 50%", "%50 ﺔﺒﺴﻧ"),
        ("في 20-08-2020", "2020-08-20 ﻲﻓ"),
        ("مُحَمَّد", "ﺪﻤَّﺤَﻣُ"),
        ("a (b) ج", "a (b) ﺝ"),
        ("שלום (עולם)", "(םלוע) םולש"),
    ],
)
def test_layout_of_a_single_line_gives_its_cells(text, expected):
    (line,) = layout(text, 40)
    assert line.text == expected


@pytest.mark.parametrize(
    ("text", "language", "base"),
    [
        ("BBC: خبر عاجل", "", 0),
        ("BBC: خبر عاجل", "ar", 1),
        ("BBC: خبر عاجل", "ckb", 1),
        ("BBC: خبر عاجل", "en", 0),
        ("Breaking news", "ar", 0),
        ("12:30", "ar", 1),
        ("12:30", "", 0),
        ("خبر BBC", "en", 1),
        ("\u2067عربي\u2069 latin", "", 0),
    ],
)
def test_layout_of_a_text_finds_its_direction(text, language, base):
    assert layout(text, 40, language=language)[0].base == base


def test_paragraph_direction_is_its_own():
    lines = layout("خبر\nnews\n\nخبر", 20)
    assert [(line.base, line.width) for line in lines] == [(1, 3), (0, 4), (0, 0), (1, 3)]


def test_layout_of_empty_text_has_no_lines():
    assert layout("", 10) == []


def test_base_that_is_given_wins():
    assert [layout(text, 20, base=base)[0].base for text in ("خبر", "news") for base in (0, 1)] == [
        0,
        1,
        0,
        1,
    ]


def test_lam_alef_is_a_cell_with_forms_and_two_without():
    assert [line.width for line in layout("لا", 9)] == [1]
    (line,) = layout("لا", 9, forms=False)
    assert (line.width, line.text) == (2, "ال")


def test_marks_can_be_hidden():
    (line,) = layout("مُحَمَّدٌ رسولُ", 40, marks=False)
    assert line.text == layout("محمد رسول", 40)[0].text
    assert layout("آ ا\u0653 ئ ي\u0654", 40, marks=False)[0].text == layout("آ ا\u0653 ئ ي\u0654", 40)[0].text


def test_mark_without_a_letter_sits_on_a_circle():
    assert layout("\u064eابت", 40)[0].text.endswith("\u25cc\u064e")
    assert layout("\u200f\u064e", 40)[0].text == "\u25cc\u064e"
    assert layout("\u064eابت", 40, marks=False)[0].width == 3
    assert [line.text for line in layout("ab\u2028\u0301c", 40)] == ["ab", "\u25cc\u0301c"]


def test_soft_hyphen_shows_only_where_the_line_breaks():
    lines = layout("hyphen\u00adation", 8)
    assert [line.text for line in lines] == ["hyphen-", "ation"]
    assert layout("hyphen\u00adation", 20)[0].text == "hyphenation"


def test_address_is_broken_at_its_joints():
    lines = layout("انظر https://example.com/politics/2020/08/story.html الآن", 24)
    assert [line.text for line in lines][1:3] == ["https://example.com/", "politics/2020/08/"]


@pytest.mark.parametrize("measure", range(4, 12))
def test_closing_punctuation_never_starts_a_line(measure):
    text = "كلماتطويلة! (نعمنعم) 50% «هههه»، حقا؟"
    assert all(text[line.start] not in "!)%»،؟" for line in layout(text, measure))


def test_mirrors_only_where_the_level_is_odd():
    (line,) = layout("قال (a (b) c) نعم", 60)
    assert sorted(c for c in line.text if c in MIRROR) == sorted("()()")
    assert line.text == "ﻢﻌﻧ (a (b) c) ﻝﺎﻗ"


def test_wide_character_wider_than_the_measure_has_a_line_of_its_own():
    assert [(line.text, line.width) for line in layout("日\u0301本a", 1)] == [
        ("日\u0301", 2),
        ("本", 2),
        ("a", 1),
    ]


def test_line_shows_itself_to_a_developer():
    assert repr(layout("خبر", 9)[0]) == "Line('ﺮﺒﺧ', 0:3, width=3, base=1)"


def test_invisible_set_is_sound():
    import re

    assert re.fullmatch(f"[{INVISIBLE}]*", "\u200c\u200d\u200e\u202a\u2066\u00ad\ufeff\ufe0f")


if __name__ == "__main__":
    for path in sorted(PICTURES.glob("*.txt")):
        source, chosen, *_ = path.read_text(encoding="utf-8").split("\n====\n")
        path.write_text("\n====\n".join([source, chosen, draw(source, chosen) + "\n"]), encoding="utf-8")
        print(path.name, draw(source, chosen), sep="\n")
