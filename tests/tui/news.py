"""Invented news for the tests of the screen: nothing here happened anywhere.

``STORIES`` are told newest first as seen from ``NOW``. Some letters are Latin, some carry harakat, one is
Kurdish, one is breaking, one is too long for any list, and one is written by somebody who wishes us ill.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reader.model import Article, Block, Entry, Source, Span

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
"""What the clock says: 15:30 in Baghdad, a Tuesday."""

# nobody listens at port 9: what is not in the library cannot be had
RAFIDAIN = Source(
    "rafidain", "وكالة الرافدين", feed="http://127.0.0.1:9/rss", home="http://127.0.0.1:9/", user_added=True
)
RIVER = Source("river", "River Post", feed="http://127.0.0.1:9/river", language="en", user_added=True)
RUBAR = Source("rubar", "ڕووبار", feed="http://127.0.0.1:9/rubar", language="ckb", user_added=True)
SOURCES = (RAFIDAIN, RIVER, RUBAR)

HOSTILE = "[/] عنوان [@click=app.quit]اضغط[/] [red]x"
LONG = (
    'خبير اقتصادي: "أسعار النفط" ستبقى بين 70-80 دولاراً حتى 20-08-2027، وشركة Open Energy (المحدودة)'
    " تتوقع أن ينمو الطلب بنسبة 12.5% في الأسواق الآسيوية والأوروبية والأفريقية خلال الأعوام المقبلة"
)


@dataclass(frozen=True)
class Story:
    """A story of ``source``, ``minutes`` before ``NOW``; ``whole`` when the library has all of it."""

    source: Source
    title: str
    minutes: int
    category: str
    text: str
    whole: bool = True

    @property
    def url(self):
        return f"http://127.0.0.1:9/{self.source.id}/{self.minutes}"

    @property
    def published(self):
        return NOW - timedelta(minutes=self.minutes)

    @property
    def entry(self):
        return Entry(
            self.url,
            self.title,
            self.url,
            published=self.published,
            summary=self.text.splitlines()[0],
            categories=(self.category,),
            language=self.source.language,
        )

    @property
    def article(self):
        blocks = tuple(Block("paragraph", each) for each in self.text.splitlines())
        return Article(
            self.title,
            self.url,
            self.source.name,
            self.category,
            "",
            self.published,
            self.source.language,
            "ltr" if self.source.language == "en" else "rtl",
            blocks=blocks,
        )


BRIDGE = Story(
    RAFIDAIN,
    "عاجل: افتتاح جسر جديد (طوله 1200 متر) فوق النهر",
    5,
    "محليات",
    "افتُتح اليوم جسر جديد.",
)
DATES = Story(
    RAFIDAIN,
    "وزارة الزراعة: إنتاج التمور يرتفع 50% هذا الموسم",
    35,
    "اقتصاد",
    "قالت دائرة البستنة إن الإنتاج ارتفع.",
    whole=False,
)
LIBRARY = Story(
    RAFIDAIN,
    "مَكْتَبَةٌ عامَّةٌ تُفْتَحُ في المَدينةِ القَديمةِ",
    60,
    "ثقافة",
    "قال أمين المكتبة إن الأبواب تُفتح مساءً.",
)
PORT = Story(
    RIVER,
    "River port opens (phase 2) after 14 months",
    90,
    "Economy",
    "The port opened on Monday.\nIt took 14 months.",
)
SCHOOL = Story(RUBAR, "قوتابخانەیەکی نوێ لە گوندەکەدا کرایەوە", 130, "ناوخۆ", "قوتابخانەکە شەش پۆلی هەیە.")
OIL = Story(RAFIDAIN, LONG, 200, "اقتصاد", "قال الخبير إن السوق هادئة.")
TRAP = Story(RAFIDAIN, HOSTILE, 260, "[bold]قسم", "[/] نص [@click=app.quit]اخرج[/]")
YESTERDAY = Story(RAFIDAIN, "انطلاق مهرجان الزهور في الحديقة العامة", 26 * 60, "ثقافة", "بدأ المهرجان صباحاً.")
OLD = Story(RIVER, "A market of old books", 50 * 60, "Culture", "Books were sold by the river.")
STORIES = (BRIDGE, DATES, LIBRARY, PORT, SCHOOL, OIL, TRAP, YESTERDAY, OLD)

# the article of BRIDGE, with all that an article may have

_FIRST = "قال المتحدث إن المشروع «سيُنجز» خلال (18) شهراً، وإن نسبة الإنجاز بلغت 45%."
_LINKED = (
    "وأضاف في حديث لوكالة الرافدين: لا تأخير في التنفيذ، رغم طلب شركة Siemens AG تمديد العقد حتى 20-08-2027."
)
_AGENCY, _STRONG = _LINKED.index("وكالة"), _LINKED.index("لا تأخير")
FILL = "فقرة أخرى تملأ الصفحة بالنص، وفيها أرقام مثل 1,234 و(56%) وكلمات مثل Linux وTerminal."
BRIDGE_BLOCKS = (
    Block("paragraph", _FIRST),
    Block(
        "paragraph",
        _LINKED,
        (
            Span(_AGENCY, _AGENCY + 14, "link", "https://example.com/agency"),
            Span(_STRONG, _STRONG + 8, "strong"),
        ),
    ),
    Block("heading", "خلفية المشروع", level=2),
    Block("item", "المرحلة الأولى: 12 كم", level=1),
    Block("item", "المرحلة الثانية: 30 كم", level=1, ordinal=2),
    Block("quotation", "هذا الجسر هدية المدينة إلى أهلها، كما قال المهندس في كلمته القصيرة.", level=1),
    Block("image", "الجسر عند الغروب", url="https://example.com/bridge.jpg"),
    Block(
        "paragraph",
        "The company said (in English) that work goes on.",
        (Span(4, 11, "link", "https://example.com/company"),),
    ),
    *(Block("paragraph", FILL) for _ in range(12)),
)
