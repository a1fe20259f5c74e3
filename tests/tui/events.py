"""Invented news of three newsrooms, of which one event is reported by all."""

from datetime import timedelta

from tui import news
from tui.conftest import fresh

from reader.core.story_groups import update_stories
from reader.model import Entry, Source

ALPHA, BETA, GAMMA = SOURCES = tuple(
    Source(id, name, feed=f"http://127.0.0.1:9/{id}", language="ar", user_added=True)
    for id, name in (("alpha", "وكالة الضفاف"), ("beta", "نبأ الرافدين"), ("gamma", "صدى الفرات"))
)
FIRE = "حريق كبير في معمل نسيج بالديوانية"
FIRE_OUT = "الديوانية: إخماد حريق معمل النسيج بعد ساعتين من اندلاعه"
FIRE_CAUSE = "الدفاع المدني يكشف سبب حريق معمل النسيج في الديوانية"
FAIR = "افتتاح معرض للزهور في متنزه الزوراء"
BOOKS = "اتحاد الأدباء يكرم فائزين بجائزة القصة القصيرة في البصرة"


def add(library, source, title, minutes):
    url = f"{source.feed}/{minutes}"
    entry = Entry(
        url, title, url, published=news.NOW - timedelta(minutes=minutes), content=f"<p>{title}.</p>"
    )
    library.entries.add(source, [entry], now=news.NOW)
    return library.entries.find(url)


def fill_events(library):
    """Store the news, grouped; gives the ids of FIRE, FIRE_OUT, FIRE_CAUSE (one event), FAIR and BOOKS."""
    library.sources.set(SOURCES)
    found = [
        add(library, ALPHA, FIRE, 180),
        add(library, BETA, FIRE_OUT, 60),
        add(library, GAMMA, FIRE_CAUSE, 20),
        add(library, ALPHA, FAIR, 40),
        add(library, BETA, BOOKS, 10),
    ]
    for source in SOURCES:
        library.sources.record(fresh(source))
    update_stories(library, news.NOW)
    return found
