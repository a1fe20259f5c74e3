# ruff: noqa: E501  prose and markup are not folded
"""«وكالة الرافدين التجريبية»: a news agency that does not exist, in the shape of a 2020 Iraqi one.

Every story here was written for these tests and happened nowhere. ``rss``, ``atom``, ``json_feed``, ``listing`` and
``page`` render the same stories as the wire would carry them; ``now`` moves all of them in time.
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape, unescape

NAME = "وكالة الرافدين التجريبية"
BAGHDAD = timezone(timedelta(hours=3))
EVENING = datetime(2020, 8, 20, 21, 20, tzinfo=BAGHDAD)


@dataclass(frozen=True, slots=True)
class Story:
    """One story: what the feed says, and the paragraphs of its page."""

    id: int
    slug: str
    title: str
    category: str
    minutes: int
    """How long before ``now`` it was published."""
    body: tuple[str, ...]
    """Paragraphs as HTML fragments."""

    @property
    def path(self) -> str:
        return f"/ar/news/{self.id}/{self.slug}"

    @property
    def paragraphs(self) -> list[str]:
        """The body as a reader sees it."""
        return [unescape(re.sub(r"<[^>]+>", "", p)) for p in self.body]


STORIES = (
    Story(
        130001,
        "افتتاح-جسر-الرافدين",
        "بغداد تفتتح «جسر الرافدين» للمشاة بطول 420 متراً بعد 3 سنوات من العمل",
        "سياسة",
        0,
        (
            "الرافدين - بغداد",
            "أعلنت أمانة مدينة الرافدين، اليوم الخميس (20 آب 2020)، افتتاح «جسر الرافدين» المخصص للمشاة بطول 420 متراً،"
            " بعد ثلاث سنوات من العمل المتواصل في المشروع.",
            "وقال مدير المشروع سامر الحديثي في بيان تلقته (وكالة الرافدين التجريبية)، إن «نسبة الإنجاز بلغت 100%، وإن"
            " الكلفة انخفضت بنسبة 12.5% عمّا كان مخططاً له»، مبيناً أن الجسر يتسع لنحو 1,500 شخص في وقت واحد.",
            'وأضاف الحديثي أن <a href="/ar/company">شركة River Bridges Ltd</a> نفّذت الهيكل المعدني وفق المواصفة'
            " ISO 9001، فيما تولّت ورش محلية أعمال الإنارة (LED) والأرصفة.",
            "وأوضح أن الجسر سيُفتح أمام الزائرين من الساعة 06:00 صباحاً حتى 23:30 ليلاً، على أن تُخصَّص أيام الجمعة"
            " للفعاليات الثقافية و«سوق الكتب» الأسبوعي.",
            "وتابع أن «المرحلة الثانية من المشروع، التي تبدأ في 15-09-2020، تشمل حديقة على الضفة الغربية ومرسى للزوارق"
            " الصغيرة (عدد 8)».",
            "من جهتها، قالت المهندسة ليلى السعدي لـ«الرافدين» إن اختبارات التحميل جرت على مدى 14 يوماً، وإن الجسر"
            " تحمّل ضعف الوزن المقرّر [2.4 طن لكل متر] من دون أي تغيّر يُذكر.",
            "وكانت الأمانة قد نشرت في حزيران الماضي استطلاعاً شارك فيه 3,284 شخصاً، أيّد 78% منهم تخصيص الجسر للمشاة"
            " والدراجات الهوائية فقط.",
            "وختم البيان بالقول: «هذا الجسر هدية المدينة إلى أهلها»، شاكراً كل من أسهم في إنجازه.",
        ),
    ),
    Story(
        130002,
        "موسم-التمور",
        "وزارة الزراعة: إنتاج التمور يرتفع 50% هذا الموسم",
        "اقتصاد",
        35,
        (
            "الرافدين - متابعة",
            "قالت دائرة البستنة في بيان اليوم إن إنتاج التمور ارتفع بنسبة 50% هذا الموسم مقارنة بالعام الماضي، بفضل"
            " تحسّن مياه الري واعتدال الطقس.",
            "وذكر البيان أن أصناف «البرحي» و«الخستاوي» و(الزهدي) شكّلت 7 من كل 10 أطنان، وأن سعر الكيلوغرام تراوح بين"
            " 1,000 و1,750 ديناراً.",
            "وأشار إلى أن شركات التعبئة صدّرت 12 ألف طن عبر منصة DateMarket الإلكترونية حتى 31-07-2020.",
        ),
    ),
    Story(
        130003,
        "منتخب-الشطرنج",
        "منتخب الشطرنج المدرسي يحرز 3 ميداليات في بطولة Open Chess 2020",
        "رياضة",
        90,
        (
            "الرافدين - رياضة",
            "أحرز منتخب الشطرنج المدرسي ثلاث ميداليات (ذهبيتان وفضية) في بطولة Open Chess 2020 التي أقيمت عبر الإنترنت"
            " بمشاركة 64 لاعباً.",
            "وقالت اللاعبة نور الجبوري (13 عاماً): «تدرّبت كل يوم ساعتين، وكنت أحلم بهذه اللحظة منذ زمن».",
            "ومن المقرر أن يستقبل المنتخبُ المهنئين يوم الأحد المقبل عند الساعة 17:00 في قاعة المدرسة.",
        ),
    ),
    Story(
        130004,
        "مكتبة-متنقلة",
        "مكتبة متنقلة تجوب القرى: «كتابٌ لكل طفل»",
        "ثقافة",
        180,
        (
            "الرافدين - ثقافة",
            "انطلقت صباح اليوم مكتبة متنقلة تحمل أكثر من 2,000 كتاب لتجوب قرى الضفة الشرقية، ضمن مبادرة أهلية حملت"
            " عنوان «كِتَابٌ لِكُلِّ طِفْلٍ».",
            "ويقول صاحب المبادرة، المعلم المتقاعد هادي الراوي، إن السيارة ستزور 3 قرى كل أسبوع، وتعير الكتب مجاناً لمدة"
            " 10 أيام.",
            "<strong>كيف تشارك؟</strong> يمكن للراغبين التبرع بالكتب عبر البريد books@example.org أو في مقر المبادرة.",
        ),
    ),
    Story(
        130005,
        "عاجل-امطار",
        "عاجل.. الأنواء الجوية تتوقع أمطاراً خفيفة غداً وانخفاضاً في درجات الحرارة",
        "محليات",
        240,
        (
            "الرافدين - محليات",
            "توقعت هيئة الأنواء الجوية، هطول أمطار خفيفة غداً الجمعة في المناطق الشمالية، وانخفاض درجات الحرارة بين 2 و4"
            " درجات مئوية.",
            "وقال الراصد الجوي باسم كريم إن سرعة الرياح ستكون بين 10 و20 كم/ساعة، والرؤية 8-10 كم.",
        ),
    ),
    Story(
        130006,
        "تطبيق-النقل",
        "إطلاق تطبيق «RafidainGo» لمواعيد الحافلات بثلاث لغات (العربية والكردية وEnglish)",
        "تكنولوجيا",
        400,
        (
            "الرافدين - تكنولوجيا",
            "أطلقت شركة ناشئة تطبيق «RafidainGo» لعرض مواعيد الحافلات على نظامي Android وiOS، بثلاث لغات هي العربية"
            " والكردية وEnglish.",
            "وبحسب القائمين عليه، بلغ عدد مرات التنزيل 10,000 خلال 48 ساعة، بمعدل تقييم 4.7/5.",
            'ويمكن تنزيل التطبيق من الموقع <a href="https://rafidaingo.example/ar">rafidaingo.example</a>، علماً أن النسخة'
            " (v1.2.0) ستصدر في أيلول.",
        ),
    ),
)


def png(width: int = 16, height: int = 9) -> bytes:
    """A small plain picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x1f\x6f\x8b" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def time_of(story: Story, now: datetime = EVENING) -> datetime:
    """When a story was published."""
    return now - timedelta(minutes=story.minutes)


def rss(base: str, now: datetime = EVENING, stories: tuple[Story, ...] = STORIES) -> bytes:
    """RSS 2.0 with ``media:content``, ``content:encoded`` left out, as small agencies do."""
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{base}{s.path}</link><guid isPermaLink='false'>{s.id}</guid>"
        f"<category>{s.category}</category><pubDate>{format_datetime(time_of(s, now))}</pubDate>"
        f"<description><![CDATA[<p>{s.body[1]}</p>]]></description>"
        f"<enclosure url='{base}/images/{s.id}.png' type='image/png' length='100'/></item>"
        for s in stories
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
        f"<title>{NAME}</title><link>{base}/ar</link><description>أخبار لا أصل لها</description><language>ar</language>"
        f"{items}</channel></rss>"
    ).encode()


def atom(base: str, now: datetime = EVENING, stories: tuple[Story, ...] = STORIES) -> bytes:
    """Atom 1.0 with the whole body as content."""
    entries = "".join(
        f"<entry><title>{escape(s.title)}</title><link href='{base}{s.path}'/><id>tag:rafidain,2020:{s.id}</id>"
        f"<category term='{s.category}'/><updated>{time_of(s, now).isoformat()}</updated>"
        f"<published>{time_of(s, now).isoformat()}</published><author><name>هيئة التحرير</name></author>"
        f"<content type='html'>{escape(''.join(f'<p>{p}</p>' for p in s.body))}</content></entry>"
        for s in stories
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xml:lang='ar'>"
        f"<title>{NAME}</title><id>{base}/</id><link href='{base}/ar'/><updated>{now.isoformat()}</updated>"
        f"{entries}</feed>"
    ).encode()


def json_feed(base: str, now: datetime = EVENING, stories: tuple[Story, ...] = STORIES) -> bytes:
    """JSON Feed 1.1."""
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": NAME,
            "home_page_url": f"{base}/ar",
            "language": "ar",
            "items": [
                {
                    "id": str(s.id),
                    "url": f"{base}{s.path}",
                    "title": s.title,
                    "content_html": "".join(f"<p>{p}</p>" for p in s.body),
                    "date_published": time_of(s, now).isoformat(),
                    "tags": [s.category],
                }
                for s in stories
            ],
        },
        ensure_ascii=False,
    ).encode()


def _frame(title: str, head: str, body: str) -> bytes:
    menu = "".join(
        f'<li><a href="/category/{n}">{name}</a></li>'
        for n, name in enumerate(("سياسة", "أمن", "محليات", "اقتصاد", "رياضة", "ثقافة", "فيديو"), 1)
    )
    ticker = "".join(f'<a href="{s.path}">{escape(s.title)}</a>' for s in STORIES[:5])
    return (
        f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{escape(title)}</title>{head}'
        "<script>var ads = '<p>إعلان</p>';</script><style>p { color: #222 }</style></head>"
        f'<body><form method="post" id="form1"><header><nav><ul>{menu}</ul></nav></header>'
        f'<div class="breaking"><span class="label">آخر الأخبار</span><marquee direction="right">{ticker}</marquee></div>'
        f"{body}<footer><p>جميع الحقوق محفوظة © {NAME} 2020</p><a href='/contact'>اتصل بنا</a></footer></form></body></html>"
    ).encode()


def listing(base: str, now: datetime = EVENING, stories: tuple[Story, ...] = STORIES) -> bytes:
    """The list of latest news: a slider that repeats stories under cut slugs, then the items."""
    slider = "".join(
        f'<li><a class="slider-main" href="/ar/news/{s.id}/{s.slug[:6]}_"><strong>{escape(s.title)}</strong></a></li>'
        for s in stories[:3]
    )
    items = "".join(
        f'<div class="item"><div class="item-header"><a href="{s.path}"><img src="/images/{s.id}.png" alt=""></a></div>'
        f'<div class="item-content"><h4><a href="{s.path}">{escape(s.title)}</a></h4>'
        f'<span class="item-meta"><span class="item-meta-item">{time_of(s, now):%d-%m-%Y, %H:%M}</span></span>'
        f"<p>{s.paragraphs[1][:60]}…</p></div></div>"
        for s in stories
    )
    return _frame(
        f"{NAME} - كل الأخبار", "", f'<ul class="slider">{slider}</ul><div class="list">{items}</div>'
    )


def page(story: Story, base: str, now: datetime = EVENING) -> bytes:
    """An article page: ticker, title, meta line, size control, body, and what is always around it."""
    at = time_of(story, now)
    head = (
        f'<meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{NAME}">'
        f'<meta property="og:type" content="article"><meta property="og:image" content="{base}/images/{story.id}.png">'
        f'<link rel="canonical" href="{base}{story.path}">'
        f'<link rel="alternate" type="application/rss+xml" title="{NAME}" href="/rss.xml">'
    )
    paragraphs = [f"<p>{p}</p>" for p in story.body]
    paragraphs.insert(2, f'<p>اقرأ أيضاً: <a href="{STORIES[-1].path}">{escape(STORIES[-1].title)}</a></p>')
    related = "".join(f'<li><a href="{s.path}">{escape(s.title)}</a></li>' for s in STORIES if s is not story)
    return _frame(
        f"{story.title} - {NAME}",
        head,
        '<div class="row"><div class="col-right"><article class="news">'
        f"<h1>{escape(story.title)}</h1>"
        f'<div class="news-meta">{story.category} | {at:%d-%m-%Y, %H:%M} |</div>'
        '<div class="size"><a href="#" onclick="bigger()">A+</a> <a href="#" onclick="smaller()">A-</a></div>'
        f'<figure><img src="/images/{story.id}.png" alt="صورة توضيحية"><figcaption>صورة من الأرشيف</figcaption></figure>'
        f'<div class="news-text">{"".join(paragraphs)}</div>'
        '<div class="share"><span>شارك الخبر</span><a href="https://www.facebook.com/sharer.php?u=x">فيسبوك</a>'
        '<a href="https://twitter.com/intent/tweet?url=x">تويتر</a><a href="https://t.me/share/url?url=x">تلغرام</a></div>'
        f'<div class="related"><h3>اقرأ أيضاً</h3><ul>{related}</ul></div>'
        "</article></div>"
        f'<aside class="col-left"><h3>الأكثر قراءة</h3><ul>{related}</ul><a href="/category/-1">المزيد</a></aside></div>',
    )
