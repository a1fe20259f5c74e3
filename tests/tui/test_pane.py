"""Heads of panes: the one in front is painted by its state; rows are painted once."""

from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.widget import Widget
from tui.conftest import press, reading


async def test_focus_styles_nothing_but_the_frames(session, monkeypatch):
    async with reading(session) as pilot:
        styled = []
        original = Stylesheet.apply

        def apply(sheet, node, **options):
            styled.append(node)
            original(sheet, node, **options)

        monkeypatch.setattr(Stylesheet, "apply", apply)
        await press(pilot, "enter")
        screen = pilot.app.reading
        assert screen.article.head.front
        assert not screen.headlines.head.front
        assert not [node for node in styled if node.id], "heads are painted by state, not by style"


async def test_focus_alone_does_not_paint_the_whole_screen(session):
    async with reading(session) as pilot:
        screen = pilot.app.reading
        await press(pilot, "enter")
        assert not screen._repaint_required
        screen.set_focus(screen.headlines.rows)
        assert not screen._repaint_required


async def test_framed_rows_equal_those_of_textual(session):
    for size in ((120, 36), (40, 15)):
        async with reading(session, size=size) as pilot:
            screen = pilot.app.reading
            for part in (screen.headlines, screen.article, screen.panes):
                if part.display:
                    whole = part.outer_size.region
                    inner = Region(2, 3, 9, 4)
                    for crop in (whole, inner, Region(0, whole.height - 2, 5, 2)):
                        assert part.render_lines(crop) == Widget.render_lines(part, crop)
