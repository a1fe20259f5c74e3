# ruff: noqa: E501 - pages as they are written, in six languages
"""Pages with one odd thing each: layout names, lines around stories, heads, galleries, live pages (issue 24)."""

from datetime import datetime

import pytest

from reader.model import Entry
from reader.sources import ExtractError, extract, from_entry

AR = (
    "أعلنت إدارة الميناء صباح اليوم بدء العمل في الرصيف الجديد الذي يستقبل السفن الكبيرة من بلدان المنطقة.",
    "وقال مدير الميناء إن الرصيف كلف خمسين مليون دينار واستغرق بناؤه عامين كاملين بأيد محلية.",
    "ويأمل التجار أن تنخفض كلفة الشحن مع وصول السفن مباشرة من دون المرور بموانئ أخرى في الخليج.",
    "ومن المقرر أن تصل أول سفينة إلى الرصيف مطلع الأسبوع المقبل محملة بالقمح من البحر الأسود.",
)
FA = (
    "مدیر بندر صبح امروز از آغاز کار اسکله تازه خبر داد که کشتی‌های بزرگ منطقه را پذیرش می‌کند.",
    "او گفت ساخت این اسکله دو سال طول کشید و همه کارهای آن را مهندسان محلی انجام دادند.",
    "بازرگانان امیدوارند با رسیدن مستقیم کشتی‌ها هزینه حمل کالا در ماه‌های آینده کمتر شود.",
)
UR = (
    "بندرگاہ کی انتظامیہ نے آج صبح نئی گودی پر کام شروع کرنے کا اعلان کیا جہاں بڑے جہاز لنگر انداز ہوں گے۔",
    "بندرگاہ کے ڈائریکٹر نے کہا کہ اس گودی کی تعمیر میں دو سال لگے اور سارا کام مقامی انجینئروں نے کیا۔",
    "تاجروں کو امید ہے کہ جہازوں کی براہ راست آمد سے مال برداری کا خرچ آنے والے مہینوں میں کم ہو جائے گا۔",
)
HE = (
    "הנהלת הנמל הודיעה הבוקר על תחילת העבודה ברציף החדש, שיקלוט אוניות גדולות מכל מדינות האזור.",
    "מנהל הנמל אמר כי בניית הרציף נמשכה שנתיים וכי כל העבודה נעשתה בידי מהנדסים מקומיים מן העיר.",
    "הסוחרים מקווים כי הגעת האוניות הישירה תוזיל את עלות ההובלה של סחורות בחודשים הקרובים.",
)
CKB = (
    "بەڕێوەبەرایەتی بەندەر ئەمڕۆ بەیانی دەستپێکردنی کاری لە سەکۆ نوێیەکەدا ڕاگەیاند کە کەشتی گەورە وەردەگرێت.",
    "بەڕێوەبەری بەندەر گوتی دروستکردنی سەکۆکە دوو ساڵی خایاند و هەموو کارەکە ئەندازیارانی ناوخۆ کردیان.",
    "بازرگانان هیوادارن بە گەیشتنی ڕاستەوخۆی کەشتییەکان تێچووی گواستنەوە لە مانگەکانی داهاتوودا کەم بێتەوە.",
)
EN = (
    "The port authority announced on Sunday that work had begun on a new quay for the larger ships of the region.",
    "Its director said that the quay took two years to build and that all of the work was done by local engineers.",
    "Traders hope that ships which arrive directly will lower the cost of freight over the coming months.",
)
POLICY = "التعليقات المنشورة هنا لا تمثل رأي الصحيفة ولا رأي أصحابها، وإنما تمثل أصحابها وحدهم، ونحن نرحب بكل رأي مهذب لا يسيء إلى الأشخاص ولا إلى الأديان ولا إلى الطوائف، ونحتفظ بحق حذف ما يخالف ذلك من دون إشعار، ونرجو من القراء الكرام أن يكتبوا بلغة سليمة وألا يضعوا روابط إعلانية، فكل تعليق يمر على المحررين قبل نشره."
TITLE = "رصيف جديد يستقبل السفن الكبيرة في الميناء"
IMAGE = "https://news.example/media/quay-77.jpg"


def p(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def page(body, head="", *, title=TITLE, lang="ar"):
    direction = "ltr" if lang == "en" else "rtl"
    return f'<!doctype html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


def story(inner, cls="article-body", around="", title=TITLE):
    return f'<main><article><h1>{title}</h1>{around}<div class="{cls}">{inner}</div></article></main>'


def read(html, url="https://news.example.iq/a/12345"):
    return extract(html, url)


def texts(article):
    return [b.text for b in article.blocks if b.kind not in ("image", "caption", "embed", "rule")]


KEPT = {
    # layout
    "figure hidden on phones": (story(f'{p(*AR[:2])}<figure class="hidden md:block relative"><img src="{IMAGE}"><figcaption>الرصيف</figcaption></figure>{p(AR[2])}'), list(AR[:3])),
    "body with the slug of its topic": (story(p(*AR), "popular-science entry-content print-friendly"), list(AR)),
    "sidebar in the name of a layout": (f'<div class="layout-with-sidebar"><div class="no-sidebar-content"><h1>{TITLE}</h1>{p(*AR)}</div><div class="sidebar">{p("تابعونا على وسائل التواصل الاجتماعي كل يوم.")}</div></div>', list(AR)),
    "paragraph styled as breaking": (story(f'<p class="breaking">{AR[0]}</p>{p(*AR[1:3])}'), list(AR[:3])),
    "questions in details": (story(f"{p(AR[0])}<details open><summary>متى تصل أول سفينة؟</summary>{p(AR[3])}</details>{p(AR[1])}"), [AR[0], "متى تصل أول سفينة؟", AR[3], AR[1]]),
    "two stories of an endless page": (f"<main>{story(p(*HE))}<article><h1>מזג האוויר מחר</h1><div class='article-body'>{p(*[text.replace('הנמל', 'העיר') for text in HE])}</div></article></main>", list(HE)),
    "comments outside in a box without a name": (story(p(*UR)) + "<section class='x9'><h3>قارئین کی رائے</h3>" + p(*[f"یہ بہت اچھی خبر ہے اور ہم سب کو اس پر خوشی ہے، قاری نمبر {n} کی رائے۔" for n in range(8)]) + "</section>", list(UR)),
    "advertisement between paragraphs": (story(f'{p(AR[0])}<div class="ad-slot"><span>إعلان</span></div>{p(AR[1])}<div id="div-gpt-ad-1"><p>إعلان</p></div>{p(AR[2])}'), list(AR[:3])),
    "biography of the author below": (story(f'{p(*EN)}<div class="author-bio"><p>Jane Doe writes about ports and trade and has lived in Basra for many years.</p></div>', title="A new quay for larger ships"), list(EN)),
    "tabs of which one is hidden": (story(f'<div role="tabpanel">{p(*AR[:2])}</div><div role="tabpanel" hidden>{p("نص مخفي من تبويب آخر لا يظهر على الصفحة حتى يضغط القارئ على زر التبويب.")}</div>{p(AR[2])}'), list(AR[:3])),
    "paragraphs as br in one div": (story("<br><br>".join(FA), "matn"), list(FA)),
    "headings that are spans": (story(f'{p(AR[0])}<p><strong>كلفة الرصيف</strong></p>{p(*AR[1:3])}'), [AR[0], "كلفة الرصيف", *AR[1:3]]),
    "dropped capital": (story(f'<p><span class="dropcap">T</span>{EN[0][1:]}</p>{p(*EN[1:])}', title="A new quay for larger ships"), list(EN)),
    # lines around stories
    "related link after a paragraph (fa)": (story(f'{p(FA[0])}<p>بیشتر بخوانید: <a href="/a/9">قیمت نفت در بازار امروز بالا رفت</a></p>{p(*FA[1:])}'), list(FA)),
    "sentence that begins as a related link (fa)": (story(p(FA[0], "بیشتر بخوانید تا بیشتر بدانید، این شعار کتابخانه تازه بندر است.", *FA[1:])), [FA[0], "بیشتر بخوانید تا بیشتر بدانید، این شعار کتابخانه تازه بندر است.", *FA[1:]]),
    "related link after a paragraph (ur)": (story(f'{p(UR[0])}<p>یہ بھی پڑھیں: <a href="/a/9">تیل کی قیمت میں اضافہ ہو گیا</a></p>{p(*UR[1:])}'), list(UR)),
    "related link after a paragraph (he)": (story(f'{p(HE[0])}<p>קראו עוד: <a href="/a/9">מחירי הנפט עלו אתמול בשווקים</a></p>{p(*HE[1:])}<p>כל הזכויות שמורות</p>'), list(HE)),
    "related link after a paragraph (ckb)": (story(f'{p(CKB[0])}<p>هەروەها بخوێنەوە: <a href="/a/9">نرخی نەوت لە بازاڕدا بەرز بووەوە</a></p>{p(*CKB[1:])}'), list(CKB)),
    "related link after a paragraph (en)": (story(f'{p(EN[0])}<p>Read more: <a href="/a/9">Oil prices rise in the markets</a></p>{p(*EN[1:])}<p>Sign up for our newsletter</p>', title="A new quay"), list(EN)),
    "sentence that begins as a related link (en)": (story(p(EN[0], "Read more books, the minister told pupils who had come to see the quay.", *EN[1:]), title="A new quay"), [EN[0], "Read more books, the minister told pupils who had come to see the quay.", *EN[1:]]),
    "counters and controls": (story(f'<div>حجم الخط</div><p>عدد المشاهدات: 1520</p>{p(*AR)}<p>صفحة 1 من 3</p><p>رابط مختصر</p>'), list(AR)),
    "invitation to a channel": (story(f'{p(*AR[:3])}<p>تابعنا على تلغرام</p><p>للاشتراك في قناتنا على واتساب اضغط هنا</p>'), list(AR[:3])),
    "sentence of a person following": (story(p(AR[0], "تابعنا الطريق إلى الميناء ليلاً حتى وصلنا إلى بوابته الكبيرة مع الفجر.", *AR[1:3])), [AR[0], "تابعنا الطريق إلى الميناء ليلاً حتى وصلنا إلى بوابته الكبيرة مع الفجر.", *AR[1:3]]),
    "copyright below": (story(f'{p(*AR[:3])}<p>© 2026 وكالة الميناء. جميع الحقوق محفوظة</p>'), list(AR[:3])),
    "notice of cookies before the story": (f'<div class="notice-x"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على موقعنا ومتابعتك تعني موافقتك.</p><button>موافق</button></div>{story(p(*AR[:2]))}', list(AR[:2])),
    "one line of fifty letters": (story("<p>قتيلان وثلاثة جرحى بانفجار عبوة شرقي ديالى</p>"), ["قتيلان وثلاثة جرحى بانفجار عبوة شرقي ديالى"]),
    "three short lines": (story(p("خرج الجرحى من المستشفى اليوم", "وأغلقت الشرطة الجسر القديم", "وعاد الهدوء إلى الحي مساءً")), ["خرج الجرحى من المستشفى اليوم", "وأغلقت الشرطة الجسر القديم", "وعاد الهدوء إلى الحي مساءً"]),
    "long notice of cookies around one sentence": (f'<div class="box"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على هذا الموقع ولقياس الزيارات، وبمتابعتك تعني أنك موافق عليها.</p><p>تستطيع في كل وقت أن تغير تفضيلاتك من صفحة الخصوصية، أو أن تقرأ عن كل شريك من شركائنا وما يجمعه عنك.</p></div>{story(p(AR[0]))}', [AR[0]]),
    "counter of pages with a stroke": (story(f"{p(*AR[:3])}<p>الصفحة 1 / 4</p>"), list(AR[:3])),
    "line of a newsroom above": (story(p(*AR[:3]), around='<div class="by">خاص - متابعة</div>'), list(AR[:3])),
    "line of a section in place of a writer": (story(p(*AR[:3]), around='<div class="author">قسم المحليات</div>'), list(AR[:3])),
    "comments without a name under their number": (story(f"{p(*AR[:3])}<h3>التعليقات (2)</h3><p>أتمنى أن تنخفض الأسعار بعد افتتاح الرصيف كما وعدوا.</p>"), list(AR[:3])),
    "table of contents": (story(f'<div class="box"><b>المحتويات</b><a href="#a">الكلفة</a><a href="#b">الموعد</a></div>{p(*AR[:3])}'), list(AR[:3])),
    "form of a newsletter without a name": (story(f'{p(*AR[:2])}<div class="x7"><h4>نشرتنا</h4><p>سجل ليصلك ملخص الأخبار كل صباح في بريدك.</p><form><input type="email"></form></div>{p(AR[2])}'), list(AR[:3])),
    "long policy on comments below": (story(p(*AR[:3])) + f"<div>{p(POLICY)}</div>", list(AR[:3])),
    "long policy on comments in the body": (story(p(*AR[:3], POLICY)), list(AR[:3])),
    "list of tags below": (story(f'{p(*AR[:3])}<div class="tags"><a href="/t/1">ميناء</a> <a href="/t/2">سفن</a></div>'), list(AR[:3])),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_extract_of_an_odd_page_keeps_the_story_alone(name):
    body, wanted = KEPT[name]
    assert texts(read(page(body))) == wanted


def test_extract_of_a_gallery_keeps_every_picture_with_its_caption():
    figures = "".join(
        f'<div class="swiper-slide"><figure><img data-src="/g/{n}.jpg"><figcaption>صورة الرصيف رقم {n}</figcaption></figure></div>'
        for n in range(1, 6)
    )
    article = read(page(story(f'{p(AR[0])}<div class="gallery swiper">{figures}</div>')))
    assert [b.url.rpartition("/")[2] for b in article.blocks if b.kind == "image"] == [
        f"{n}.jpg" for n in range(1, 6)
    ]
    assert [b.text for b in article.blocks if b.kind == "caption"] == [
        f"صورة الرصيف رقم {n}" for n in range(1, 6)
    ]


def test_extract_of_a_live_page_keeps_the_time_of_each_post_newest_first():
    posts = "".join(
        f'<div class="live-post"><time datetime="2026-11-28T{hour}:00:00+03:00">{hour}:00</time><h3>تحديث الساعة {hour}</h3><p>{AR[n]}</p></div>'
        for n, hour in enumerate((15, 14, 13))
    )
    found = texts(read(page(story(posts, "live-posts"))))
    assert [text for text in found if text.startswith(("تحديث", "15", "14", "13"))] == [
        *("15:00", "تحديث الساعة 15", "14:00", "تحديث الساعة 14", "13:00", "تحديث الساعة 13"),
    ]
    assert [text for text in found if len(text) > 50] == list(AR[:3])


HEADS = {
    "line of the author (fa)": ("fa", FA, "<p class='meta'>نویسنده: زهرا کریمی</p>", "", {"author": "زهرا کریمی"}),
    "line of the author (he)": ("he", HE, "<div class='byline'>מאת: דנה לוי</div>", "", {"author": "דנה לוי"}),
    "line of the author (ur)": ("ur", UR, "<div class='byline'>تحریر: احمد خان</div>", "", {"author": "احمد خان"}),
    "line of the author (ckb)": ("ckb", CKB, "<div class='byline'>ئامادەکردنی: ئارام عەلی</div>", "", {"author": "ئارام عەلی"}),
    "line of the author (en)": ("en", EN, "<div class='byline'>By Jane Doe</div>", "", {"author": "Jane Doe"}),
    "special is no person": ("ar", AR, "<div class='author'>خاص - بغداد الآن</div>", "", {"author": ""}),
    "editor's desk is no person": ("ar", AR, "", '<meta name="author" content="غرفة الأخبار">', {"author": ""}),
    "publisher is no person": ("ar", AR, "", '<meta property="og:site_name" content="وكالة الميناء"><meta name="author" content="وكالة الميناء">', {"author": ""}),
    "day of Iran's calendar": ("fa", FA, "<div class='date'>شنبه ۷ آذر ۱۴۰۵ - ۱۴:۳۰</div>", "", {"published": "2026-11-28T14:30"}),
    "day and time above a kicker": ("ar", AR, "<span>28/11/2026 - 14:30</span><div class='kicker'>ملف خاص</div>", "", {"published": "2026-11-28T14:30"}),
    "day in Hebrew": ("he", HE, "<span class='date'>28 בנובמבר 2026, 14:30</span>", "", {"published": "2026-11-28T14:30"}),
    "day in Urdu": ("ur", UR, "<span class='date'>28 نومبر 2026، 14:30</span>", "", {"published": "2026-11-28T14:30"}),
    "day in Kurdish": ("ckb", CKB, "<span class='date'>28ی تشرینی دووەم 2026، 14:30</span>", "", {"published": "2026-11-28T14:30"}),
    "section among crumbs": ("ar", AR, "<nav class='breadcrumb'><a href='/'>الرئيسية</a> <a href='/economy'>اقتصاد</a></nav>", "", {"category": "اقتصاد"}),
    "section of the head": ("ar", AR, "", '<meta property="article:section" content="اقتصاد">', {"category": "اقتصاد"}),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_extract_of_a_head_reads_the_facts(name):
    lang, body, around, head, wanted = HEADS[name]
    article = read(
        page(
            f"<main><article>{around}<h1>{TITLE}</h1><div class='article-body'>{p(*body)}</div></article></main>",
            head,
            lang=lang,
        )
    )
    below = read(page(story(p(*body), around=around), head, lang=lang))
    for found in (article, below):
        assert texts(found) == list(body)
        for field, value in wanted.items():
            given = getattr(found, field)
            assert (given.strftime("%Y-%m-%dT%H:%M") if isinstance(given, datetime) else given) == value


@pytest.mark.parametrize(
    ("host", "offset"),
    [("news.example.ir", "+0330"), ("news.example.pk", "+0500"), ("news.example.co.il", "+0200"), ("news.example.sa", "+0300"), ("news.example.com.tr", "+0300"), ("news.example.ma", "+0100")],
)  # fmt: skip
def test_extract_of_a_time_without_zone_takes_the_newsrooms(host, offset):
    html = page(story(p(*AR), around="<span class='date'>28-11-2026 14:30</span>"))
    assert extract(html, f"https://{host}/a/1").published.strftime("%H:%M%z") == f"14:30{offset}"


@pytest.mark.parametrize(
    ("lang", "body", "notice"),
    [
        ("ar", AR, "هذا المقال متاح للمشتركين فقط"),
        ("fa", FA, "برای خواندن ادامه مطلب باید مشترک شوید"),
        ("he", HE, "הכתבה המלאה למנויים בלבד"),
        ("en", EN, "This article is for subscribers only"),
        ("ur", UR, "مکمل مضمون پڑھنے کے لیے سبسکرائب کریں"),
        ("ckb", CKB, "ئەم بابەتە تەنیا بۆ ئابوونەکانە"),
    ],
)
def test_extract_of_a_teaser_is_not_whole(lang, body, notice):
    article = read(page(story(f"{p(body[0])}<div class='paywall-box'><p>{notice}</p></div>"), lang=lang))
    assert texts(article) == [body[0]]
    assert not article.whole


@pytest.mark.parametrize(
    "box",
    [
        "نحن وشركاؤنا نستخدم ملفات تعريف الارتباط على هذا الموقع. اضغط «موافق» للمتابعة أو «إدارة التفضيلات» لتغيير اختياراتك.",
        "ما از کوکی‌ها برای بهبود تجربه شما در این سایت استفاده می‌کنیم. با ادامه، شما این را می‌پذیرید.",
        "אנו משתמשים בעוגיות כדי לשפר את חוויית הגלישה שלך באתר זה. המשך הגלישה מהווה הסכמה.",
        "We and our partners use cookies on this website. By clicking accept you agree to our use of cookies.",
        "We and our 842 partners store and access information on a device, such as unique identifiers, to show you ads.",
        "تحتوي هذه الصفحة على محتوى من موقع آخر. موافقتكم مطلوبة قبل عرضه لأنه قد يتضمن ملفات ارتباط (كوكيز).",
        "ئێمە بۆ باشترکردنی ئەزموونی تۆ لەم ماڵپەڕە کووکی بەکاردەهێنین. بە بەردەوامبوون ڕازیت بەمە.",
        "ہم اور ہمارے شراکت دار اس ویب سائٹ پر کوکیز استعمال کرتے ہیں تاکہ آپ کو بہتر خدمت ملے۔",
        "Nous et nos partenaires utilisons des cookies pour stocker des informations sur votre appareil et y accéder.",
        "Wir verwenden Cookies und ähnliche Techniken, um Informationen auf Ihrem Gerät zu speichern und abzurufen.",
        "Web sitemizde deneyiminizi iyileştirmek için çerezler kullanıyoruz. Kabul ederek buna izin verirsiniz.",
        "Utilizamos cookies propias y de nuestros socios para mejorar la experiencia y mostrar publicidad.",
    ],
)
def test_extract_of_a_wall_of_consent_raises(box):
    with pytest.raises(ExtractError) as raised:
        read(page(f"<div class='box'><h2>الخصوصية</h2><p>{box}</p><button>OK</button></div>"))
    assert raised.value.message.key == "article.consent"


@pytest.mark.parametrize("card", ["<div>{}</div>", "{}"])
def test_pictures_of_other_stories_below_are_left_out(card):
    cards = "".join(
        card.format(
            f'<img src="/t/{n}.jpg" width="300"><a href="/a/{n}">خبر آخر من الميناء رقم {n} اليوم</a>'
        )
        for n in range(4)
    )
    article = read(page(f"<h1>{TITLE}</h1><div>{p(*AR[:3])}</div><div>{cards}</div>"))
    assert [block.kind for block in article.blocks] == ["paragraph"] * 3


def test_short_story_with_a_body_of_its_own_beats_longer_texts_around_it():
    notes = "".join(f"<div><h4>مدونة</h4><p>{text}</p></div>" for text in (*AR[2:], *AR[2:]))
    body = f'<article><h1>{TITLE}</h1><div class="article-body">{p(*AR[:2])}</div></article>'
    article = read(page(f"<main>{body}<section>{notes}</section></main>"))
    assert texts(article) == list(AR[:2])


def test_link_to_another_story_in_the_content_of_a_feed_is_left_out():
    inner = f'{p(*AR[:2])}<p><a href="https://news.example/a/2">سفينة قمح تصل غدا</a></p>{p(AR[2])}'
    entry = Entry("1", TITLE, "https://news.example/a/1", content=inner)
    assert [block.text for block in from_entry(entry).blocks] == list(AR[:3])


def test_picture_that_leads_to_the_story_itself_stays_in_a_feed():
    inner = f'<a href="https://news.example/a/1?utm_source=rss"><img src="/q.jpg">صورة الرصيف من الجو صباح اليوم</a>{p(*AR[:2])}'
    entry = Entry("1", TITLE, "https://news.example/a/1", content=inner)
    kinds = [block.kind for block in from_entry(entry).blocks]
    assert kinds == ["image", "paragraph", "paragraph"]


@pytest.mark.parametrize("line", ["<h2>محليات</h2>", "<div><span>محليات</span></div>", "<p>محليات</p>"])
def test_section_below_the_title_is_the_category_and_no_part_of_the_story(line):
    menu = "<nav><a href='/s'>رياضة</a> <a href='/l'>محليات</a></nav>"
    article = read(page(f"{menu}<article><h1>{TITLE}</h1>{line}{p(*AR[:3])}</article>"))
    assert article.category == "محليات"
    assert texts(article) == list(AR[:3])


def test_headline_shown_alone_is_the_title_though_the_page_claims_another():
    article = read(page(story(p(*AR[:3])), title="كل ما تريد معرفته عن ميناء المدينة"))
    assert article.title == TITLE
    assert texts(article) == list(AR[:3])


@pytest.mark.parametrize("line", ["Huda Salem, The Harbour", "Par Huda Salem", "نص: هدى سالم"])
def test_author_is_named_without_label_or_newsroom(line):
    head = '<meta property="og:site_name" content="The Harbour">'
    article = read(page(story(p(*AR[:3]), around=f'<div class="byline">{line}</div>'), head=head))
    assert article.author in ("Huda Salem", "هدى سالم")
    assert texts(article) == list(AR[:3])


def test_author_in_the_head_of_the_article_is_no_category():
    head = f'<header><h1>{TITLE}</h1><div><a href="/w/1">سلمى الراوي</a></div><time datetime="2026-03-01">1 مارس 2026</time></header>'
    assert read(page(f"<main><article>{head}<div>{p(*AR)}</div></article></main>")).category == ""


def test_date_in_a_menu_is_no_category():
    menu = '<nav><a href="/today">8 مارس 2026</a></nav>'
    around = "<div>8 مارس 2026</div>"
    assert read(page(menu + story(p(*AR), around=around))).category == ""
