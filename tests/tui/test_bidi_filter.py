"""BidiFilter: Textual's own widgets, each in a tiny application, down to the cells."""

from importlib import import_module
from pkgutil import iter_modules

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Button, DataTable, Footer, Label, OptionList, Static, Tabs
from tui.painted import cells_of, row_with, rows, visual

from reader.tui import screens
from reader.tui.terminal.bidi_filter import BidiFilter, VisualOrder

BLACK = Color(0, 0, 0)
RED, BLUE, BOLD = Style(color="red"), Style(color="blue"), Style(bold=True)


def filtered(*segments, base=None):
    return BidiFilter(base).apply([Segment(*each) for each in segments], BLACK)


def text_of(segments):
    return "".join(segment.text for segment in segments)


# The filter alone


def test_bidi_filter_of_latin_text_returns_the_same_segments():
    segments = [Segment("plain (text) 12", RED)]
    assert BidiFilter().apply(segments, BLACK) is segments


def test_islands_keep_their_places():
    assert text_of(filtered(("│ خبر عاجل   abc  بغداد │",))) == "│ ﻞﺟﺎﻋ ﺮﺒﺧ   abc  ﺩﺍﺪﻐﺑ │"


def test_brackets_numbers_and_marks():
    assert text_of(filtered(("│المدى: ارتفاعٌ 50% (عاجل)│",))) == f"│{visual('المدى: ارتفاعٌ 50% (عاجل)')}│"
    assert text_of(filtered(("مُحَمَّد",))) == "ﺪﻤَّﺤَﻣُ".replace("ﻤَّ", "ﻤَّ")


def test_bidi_filter_keeps_the_style_of_each_character():
    segments = filtered(("قال ", RED), ("BBC", BOLD), (" اليوم", BLUE), base=1)
    painted = [(character, style) for text, style, _ in segments for character in text]
    expected = {"ق": RED, "B": BOLD, "C": BOLD, "م": BLUE}
    shown = {"ق": "ﻗ", "B": "B", "C": "C", "م": "ﻡ"}
    for letter, style in expected.items():
        assert (shown[letter], style) in painted
    assert text_of(segments) == "ﻡﻮﻴﻟﺍ BBC ﻝﺎﻗ"


def test_bidi_filter_pads_the_cell_saved_by_lam_alef():
    assert text_of(filtered(("لا سلام",))) == "  ﻡﻼﺳ ﻻ"
    assert text_of(filtered(("x لا",))) == "x ﻻ "


def test_base_can_be_given():
    assert text_of(filtered(("abc خبر",), base=1)) == "ﺮﺒﺧ abc"
    assert text_of(filtered(("abc خبر",), base=0)) == "abc ﺮﺒﺧ"


def test_twice_is_once():
    once = filtered(("│ قال «المدى»: لا 50% │", RED))
    assert BidiFilter().apply(once, BLACK) == once


def test_filters_that_do_the_same_are_equal_so_that_strips_keep_their_work():
    strip = Strip([Segment("خبر")])
    assert strip.apply_filter(BidiFilter(), BLACK) is strip.apply_filter(BidiFilter(), BLACK)
    assert BidiFilter() != BidiFilter(1)


@given(st.text(st.sampled_from("سلاأبمة ىabC12٣()«»:،│─\u064b\u064f\u200cשלֹ"), max_size=24))
def test_bidi_filter_keeps_the_width(text):
    assert cell_len(text_of(filtered((text,)))) == cell_len(text)


@given(st.text(st.sampled_from("سلمن abC1()."), min_size=1, max_size=24))
def test_bidi_filter_keeps_every_cell(text):
    painted = [cell for each in filtered((text,)) for cell in each.text]
    assert len(painted) == len(text)
    assert sorted(c for c in painted if c.isascii() and c not in "()") == sorted(
        c for c in text if c.isascii() and c not in "()"
    )


# Textual's own widgets


class Rtl(App):
    """An application with the filter; subclasses say what is in it."""

    CSS = """
    Label, Static, Button, Toast, Tooltip, OptionList { text-align: right; }
    .narrow { width: 14; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    .box { border: round white; height: 3; width: 30; }
    .box { border-title-align: right; border-subtitle-align: right; }
    """

    def __init__(self):
        super().__init__()
        self.animation_level = "none"

    def get_line_filters(self):
        return [*super().get_line_filters(), BidiFilter()]


async def test_label_wraps_and_cuts_logically():
    class Labels(Rtl):
        def compose(self):
            yield Label("خبر عاجل من بغداد اليوم", classes="wrapped", markup=False)
            yield Label("ارتفاع أسعار الوقود", classes="narrow", markup=False)

    Labels.CSS = Rtl.CSS + ".wrapped { width: 14; height: auto; }"
    async with (app := Labels()).run_test(size=(40, 8)):
        lines = [row[:14] for row in rows(app)]
        assert lines[:2] == ["ﻦﻣ ﻞﺟﺎﻋ ﺮﺒﺧ".rjust(14), "ﻡﻮﻴﻟﺍ ﺩﺍﺪﻐﺑ".rjust(14)]
        assert lines[2].strip().startswith("…")
        assert lines[2].endswith("ﺭﺎﻌﺳﺃ ﻉﺎﻔﺗﺭﺍ")


async def test_titles_in_borders_of_widgets_and_of_typeset_panes():
    class Pane(VisualOrder, ScrollView):
        def render_line(self, y):
            return Strip([Segment("שלום"[::-1].ljust(self.size.width))])

        def get_content_height(self, container: Size, viewport: Size, width: int):
            return 1

    class Boxes(Rtl):
        def compose(self):
            for widget in (Static("خبر", classes="box", markup=False), Pane(classes="box")):
                widget.border_title = "العناوين (لا)"
                widget.border_subtitle = "תפריט"
                yield widget

    async with (app := Boxes()).run_test(size=(40, 8)):
        for top in (0, 3):
            assert "(ﻻ) ﻦﻳﻭﺎﻨﻌﻟﺍ ─╮" in rows(app)[top]
            assert "טירפת ─╯" in rows(app)[top + 2]
        assert "םולש" in rows(app)[4]


async def test_footer_in_arabic_is_reordered():
    class Keys(Rtl):
        BINDINGS = (("q", "quit", "خروج"), ("r", "none", "تحديث الأخبار"))

        def compose(self):
            yield Footer(show_command_palette=False)

    async with (app := Keys()).run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        bar = rows(app)[-1]
        assert "ﺝﻭﺮﺧ" in bar
        assert "ﺭﺎﺒﺧﻷﺍ ﺚﻳﺪﺤﺗ" in bar


async def test_toast_in_arabic_is_reordered():
    async with (app := Rtl()).run_test(size=(80, 12), notifications=True) as pilot:
        app.notify("حُفظ الخبر (1): «المدى»", title="تمّ", markup=False)
        await pilot.pause()
        await pilot.pause()
        assert row_with(app, visual("حُفظ الخبر (1): «المدى»"))
        assert row_with(app, visual("تمّ"))


async def test_tooltip_in_arabic_is_reordered():
    class Hint(Rtl):
        TOOLTIP_DELAY = 0.01

        def compose(self):
            label = Static("خبر", markup=False)
            label.tooltip = "افتح المقال في المتصفح"
            yield label

    async with (app := Hint()).run_test(size=(60, 12), tooltips=True) as pilot:
        await pilot.hover(Static)
        for _ in range(50):
            await pilot.pause(0.02)
            if any(visual("افتح المقال في المتصفح") in row for row in rows(app)):
                break
        assert row_with(app, visual("افتح المقال في المتصفح"))


async def test_options_buttons_tabs_and_tables():
    class Many(Rtl):
        def compose(self):
            yield OptionList("سياسة", "اقتصاد")
            yield Button("حفظ")
            yield Tabs("العناوين", "المحفوظات")
            yield DataTable()

        def on_mount(self):
            table = self.query_one(DataTable)
            table.add_columns("المصدر", "العنوان")
            table.add_row("المدى", "خبر (عاجل)")

    async with (app := Many()).run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        for text in ("سياسة", "اقتصاد", "حفظ", "العناوين", "المحفوظات"):
            assert row_with(app, visual(text))
        assert row_with(app, visual("خبر (عاجل)")).index(visual("خبر (عاجل)")) > row_with(
            app, visual("خبر (عاجل)")
        ).index(visual("المدى"))


async def test_modal_screen_does_not_turn_the_screen_below_again():
    class Card(VisualOrder, ModalScreen):
        def compose(self):
            yield Label("بطاقة", markup=False)

    class Below(Rtl):
        def compose(self):
            yield Label("שלום עולם", markup=False)
            yield Label("خبر (عاجل)", markup=False)
            yield Label("ڕۆژ", markup=False)

    Below.CSS = Rtl.CSS + "Card { align: right bottom; background: black 50%; }"
    async with (app := Below()).run_test(size=(40, 8)) as pilot:
        before = [row.strip() for row in rows(app)[:3]]
        app.push_screen(Card())
        await pilot.pause()
        assert [row.strip() for row in rows(app)[:3]] == before
        assert before[0] == "םלוע םולש"
        assert row_with(app, visual("بطاقة"))


async def test_columns_side_by_side_are_islands_of_their_own():
    class Columns(Rtl):
        def compose(self):
            with Horizontal():
                yield Label("خبر أول", markup=False)
                yield Label("ثان", markup=False)

    async with (app := Columns()).run_test(size=(40, 8)):
        assert rows(app)[0].startswith("ﻝﻭﺃ ﺮﺒﺧﻥﺎﺛ")


async def test_click_in_reordered_text_finds_the_link_under_it():
    from textual.content import Content

    class Link(Rtl):
        def compose(self):
            yield Static(Content.from_markup("اقرأ [@click=app.more]المزيد[/] هنا"))

        def action_more(self):
            self.clicked = True

    Link.CSS = "Static { width: 30; text-align: right; }"
    async with (app := Link()).run_test(size=(40, 5)) as pilot:
        line = app.screen._compositor.render_strips()[0]
        start = line.text.index("ﺪﻳﺰﻤﻟﺍ")
        linked = [
            column
            for column, (_, style) in enumerate(cells_of(line))
            if style and "@click" in (style.meta or {})
        ]
        assert linked == list(range(start, start + 6))
        await pilot.click(Static, offset=(start + 1, 0))
        assert app.clicked


def test_our_modal_screens_leave_the_filter_out():
    for module in iter_modules(screens.__path__, f"{screens.__name__}."):
        for name, each in vars(import_module(module.name)).items():
            if isinstance(each, type) and issubclass(each, ModalScreen) and each.__module__ == module.name:
                assert issubclass(each, VisualOrder), name
