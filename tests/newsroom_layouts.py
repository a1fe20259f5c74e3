# ruff: noqa: E501 - pages as they are written
"""Pages of invented newsrooms in the layouts that large newsrooms' own programs and page builders write.

As in ``page_layouts.py`` the gold was written from the visible page before any extractor had read it.
"""

from page_layouts import Layout, p, text

A = (
    "أعلنت وزارة النقل صباح الثلاثاء تشغيل أول قطار كهربائي بين مدينتي الفرات والتل بعد تسعة أعوام من التأجيل.",
    "وقال مدير السكك كريم الجابري إن الرحلة تستغرق ساعة وعشرين دقيقة، أي نصف ما يحتاجه السائق في الطريق القديم.",
    "وتبلغ طاقة القطار ستمئة راكب في ثماني عربات، خصصت إحداها للعائلات وأخرى لذوي الإعاقة.",
    "وعند محطة التل اصطف مئات السكان منذ الفجر لركوب الرحلة الأولى، وحمل بعضهم باقات الزهور لعمال المحطة.",
    "لكن نقابة سائقي الحافلات حذرت من أن ألفي عائلة تعيش من الخط القديم، وطالبت بتعويضات عادلة لأعضائها.",
    "وردت الوزارة بأن السائقين سيحصلون على أولوية في وظائف السكك، وأن دورات التدريب تبدأ الشهر المقبل.",
    "وتقول مهندسة المشروع نور الحسني إن الخط سيمتد جنوبا حتى الميناء قبل نهاية العقد إذا توفر التمويل.",
    "ويعود أول مشروع لقطار بين المدينتين إلى عام 1911، حين رسم مهندس شاب خريطته على ورق ما زال محفوظا.",
)
F = (
    "وزارت راه بامداد سه‌شنبه نخستین قطار برقی میان دو شهر فرات و تپه را پس از نه سال درنگ به راه انداخت.",
    "مدیر راه‌آهن گفت این سفر یک ساعت و بیست دقیقه زمان می‌برد که نیمی از زمان جاده کهنه است.",
    "ششصد مسافر در هشت واگن جا می‌گیرند و یکی از واگن‌ها ویژه خانواده‌ها و دیگری ویژه معلولان است.",
    "سندیکای رانندگان اتوبوس هشدار داد دو هزار خانواده از جاده کهنه نان می‌خورند و خواستار غرامت شد.",
)
H = (
    "משרד התחבורה השיק ביום שלישי בבוקר את הרכבת החשמלית הראשונה בין שתי הערים לאחר תשע שנות עיכוב.",
    "מנהל הרכבת אמר כי הנסיעה נמשכת שעה ועשרים דקות, מחצית מהזמן הדרוש לנהג בכביש הישן.",
    "שש מאות נוסעים נכנסים לשמונה קרונות, אחד מהם מיועד למשפחות ואחר לאנשים עם מוגבלות.",
    "איגוד נהגי האוטובוסים הזהיר כי אלפיים משפחות מתפרנסות מהקו הישן ודרש פיצוי הוגן לחבריו.",
    "המשרד השיב כי הנהגים יזכו לעדיפות במשרות ברכבת וכי קורסי ההכשרה ייפתחו בחודש הבא.",
)
K = (
    "وەزارەتی گواستنەوە بەیانی سێشەممە یەکەم شەمەندەفەری کارەبایی لە نێوان دوو شاری فورات و گرد خستە کار.",
    "بەڕێوەبەری هێڵی ئاسن گوتی گەشتەکە کاتژمێرێک و بیست خولەک دەخایەنێت کە نیوەی کاتی ڕێگا کۆنەکەیە.",
    "شەش سەد سەرنشین لە هەشت فارگۆندا جێگەیان دەبێتەوە و یەکێکیان تایبەتە بە خێزانەکان.",
    "سەندیکای شۆفێرانی پاس هۆشداری دا کە دوو هەزار خێزان لەسەر ڕێگا کۆنەکە دەژین و داوای قەرەبوو دەکەن.",
)
U = (
    "وزارت نقل و حمل نے منگل کی صبح دو شہروں کے درمیان پہلی برقی ریل گاڑی نو سال کی تاخیر کے بعد چلا دی۔",
    "ریلوے کے سربراہ نے کہا کہ سفر ایک گھنٹہ بیس منٹ کا ہے جو پرانی سڑک کے وقت کا آدھا ہے۔",
    "گاڑی کے آٹھ ڈبوں میں چھ سو مسافر بیٹھ سکتے ہیں اور ایک ڈبہ خاندانوں کے لیے مخصوص ہے۔",
    "بس ڈرائیوروں کی یونین نے خبردار کیا کہ دو ہزار گھرانے پرانی سڑک سے روزی کماتے ہیں۔",
)
TITLE = "أول قطار كهربائي بين الفرات والتل ينطلق بعد تسعة أعوام"
FA_TITLE = "نخستین قطار برقی میان فرات و تپه به راه افتاد"
HE_TITLE = "הרכבת החשמלית הראשונה יצאה לדרך אחרי תשע שנים"
CKB_TITLE = "یەکەم شەمەندەفەری کارەبایی لە نێوان فورات و گرد کەوتە ڕێ"
UR_TITLE = "دو شہروں کے درمیان پہلی برقی ریل گاڑی چل پڑی"
OTHERS = (
    "البنك المركزي يثبت أسعار الفائدة للشهر الثالث",
    "وفاة شيخ الخطاطين في التل عن تسعين عاما",
    "فريق الفرات يخسر نهائي الكأس بركلات الترجيح",
    "تحذير من عاصفة ترابية في المحافظات الغربية",
    "متحف جديد لآلات الموسيقى القديمة يفتح أبوابه",
    "عودة الدراسة في مدارس القرى بعد الفيضان",
)
MENU = "".join(
    f'<li><a href="/{name}">{shown}</a></li>'
    for name, shown in (
        ("iraq", "العراق"),
        ("world", "العالم"),
        ("economy", "اقتصاد"),
        ("culture", "ثقافة"),
        ("opinion", "رأي"),
    )
)
NEWSROOMS: dict[str, Layout] = {}


def newsroom(
    name: str,
    body: str,
    gold: list[tuple[str, str]],
    *,
    title: str = TITLE,
    date: str = "2026-03-03",
    head: str = "",
    site: str = "شبكة الفرات",
    lang: str = "ar",
) -> None:
    """Add a page."""
    html = f'<!doctype html><html lang="{lang}" dir="rtl"><head><meta charset="utf-8"><title>{title} - {site}</title>{head}</head><body>{body}</body></html>'
    NEWSROOMS[name] = Layout(html, gold, title, date)


def cards(of: str, first: int = 300) -> str:
    """Return links to other stories."""
    return "".join(of.format(n=first + n, text=line) for n, line in enumerate(OTHERS))


newsroom(
    "simorgh: embeds behind a request for consent, byline, most read with numbers",
    f"""<div id="root"><header role="banner"><div class="brand"><a href="/arabic"><svg></svg><span class="visually-hidden">شبكة الفرات</span></a></div><nav role="navigation"><ul>{MENU}</ul></nav></header><div class="ebmt73l1 bbc-1yf2sqy"><main role="main" class="bbc-1b6mkja"><div class="bbc-1nhy5wy"><h1 tabindex="-1" id="content" class="bbc-14p4n6q">{TITLE}</h1></div>
<div class="bbc-1qn0xuy"><figure class="bbc-wuvc2i"><div class="bbc-j1srjl"><div class="bbc-172p16q"><img alt="القطار في محطة التل" src="https://ichef.example/ace/ws/640/train.jpg.webp" width="800" height="450"></div></div><figcaption dir="rtl" class="bbc-qa2pzf"><span class="visually-hidden">التعليق على الصورة، </span><p>الرحلة الأولى تغادر محطة التل</p></figcaption></figure></div>
<section role="region" aria-labelledby="article-byline" class="bbc-1b4h6xt"><strong class="bbc-hidden visually-hidden" id="article-byline">معلومات المقال</strong><ul role="list"><li role="listitem"><span class="bbc-1p9rkzn">رنا العبدلي</span></li><li role="listitem"><span class="visually-hidden">Role, </span><span class="bbc-t3r">شبكة الفرات – التل</span></li></ul></section>
<div class="bbc-4wucq3"><time class="bbc-11s5k3s" datetime="2026-03-03">3 مارس/ آذار 2026</time></div><div class="bbc-4wucq3"><p class="bbc-readtime">مدة القراءة: 4 دقائق</p></div>
{p(*A[:2], of='<div dir="rtl" class="bbc-4wucq3"><p dir="rtl" class="bbc-1sj2zgk">{}</p></div>')}
<section role="region" aria-label="محتوى X" data-e2e="social-embed" class="bbc-gq"><a href="#end-of-x-1" class="skip visually-hidden">تخطى X مشاركة</a><div class="bbc-consent"><strong>هل تسمح بعرض المحتوى من X؟</strong><p>تحتوي هذه الصفحة على محتوى من موقع X. موافقتكم مطلوبة قبل عرض أي مواد لأنها قد تتضمن ملفات ارتباط (كوكيز) وغيرها من الأدوات التقنية. قد تفضلون الاطلاع على <a href="https://help.example/cookies">سياسة ملفات الارتباط</a> الخاصة بموقع X وسياسة الخصوصية قبل الموافقة. لعرض المحتوى، اختر "موافقة وإكمال".</p><button>موافقة وإكمال</button></div><p class="visually-hidden" id="end-of-x-1" tabindex="-1">نهاية X مشاركة</p></section>
<div class="bbc-4wucq3"><h2 id="ماذا" class="bbc-1fxtbkn" tabindex="-1">ماذا عن السائقين؟</h2></div>{p(*A[4:6], of='<div dir="rtl" class="bbc-4wucq3"><p dir="rtl" class="bbc-1sj2zgk">{}</p></div>')}
<section role="region" aria-labelledby="podcast-promo" data-e2e="podcast-promo" class="bbc-1xx"><h2 id="podcast-promo">بودكاست الفرات: حكايات المحطات</h2><a href="#end-of-podcasts" class="skip visually-hidden">تخطى البودكاست وواصل القراءة</a><div><img src="https://ichef.example/images/pod.jpg" alt="حكايات المحطات" width="128"><p>برنامج أسبوعي يروي قصص المدن من محطات قطاراتها القديمة، مع رنا العبدلي.</p><a href="/podcasts/1">الحلقات</a></div><p tabindex="-1" class="visually-hidden" id="end-of-podcasts">البودكاست نهاية</p></section>
<div dir="rtl" class="bbc-4wucq3"><p dir="rtl" class="bbc-1sj2zgk">{A[6]}</p></div>
<section class="bbc-1gb" aria-labelledby="related-topics"><h2 id="related-topics">مواضيع ذات صلة</h2><ul role="list"><li><a href="/t/1">قطارات</a></li><li><a href="/t/2">العراق</a></li></ul></section></main>
<div class="bbc-side"><section aria-labelledby="top"><h2 id="top">اخترنا لكم</h2><ul>{cards('<li><a href="/a/{n}"><img src="/i/{n}.jpg" alt="{text}"><h3>{text}</h3></a></li>')}</ul></section><section aria-labelledby="Most-Read"><h2 id="Most-Read">الأكثر قراءة</h2><ol>{cards('<li><span>{n}</span><a href="/m/{n}">{text}</a></li>', 1)}</ol></section></div></div></div><footer role="contentinfo"><ul><li><a href="/terms">شروط الاستخدام</a></li></ul><p>© 2026 شبكة الفرات. لا تتحمل الشبكة مسؤولية محتوى المواقع الخارجية.</p></footer>""",
    [
        ("image", "https://ichef.example/ace/ws/640/train.jpg.webp"),
        ("caption", "الرحلة الأولى تغادر محطة التل"),
        *text(*A[:2]),
        ("heading", "ماذا عن السائقين؟"),
        *text(*A[4:6]),
        *text(A[6]),
    ],
)
newsroom(
    "satellite channel: live page with key events and cards of updates",
    f"""<div id="root"><div class="header-menu"><ul class="menu__list">{MENU}</ul></div><div class="breaking-ticker"><span>عاجل</span><a href="/b/1">{OTHERS[3]}</a></div><main id="main-content-area"><div class="liveblog-header"><span class="live-tag">مباشر</span><h1 class="liveblog-title">{TITLE}</h1><div class="liveblog-dates"><time datetime="2026-03-03T10:40:00Z">3/3/2026</time><span>|</span><span>آخر تحديث: 13:40 (توقيت مكة)</span></div></div>
<div class="liveblog-summary"><h2>أبرز التطورات</h2><ul><li>القطار يصل إلى محطة التل في موعده</li><li>نقابة سائقي الحافلات تعلن إضرابا ليوم واحد</li></ul></div>
<div id="liveblog-container" class="card-live"><ul class="live-list">
<li class="live-update" id="u3"><div class="live-update__time"><span>13:40</span></div><div class="live-update__body"><h3>الإضراب غدا</h3><p>{A[4]}</p><div class="update-share"><button>شارك</button><a href="https://x.com/intent/post">X</a></div></div></li>
<li class="live-update" id="u2"><div class="live-update__time"><span>12:05</span></div><div class="live-update__body"><h3>وصول أول قطار</h3><p>{A[3]}</p><figure><img src="/wp-content/uploads/arrive.jpg?resize=770" alt=""><figcaption>القطار عند وصوله (الفرات)</figcaption></figure><div class="update-share"><button>شارك</button></div></div></li>
<li class="live-update" id="u1"><div class="live-update__time"><span>10:15</span></div><div class="live-update__body"><h3>انطلاق الرحلة</h3><p>{A[0]}</p><p>{A[1]}</p></div></li></ul><button class="show-more-button">عرض المزيد</button></div></main><aside><h2>الأكثر قراءة</h2><ol>{cards('<li><a href="/n/{n}">{text}</a></li>')}</ol></aside></div>""",
    [
        ("heading", "أبرز التطورات"),
        ("item", "القطار يصل إلى محطة التل في موعده"),
        ("item", "نقابة سائقي الحافلات تعلن إضرابا ليوم واحد"),
        ("paragraph", "13:40"),
        ("heading", "الإضراب غدا"),
        *text(A[4]),
        ("paragraph", "12:05"),
        ("heading", "وصول أول قطار"),
        *text(A[3]),
        ("image", "/wp-content/uploads/arrive.jpg"),
        ("caption", "القطار عند وصوله (الفرات)"),
        ("paragraph", "10:15"),
        ("heading", "انطلاق الرحلة"),
        *text(*A[:2]),
    ],
)
newsroom(
    "kurdish network: dateline, tools of letters, notice about comments",
    f"""<div class="header"><ul>{MENU}</ul></div><div class="article-container"><div class="article-category"><a href="/ckb/kurdistan">کوردستان</a></div><h1 class="article-title">{CKB_TITLE}</h1><div class="article-meta"><span class="author">ڕووبار دیجیتاڵ</span> <span class="article-date">3-3-2026</span></div><div class="article-tools"><a href="#">A+</a> <a href="#">A-</a> <span>ئەم هەواڵە بخوێنەرەوە</span><audio controls src="/tts/99.mp3"></audio></div><div class="article-media"><img class="img-fluid" src="https://cdn.rubar.example/2026/train.jpg" alt="{CKB_TITLE}"><div class="media-caption">شەمەندەفەرەکە لە وێستگەی گرد. وێنە: ڕووبار</div></div>
<div class="article-body"><p><strong>ڕووبار دیجیتاڵ</strong></p>{p(*K)}</div><div class="article-tags"><a href="/t/1">شەمەندەفەر</a><a href="/t/2">فورات</a></div>
<div class="comments"><h4>لێدوانەکان</h4><p>وەک میوان لێدوان بنووسە یان بچۆرە ژوورەوە بۆ خزمەتگوزاری زیاتر</p><form><input placeholder="ناو"><textarea></textarea></form></div><div class="latest"><h3>نوێترین هەواڵەکان</h3><ul>{cards('<li><a href="/ckb/{n}"><img src="/s/{n}.jpg">{text}</a></li>')}</ul></div></div>""",
    [
        ("image", "https://cdn.rubar.example/2026/train.jpg"),
        ("caption", "شەمەندەفەرەکە لە وێستگەی گرد. وێنە: ڕووبار"),
        *text(*K),
    ],
    title=CKB_TITLE,
    site="ڕووبار",
    lang="ckb",
)
newsroom(
    "iraqi channel in bootstrap: justified spans, views, exclusive line, end sign",
    f"""<div class="container-fluid top-bar"><div class="row"><ul class="nav navbar-nav">{MENU}</ul></div></div><div class="container"><div class="row"><div class="col-lg-8"><ol class="breadcrumb"><li><a href="/">الرئيسية</a></li><li class="active">العراق</li></ol><div class="single-post"><div class="post-img"><img src="/storage/posts/March2026/train.jpeg" class="img-responsive" alt="news"></div><h2 class="post-title-single">{TITLE}</h2><ul class="list-inline post-info"><li><i class="fa fa-calendar"></i> 2026-03-03 - 11:45</li><li><i class="fa fa-eye"></i> 1832 مشاهدة</li></ul>
<div class="share-row"><span>شارك الخبر</span><a href="https://t.me/share/url?url=x"><i class="fa fa-telegram"></i></a></div>
<div class="post-desc"><p dir="RTL" style="text-align:justify"><span style="color:#c00"><strong>خاص - شبكة الفرات</strong></span></p><p dir="RTL" style="text-align:justify"><span style="font-size:18px"><span lang="AR-IQ">{A[0]}</span></span></p><p dir="RTL" style="text-align:justify">&nbsp;</p><p dir="RTL" style="text-align:justify"><span style="font-size:18px">{A[1]}</span></p><p dir="RTL" style="text-align:justify"><span style="font-size:18px">{A[4]}</span><br>&nbsp;<br><span style="font-size:18px">{A[5]}</span></p><p dir="RTL">انتهى29/ر</p></div></div>
<div class="related"><div class="title-box"><h3>أخبار ذات صلة</h3></div><div class="row">{cards('<div class="col-xs-6"><a href="/post/{n}"><img src="/storage/{n}.jpg" alt="news"><h5>{text}</h5></a><span>2026-03-02</span></div>')}</div></div></div><div class="col-lg-4"><div class="panel"><div class="panel-heading">الأكثر قراءة</div><div class="panel-body"><ul>{cards('<li><a href="/post/{n}">{text}</a></li>', 500)}</ul></div></div></div></div></div><footer><p>جميع الحقوق محفوظة لشبكة الفرات 2026</p><p>تصميم وبرمجة: شركة الرافد</p></footer>""",
    [
        ("image", "/storage/posts/March2026/train.jpeg"),
        *text(A[0], A[1], A[4], A[5]),
        ("paragraph", "انتهى29/ر"),
    ],
    date="2026-03-03T11:45:00",
)
newsroom(
    "business channel in next.js: key points, player, inline card, topics at the end",
    f"""<div id="__next"><header class="Header_wrapper__x1"><ul>{MENU}</ul></header><main class="Layout_main__9a"><div class="ArticleHead_head__k2"><a class="Tag_tag__2" href="/economy">اقتصاد الشرق</a><h1 class="ArticleHead_title__1b">{TITLE}</h1><div class="ArticleHead_summary__77">القطار يختصر زمن الرحلة إلى النصف، والسائقون يطالبون بتعويض</div><div class="ArticleHead_meta__5"><time datetime="2026-03-03T09:10:00+03:00">3 مارس 2026، 09:10 غرينتش+3</time><span>آخر تحديث 4 مارس 2026</span></div><div class="Share_bar__3"><button aria-label="مشاركة"></button><button>حفظ</button></div></div>
<div class="Hero_media__1"><figure><span style="box-sizing:border-box;display:inline-block"><img alt="قطار في محطة" src="/_next/image?url=https%3A%2F%2Fcdn.sharq.example%2Ftrain.jpg&amp;w=1080&amp;q=75"></span><figcaption class="Hero_caption__2">قطار الفرات في رحلته الأولى <span class="Hero_source__9">المصدر: الوزارة</span></figcaption></figure></div>
<div class="KeyPoints_box__4"><h3>النقاط الرئيسية</h3><ul><li>الرحلة تستغرق ساعة وعشرين دقيقة</li><li>ألفا عائلة تعيش من الخط القديم</li></ul></div>
<div class="ArticleBody_body__6"><p class="Text_p__1">{A[0]}</p><p class="Text_p__1">{A[1]}</p><div class="InlineCard_card__3"><span>اقرأ أيضاً</span><a href="/economy/311"><img src="/thumb/311.jpg" alt=""><h4>{OTHERS[0]}</h4></a></div><h2 class="Text_h2__1">كلفة التحول</h2><p class="Text_p__1">{A[4]}</p><div class="Player_wrap__1"><iframe src="https://players.example/66/default_default/index.html?videoId=88" title="مدير السكك: الخط إلى الميناء" allow="encrypted-media" allowfullscreen></iframe></div><p class="Text_p__1">{A[6]}</p></div>
<div class="Topics_wrap__8"><h4>تصنيفات</h4><a href="/tag/1">نقل</a><a href="/tag/2">استثمار</a></div></main><section class="More_more__2"><h2>قصص قد تهمك</h2><div class="More_grid__1">{cards('<article class="Card_card__1"><a href="/s/{n}"><img src="/t/{n}.jpg" alt=""></a><a href="/s/{n}"><h3>{text}</h3></a><time>2 مارس 2026</time></article>')}</div></section></div>""",
    [
        ("paragraph", "القطار يختصر زمن الرحلة إلى النصف، والسائقون يطالبون بتعويض"),
        ("image", "/_next/image"),
        ("caption", "قطار الفرات في رحلته الأولى المصدر: الوزارة"),
        ("heading", "النقاط الرئيسية"),
        ("item", "الرحلة تستغرق ساعة وعشرين دقيقة"),
        ("item", "ألفا عائلة تعيش من الخط القديم"),
        *text(*A[:2]),
        ("heading", "كلفة التحول"),
        *text(A[4]),
        ("embed", "https://players.example/66/default_default/index.html?videoId=88"),
        *text(A[6]),
    ],
    date="2026-03-03T09:10:00+03:00",
)
newsroom(
    "turkish agency in arabic: spot line, dateline, note on subscriptions",
    f"""<div class="ust-menu"><ul>{MENU}</ul></div><div class="container detay"><div class="detay-spot-category"><a href="/ar/t">الدول العربية</a><h1>{TITLE}</h1><h4>- الرحلة تستغرق نصف زمن الطريق القديم
- السائقون يطالبون بتعويضات</h4></div><div class="detay-paylas"><span class="person">Rana Abdali</span> <span class="tarih">03.03.2026 - محدث : 03.03.2026</span><a href="https://facebook.com/sharer">Facebook</a></div><div class="detay-buyukFoto"><img class="detay-buyukFoto" src="https://cdnassets.aa.example/uploads/train.jpg" alt="{TITLE}"></div><div class="detay-icerik"><div class="detay-bg"><p>التل/ رنا العبدلي/ الأناضول</p><p>{A[0]}</p><p>{A[1]}</p><p>{A[4]}</p><p>{A[7]}</p></div><span class="serh">الأخبار المنشورة على الصفحة الرسمية للوكالة، هي اختصار لجزء من الأخبار التي تُعرض للمشتركين عبر نظام تدفق الأخبار. <a href="/ar/p/subscription">من أجل الاشتراك لدينا يُرجى الاتصال بالرابط التالي.</a></span><div class="detay-etiket"><span>المواضيع المتعلقة</span><a href="/t/1">قطار</a><a href="/t/2">التل</a></div></div><div class="row son-haber"><h3>أخبار مماثلة</h3>{cards('<div class="haber"><a href="/ar/{n}"><img src="/k/{n}.jpg"><h4>{text}</h4></a></div>')}</div></div>""",
    [
        ("paragraph", "- الرحلة تستغرق نصف زمن الطريق القديم - السائقون يطالبون بتعويضات"),
        ("image", "https://cdnassets.aa.example/uploads/train.jpg"),
        ("paragraph", "التل/ رنا العبدلي/ الأناضول"),
        *text(A[0], A[1], A[4], A[7]),
    ],
)
newsroom(
    "iranian student agency: rotator, code, keywords, short link in a field",
    f"""<div class="masthead"><nav><ul>{MENU}</ul></nav></div><div class="container"><section class="main-content"><article class="full-news news"><ul class="meta-news"><li><i class="fa fa-clock-o"></i><span class="title-meta">سه‌شنبه</span> / <span class="text-meta">۱۲ اسفند ۱۴۰۴ / ۱۱:۲۰</span></li><li><span class="title-meta">دسته‌بندی:</span> <span class="text-meta">حمل و نقل</span></li><li><span class="title-meta">کد خبر:</span> <span class="text-meta">1404121207788</span></li></ul><h2 class="rutitr">مدیر راه‌آهن خبر داد:</h2><h1 class="first-title">{FA_TITLE}</h1><figure class="item-img"><img src="https://cdn.tape.example/d/2026/03/03/3/620.jpg" alt="{FA_TITLE}"></figure><p class="summary">مدیر راه‌آهن از آغاز به کار نخستین قطار برقی میان دو شهر با ششصد مسافر خبر داد.</p><div class="item-text" itemprop="articleBody"><p>به گزارش خبرنگار تپه، {F[0]}</p><p>{F[1]}</p><p>وی افزود: {F[2]}</p><p>{F[3]}</p><p>انتهای پیام</p></div><footer class="item-footer"><ul class="tags"><li><i class="fa fa-tags"></i></li><li><a href="/t">قطار</a></li><li><a href="/t2">راه‌آهن</a></li></ul><div class="short-link"><label>لینک کوتاه خبر</label><input value="tape.example/xkT"></div></footer></article><div class="comments"><h3>ارسال نظر</h3><p>شما در حال پاسخ به نظر «» هستید.</p><p>لطفا عدد مقابل را در جعبه متن وارد کنید</p><form><input name="n"><textarea></textarea></form></div><section class="box related"><h3>مطالب مرتبط</h3><ul>{cards('<li><a href="/news/{n}">{text}</a></li>')}</ul></section></section></div>""",
    [
        ("image", "https://cdn.tape.example/d/2026/03/03/3/620.jpg"),
        ("paragraph", "مدیر راه‌آهن از آغاز به کار نخستین قطار برقی میان دو شهر با ششصد مسافر خبر داد."),
        *text(f"به گزارش خبرنگار تپه، {F[0]}", F[1], f"وی افزود: {F[2]}", F[3]),
        ("paragraph", "انتهای پیام"),
    ],
    title=FA_TITLE,
    site="خبرگزاری تپه",
    lang="fa",
    date="2026-03-03T11:20:00",
)
newsroom(
    "hebrew portal: draft.js text, inline promotion, first published line",
    f"""<div id="app"><div class="siteHeader"><ul>{MENU}</ul></div><div class="layoutItem"><div class="dy-widget"></div><div class="ArticleHeaderMobileComponent"><h1 class="mainTitle" id="main-title">{HE_TITLE}</h1><h2 class="subTitle" id="sub-title">שמונה קרונות, שש מאות נוסעים ושעה ועשרים דקות: הקו שחיכה תשע שנים מחבר סוף סוף בין שתי הערים</h2><div class="authorAndDateContainer"><div class="authors"><span><a href="/author/5">דנה לוי</a></span></div><span class="date"><span class="DateDisplay" data-wcmdate="2026-03-03T09:20:00.000Z">03.03.26 | 11:20</span></span></div></div>
<div class="articleShareButtons"><button>שתפו בפייסבוק</button></div><div id="ArticleBodyComponent"><div><div class="ArticleImageComponent"><div class="mediaItem"><a><img src="/PicServer6/2026/03/03/train.jpg" alt="הרכבת" title="הרכבת"></a></div><div class="image_title">הרכבת יוצאת לדרך</div><div class="image_credit">(צילום: יואב כץ)</div></div><div data-contents="true" class="public-DraftEditor-content">{p(H[0], H[1], of='<div class="text_editor_paragraph rtl" data-block="true" data-offset-key="a-0-0"><span data-offset-key="a-0-0"><span data-text="true">{}</span></span></div>')}<div class="relatedLinks"><div class="linksTitle">כתבות נוספות</div><ul><li><a href="/news/article/1">הבנק המרכזי הותיר את הריבית על כנה</a></li><li><a href="/news/article/2">סופת חול צפויה במערב הארץ בסוף השבוע</a></li></ul></div><div class="text_editor_paragraph rtl" data-block="true"><h3 class="text_editor_sub_title"><span data-text="true">הנהגים מוחים</span></h3></div>{p(H[3], H[4], of='<div class="text_editor_paragraph rtl" data-block="true"><span><span data-text="true">{}</span></span></div>')}<div class="text_editor_paragraph rtl" data-block="true"><span data-text="true"> </span></div></div></div></div><div class="firstPublishDate">פורסם לראשונה: 11:20, 03.03.26</div><div class="tagName">תגיות: <a href="/t/1">רכבת</a></div></div><div class="CommentsComponent"><div>תגובה חדשה</div><div>8 תגובות</div><div class="comment"><b>1. כל הכבוד</b> <span>יוסי מהצפון, סוף סוף רכבת שמגיעה בזמן, נחכה ונראה כמה זמן זה יחזיק מעמד.</span></div></div><div class="mostViewed"><h3>כתבות שאולי פספסתם</h3>{cards('<a href="/n/{n}">{text}</a>')}</div></div>""",
    [
        (
            "paragraph",
            "שמונה קרונות, שש מאות נוסעים ושעה ועשרים דקות: הקו שחיכה תשע שנים מחבר סוף סוף בין שתי הערים",
        ),
        ("image", "/PicServer6/2026/03/03/train.jpg"),
        ("caption", "הרכבת יוצאת לדרך"),
        ("caption", "(צילום: יואב כץ)"),
        *text(*H[:2]),
        ("heading", "הנהגים מוחים"),
        *text(*H[3:5]),
    ],
    title=HE_TITLE,
    site="פורטל הצפון",
    lang="he",
    date="2026-03-03T11:20:00",
)
newsroom(
    "wordpress block theme: query of more posts, navigation, terms, comments",
    f"""<div class="wp-site-blocks"><header class="wp-block-template-part"><div class="wp-block-group has-global-padding is-layout-constrained"><p class="wp-block-site-title"><a href="/">شبكة الفرات</a></p><nav class="wp-block-navigation"><ul class="wp-block-navigation__container">{MENU}</ul></nav></div></header><main class="wp-block-group is-layout-flow" id="wp--skip-link--target"><div class="wp-block-group has-global-padding is-layout-constrained"><h1 class="wp-block-post-title">{TITLE}</h1><div class="wp-block-group is-layout-flex"><p class="has-accent-4-color">كتبه</p><div class="wp-block-post-author-name"><a href="/author/r">رنا العبدلي</a></div><p>في</p><div class="taxonomy-category wp-block-post-terms"><a href="/c/1" rel="tag">العراق</a></div><div class="wp-block-post-date"><time datetime="2026-03-03T11:20:00+03:00"><a href="/2026/03/03/x/">3 مارس 2026</a></time></div></div><figure class="wp-block-post-featured-image"><img width="1200" height="800" src="/wp-content/uploads/2026/03/train-1200x800.jpg" class="attachment-post-thumbnail" alt=""></figure>
<div class="entry-content alignfull wp-block-post-content has-global-padding is-layout-constrained"><p class="has-large-font-size">{A[0]}</p><p>{A[1]}</p><div class="wp-block-media-text is-stacked-on-mobile"><figure class="wp-block-media-text__media"><img src="/wp-content/uploads/2026/03/kid.jpg" alt="طفل عند النافذة" class="wp-image-7"></figure><div class="wp-block-media-text__content"><p>{A[2]}</p></div></div><h2 class="wp-block-heading">السائقون قلقون</h2><p>{A[4]}</p><figure class="wp-block-pullquote"><blockquote><p>لا نرفض القطار، نرفض أن ندفع ثمنه وحدنا.</p><cite>سائق حافلة</cite></blockquote></figure><div class="wp-block-group has-background has-border-color"><h3 class="wp-block-heading">أرقام</h3><ul class="wp-block-list"><li>ستمئة راكب</li><li>ثماني عربات</li></ul></div><p>{A[5]}</p><div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="/donate">ادعم الشبكة</a></div></div></div>
<div class="taxonomy-post_tag wp-block-post-terms"><a href="/tag/1" rel="tag">قطارات</a>  <a href="/tag/2" rel="tag">نقل</a></div><nav class="wp-block-group alignwide" aria-label="التنقل بين المقالات"><div class="post-navigation-link-previous wp-block-post-navigation-link"><span aria-hidden="true">←</span><a href="/p/1" rel="prev">{OTHERS[0]}</a></div><div class="post-navigation-link-next wp-block-post-navigation-link"><a href="/p/2" rel="next">{OTHERS[1]}</a></div></nav><div class="wp-block-comments"><h2 class="wp-block-heading">التعليقات</h2><h2 id="comments" class="wp-block-comments-title">رد واحد على ”{TITLE}“</h2><ol class="wp-block-comment-template"><li id="comment-4"><div class="wp-block-comment-author-name">أبو حسن</div><div class="wp-block-comment-content"><p>ركبت القطار أمس مع أولادي وكانت رحلة لا تنسى، شكرا لكل من عمل في هذا المشروع الكبير.</p></div></li></ol></div></div><div class="wp-block-group alignwide"><h2 class="wp-block-heading">المزيد من المقالات</h2><div class="wp-block-query alignwide"><ul class="wp-block-post-template">{cards('<li class="wp-block-post post type-post"><h3 class="wp-block-post-title"><a href="/p/{n}">{text}</a></h3><div class="wp-block-post-date"><time datetime="2026-02-01T00:00:00+03:00">1 فبراير 2026</time></div></li>')}</ul></div></div></main><footer class="wp-block-template-part"><p>مدعوم من <a href="https://wordpress.org">ووردبريس</a></p></footer></div>""",
    [
        ("image", "/wp-content/uploads/2026/03/train-1200x800.jpg"),
        *text(*A[:2]),
        ("image", "/wp-content/uploads/2026/03/kid.jpg"),
        *text(A[2]),
        ("heading", "السائقون قلقون"),
        *text(A[4]),
        ("quotation", "لا نرفض القطار، نرفض أن ندفع ثمنه وحدنا."),
        ("quotation", "سائق حافلة"),
        ("heading", "أرقام"),
        ("item", "ستمئة راكب"),
        ("item", "ثماني عربات"),
        *text(A[5]),
    ],
    date="2026-03-03T11:20:00+03:00",
)
newsroom(
    "ghost with callout, toggle, call to action and sign-up cards",
    f"""<div class="gh-viewport"><header class="gh-navigation"><a class="gh-navigation-logo" href="/">شبكة الفرات</a><ul class="nav">{MENU}</ul></header><main class="gh-main"><article class="gh-article post tag-iraq"><header class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/tag/iraq/">العراق</a><h1 class="gh-article-title is-title">{TITLE}</h1><p class="gh-article-excerpt is-body">حكاية خط انتظره الناس تسعة أعوام، وما ينتظر من عاشوا على جانبيه.</p><div class="gh-article-meta"><div class="gh-article-author-image instapaper_ignore"><a href="/author/rana/"><img class="author-profile-image" src="/content/images/rana.jpg" alt="رنا العبدلي"></a></div><div class="gh-article-meta-wrapper"><h4 class="gh-article-author-name"><a href="/author/rana/">رنا العبدلي</a></h4><div class="gh-article-meta-content"><time class="gh-article-meta-date" datetime="2026-03-03">03 مارس 2026</time><span class="gh-article-meta-length"><span class="bull">—</span> 3 دقائق قراءة</span></div></div></div><figure class="gh-article-image"><img srcset="/content/images/size/w320/train.jpg 320w" src="/content/images/size/w1200/train.jpg" alt=""><figcaption><span style="white-space: pre-wrap;">محطة التل فجر الثلاثاء</span></figcaption></figure></header>
<section class="gh-content gh-canvas is-body drop-cap"><p>{A[0]}</p><p>{A[1]}</p><div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">🚆</div><div class="kg-callout-text">ثمن التذكرة ثلاثة آلاف دينار في العام الأول.</div></div><div class="kg-card kg-cta-card kg-cta-bg-grey"><div class="kg-cta-sponsor-label-wrapper"><div class="kg-cta-sponsor-label">إعلان</div></div><div class="kg-cta-content"><div class="kg-cta-text"><p>هاتف جديد بنصف السعر لمشتركي النشرة هذا الأسبوع.</p></div><a href="https://ads.example" class="kg-cta-button">اطلب الآن</a></div></div><p>{A[4]}</p><div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text">كم عدد العربات؟</h4><button class="kg-toggle-card-icon"></button></div><div class="kg-toggle-content"><p>{A[2]}</p></div></div><div class="kg-card kg-signup-card kg-width-wide"><h2 class="kg-signup-card-heading">نشرة الفرات</h2><p class="kg-signup-card-subheading">خمس حكايات كل خميس في بريدك.</p><form class="kg-signup-card-form"><input type="email" placeholder="بريدك"><button>اشترك</button></form><p class="kg-signup-card-disclaimer">لا رسائل مزعجة. يمكنك إلغاء الاشتراك متى شئت.</p></div><figure class="kg-card kg-image-card kg-card-hascaption"><img src="/content/images/2026/03/map.png" class="kg-image" alt="" loading="lazy" width="900" height="500"><figcaption>خريطة الخط</figcaption></figure><p>{A[7]}</p></section></article><div class="gh-comments gh-read-next"><h2>اقرأ بعد ذلك</h2>{cards('<article class="gh-card post"><a class="gh-card-link" href="/{n}/"><figure class="gh-card-image"><img src="/content/{n}.jpg"></figure><h3 class="gh-card-title">{text}</h3></a></article>')}</div></main><footer class="gh-footer"><section class="gh-footer-signup"><h2>شبكة الفرات</h2><p>حكايات من المدن الصغيرة في بريدك كل أسبوع.</p><form><input type="email"></form></section></footer></div>""",
    [
        ("paragraph", "حكاية خط انتظره الناس تسعة أعوام، وما ينتظر من عاشوا على جانبيه."),
        ("image", "/content/images/size/w1200/train.jpg"),
        ("caption", "محطة التل فجر الثلاثاء"),
        *text(*A[:2]),
        ("paragraph", "🚆"),
        ("paragraph", "ثمن التذكرة ثلاثة آلاف دينار في العام الأول."),
        *text(A[4]),
        ("heading", "كم عدد العربات؟"),
        *text(A[2]),
        ("image", "/content/images/2026/03/map.png"),
        ("caption", "خريطة الخط"),
        *text(A[7]),
    ],
)
newsroom(
    "substack: counters, subscribe widgets, footnotes, discussion",
    f"""<div id="entry"><div id="main" class="main typography use-theme-bg"><div class="pencraft pc-display-flex topbar"><a href="/" class="pencraft">رسائل المحطة</a><button>اشترك</button><button>تسجيل الدخول</button></div><div><article class="typography newsletter-post post"><div role="region" aria-label="Post header" class="post-header"><h1 dir="auto" class="post-title published">{TITLE}</h1><h3 dir="auto" class="subtitle">رسالة من القطار الذي تأخر تسعة أعوام</h3><div class="pencraft byline-wrapper"><a href="https://substack.com/@rana"><img class="img-OACg1c" src="https://substackcdn.example/avatar.jpg" width="36" height="36" alt="صورة رنا"></a><div class="pencraft"><div class="profile-hover-card-target"><a href="https://substack.com/@rana">رنا العبدلي</a></div><div class="pencraft meta-EgzBVA">مارس 03, 2026</div></div></div><div class="post-ufi"><a class="post-ufi-button" aria-label="Like (41)"><div class="label">41</div></a><a href="/p/x/comments" class="post-ufi-button"><div class="label">7</div></a><a class="post-ufi-button"><div class="label">شارك</div></a></div></div>
<div class="available-content"><div dir="auto" class="body markup"><p>{A[0]}</p><p>{A[1]}<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1" class="footnote-anchor">1</a></p><div class="captioned-image-container"><figure><a class="image-link image2" href="https://substackcdn.example/image/full/train.jpeg"><div class="image2-inset"><picture><source type="image/webp" srcset="https://substackcdn.example/w_424/train.jpeg 424w"><img src="https://substackcdn.example/w_1456/train.jpeg" width="1456" height="971" class="sizing-normal" alt=""></picture><div class="pencraft image-link-expand"><button>⤢</button></div></div></a><figcaption class="image-caption">من نافذة العربة الأولى</figcaption></figure></div><div class="subscription-widget-wrap-editor"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">رسائل المحطة نشرة يدعمها قراؤها. للحصول على الرسائل الجديدة ولدعم عملي، فكر في الاشتراك.</p></div><div class="subscribe-widget"><form class="form"><input type="email" placeholder="اكتب بريدك…"><input type="submit" value="اشترك"></form></div></div></div><p>{A[4]}</p><div class="pullquote"><p>القطار لا ينتظر أحدا، ونحن انتظرناه تسعة أعوام.</p></div><p>{A[5]}</p><p class="button-wrapper"><a class="button primary" href="/subscribe?"><span>اشترك الآن</span></a></p><div><hr></div><p>{A[7]}</p><div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>الطريق القديم بطول مئة وأربعين كيلومترا ويمر بإحدى عشرة قرية.</p></div></div></div></div><div class="post-footer"><a class="post-ufi-button">41</a></div></article><div class="single-post-section comments-section"><h4>النقاش حول هذه الرسالة</h4><div class="comment"><a href="https://substack.com/@ali">علي</a><p>جميل جدا، ذكرتني بأول مرة ركبت فيها القطار مع جدي قبل أربعين عاما إلى بيت عمي في الجنوب.</p></div></div><div class="portable-archive">{cards('<div class="post-preview"><a href="/p/{n}">{text}</a><div>فبراير</div></div>')}</div></div></div></div>""",
    [
        ("paragraph", "رسالة من القطار الذي تأخر تسعة أعوام"),
        ("paragraph", A[0]),
        ("paragraph", A[1] + "1"),
        ("image", "https://substackcdn.example/w_1456/train.jpeg"),
        ("caption", "من نافذة العربة الأولى"),
        *text(A[4]),
        ("paragraph", "القطار لا ينتظر أحدا، ونحن انتظرناه تسعة أعوام."),
        *text(A[5], A[7]),
        ("paragraph", "1"),
        ("paragraph", "الطريق القديم بطول مئة وأربعين كيلومترا ويمر بإحدى عشرة قرية."),
    ],
)
newsroom(
    "story site with hashed names: claps, minutes of reading, written by, responses",
    f"""<div id="root"><div class="a b c"><div class="d e"><a href="/" class="f">Medium</a><div class="g h"><a href="/m/signin" class="f">تسجيل الدخول</a></div></div><div class="ap aq"><article class="meteredContent"><div class="l"><div class="l"><section><div><div class="fk fl"><div class="ab ca"><div class="ch bg fy"><div><h1 id="6f1b" class="pw-post-title gs gt" data-testid="storyTitle">{TITLE}</h1></div><div><h2 id="aa11" class="pw-subtitle-paragraph hr">ساعة وعشرون دقيقة بين مدينتين لا تعرف إحداهما الأخرى</h2></div><div class="speechify-ignore ab cp"><div class="speechify-ignore bh m"><div class="ac ij"><div><a href="/@rana"><img alt="رنا العبدلي" class="m fl" src="https://miro.example/v2/da:true/resize:fill:64:64/1.jpg" width="32" height="32"></a></div><a class="ag ah" href="/@rana" data-testid="authorName">رنا العبدلي</a><span class="bg b"><a href="#">متابعة</a></span></div><div class="ac r"><span data-testid="storyReadTime">4 min read</span><span>·</span><span data-testid="storyPublishDate">Mar 3, 2026</span></div></div><div class="ac cp jk"><div class="pw-multi-vote-icon"><button>👏</button></div><div class="pw-multi-vote-count"><button>212</button></div><button aria-label="responses"><span class="pw-responses-count">9</span></button><div><button>Listen</button></div><div><button>Share</button></div></div></div></div><p id="b001" class="pw-post-body-paragraph nk nl">{A[0]}</p><p id="b002" class="pw-post-body-paragraph nk nl">{A[1]}</p></div></div></div></section>
<section><div><div class="ab ca"><div class="ch bg fy"><figure class="oc od oe paragraph-image"><div role="button" class="of og"><picture><source srcset="https://miro.example/v2/resize:fit:640/train.jpeg 640w" type="image/webp"><img alt="" class="bh lr" width="700" height="467" loading="eager" src="https://miro.example/v2/resize:fit:1400/train.jpeg"></picture></div><figcaption class="op fg oq" data-selectable-paragraph="">الرحلة الأولى. تصوير الكاتبة</figcaption></figure><h1 id="cc22" class="or os ot">الذين ينتظرون على الرصيف</h1><p id="b003" class="pw-post-body-paragraph nk nl">{A[3]}</p><blockquote class="px py"><p id="b004" class="nk nl pz">جئت لأرى القطار قبل أن أموت، قالت عجوز من القرية.</p></blockquote><ul class=""><li id="l1" class="nk nl">ستمئة راكب في الرحلة</li><li id="l2" class="nk nl">ثماني عربات</li></ul><p id="b005" class="pw-post-body-paragraph nk nl">{A[7]}</p></div></div></div></section></div></div></article></div>
<div class="ab ca"><div class="rh ri"><a href="/tag/trains"><div>قطارات</div></a><a href="/tag/iraq"><div>العراق</div></a></div></div><div class="bg footer"><div class="ch"><div class="authorBio"><a href="/@rana"><h2>Written by رنا العبدلي</h2></a><div>1.2K followers</div><div>أكتب عن المدن والطرق والناس الذين ينتظرون على الأرصفة منذ عشرين عاما.</div></div></div></div><div class="responses"><h2>Responses (9)</h2><div><p>يا سلام على هذا النص، قرأته مرتين وأنا في طريقي إلى العمل ووددت لو كان أطول من ذلك.</p></div></div><div class="more"><h2>More from رنا العبدلي</h2>{cards('<div><a href="/@rana/{n}"><img src="https://miro.example/{n}.jpg"><h2>{text}</h2></a><span>Feb 2</span></div>')}</div></div></div>""",
    [
        ("paragraph", "ساعة وعشرون دقيقة بين مدينتين لا تعرف إحداهما الأخرى"),
        *text(*A[:2]),
        ("image", "https://miro.example/v2/resize:fit:1400/train.jpeg"),
        ("caption", "الرحلة الأولى. تصوير الكاتبة"),
        ("heading", "الذين ينتظرون على الرصيف"),
        *text(A[3]),
        ("quotation", "جئت لأرى القطار قبل أن أموت، قالت عجوز من القرية."),
        ("item", "ستمئة راكب في الرحلة"),
        ("item", "ثماني عربات"),
        *text(A[7]),
    ],
)
newsroom(
    "slider with cloned slides, each with its text",
    f"""<header><ul class="nav">{MENU}</ul></header><main class="gallery-article"><h1 class="headline">{TITLE}</h1><div class="info"><span>الثلاثاء 3 مارس 2026</span> <span>تصوير: يونس الطائي</span></div><div class="gallery-intro"><p>{A[0]}</p></div><div class="slick-slider slick-initialized"><button class="slick-arrow slick-prev">السابق</button><div class="slick-list"><div class="slick-track"><div class="slick-slide slick-cloned" aria-hidden="true" tabindex="-1"><img src="/g/3.jpg"><div class="slide-text">{A[6]}</div></div><div class="slick-slide slick-current"><img src="/g/1.jpg"><div class="slide-text">{A[3]}</div></div><div class="slick-slide"><img src="/g/2.jpg"><div class="slide-text">{A[2]}</div></div><div class="slick-slide"><img src="/g/3.jpg"><div class="slide-text">{A[6]}</div></div><div class="slick-slide slick-cloned" aria-hidden="true" tabindex="-1"><img src="/g/1.jpg"><div class="slide-text">{A[3]}</div></div></div></div><button class="slick-arrow slick-next">التالي</button></div><div class="slick-nav thumbs"><img src="/g/thumb/1.jpg" width="90" height="60"><img src="/g/thumb/2.jpg" width="90" height="60"><img src="/g/thumb/3.jpg" width="90" height="60"></div></main><section class="more"><h3>ألبومات أخرى</h3>{cards('<a href="/g/{n}"><img src="/gt/{n}.jpg"><span>{text}</span></a>')}</section>""",
    [
        *text(A[0]),
        ("image", "/g/1.jpg"),
        *text(A[3]),
        ("image", "/g/2.jpg"),
        *text(A[2]),
        ("image", "/g/3.jpg"),
        *text(A[6]),
    ],
)
newsroom(
    "long read in sections with sticky pictures and floating captions",
    f"""<div class="Layout"><header class="Theme-Header"><a href="/">شبكة الفرات</a><nav class="Navigation"><ul><li><a href="#s1">الفجر</a></li><li><a href="#s2">الطريق</a></li><li><a href="#s3">الرصيف</a></li></ul></nav></header><article id="article"><div class="Theme-Section Theme-TitleSection"><div class="MediaRenderer Theme-BackgroundMedia"><img src="/assets/hero/train-2560.jpg" alt="القطار عند الفجر"></div><div class="Theme-TitleContainer"><h1 class="Theme-Title">{TITLE}</h1><div class="Theme-LeadIn"><p>حكاية خط رسمه مهندس شاب قبل قرن ولم يره أحد.</p></div><div class="Theme-Byline"><p>نص: رنا العبدلي</p><p>3 مارس 2026</p></div></div></div>
<section class="Theme-Section" id="s1"><div class="Theme-TextSize-default InlineElement"><h2>الفجر</h2><p>{A[0]}</p><p>{A[3]}</p></div></section>
<section class="Theme-Section Scrollmation" id="s2"><div class="sticky-container"><div class="sticky" style="position:sticky"><div class="MediaRenderer"><picture><img src="/assets/scroll/map1.jpg" alt=""></picture></div></div><div class="steps"><div class="step"><div class="step-text"><h2>الطريق</h2><p>{A[1]}</p></div></div><div class="step"><div class="step-text"><p>{A[4]}</p></div></div></div></div></section>
<section class="Theme-Section" id="s3"><div class="InlineElement"><figure class="FullSize"><img src="/assets/platform.jpg" alt=""><figcaption class="Theme-Caption"><p>رصيف محطة التل</p></figcaption></figure><h2>الرصيف</h2><p>{A[5]}</p><p>{A[7]}</p></div></section><div class="Theme-Section credits"><div class="Theme-TextSize-xxsmall"><p>تحرير: سامي نوري</p><p>تصميم: ليث كامل</p></div></div></article></div><footer><p>© 2026 شبكة الفرات</p></footer>""",
    [
        ("image", "/assets/hero/train-2560.jpg"),
        ("paragraph", "حكاية خط رسمه مهندس شاب قبل قرن ولم يره أحد."),
        ("heading", "الفجر"),
        *text(A[0], A[3]),
        ("image", "/assets/scroll/map1.jpg"),
        ("heading", "الطريق"),
        *text(A[1], A[4]),
        ("image", "/assets/platform.jpg"),
        ("caption", "رصيف محطة التل"),
        ("heading", "الرصيف"),
        *text(A[5], A[7]),
        ("paragraph", "تحرير: سامي نوري"),
        ("paragraph", "تصميم: ليث كامل"),
    ],
)
newsroom(
    "amp with a side bar, carousel, accordion of related stories and consent",
    f"""<amp-sidebar id="menu" layout="nodisplay" side="right"><ul>{MENU}</ul></amp-sidebar><amp-consent id="consent" layout="nodisplay"><div id="consent-ui"><p>نستخدم ملفات تعريف الارتباط لتحسين تجربتك على الموقع وعرض إعلانات تهمك.</p><button on="tap:consent.accept">موافق</button></div></amp-consent><header class="amp-header"><a href="/">شبكة الفرات</a></header><article class="amp-article"><h1>{TITLE}</h1><div class="amp-meta"><span>رنا العبدلي</span><time datetime="2026-03-03T11:20:00+03:00">03/03/2026 11:20</time></div><amp-social-share type="twitter"></amp-social-share><figure><amp-img src="/img/train.jpg" width="800" height="450" layout="responsive" alt="القطار"></amp-img><figcaption>القطار في محطة التل</figcaption></figure><div class="amp-text"><p>{A[0]}</p><amp-ad width="300" height="250" type="doubleclick"><div placeholder>إعلان</div></amp-ad><p>{A[1]}</p><amp-carousel width="450" height="300" layout="responsive" type="slides"><amp-img src="/img/c1.jpg" width="450" height="300" alt=""></amp-img><amp-img src="/img/c2.jpg" width="450" height="300" alt=""></amp-img></amp-carousel><p>{A[4]}</p><amp-twitter width="375" height="472" layout="responsive" data-tweetid="99887766"></amp-twitter><p>{A[5]}</p></div><amp-accordion><section expanded><h2>أخبار متعلقة</h2><ul>{cards('<li><a href="/amp/{n}">{text}</a></li>')}</ul></section></amp-accordion></article><amp-list src="/api/more" layout="fixed-height" height="200"><div placeholder>جار التحميل</div></amp-list><footer>© شبكة الفرات</footer>""",
    [
        ("image", "/img/train.jpg"),
        ("caption", "القطار في محطة التل"),
        *text(*A[:2]),
        ("image", "/img/c1.jpg"),
        ("image", "/img/c2.jpg"),
        *text(A[4]),
        ("embed", "https://twitter.com/i/status/99887766"),
        *text(A[5]),
    ],
    date="2026-03-03T11:20:00+03:00",
)
newsroom(
    "portal of 2006: nested tables, pixel rows, print and send row",
    f"""<table width="760" border="0" cellspacing="0" cellpadding="0" align="center"><tr><td colspan="3" background="images/top.gif"><a href="index.php"><img src="images/logo.gif" border="0" width="300" height="80"></a></td></tr><tr><td width="150" valign="top" bgcolor="#eeeeee"><table width="100%"><tr><td><b>الأقسام</b></td></tr>{cards('<tr><td><img src="images/dot.gif" width="5" height="5"> <a href="modules.php?name=News&amp;sid={n}">{text}</a></td></tr>')}</table></td><td width="10"><img src="images/pix.gif" width="10" height="1"></td><td width="600" valign="top"><table width="100%" border="0" cellpadding="4"><tr><td bgcolor="#003366"><font class="title" color="#ffffff" size="4"><b>{TITLE}</b></font></td></tr><tr><td><font class="tiny" size="1">أرسلت بواسطة: <a href="modules.php?name=Your_Account">rana</a> في الثلاثاء 03 مارس 2026 - 11:20 صباحا (1204 قراءة)</font></td></tr><tr><td align="right"><font class="content" size="3"><img src="images/news/train.jpg" align="left" hspace="8" width="220" border="1">{A[0]}<br><br>{A[1]}<br><br>&nbsp;&nbsp;{A[4]}<br><br>{A[7]}</font></td></tr><tr><td align="center"><font class="content">[ <a href="modules.php?name=News&amp;file=print&amp;sid=9">صفحة للطباعة</a> | <a href="modules.php?name=News&amp;file=friend&amp;sid=9">أرسل هذا المقال لصديق</a> ]</font></td></tr></table><table width="100%" bgcolor="#eeeeee"><tr><td><b>روابط ذات صلة</b></td></tr><tr><td>· <a href="search.php?t=1">زيادة حول العراق</a><br>· <a href="news.php?by=rana">الأخبار بواسطة rana</a></td></tr><tr><td><b>تقييم المقال</b></td></tr><tr><td>المعدل: 4.5 تصويتات: 8</td></tr></table><table width="100%"><tr><td>التعليقات مملوكة لأصحابها. نحن غير مسؤولين عن محتواها.</td></tr></table></td></tr><tr><td colspan="3" align="center"><font size="1">جميع الحقوق محفوظة لشبكة الفرات © 2006<br>إنشاء الصفحة: 0.12 ثانية</font></td></tr></table>""",
    [
        ("image", "/a/images/news/train.jpg"),
        *text(A[0], A[1], A[4], A[7]),
    ],
    date="2026-03-03T11:20:00",
)
newsroom(
    "page of a messenger: title and address repeated, figures in wrappers",
    f"""<div class="tl_page_wrap"><div class="tl_page"><main class="tl_article"><header class="tl_article_header" dir="auto"><h1>{TITLE}</h1><address><a rel="author" href="https://t.me/furat" target="_blank">رنا العبدلي</a><!-- --><time datetime="2026-03-03T08:20:41+0000">March 03, 2026</time></address></header><article id="_tl_editor" class="tl_article_content"><h1>{TITLE}<br></h1><address><a rel="author" href="https://t.me/furat" target="_blank">رنا العبدلي</a><br></address><figure><div class="figure_wrapper"><img src="/file/7a8b9c.jpg"></div><figcaption>القطار في رحلته الأولى</figcaption></figure><p>{A[0]}</p><p>{A[1]}</p><h3 id="h">على الرصيف</h3><p>{A[3]}</p><figure><div class="figure_wrapper"><div class="iframe_wrap"><div class="iframe_helper" style="padding-top: 56.2%;"><iframe src="/embed/youtube?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DAbCdEf12345" width="640" height="360" frameborder="0" allowtransparency="true" allowfullscreen="true" scrolling="no"></iframe></div></div></div><figcaption></figcaption></figure><aside>القطار لا ينتظر أحدا.</aside><p>{A[5]}</p></article><div id="_tl_link_tooltip" class="tl_link_tooltip"></div><aside class="tl_article_buttons"><div class="account account_top"></div><button id="_edit_button" class="button edit_button">Edit</button><button id="_publish_button" class="button publish_button">Publish</button><div class="account account_bottom"></div><div id="_error_msg" class="error_msg"></div></aside></main></div></div>""",
    [
        ("image", "/file/7a8b9c.jpg"),
        ("caption", "القطار في رحلته الأولى"),
        *text(*A[:2]),
        ("heading", "على الرصيف"),
        *text(A[3]),
        ("embed", "https://www.youtube.com/watch?v=AbCdEf12345"),
        ("paragraph", "القطار لا ينتظر أحدا."),
        *text(A[5]),
    ],
)
newsroom(
    "french broadcaster in arabic: chapo, interstitial, blocked player, own promotion",
    f"""<header class="o-header"><ul>{MENU}</ul></header><main class="l-main" role="main"><article class="t-content t-content--article"><div class="m-breadcrumb"><a href="/ar">الرئيسية</a> / <a href="/ar/me">الشرق الأوسط</a></div><h1 class="t-content__title a-page-title">{TITLE}</h1><div class="m-from-author"><span>نص: </span><a class="m-from-author__name" href="/ar/author/rana">رنا العبدلي</a></div><p class="m-pub-dates"><span class="m-pub-dates__date">نشرت في: <time datetime="2026-03-03T08:20:10+00:00" pubdate="pubdate">03/03/2026 - 09:20</time></span><span class="m-pub-dates__date--upd">آخر تحديث: <time datetime="2026-03-03T10:00:00+00:00">03/03/2026 - 11:00</time></span></p><p class="t-content__chapo">قطار واحد ومدينتان وتسعة أعوام من الوعود: هكذا بدأ صباح الثلاثاء في محطة التل.</p><div class="t-content__main-media"><figure class="m-item-image"><img src="https://s.furat24.example/media/display/train-w1280.jpg" alt="القطار" class="m-figure__img"><figcaption class="m-figure__caption">القطار يغادر محطة التل في 3 مارس 2026. © رويترز</figcaption></figure></div><div class="t-content__duration"><span>3 دقائق</span></div>
<div class="t-content__body u-clearfix"><div class="o-self-promo u-no-print" data-type="push"><p class="o-self-promo__text">لمتابعة الأخبار حمل تطبيق الفرات 24 من هنا</p><a href="/app">تطبيق</a></div><p>{A[0]}</p><p>{A[1]}</p><div class="m-interstitial"><div class="m-interstitial__ad"><span>إعلان</span></div></div><p class="a-read-more"><strong>للمزيد - </strong><a href="/ar/me/301">{OTHERS[1]}</a></p><h2>غضب السائقين</h2><p>{A[4]}</p><div class="m-em-flash"><div class="m-em-flash__content o-consent-blocker" data-vendor="youtube"><p>لعرض هذا المحتوى من اليوتيوب من الضروري السماح بجمع نسب المشاهدة وإعلانات اليوتيوب.</p><button>قبول</button> <button>إدارة خياراتي</button></div></div><p>{A[5]}</p><div class="m-self-promo-newsletter"><h3>ملخص الأسبوع</h3><p>نعود معكم على الأحداث التي طبعت الأسبوع</p><a href="/newsletters">أشترك</a></div><p><em>رنا العبدلي مع وكالات</em></p></div><div class="m-tags"><a href="/t/1">العراق</a><a href="/t/2">نقل</a></div></article><section class="o-layout-list"><h2>الأكثر قراءة</h2>{cards('<div class="m-item-list-article"><a href="/ar/{n}"><img src="/m/{n}.jpg" alt=""><p class="article__title">{text}</p></a></div>')}</section></main>""",
    [
        ("paragraph", "قطار واحد ومدينتان وتسعة أعوام من الوعود: هكذا بدأ صباح الثلاثاء في محطة التل."),
        ("image", "https://s.furat24.example/media/display/train-w1280.jpg"),
        ("caption", "القطار يغادر محطة التل في 3 مارس 2026. © رويترز"),
        *text(*A[:2]),
        ("heading", "غضب السائقين"),
        *text(*A[4:6]),
        ("paragraph", "رنا العبدلي مع وكالات"),
    ],
    date="2026-03-03T08:20:10+00:00",
)
newsroom(
    "gulf channel: highlights, reading list notice, advertising label, number of minutes",
    f"""<div id="site"><div class="nav-bar"><ul>{MENU}</ul></div><div class="article-page"><article class="article-item"><header><h1 class="article-headline">{TITLE}</h1><h2 class="article-intro">الوزارة تعد السائقين بوظائف في السكك</h2><div class="article-details"><div class="author-name">العربية.نت - رنا العبدلي</div><div class="article-datetime"><time datetime="2026-03-03T11:20:00+03:00">نشر في: 03 مارس ,2026: 11:20 ص GST</time><time datetime="2026-03-03T12:20:00+03:00">آخر تحديث: 03 مارس ,2026: 12:20 م GST</time></div></div></header><div class="tools"><div class="bookmark-toast">تم إضافة المقال إلى الإشارات المرجعية</div><span class="reading-time">3 دقائق للقراءة</span><button>حفظ</button></div><div class="article-media"><picture><img alt="قطار الفرات" src="https://vid.example/images/2026/03/03/train_16x9_1200x676.jpg"></picture><div class="caption"><span>قطار الفرات (أرشيفية)</span></div></div><div class="body-1 article-body"><p>{A[0]}</p><p>{A[1]}</p><div class="ad-slot"><span class="ad-label">مادة إعلانية</span></div><div class="text-media inline-video"><video poster="/p.jpg" src="https://vid.example/v/train.mp4"></video><p class="video-title">شاهد لحظة انطلاق القطار</p></div><p>{A[4]}</p><aside class="inline-article"><div><span>نقل</span><a href="/a/301">{OTHERS[0]}</a></div></aside><p>{A[5]}</p></div><div class="highlights-notice"><p>تابع آخر الأخبار على واتساب</p></div><div class="tags"><span>مواضيع</span><a href="/t/1">قطار</a></div></article></div><div class="most-read"><h3>الأكثر قراءة</h3>{cards('<a href="/a/{n}">{text}</a>')}</div></div>""",
    [
        ("paragraph", "الوزارة تعد السائقين بوظائف في السكك"),
        ("image", "https://vid.example/images/2026/03/03/train_16x9_1200x676.jpg"),
        ("caption", "قطار الفرات (أرشيفية)"),
        *text(*A[:2]),
        ("embed", "https://vid.example/v/train.mp4"),
        ("paragraph", "شاهد لحظة انطلاق القطار"),
        *text(*A[4:6]),
    ],
    date="2026-03-03T11:20:00+03:00",
)
newsroom(
    "drupal of a magazine: read-more block of one story, «more about» links, letter from the editor box",
    f"""<div class="region-header"><ul>{MENU}</ul></div><div class="region region-content"><div class="article-full node node--type-article node--view-mode-full"><h1 class="title"><span class="field field--name-title">{TITLE}</span></h1><h2 class="field field--name-field-subheadline">رسم مهندس شاب خريطته قبل قرن، ولم يركبه أحد حتى صباح الثلاثاء</h2><div class="field field--name-field-writer"><a href="/author/9">رنا العبدلي</a> <span class="role">صحافية</span></div><div class="field field--name-node-post-date">الثلاثاء 3 مارس 2026 11:20</div><div class="field field--name-field-main-image"><img src="/sites/default/files/styles/1368x911/public/train.jpg?itok=x1" width="1368" height="911" alt=""><p class="image-caption">القطار في محطة التل صباح الثلاثاء (شبكة الفرات)</p></div><div class="field field--name-field-summary"><div class="field__label">ملخص</div><div class="field__item">بعد تسعة أعوام من التأجيل، انطلق أول قطار كهربائي بين المدينتين وسط فرح السكان وقلق السائقين.</div></div><div class="field field--name-body"><p>{A[0]}</p><p>{A[1]}</p><div class="node node--type-article node--view-mode-related read-more"><h4>اقرأ المزيد</h4><ul><li><a href="/node/301"><h3>{OTHERS[4]}</h3></a></li></ul></div><p><strong>قلق السائقين</strong></p><p>{A[4]}</p><p>{A[5]}</p></div><div class="field field--name-field-tags"><span class="label">المزيد عن: </span><a href="/t/1">قطارات</a><a href="/t/2">السكك الحديد</a></div></div><div class="views-element-container"><h2>المزيد من تقارير</h2>{cards('<div class="views-row"><a href="/node/{n}"><img src="/f/{n}.jpg"></a><h3><a href="/node/{n}">{text}</a></h3><p>تقرير عن هذا الموضوع يقرأ في ثلاث دقائق من مراسلينا في المحافظات والمدن البعيدة.</p></div>')}</div></div>""",
    [
        ("paragraph", "رسم مهندس شاب خريطته قبل قرن، ولم يركبه أحد حتى صباح الثلاثاء"),
        ("image", "/sites/default/files/styles/1368x911/public/train.jpg"),
        ("caption", "القطار في محطة التل صباح الثلاثاء (شبكة الفرات)"),
        (
            "paragraph",
            "بعد تسعة أعوام من التأجيل، انطلق أول قطار كهربائي بين المدينتين وسط فرح السكان وقلق السائقين.",
        ),
        *text(*A[:2]),
        ("paragraph", "قلق السائقين"),
        *text(*A[4:6]),
    ],
    date="2026-03-03T11:20:00",
)
newsroom(
    "hebrew news site with css-in-js names and promotions in the text",
    f"""<div id="root"><div class="css-1menu"><ul>{MENU}</ul></div><main class="css-7x"><article class="css-1a2"><header class="css-3b"><h1 class="css-t1">{HE_TITLE}</h1><p class="css-s1">הנסיעה תימשך שעה ועשרים דקות; הנהגים דורשים פיצוי</p><div class="css-w1"><a class="css-wr" href="/writer/12">מערכת החדשות</a><div class="css-dt"><p>עודכן: 3.3.2026 / 11:20</p></div></div></header><section class="article-content"><figure class="css-f1"><picture><img title="הרכבת" alt="הרכבת" src="https://img.wala.example/image/train-1024.jpg"></picture><figcaption><span class="css-cp">הרכבת החדשה בתחנה</span><span class="css-cr">/</span><span class="css-cr">יואב כץ</span></figcaption></figure><section class="css-onx"><p>{H[0]}</p></section><section class="css-onx"><p>{H[1]}</p></section><section class="css-promo" data-promo="true"><p><strong>עוד באתר:</strong><br><a href="https://news.example/item/1">הבנק המרכזי הותיר את הריבית</a><br><a href="https://news.example/item/2">סופת חול צפויה במערב הארץ</a></p></section><section class="css-onx"><h3>דרישת הנהגים</h3></section><section class="css-onx"><p>{H[3]}</p></section><section class="css-onx"><p>{H[4]}</p></section></section><ul class="css-tags"><li><a href="/tag/1">רכבת</a></li><li><a href="/tag/2">תחבורה</a></li></ul></article><aside class="css-as"><h2>טרם התפרסמו תגובות</h2><button>הוסף תגובה חדשה</button><p>בשליחת תגובה אני מסכים לתנאי השימוש</p></aside></main><section class="css-more"><h2>עוד בחדשות</h2>{cards('<a href="/item/{n}"><h3>{text}</h3></a>')}</section></div>""",
    [
        ("paragraph", "הנסיעה תימשך שעה ועשרים דקות; הנהגים דורשים פיצוי"),
        ("image", "https://img.wala.example/image/train-1024.jpg"),
        ("caption", "הרכבת החדשה בתחנה/יואב כץ"),
        *text(*H[:2]),
        ("heading", "דרישת הנהגים"),
        *text(*H[3:5]),
    ],
    title=HE_TITLE,
    site="חדשות הצפון",
    lang="he",
    date="2026-03-03T11:20:00",
)
newsroom(
    "persian service of a broadcaster: wysiwyg, audio with qualities, region of a collection",
    f"""<div class="c-hlights"><ul>{MENU}</ul></div><main class="container"><div class="row"><div class="col-title col-xs-12"><div class="category js-category"><a class="" href="/z/1">ایران</a></div><h1 class="title pg-title">{FA_TITLE}</h1></div><div class="col-publishing-details"><div class="publishing-details"><div class="published"><span class="date"><time pubdate="pubdate" datetime="2026-03-03T11:20:00+03:30">۱۲ اسفند ۱۴۰۴</time></span></div><div class="links"><ul class="links__list"><li class="links__item"><a class="links__item-link" href="/author/1">رعنا عبدلی</a></li></ul></div></div></div><div class="col-lg-12 separator"><hr class="title-line"></div><div class="col-multimedia"><div class="cover-media"><figure class="media-image js-media-expand"><div class="img-wrap"><div class="thumb thumb16_9"><img src="https://gdb.farda.example/train_w1023_r1_s.jpg" alt="قطار در ایستگاه"></div></div><figcaption><span class="caption">قطار در ایستگاه تپه</span></figcaption></figure></div></div></div>
<div class="body-container"><div class="col-content"><div id="article-content" class="content-floated-wrap fb-quotable"><div class="wsw"><p>{F[0]}</p><p>{F[1]}</p><div data-owner-ct="None" class="wsw__embed"><div class="media-pholder media-pholder--audio media-pholder--embed"><div class="c-sticky-container"><div class="c-mmp__player"><audio src="https://audio.farda.example/72/a.mp3"></audio></div><div class="media-download"><span class="handler">لینک مستقیم</span><ul class="subitems"><li class="subitem"><a href="https://audio.farda.example/72/a_48.mp3">48 kbps | MP3</a></li><li class="subitem"><a href="https://audio.farda.example/72/a.mp3">64 kbps | MP3</a></li></ul></div><a class="btn-popout-player" href="/embed/player/0/1.html">بازکردن در پنجره جدید</a></div></div></div><p>{F[2]}</p><div class="wsw__embed wsw__embed--small"><div class="media-block-wrap"><h4 class="section-head">بیشتر در این باره:</h4><div class="media-block"><a href="/a/301.html" class="img-wrap"><div class="thumb"><img src="/t/301.jpg" alt="زندگی"></div></a><div class="media-block__content"><a href="/a/301.html"><h4 class="media-block__title">بانک مرکزی نرخ بهره را برای سومین ماه ثابت نگه داشت</h4></a></div></div></div></div><p>{F[3]}</p></div><ul class="related-events"></ul></div><div class="media-block-wrap topics"><h3 class="section-head">موضوع‌ها</h3><ul><li><a href="/z/5">راه‌آهن</a></li></ul></div></div></div></main><div class="region"><h3>مهم‌ترین خبرها</h3>{cards('<div class="media-block"><a href="/a/{n}.html"><h4>{text}</h4></a></div>')}</div>""",
    [
        ("image", "https://gdb.farda.example/train_w1023_r1_s.jpg"),
        ("caption", "قطار در ایستگاه تپه"),
        *text(*F[:2]),
        ("embed", "https://audio.farda.example/72/a.mp3"),
        *text(*F[2:4]),
    ],
    title=FA_TITLE,
    site="رادیو تپه",
    lang="fa",
    date="2026-03-03T11:20:00+03:30",
)
newsroom(
    "urdu newspaper: story in bold lead, app promotion, whatsapp channel line",
    f"""<div class="top-nav"><ul>{MENU}</ul></div><div class="detail-page"><div class="detail_view_top"><h1>{UR_TITLE}</h1><div class="detail-time">03 مارچ ، 2026</div><div class="author_name"><a href="/writer/web-desk">ویب ڈیسک</a></div></div><div class="detail_img"><img src="https://jang.example/assets/uploads/updates/2026-03-03/train.jpg" alt="فوٹو: فائل"><span class="caption_text">فوٹو: فائل</span></div><div class="detail_view_content"><p><strong>{U[0]}</strong></p><p>{U[1]}</p><div class="also_read_box"><span>یہ بھی پڑھیے</span><ul><li><a href="/news/301">مرکزی بینک نے شرح سود تیسرے مہینے برقرار رکھی</a></li></ul></div><p>{U[2]}</p><p>{U[3]}</p><p><a href="https://whatsapp.example/channel/1">تازہ ترین خبروں کے لیے ہمارا واٹس ایپ چینل جوائن کریں</a></p></div><div class="comment_area"><h3>تبصرے</h3></div></div><div class="recommended"><h2>مزید خبریں</h2>{cards('<li><a href="/news/{n}"><img src="/u/{n}.jpg">{text}</a></li>')}</div>""",
    [
        ("image", "https://jang.example/assets/uploads/updates/2026-03-03/train.jpg"),
        ("caption", "فوٹو: فائل"),
        *text(*U),
    ],
    title=UR_TITLE,
    site="روزنامہ فرات",
    lang="ur",
)
newsroom(
    "saudi newspaper: hijri date, city line, size of letters, copy of the link",
    f"""<div class="main-nav"><ul>{MENU}</ul></div><div class="page-content"><div class="row"><div class="col-md-8"><div class="article-block"><div class="section-name"><a href="/local">محليات</a></div><h1 class="article-title">{TITLE}</h1><div class="article-sub"><ul><li>نور الحسني: الخط سيمتد إلى الميناء قبل نهاية العقد</li><li>نقابة السائقين: ألفا عائلة تعيش من الطريق القديم</li></ul></div><div class="article-meta"><span>رنا العبدلي – التل</span><span>الثلاثاء 14 رمضان 1447هـ - 3 مارس 2026م</span></div><div class="article-actions"><span>حجم الخط</span><button>+</button><button>-</button><button>طباعة</button><input value="https://alfurat.example/2041"><span>تم نسخ الرابط</span></div><div class="article-photo"><img src="/uploads/images/2026/03/03/train.jpg" alt="القطار الكهربائي"><p class="photo-caption">القطار في محطة التل أمس. (تصوير: يونس الطائي)</p></div><div class="article-text"><p>{A[0]}</p><p>{A[6]}</p><div class="banner-inline"><a href="https://ads.example/b"><img src="/ads/b.gif" width="300" height="250" alt="إعلان"></a></div><p>{A[4]}</p><p>{A[7]}</p></div><div class="article-tags"><a href="/t/1">قطار</a></div></div><div class="same-section"><h3>في القسم نفسه</h3>{cards('<div class="item"><a href="/{n}">{text}</a><time>02 مارس 2026</time></div>')}</div></div><div class="col-md-4"><div class="side-box"><h3>كتاب اليوم</h3>{cards('<div><img src="/w/{n}.jpg" alt=""><a href="/w/{n}">{text}</a></div>', 700)}</div></div></div></div>""",
    [
        ("item", "نور الحسني: الخط سيمتد إلى الميناء قبل نهاية العقد"),
        ("item", "نقابة السائقين: ألفا عائلة تعيش من الطريق القديم"),
        ("image", "/uploads/images/2026/03/03/train.jpg"),
        ("caption", "القطار في محطة التل أمس. (تصوير: يونس الطائي)"),
        *text(A[0], A[6], A[4], A[7]),
    ],
)

# Written in a second round, after the extractor read all of the above


newsroom(
    "angular channel with a floating player, source line and reading aids",
    f"""<app-root ng-version="17"><app-header><ul>{MENU}</ul></app-header><app-article><div class="container"><div class="article-head"><span class="badge">أخبار</span><h1>{TITLE}</h1><div class="d-flex meta"><span><i class="icon-clock"></i>2026-03-03 11:20</span><span><i class="icon-eye"></i>954</span></div></div><div class="cover"><img class="img-fluid w-100" src="https://k24.example/media/cover.webp" alt="{TITLE}"><small class="text-muted">القطار عند المحطة - تصوير: كاروان</small></div><div class="row"><div class="col-1 share-col"><button>مشاركة</button></div><div class="col-10"><div class="article-content" [innerhtml]=""><p><strong>التل (الفرات)</strong> - {A[0]}</p><p>{A[1]}</p><p>&nbsp;</p><p>{A[4]}</p><p style="text-align:center"><img src="https://k24.example/media/in.webp"></p><p>{A[5]}</p></div></div></div><app-tags><a href="/tag/1">#قطار</a><a href="/tag/2">#التل</a></app-tags></div><app-related><h3>المزيد من الأخبار</h3>{cards('<div class="card"><img src="/c/{n}.webp"><div class="card-body"><a href="/ar/story/{n}">{text}</a><small>قبل 3 ساعات</small></div></div>')}</app-related></app-article></app-root>""",
    [
        ("image", "https://k24.example/media/cover.webp"),
        ("caption", "القطار عند المحطة - تصوير: كاروان"),
        ("paragraph", f"التل (الفرات) - {A[0]}"),
        *text(A[1], A[4]),
        ("image", "https://k24.example/media/in.webp"),
        *text(A[5]),
    ],
    date="2026-03-03T11:20:00",
)
newsroom(
    "essay site: pull lines in spans, notes at the end, support box, author below",
    f"""<header class="site-header"><ul>{MENU}</ul></header><div class="single-wrap"><div class="cat-line"><a href="/c/culture">ثقافة</a> <a href="/c/life">حياة</a></div><h1 class="entry-title">{TITLE}</h1><div class="entry-excerpt">ما الذي يخسره من عاش على الطريق القديم حين يصل القطار؟</div><div class="entry-info"><a class="author-link" href="/w/rana">رنا العبدلي</a> <span>الثلاثاء 3 مارس 2026</span> <span class="rt">وقت القراءة: 7 دقائق</span></div><div class="feat"><img src="/wp-content/uploads/essay.jpg" alt=""><div class="feat-credit">رسم: ليث كامل</div></div><div class="entry-body"><p>{A[7]}</p><p>{A[3]}</p><h2>الذين لم يصعدوا</h2><p>{A[4]}</p><div class="support-box"><h3>ادعمونا</h3><p>صحافتنا مستقلة ولا تعيش إلا بكم. ساهموا في استمرارها بما تستطيعون.</p><a class="btn" href="/support">ساهم الآن</a></div><p>{A[5]}</p><p>{A[6]} <sup><a href="#n1">[1]</a></sup></p><hr><p id="n1">[1] من حديث للمهندسة مع الكاتبة في شباط الماضي.</p></div><div class="author-card"><img src="/avatars/rana.jpg" class="author-avatar" alt="رنا"><div><b>رنا العبدلي</b><p>كاتبة وصحافية تقيم في التل، صدرت لها مجموعتان قصصيتان وكتاب عن تاريخ السكك الحديد.</p></div></div><div class="opinion-note"><p>المقال يعبر عن وجهة نظر الكاتب/ة وليس بالضرورة عن رأي الموقع.</p></div></div><div class="next-reads"><h3>إقرأ/ي أيضاً</h3>{cards('<a href="/e/{n}"><img src="/e/{n}.jpg"><h4>{text}</h4></a>')}</div>""",
    [
        ("paragraph", "ما الذي يخسره من عاش على الطريق القديم حين يصل القطار؟"),
        ("image", "/wp-content/uploads/essay.jpg"),
        ("caption", "رسم: ليث كامل"),
        *text(A[7], A[3]),
        ("heading", "الذين لم يصعدوا"),
        *text(A[4], A[5], f"{A[6]} [1]"),
        ("paragraph", "[1] من حديث للمهندسة مع الكاتبة في شباط الماضي."),
    ],
)
newsroom(
    "persian agency: video first, rutitr, numbers of views, like and dislike of the story",
    f"""<div id="header"><ul>{MENU}</ul></div><section class="news"><article class="single-news"><div class="details"><ul><li class="service"><a href="/s/1">اقتصادی</a></li><li class="time">۱۲ اسفند ۱۴۰۴ - ۱۱:۲۰</li></ul></div><h3 class="rutitr">پس از نه سال</h3><h1 class="title">{FA_TITLE}</h1><div class="video-box"><video controls poster="/media/p.jpg"><source src="https://media.tape.example/v/train.mp4" type="video/mp4"></video><a class="download" href="https://media.tape.example/v/train.mp4">دانلود فیلم اصلی</a></div><h3 class="lead">گروه اقتصادی: قطار تازه زمان سفر را نصف کرد و رانندگان نگران شدند.</h3><div class="story"><p style="text-align:justify">{F[0]}</p><p style="text-align:justify">{F[1]}</p><ul class="related-in"><li><a href="/news/311">بانک مرکزی نرخ بهره را ثابت نگه داشت</a></li></ul><p style="text-align:justify">{F[3]}</p><p>انتهای پیام/ ن</p></div><div class="news-rate"><span>این خبر را می‌پسندم</span> <b>12</b> <b>0</b></div><div class="keywords"><a href="/k/1">قطار برقی</a></div><div class="error-report">گزارش خطا</div></article></section><aside><h4>پیشنهاد سردبیر</h4>{cards('<a href="/n/{n}">{text}</a>')}</aside>""",
    [
        ("embed", "https://media.tape.example/v/train.mp4"),
        ("paragraph", "گروه اقتصادی: قطار تازه زمان سفر را نصف کرد و رانندگان نگران شدند."),
        *text(F[0], F[1], F[3]),
        ("paragraph", "انتهای پیام/ ن"),
    ],
    title=FA_TITLE,
    site="خبرگزاری تپه",
    lang="fa",
    date="2026-03-03T11:20:00",
)
newsroom(
    "hebrew daily in styled components: signature, follow button, gift line, picture in the middle",
    f"""<div id="__next"><nav class="sc-a1"><ul>{MENU}</ul></nav><main class="sc-b2"><article class="sc-c3"><header class="sc-d4"><h1 data-test="headline" class="sc-e5">{HE_TITLE}</h1><p data-test="subtitle" class="sc-f6">אלפיים משפחות מתפרנסות מהקו הישן, והרכבת מקצרת את הדרך במחצית</p><div class="sc-g7"><a href="/ty-WRITER/1">דנה לוי</a><button>עקבו אחר דנה לוי</button><time datetime="2026-03-03T11:20:00+02:00">03 במרץ 2026</time></div><div class="sc-tools"><button>מתנה לחבר</button><button>שמור</button><a href="#comments"><span>14</span></a></div></header><section class="sc-h8"><p class="sc-p">{H[0]}</p><p class="sc-p">{H[1]}</p><div class="sc-nl"><h5>רוצים לקבל עדכונים? הירשמו לניוזלטר</h5><form><input type="email"></form></div><figure class="sc-i9"><div><picture><source srcset="https://img.haar.example/t.webp"><img src="https://img.haar.example/t.jpg" alt="נוסעים ברציף"></picture></div><figcaption>נוסעים ברציף ביום שלישי<span class="sc-cr">צילום: יואב כץ</span></figcaption></figure><p class="sc-p">{H[3]}</p><h2 class="sc-h">תשובת המשרד</h2><p class="sc-p">{H[4]}</p></section><section class="sc-tags"><h6>תגיות:</h6><a href="/ty-tag/1">רכבת</a></section></article><section id="comments"><h2>תגובות</h2><div><b>יוסי</b><p>כל הכבוד לעובדים שבנו את הקו הזה, מקווה שיגיע גם אלינו לצפון לפני שאצא לפנסיה.</p></div></section></main><div class="sc-z"><h3>כתבות מומלצות</h3>{cards('<a href="/a/{n}"><h4>{text}</h4></a>')}</div></div>""",
    [
        ("paragraph", "אלפיים משפחות מתפרנסות מהקו הישן, והרכבת מקצרת את הדרך במחצית"),
        *text(*H[:2]),
        ("image", "https://img.haar.example/t.jpg"),
        ("caption", "נוסעים ברציף ביום שלישיצילום: יואב כץ"),
        *text(H[3]),
        ("heading", "תשובת המשרד"),
        *text(H[4]),
    ],
    title=HE_TITLE,
    site="היומון",
    lang="he",
    date="2026-03-03T11:20:00+02:00",
)
newsroom(
    "syrian weekly: boxed related story, donation lines, corrections and contribution notice",
    f"""<div class="top"><ul>{MENU}</ul></div><div class="post-wrapper"><div class="post-head"><h1>{TITLE}</h1><img src="https://enab.example/wp-content/uploads/train.jpg" class="wp-post-image" alt=""><p class="img-desc">القطار في محطة التل – 3 من آذار 2026 (الفرات/ يونس الطائي)</p><div class="post-date">03/03/2026، 11:20 ص</div></div><div class="content-article"><p>{A[0]}</p><p>{A[1]}</p><div class="related-inline"><a href="/n/310"><img src="/t/310.jpg"><span class="r-title">{OTHERS[4]}</span></a></div><h3>تعويضات مطلوبة</h3><p>{A[4]}</p><blockquote><p>نريد عملا لا صدقة.</p></blockquote><p>{A[5]}</p></div><div class="contribute"><p>إذا كنت تعتقد أن المقال يحوي معلومات خاطئة أو لديك تفاصيل إضافية <a href="/report">أرسل/أرسلي تصحيحًا</a></p><p>إذا كنت تعتقد أن المقال ينتهك أيًا من المبادئ الأخلاقية أو المعايير المهنية <a href="/complain">قدم/قدمي شكوى</a></p></div></div><div class="more-section"><h2>المزيد من سوريا</h2>{cards('<div class="item"><a href="/n/{n}"><img src="/t/{n}.jpg"></a><h4><a href="/n/{n}">{text}</a></h4></div>')}</div>""",
    [
        ("image", "https://enab.example/wp-content/uploads/train.jpg"),
        ("caption", "القطار في محطة التل – 3 من آذار 2026 (الفرات/ يونس الطائي)"),
        *text(*A[:2]),
        ("heading", "تعويضات مطلوبة"),
        *text(A[4]),
        ("quotation", "نريد عملا لا صدقة."),
        *text(A[5]),
    ],
    date="2026-03-03T11:20:00",
)
newsroom(
    "moroccan portal: numbered comments without a class, city line, clock icons",
    f"""<nav><ul>{MENU}</ul></nav><div class="post_hero"><h1 class="post-title">{TITLE}</h1><div class="post-meta"><span class="author">الفرات - رنا العبدلي</span><span class="date-post">الثلاثاء 3 مارس 2026 - 11:20</span></div></div><div class="row"><div class="col-8"><div class="figure"><div class="ratio"><img src="https://i1.hes.example/train-800x600.jpg" class="wp-post-image"></div></div><article class="article-content" data-adblock="yes"><p>{A[0]}</p><div class="ad-div-side"></div><p>{A[1]}</p><p>{A[4]}</p><p>{A[7]}</p><section class="tags"><a class="tag_post_tag" href="/tag/1">القطار</a><a class="tag_post_tag" href="/tag/2">التل</a></section></article><div class="newsletter-lg"><p>النشرة البريدية</p><p>توصل بآخر الأخبار كل صباح مباشرة في بريدك الإلكتروني.</p><form><input type="email"></form></div><div id="comments" class="comments-area"><ul class="comment-list">{"".join(f'<li><div class="comment-body"><div class="comment-head">مواطن {n}</div><div class="comment-text"><p>تعليق طويل من قارئ يروي فيه رحلته على الطريق القديم ويتمنى أن يكون القطار أسرع وأرخص ثمنا للجميع.</p></div></div></li>' for n in range(5))}</ul></div></div></div>""",
    [
        ("image", "https://i1.hes.example/train-800x600.jpg"),
        *text(A[0], A[1], A[4], A[7]),
    ],
    date="2026-03-03T11:20:00",
)
newsroom(
    "ministry page: attachments, last update, contact of the office",
    f"""<div id="s4-workspace"><div id="nav"><ul>{MENU}</ul></div><div id="contentBox"><div class="breadcrumb">الرئيسية » المركز الإعلامي » الأخبار</div><div class="news-details"><h2 class="news-title">{TITLE}</h2><div class="news-date">03/03/2026</div><div class="news-img"><img src="/PublishingImages/train.jpg" alt="صورة الخبر"></div><div class="ms-rtestate-field"><p>{A[0]}</p><div>{A[1]}</div><div><br></div><div>{A[2]}</div><div>&#8203;{A[6]}</div></div><div class="attachments"><h4>المرفقات</h4><ul><li><a href="/docs/plan.pdf">خطة التشغيل.pdf</a> <span>2.1 MB</span></li></ul></div><div class="last-update">آخر تحديث للصفحة: 04/03/2026</div><div class="rate">هل كانت هذه الصفحة مفيدة؟ <input type="radio" name="r">نعم <input type="radio" name="r">لا</div></div></div></div><footer><p>وزارة النقل - الهاتف 1234 - البريد info@motr.example</p></footer>""",
    [
        ("image", "/PublishingImages/train.jpg"),
        *text(A[0], A[1], A[2], A[6]),
    ],
)
newsroom(
    "newspaper on a video page: long text under a player with chapters",
    f"""<div class="app"><div class="bar"><ul>{MENU}</ul></div><div class="watch"><div class="player"><iframe src="https://www.youtube.com/embed/Zx9yW8vU7tS?rel=0" title="رحلة القطار" allowfullscreen></iframe></div><div class="watch-info"><h1>{TITLE}</h1><div class="stats"><span>12,410 مشاهدة</span><span>3 مارس 2026</span></div><div class="chapters"><a href="#t=0">00:00 البداية</a><a href="#t=60">01:00 على الرصيف</a><a href="#t=150">02:30 السائقون</a></div><div class="desc"><p>{A[0]}</p><p>{A[3]}</p><p>{A[4]}</p><p>تصوير ومونتاج: يونس الطائي</p></div></div><div class="up-next"><h3>التالي</h3>{cards('<a class="vid" href="/v/{n}"><img src="/v/{n}.jpg"><span>{text}</span><small>03:1{n}</small></a>', 1)}</div></div></div>""",
    [
        ("embed", "https://www.youtube.com/watch?v=Zx9yW8vU7tS"),
        *text(A[0], A[3], A[4]),
        ("paragraph", "تصوير ومونتاج: يونس الطائي"),
    ],
)
newsroom(
    "english page in the style of a public broadcaster, blocks in data components",
    """<div id="root"><header><nav><a href="/news">News</a><a href="/sport">Sport</a></nav></header><main id="main-content"><article><div data-component="headline-block"><h1>First electric train links two river cities</h1></div><div data-component="byline-block"><div><time datetime="2026-03-03T08:20:00.000Z">3 hours ago</time><span>Share</span><span>Save</span></div><div><span>Rana Abdali</span><div>Transport correspondent</div></div></div><figure><div data-component="image-block"><img src="https://ich.example/news/480/train.jpg.webp" alt="A train at the platform"><span>Reuters</span></div><div data-component="caption-block"><figcaption>The first train left the station at dawn on Tuesday</figcaption></div></figure><div data-component="text-block"><p><b>The first electric train between the two cities left on Tuesday after nine years of delays, cutting the journey by half.</b></p><p>Hundreds of people queued at the station before dawn, some with flowers for the workers who laid the line.</p></div><div data-component="links-block"><p><a href="/news/articles/1">Why the line took nine years to build</a></p><p><a href="/news/articles/2">Drivers fear for jobs as old road empties</a></p></div><div data-component="subheadline-block"><h2>Jobs at risk</h2></div><div data-component="text-block"><p>The union of bus drivers says two thousand families live off the old road and want fair compensation.</p><p>"We do not reject the train, we reject paying for it alone," one driver said.</p></div><div data-component="topic-list"><a href="/t/1">Rail travel</a><a href="/t/2">Transport</a></div></article><section><h2>Related</h2><div><a href="/news/articles/3">Bank holds rates for third month</a><p>The central bank kept rates unchanged for a third month as prices eased in most cities.</p></div></section></main><footer><p>Copyright 2026. The site is not responsible for the content of external sites.</p></footer></div>""",
    [
        ("image", "https://ich.example/news/480/train.jpg.webp"),
        ("caption", "Reuters"),
        ("caption", "The first train left the station at dawn on Tuesday"),
        (
            "paragraph",
            "The first electric train between the two cities left on Tuesday after nine years of delays, cutting the journey by half.",
        ),
        (
            "paragraph",
            "Hundreds of people queued at the station before dawn, some with flowers for the workers who laid the line.",
        ),
        ("heading", "Jobs at risk"),
        (
            "paragraph",
            "The union of bus drivers says two thousand families live off the old road and want fair compensation.",
        ),
        ("paragraph", '"We do not reject the train, we reject paying for it alone," one driver said.'),
    ],
    title="First electric train links two river cities",
    site="The River",
    lang="en",
    date="2026-03-03T08:20:00+00:00",
)
newsroom(
    "kurdish agency on laravel: share words, writer's initials, gallery strip",
    f"""<div class="navbar"><ul>{MENU}</ul></div><div class="container"><div class="col-md-9"><div class="news-single"><h1>{CKB_TITLE}</h1><p class="news-date"><i class="fa fa-calendar"></i> 2026/03/03 - 11:20 <i class="fa fa-eye"></i> 431</p><div class="main-image"><a href="/uploads/big.jpg" data-fancybox="g"><img src="/uploads/mid.jpg" alt=""></a></div><div class="addthis">شەیر بکە: <a href="https://facebook.com/s">فەیسبووک</a> <a href="https://x.com/s">ئێکس</a></div><div class="news-text"><div>{K[0]}</div><div>{K[1]}</div><div><br></div><div>{K[2]}</div><div>{K[3]}</div><div>د.ح</div></div><div class="gallery-strip"><a href="/uploads/g1.jpg" data-fancybox="g"><img src="/uploads/g1s.jpg"></a><a href="/uploads/g2.jpg" data-fancybox="g"><img src="/uploads/g2s.jpg"></a></div></div><div class="read-too"><h4>بابەتی پەیوەندیدار</h4>{cards('<a href="/n/{n}">{text}</a>')}</div></div></div>""",
    [
        ("image", "/uploads/mid.jpg"),
        *text(*K),
        ("paragraph", "د.ح"),
        ("image", "/uploads/g1s.jpg"),
        ("image", "/uploads/g2s.jpg"),
    ],
    title=CKB_TITLE,
    site="ئاژانسی گرد",
    lang="ckb",
    date="2026-03-03T11:20:00",
)
newsroom(
    "economy site: share prices beside the story, table in it, notice that it is no advice",
    f"""<div class="ticker-tape"><span>مؤشر التل 4,210 +0.4%</span><span>النفط 71.2 -1.1%</span></div><ul class="nav">{MENU}</ul><div class="layout"><div class="article"><h1 class="article__title">{TITLE}</h1><div class="article__lead">كلفة الخط نحو ملياري دولار، وعوائده المتوقعة تغطيها في خمسة عشر عاما.</div><div class="article__meta"><span>رنا العبدلي</span> | <span>03 مارس 2026 11:20</span></div><div class="article__image"><img src="/img/eco.jpg" alt=""><span class="article__caption">قطار الفرات في رحلته الأولى</span></div><div class="article__body"><p>{A[0]}</p><p>{A[2]}</p><div class="table-wrap"><table><tr><th>البند</th><th>الكلفة</th></tr><tr><td>السكة</td><td>900 مليون</td></tr><tr><td>العربات</td><td>400 مليون</td></tr></table></div><p>{A[6]}</p><p class="disclaimer"><em>هذه المادة لا تعد نصيحة استثمارية.</em></p></div></div><div class="sidebar-quotes"><h4>الأكثر ربحا</h4><table><tr><td>مصرف التل</td><td>+3.2%</td></tr><tr><td>اتصالات الفرات</td><td>+2.1%</td></tr></table></div></div><div class="also"><h3>اقرأ أيضا</h3>{cards('<a href="/e/{n}">{text}</a>')}</div>""",
    [
        ("paragraph", "كلفة الخط نحو ملياري دولار، وعوائده المتوقعة تغطيها في خمسة عشر عاما."),
        ("image", "/img/eco.jpg"),
        ("caption", "قطار الفرات في رحلته الأولى"),
        *text(A[0], A[2]),
        ("row", "البند | الكلفة"),
        ("row", "السكة | 900 مليون"),
        ("row", "العربات | 400 مليون"),
        *text(A[6]),
        ("paragraph", "هذه المادة لا تعد نصيحة استثمارية."),
    ],
    date="2026-03-03T11:20:00",
)
newsroom(
    "fact check: claim and verdict boxes, sources as links, share bar in the text",
    f"""<header><ul>{MENU}</ul></header><main><article class="fc"><h1>{TITLE}</h1><div class="fc-meta">نشر في 3 مارس 2026 • فريق التحقق</div><div class="fc-claim"><h3>الادعاء</h3><p>تداولت صفحات صورة قالت إنها لقطار الفرات وقد خرج عن السكة في رحلته الأولى.</p></div><div class="fc-verdict"><h3>الحكم</h3><p>مضلل</p></div><div class="fc-text"><p>{A[0]}</p><p>وبالبحث العكسي تبين أن الصورة تعود إلى حادث في بلد آخر قبل سبعة أعوام، ونشرتها وكالة محلية حينها.</p><figure><img src="/fc/compare.jpg"><figcaption>الصورة المتداولة والأصل</figcaption></figure><p>{A[1]}</p><h3>المصادر</h3><ul><li><a href="https://agency.example/old">خبر الوكالة المحلية عن الحادث</a></li><li><a href="https://motr.example/statement">بيان وزارة النقل</a></li></ul></div></article></main><section><h2>تحققات أخرى</h2>{cards('<a href="/fc/{n}">{text}</a>')}</section>""",
    [
        ("heading", "الادعاء"),
        ("paragraph", "تداولت صفحات صورة قالت إنها لقطار الفرات وقد خرج عن السكة في رحلته الأولى."),
        ("heading", "الحكم"),
        ("paragraph", "مضلل"),
        ("paragraph", A[0]),
        (
            "paragraph",
            "وبالبحث العكسي تبين أن الصورة تعود إلى حادث في بلد آخر قبل سبعة أعوام، ونشرتها وكالة محلية حينها.",
        ),
        ("image", "/fc/compare.jpg"),
        ("caption", "الصورة المتداولة والأصل"),
        ("paragraph", A[1]),
        ("heading", "المصادر"),
        ("item", "خبر الوكالة المحلية عن الحادث"),
        ("item", "بيان وزارة النقل"),
    ],
)

# Written in a third round


newsroom(
    "generatepress blog with entry meta in the footer and a block of related posts",
    f"""<header class="site-header"><nav class="main-navigation"><ul>{MENU}</ul></nav></header><div id="page" class="site grid-container"><div id="content" class="site-content"><div class="content-area"><main class="site-main"><article id="post-7" class="post-7 post type-post hentry category-iraq"><div class="inside-article"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2026-03-03T11:20:00+03:00">3 مارس، 2026</time></span> <span class="byline">بواسطة <span class="author vcard"><a class="url fn n" href="/author/r"><span class="author-name">رنا العبدلي</span></a></span></span></div></header><div class="featured-image page-header-image-single"><img src="/wp-content/uploads/t.jpg" width="1200" height="675" alt=""></div><div class="entry-content"><p>{A[0]}</p><p>{A[1]}</p><figure class="wp-block-image size-large"><img src="/wp-content/uploads/in.jpg" alt="" class="wp-image-9"><figcaption class="wp-element-caption">من نافذة القطار</figcaption></figure><p>{A[6]}</p><div class="sharedaddy sd-sharing-enabled"><div class="robots-nocontent sd-block sd-social"><h3 class="sd-title">شارك هذا الموضوع:</h3><div class="sd-content"><ul><li><a href="https://facebook.com/s"><span>فيس بوك</span></a></li><li><a href="https://x.com/s"><span>X</span></a></li></ul></div></div></div><div class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>مرتبط</em></h3></div></div><footer class="entry-meta"><span class="cat-links">التصنيفات <a href="/c/1" rel="category tag">العراق</a></span> <span class="tags-links">الوسوم <a href="/t/1" rel="tag">قطار</a>, <a href="/t/2" rel="tag">نقل</a></span><nav class="post-navigation"><div class="nav-previous"><a href="/p/1">{OTHERS[0]}</a></div></nav></footer></div></article><div class="comments-area"><div id="respond"><h3>أضف تعليق</h3></div></div></main></div></div></div>""",
    [
        ("image", "/wp-content/uploads/t.jpg"),
        *text(*A[:2]),
        ("image", "/wp-content/uploads/in.jpg"),
        ("caption", "من نافذة القطار"),
        *text(A[6]),
    ],
    date="2026-03-03T11:20:00+03:00",
)
newsroom(
    "daily of php pages: picture in a table beside the text, font of the reader, date in the address line",
    f"""<div id="hdr"><ul>{MENU}</ul></div><div id="wrap"><div id="right"><h2 class="ttl">{TITLE}</h2><div class="dt">عدد الثلاثاء (5512) 03-03-2026</div><div class="fnt">حجم الخط: <a href="#" onclick="f(1)">أكبر</a> <a href="#" onclick="f(-1)">أصغر</a></div><div class="wr">رنا العبدلي/ التل</div><table class="pic" align="left"><tr><td><img src="/newsm/5512.jpg" width="320"></td></tr><tr><td class="cap">القطار في محطة التل</td></tr></table><div class="txt">{A[0]}<br />{A[1]}<br /><br />{A[4]}<br />{A[5]}</div><div class="lnk"><a href="print.php?id=5">طباعة</a> <a href="send.php?id=5">إرسال</a></div></div><div id="left"><h3>في هذا العدد</h3>{cards('<div class="l"><a href="news.php?id={n}">{text}</a></div>')}</div></div>""",
    [
        ("image", "/newsm/5512.jpg"),
        ("caption", "القطار في محطة التل"),
        *text(A[0], A[1], A[4], A[5]),
    ],
)
newsroom(
    "blogger magazine theme: first picture hidden twin, related by script, share bar",
    f"""<div class="theiaStickySidebar"><div class="main section" id="main"><div class="widget Blog" id="Blog1"><div class="blog-posts hfeed item-post-wrap"><article class="blog-post hentry item-post"><script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{TITLE}","datePublished":"2026-03-03T11:20:00+03:00","author":{{"@type":"Person","name":"رنا العبدلي"}}}}</script><h1 class="post-title">{TITLE}</h1><div class="post-meta"><span class="post-author"><a href="/p/a">رنا العبدلي</a></span><span class="post-date published">مارس 03, 2026</span></div><div class="post-body post-content"><div class="separator" style="clear: both;"><a href="https://blogger.example/img/b/t.jpg" style="margin-left: 1em"><img border="0" data-original-height="800" src="https://blogger.example/img/b/t=s640.jpg" width="640"></a></div><p dir="rtl">{A[0]}</p><p dir="rtl"><br></p><p dir="rtl">{A[3]}</p><h3 dir="rtl">السائقون</h3><ol dir="rtl"><li>وظائف في السكك أولا.</li><li>تدريب مجاني لستة أشهر.</li></ol><p dir="rtl">{A[5]}</p></div><div class="post-labels"><span>الأقسام:</span><a class="label-link" href="/search/label/x" rel="tag">العراق</a></div><div class="post-footer"><div class="post-share"><ul class="share-links"><li><a href="https://facebook.com/s"><span>Facebook</span></a></li></ul></div><div class="about-author"><h3 class="author-name"><span>نشر بواسطة:</span><a href="/p/a">رنا العبدلي</a></h3></div></div></article><div id="related-wrap"><div class="title-wrap"><h3>قد تُعجبك هذه المشاركات</h3></div></div><div class="blog-post-comments"><p>إرسال تعليق</p></div></div></div></div></div><div class="sidebar"><h3>المشاركات الشائعة</h3>{cards('<div class="item"><a href="/{n}">{text}</a></div>')}</div>""",
    [
        ("image", "https://blogger.example/img/b/t=s640.jpg"),
        *text(A[0], A[3]),
        ("heading", "السائقون"),
        ("item", "وظائف في السكك أولا."),
        ("item", "تدريب مجاني لستة أشهر."),
        *text(A[5]),
    ],
    date="2026-03-03T11:20:00+03:00",
)
newsroom(
    "laravel news with swiper of pictures on top and a story told in time marks",
    f"""<div id="app"><nav class="nv"><ul>{MENU}</ul></nav><section class="post-page"><div class="swiper mainSwiper"><div class="swiper-wrapper"><div class="swiper-slide"><img src="/storage/a.jpg" alt=""></div><div class="swiper-slide"><img src="/storage/b.jpg" alt=""></div></div></div><div class="post-head"><span class="cat">العراق</span><h1>{TITLE}</h1><div class="post-tools"><span>الثلاثاء 3 آذار 2026 - 11:20</span><span>مشاهدات: 1,204</span></div></div><div class="post-txt"><p>{A[0]}</p><p><strong>05:30</strong> {A[3]}</p><p><strong>07:00</strong> {A[1]}</p><p>{A[4]}</p></div><div class="post-foot"><span>المصدر: وكالات</span></div></section><section class="latest"><h3>آخر الأخبار</h3>{cards('<a class="nw" href="/p/{n}"><img src="/s/{n}.jpg"><span>{text}</span></a>')}</section></div>""",
    [
        ("image", "/storage/a.jpg"),
        ("image", "/storage/b.jpg"),
        *text(A[0], f"05:30 {A[3]}", f"07:00 {A[1]}", A[4]),
    ],
    date="2026-03-03T11:20:00",
)
newsroom(
    "persian newsletter on a page builder: sections, drop letter, box of the author",
    f"""<header><ul>{MENU}</ul></header><main><section class="hero"><div class="hero-in"><p class="kicker">گزارش</p><h1>{FA_TITLE}</h1><p class="standfirst">روایتی از نخستین بامداد قطاری که نه سال دیر رسید.</p><div class="by">نوشته رعنا عبدلی · ۱۲ اسفند ۱۴۰۴ · ۵ دقیقه مطالعه</div></div><img class="hero-img" src="/img/hero.jpg" alt=""></section><section class="prose"><p class="dropcap"><span>و</span>{F[0][1:]}</p><p>{F[1]}</p></section><section class="full-bleed"><figure><img src="/img/wide.jpg" alt=""><figcaption>ایستگاه تپه در سپیده‌دم</figcaption></figure></section><section class="prose"><p>{F[2]}</p><p>{F[3]}</p></section><section class="author-bio"><img src="/img/rana.jpg" alt=""><p>رعنا عبدلی روزنامه‌نگار است و بیست سال از شهرها و راه‌ها نوشته است.</p></section><section class="subscribe"><h3>خبرنامه</h3><form><input type="email"></form></section></main><footer>{cards('<a href="/r/{n}">{text}</a>')}</footer>""",
    [
        ("paragraph", "روایتی از نخستین بامداد قطاری که نه سال دیر رسید."),
        ("image", "/img/hero.jpg"),
        ("paragraph", f"و{F[0][1:]}"),
        ("paragraph", F[1]),
        ("image", "/img/wide.jpg"),
        ("caption", "ایستگاه تپه در سپیده‌دم"),
        *text(*F[2:4]),
    ],
    title=FA_TITLE,
    site="راه",
    lang="fa",
)
newsroom(
    "hebrew wordpress with a summary list, widgets in the text and a whatsapp line",
    f"""<header><ul>{MENU}</ul></header><div class="elementor elementor-location-single post type-post"><section class="elementor-section"><div class="elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title">{HE_TITLE}</h1></div></div><div class="elementor-widget elementor-widget-post-info"><ul class="elementor-inline-items"><li><span>דנה לוי</span></li><li><span>מרץ 3, 2026</span></li><li><span>11:20</span></li></ul></div><div class="elementor-widget elementor-widget-theme-post-featured-image"><div class="elementor-widget-container"><img src="/wp-content/uploads/t.jpg" width="800" height="450" alt=""></div></div><div class="elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container"><p>{H[0]}</p><p>{H[1]}</p><p><a href="https://chat.whatsapp.example/x">להצטרפות לקבוצת הוואטסאפ שלנו לחצו כאן</a></p><h2>מה אומרים הנהגים</h2><p>{H[3]}</p><p>{H[4]}</p></div></div><div class="elementor-widget elementor-widget-share-buttons"><div class="elementor-grid"><div class="elementor-share-btn"><span class="elementor-share-btn__title">Facebook</span></div></div></div></section><section class="elementor-section"><h3>כתבות נוספות</h3>{cards('<article class="elementor-post"><a href="/p/{n}"><img src="/i/{n}.jpg"></a><h3><a href="/p/{n}">{text}</a></h3></article>')}</section></div>""",
    [
        ("image", "/wp-content/uploads/t.jpg"),
        *text(*H[:2]),
        ("heading", "מה אומרים הנהגים"),
        *text(*H[3:5]),
    ],
    title=HE_TITLE,
    site="הצפון",
    lang="he",
)
newsroom(
    "kurdish joomla: info list under the title, intro picture, hits, pager of articles",
    f"""<div class="header"><ul>{MENU}</ul></div><div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{CKB_TITLE}</h2></div><dl class="article-info text-muted"><dt class="article-info-term">وردەکاری</dt><dd class="category-name">بەش: <a href="/c">هەواڵ</a></dd><dd class="published"><time datetime="2026-03-03T11:20:00+03:00" itemprop="datePublished">بڵاوکراوەتەوە: 03 ئازار 2026</time></dd><dd class="hits">بینین: 540</dd></dl><figure class="pull-none item-image"><img src="/images/t.jpg" itemprop="image" alt=""><figcaption class="caption">شەمەندەفەر لە گرد</figcaption></figure><div itemprop="articleBody"><p>{K[0]}</p><p>{K[1]}</p><p>{K[2]}</p><p>{K[3]}</p></div><ul class="pager pagenav"><li class="previous"><a href="/a/1" rel="prev">پێشوو</a></li><li class="next"><a href="/a/2" rel="next">دواتر</a></li></ul></div><div class="moduletable"><h3>نوێترین</h3><ul>{cards('<li><a href="/a/{n}">{text}</a></li>')}</ul></div>""",
    [("image", "/images/t.jpg"), ("caption", "شەمەندەفەر لە گرد"), *text(*K)],
    title=CKB_TITLE,
    site="گرد",
    lang="ckb",
    date="2026-03-03T11:20:00+03:00",
)
newsroom(
    "drupal olivero with a paragraph of media, a callout and similar content",
    f"""<div id="page-wrapper"><header class="site-header"><nav><ul>{MENU}</ul></nav></header><main class="site-main"><div id="block-olivero-content" class="block"><article class="node node--type-article node--view-mode-full grid-full"><header class="layout--content-narrow"><h1 class="title page-title"><span class="field field--name-title">{TITLE}</span></h1><div class="node__meta"><div class="primary-image__inner field--name-user-picture"><a href="/user/3"><img class="image-style-thumbnail" src="/f/styles/thumbnail/r.jpg" width="80" height="80" alt="صورة المستخدم"></a></div><span>بواسطة <span class="field field--name-uid"><a href="/user/3">rana</a></span>, 3 مارس, 2026</span></div></header><div class="node__content"><div class="primary-image field field--name-field-image"><img src="/f/styles/wide/t.jpg" width="1090" height="613" alt="القطار"></div><div class="text-content clearfix field field--name-body"><p>{A[0]}</p><p>{A[1]}</p><div class="callout"><p>ستمئة راكب في ثماني عربات.</p></div><p>{A[4]}</p><article class="media media--type-image"><div class="field field--name-field-media-image"><img src="/f/in.jpg" width="900" height="600" alt="الرصيف"></div></article><p>{A[5]}</p></div><div class="field field--name-field-tags field--label-inline"><div class="field__label">وسوم</div><ul class="links field__items"><li><a href="/taxonomy/term/1">قطارات</a></li></ul></div></div><section class="comments"><h2>التعليقات</h2></section></article></div><div class="view-similar"><h2>محتوى مشابه</h2>{cards('<div class="views-row"><a href="/node/{n}">{text}</a></div>')}</div></main></div>""",
    [
        ("image", "/f/styles/wide/t.jpg"),
        *text(*A[:2]),
        ("paragraph", "ستمئة راكب في ثماني عربات."),
        *text(A[4]),
        ("image", "/f/in.jpg"),
        *text(A[5]),
    ],
)

# Written in a fourth round: a wiki, a mailing, site builders, a forum, questions and answers, a report of a match

G = (
    "أعاد متحف القصب يوم الأحد فتح قاعته الكبرى بعد أن استعاد لوحا طينيا سُرق منه قبل ثلاثين عاما.",
    "وقال أمين المتحف هادي الشمري إن اللوح عُثر عليه في صندوق بريد مهمل في ميناء بعيد.",
    "ويضم اللوح جدول ضرائب من زمن ملك صغير، نصفه مكسور ونصفه ما زال مقروءا.",
    "ولم تكشف الشرطة اسم الرجل الذي أعاده، واكتفت بالقول إنه كان حارسا في المتحف حينها.",
    "وسيبقى اللوح خلف زجاج مضاد للرصاص حتى ينتهي المرممون من تنظيفه في الخريف.",
)
GF = (
    "موزه نی روز یکشنبه تالار بزرگ خود را پس از بازگشت لوحی گلی که سی سال پیش دزدیده شده بود گشود.",
    "امین موزه گفت این لوح در صندوق پستی رهاشده‌ای در بندری دور پیدا شد.",
    "روی لوح فهرست مالیات روزگار پادشاهی کوچک نوشته شده که نیمی از آن هنوز خواناست.",
    "پلیس نام مردی را که لوح را بازگرداند نگفت و تنها گفت که در آن روزگار نگهبان موزه بود.",
)
GH = (
    "מוזיאון הקנה פתח ביום ראשון את אולמו הגדול לאחר שהושב אליו לוח חימר שנגנב לפני שלושים שנה.",
    "אוצר המוזיאון סיפר כי הלוח נמצא בתיבת דואר נטושה בנמל רחוק מאוד מכאן.",
    "על הלוח רשומה טבלת מיסים מימיו של מלך קטן, וחציה עדיין קריא למדי.",
    "המשטרה לא מסרה את שמו של האיש שהחזיר אותו, ואמרה רק כי היה שומר במוזיאון.",
)
GU = (
    "سرکنڈا عجائب گھر نے اتوار کو اپنا بڑا ہال تیس سال پہلے چوری ہونے والی مٹی کی تختی ملنے کے بعد کھول دیا۔",
    "عجائب گھر کے نگران نے بتایا کہ تختی ایک دور کی بندرگاہ میں ڈاک کے ایک لاوارث ڈبے سے ملی۔",
    "تختی پر ایک چھوٹے بادشاہ کے زمانے کے محصولوں کی فہرست ہے جس کا آدھا حصہ اب بھی پڑھا جا سکتا ہے۔",
    "پولیس نے تختی لوٹانے والے کا نام نہیں بتایا اور صرف اتنا کہا کہ وہ ان دنوں وہاں چوکیدار تھا۔",
)
GK = (
    "مۆزەخانەی قامیش ڕۆژی یەکشەممە هۆڵە گەورەکەی کردەوە پاش گەڕانەوەی تابلۆیەکی قوڕین کە سی ساڵ لەمەوبەر دزرابوو.",
    "سەرپەرشتیاری مۆزەخانە گوتی تابلۆکە لە سندووقێکی پۆستی بەجێماو لە بەندەرێکی دوور دۆزرایەوە.",
    "لەسەر تابلۆکە لیستی باجی سەردەمی پاشایەکی بچووک نووسراوە و نیوەی هێشتا دەخوێنرێتەوە.",
    "پۆلیس ناوی ئەو پیاوەی نەگوت کە گەڕاندییەوە و تەنیا گوتی ئەوکات پاسەوانی مۆزەخانە بووە.",
)
GP = (
    "د درمل موزیم د یکشنبې په ورځ خپل لوی تالار د هغې خاورینې ډبرلیکې له بېرته راتلو وروسته پرانیست چې دېرش کاله وړاندې غلا شوې وه.",
    "د موزیم مشر وویل ډبرلیک په یوه لرې بندر کې د پوستې په یوه پرېښودل شوي صندوق کې وموندل شو.",
    "پر ډبرلیک د یوه کوچني پاچا د وخت د مالیو لېست لیکل شوی او نیمه برخه یې لا هم لوستل کېږي.",
    "پولیسو د هغه سړي نوم ونه ښود چې ډبرلیک یې راوړ، یوازې یې وویل چې هغه مهال د موزیم ساتونکی و.",
)
GY = (
    "قومۇش مۇزېيى يەكشەنبە كۈنى ئوتتۇز يىل بۇرۇن ئوغرىلانغان لاي تاختا قايتۇرۇلغاندىن كېيىن چوڭ زالىنى قايتا ئاچتى.",
    "مۇزېي باشلىقى تاختىنىڭ يىراق بىر پورتتىكى تاشلاندۇق پوچتا ساندۇقىدىن تېپىلغانلىقىنى ئېيتتى.",
    "تاختىغا كىچىك بىر پادىشاھ دەۋرىنىڭ باج تىزىملىكى يېزىلغان بولۇپ، يېرىمى ھازىرمۇ ئوقۇغىلى بولىدۇ.",
    "ساقچىلار ئۇنى قايتۇرغان كىشىنىڭ ئىسمىنى ئېيتمىدى، پەقەت ئۇنىڭ شۇ چاغدا مۇزېي قاراۋۇلى ئىكەنلىكىنى بىلدۈردى.",
)
G_TITLE = "متحف القصب يستعيد لوحا سرق قبل ثلاثين عاما"
newsroom(
    "mediawiki: edit links at headings, notices, sources, sister projects, archive box",
    f"""<div id="mw-page-base"></div><div id="content" class="mw-body" role="main"><div id="siteNotice"><div class="mw-dismissable-notice"><p>شاركوا في مسابقة تحرير الأخبار المحلية هذا الشهر واربحوا وسام الموسوعة. <a href="/wiki/c">[ساعدنا]</a></p></div></div><h1 id="firstHeading" class="firstHeading">{G_TITLE}</h1><div id="bodyContent" class="vector-body"><div id="siteSub" class="noprint">من ويكي الأنهار، مصدر الأخبار الحر</div><div id="contentSub"></div><a class="mw-jump-link" href="#mw-head">اذهب إلى التنقل</a>
<div id="mw-content-text" class="mw-body-content mw-content-rtl" lang="ar" dir="rtl"><div class="mw-parser-output"><p><b class="published"><span id="publishDate" class="value-title" title="2026-03-08"></span>الأحد 8 مارس 2026</b></p>
<div class="thumb tleft"><div class="thumbinner" style="width:222px;"><a href="/wiki/File:Tablet.jpg" class="image"><img src="//upload.wiki.example/thumb/220px-Tablet.jpg" width="220" height="165" class="thumbimage"></a><div class="thumbcaption"><div class="magnify"><a href="/wiki/File:Tablet.jpg" class="internal" title="كبّر"></a></div>اللوح بعد عودته إلى القاعة</div></div></div>
<p>{G[0]}</p><p>وقال أمين المتحف <a href="/wiki/Hadi" title="هادي الشمري">هادي الشمري</a> إن اللوح عُثر عليه في صندوق بريد مهمل في ميناء بعيد.</p><div class="mw-heading mw-heading2"><h2 id="ما_كتب">ما كُتب على اللوح</h2><span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="/w/index.php?action=edit&amp;section=1" title="حرر القسم">عدل</a><span class="mw-editsection-bracket">]</span></span></div><p>{G[2]}</p><p>{G[4]}</p>
<div class="mw-heading mw-heading2"><h2 id="مصادر">المصادر</h2><span class="mw-editsection">[<a href="/w/index.php?action=edit&amp;section=2">عدل</a>]</span></div><ul><li><span class="sourceTemplate">رنا العبدلي. <i><a rel="nofollow" class="external text" href="https://nahr.example/55">«المتحف يفتح أبوابه من جديد»</a></i> — وكالة النهر، 8 مارس 2026</span></li></ul>
<table class="infobox noprint" role="presentation"><tbody><tr><td>شارك هذا الخبر:</td><td><a href="https://x.com/share">X</a></td><td><a href="https://facebook.com/s">فيسبوك</a></td></tr></tbody></table><div class="archive-box noprint"><p>هذه الصفحة مؤرشفة ولم يعد تحريرها متاحا للجميع.</p></div></div><div class="printfooter">مجلوبة من «<a href="https://wiki.example/x">https://wiki.example/x</a>»</div></div><div id="catlinks" class="catlinks"><div class="mw-normal-catlinks"><a href="/wiki/Special:Categories">تصنيفات</a>: <ul><li><a href="/wiki/cat1">8 مارس 2026</a></li><li><a href="/wiki/cat2">متاحف</a></li></ul></div></div></div></div><div id="mw-navigation"><h2>قائمة التنقل</h2><div id="p-personal"><ul><li><a href="/wiki/login">دخول</a></li></ul></div><div id="p-navigation"><h3>الموسوعة</h3><ul>{MENU}</ul></div></div><footer id="footer"><ul id="footer-info"><li>آخر تعديل لهذه الصفحة كان يوم 9 مارس 2026، الساعة 10:12.</li><li>النصوص متاحة تحت رخصة المشاع الإبداعي؛ قد تنطبق مواد أخرى.</li></ul></footer>""",
    [
        ("image", "//upload.wiki.example/thumb/220px-Tablet.jpg"),
        ("caption", "اللوح بعد عودته إلى القاعة"),
        *text(G[0], G[1]),
        ("heading", "ما كُتب على اللوح"),
        *text(G[2], G[4]),
        ("heading", "المصادر"),
        ("item", "رنا العبدلي. «المتحف يفتح أبوابه من جديد» — وكالة النهر، 8 مارس 2026"),
    ],
    title=G_TITLE,
    site="ويكي الأنهار",
    date="2026-03-08",
)
newsroom(
    "mailing in nested tables: preheader, view in the browser, footer with addresses",
    f"""<div class="mcnPreviewText" style="display:none; font-size:0px; max-height:0px;">הלוח חזר אחרי שלושים שנה, ועוד שלוש ידיעות מן השבוע</div><center><table align="center" border="0" cellpadding="0" cellspacing="0" width="100%" id="bodyTable"><tr><td align="center" id="bodyCell"><table class="templateContainer" width="600"><tr><td id="templatePreheader"><table class="mcnTextBlock"><tr><td class="mcnTextContent" style="text-align:center"><a href="https://mail.example/v?u=1">לצפייה בדפדפן</a></td></tr></table></td></tr>
<tr><td id="templateHeader"><table class="mcnImageBlock"><tr><td class="mcnImageContent"><img alt="הקנה השבועי" src="https://mail.example/logo.png" width="196" class="mcnImage"></td></tr></table></td></tr>
<tr><td id="templateBody"><table class="mcnTextBlock"><tr><td class="mcnTextContent"><h1>המוזיאון קיבל בחזרה את הלוח</h1><div>8 במרץ 2026</div></td></tr></table><table class="mcnImageBlock"><tr><td><img src="https://mail.example/tablet.jpg" width="564" class="mcnImage" alt=""></td></tr></table><table class="mcnTextBlock"><tr><td class="mcnTextContent">{GH[0]}<br><br>{GH[1]}<br>&nbsp;</td></tr></table><table class="mcnDividerBlock"><tr><td><span></span></td></tr></table><table class="mcnTextBlock"><tr><td class="mcnTextContent"><h3>מה כתוב עליו</h3>{GH[2]}<br><br>{GH[3]}</td></tr></table><table class="mcnButtonBlock"><tr><td><a class="mcnButton" href="https://shop.example/t">לרכישת כרטיסים</a></td></tr></table></td></tr>
<tr><td id="templateFooter"><table class="mcnFollowBlock"><tr><td><a href="https://facebook.com/k">Facebook</a></td><td><a href="https://k.example">Website</a></td></tr></table><table class="mcnTextBlock"><tr><td class="mcnTextContent"><em>Copyright © 2026 הקנה, כל הזכויות שמורות.</em><br><br>קיבלתם את המכתב הזה משום שנרשמתם באתר המוזיאון.<br><br>רוצים לשנות את האופן שבו אתם מקבלים אותו? אפשר <a href="https://mail.example/p">לעדכן העדפות</a> או <a href="https://mail.example/u">להסיר מן הרשימה</a>.</td></tr></table></td></tr></table></td></tr></table></center>""",
    [
        ("image", "https://mail.example/tablet.jpg"),
        *text(*GH[:2]),
        ("heading", "מה כתוב עליו"),
        *text(*GH[2:]),
    ],
    title="המוזיאון קיבל בחזרה את הלוח",
    site="הקנה השבועי",
    lang="he",
    date="2026-03-08",
)
newsroom(
    "wix post: viewer of rich content, views, likes, recent posts, log in to comment",
    f"""<div id="SITE_CONTAINER"><header id="SITE_HEADER"><nav><ul>{MENU}</ul></nav></header><main id="PAGES_CONTAINER"><div class="blog-post-page-font"><div data-hook="post-page" class="Ez2"><div class="sticky-nav"><a href="/blog">تمام تحریریں</a></div><article class="pK1 blog-card-background-color" data-hook="post"><div class="post-header"><ul><li><span data-hook="user-name" class="t1" title="سلمان راہی">سلمان راہی</span></li><li><span data-hook="time-ago" title="8 مارچ">8 مارچ، 2026</span></li><li><span data-hook="time-to-read" title="2 منٹ">2 منٹ پڑھنے کا وقت</span></li></ul></div><h1 data-hook="post-title" class="H1a"><span class="post-title__text"><span class="bl">سرکنڈا عجائب گھر کو تیس سال بعد تختی واپس مل گئی</span></span></h1>
<section data-hook="post-description" class="post-description"><div class="RiAKo"><div data-rce-version="9.6" class="W8 rtl" dir="rtl"><div data-id="content-viewer" class="bXx"><div><div type="paragraph" data-hook="rcv-block1"></div><p id="viewer-a1" class="UYoz5"><span class="mx">{GU[0]}</span></p><div type="paragraph" data-hook="rcv-block2"></div><div id="viewer-i1" class="T7"><div data-hook="imageViewer" role="button" class="m3"><div class="im"><img src="https://static.wix.example/media/tablet.jpg/v1/fill/w_740/tablet.jpg" alt=""></div></div><div dir="auto"><span class="nkq" data-hook="image-caption"><span>تختی ہال میں واپس</span></span></div></div><div type="image" data-hook="rcv-block3"></div><p id="viewer-a2" class="UYoz5"><span class="mx">{GU[1]}</span></p><p id="viewer-e" class="UYoz5"><span><br role="presentation"></span></p><h2 id="viewer-h" class="aP"><span>تختی پر کیا لکھا ہے</span></h2><p id="viewer-a3" class="UYoz5"><span class="mx">{GU[2]}</span></p><p id="viewer-a4" class="UYoz5"><span class="mx">{GU[3]}</span></p></div></div></div></div></section>
<div class="post-footer"><div class="post-main-actions"><div><button aria-label="Facebook">f</button><button aria-label="X">x</button></div><span class="view-count">118 بار دیکھا گیا</span><span class="comments-count">0 تبصرے</span><button data-hook="like-button">3</button></div></div></article><div data-hook="recent-posts"><h2>تازہ تحریریں</h2><a href="/blog">سب دیکھیں</a><div class="grid"><article><a href="/post/1"><img src="https://static.wix.example/1.jpg"><h3>پرانے شہر کے کنویں صاف کیے گئے</h3></a></article><article><a href="/post/2"><img src="https://static.wix.example/2.jpg"><h3>کشتیوں کا میلہ اگلے ہفتے شروع ہوگا</h3></a></article></div></div><div data-hook="comments-section"><h3>تبصرے</h3><div>تبصرہ لکھنے کے لیے لاگ ان کریں اور گفتگو میں شامل ہو جائیں۔</div></div></div></div></main></div>""",
    [
        *text(GU[0]),
        ("image", "https://static.wix.example/media/tablet.jpg/v1/fill/w_740/tablet.jpg"),
        ("caption", "تختی ہال میں واپس"),
        *text(GU[1]),
        ("heading", "تختی پر کیا لکھا ہے"),
        *text(*GU[2:]),
    ],
    title="سرکنڈا عجائب گھر کو تیس سال بعد تختی واپس مل گئی",
    site="سرکنڈا",
    lang="ur",
    date="2026-03-08",
)
newsroom(
    "squarespace: blocks in a grid, picture with a ratio, quotation with its source, next and previous",
    f"""<div id="siteWrapper"><header id="header"><div class="header-nav"><a href="/about">دەربارە</a><a href="/blog">گۆڤار</a></div></header><main id="page" class="container"><article class="sections" data-page-sections="6"><section class="page-section blog-item-section"><div class="content-wrapper"><div class="content"><div class="blog-item-wrapper"><article id="article-" class="h-entry entry blog-item"><div class="blog-item-inner-wrapper"><div class="blog-item-top-wrapper"><div class="blog-item-title"><h1 class="entry-title entry-title--large p-name" itemprop="headline">تابلۆ دزراوەکە گەڕایەوە مۆزەخانەی قامیش</h1></div><div class="blog-item-meta-wrapper"><div class="blog-item-category-wrapper"><a class="blog-item-category" href="/c">کەلتوور</a></div><div class="blog-item-author-date-wrapper"><time class="dt-published blog-meta-item--date" datetime="2026-03-08"><span>08 Mar</span></time><div class="blog-author-name">نووسینی <a href="/a" rel="author">هێرۆ قادر</a></div></div></div></div>
<div class="blog-item-content-wrapper"><div class="blog-item-content e-content"><div class="sqs-layout sqs-grid-12 columns-12"><div class="row sqs-row"><div class="col sqs-col-12 span-12"><div class="sqs-block image-block sqs-block-image"><div class="sqs-block-content"><div class="image-block-outer-wrapper layout-caption-below"><figure class="sqs-block-image-figure intrinsic"><div class="image-block-wrapper has-aspect-ratio"><noscript><img src="https://images.sq.example/tablet.jpg" alt="tablet.jpg"></noscript><img data-src="https://images.sq.example/tablet.jpg" data-image="https://images.sq.example/tablet.jpg" alt="tablet.jpg" data-load="false"></div><figcaption class="image-caption-wrapper"><div class="image-caption"><p>تابلۆکە لە پشت شووشە</p></div></figcaption></figure></div></div></div>
<div class="sqs-block html-block sqs-block-html"><div class="sqs-block-content"><div class="sqs-html-content"><p style="white-space:pre-wrap;">{GK[0]}</p><p style="white-space:pre-wrap;">{GK[1]}</p></div></div></div><div class="sqs-block quote-block sqs-block-quote"><div class="sqs-block-content"><figure class="block-animation-none"><blockquote><span>“</span>وەک ئەوە بوو هاوڕێیەکی کۆن لە دەرگا بدات.<span>”</span></blockquote><figcaption class="source">&mdash; سەرپەرشتیاری مۆزەخانە</figcaption></figure></div></div><div class="sqs-block html-block sqs-block-html"><div class="sqs-block-content"><div class="sqs-html-content"><p>{GK[2]}</p><p>{GK[3]}</p></div></div></div><div class="sqs-block newsletter-block sqs-block-newsletter"><div class="newsletter-form-wrapper"><header><h2>نامەی هەفتانە</h2><div><p>ناونیشانەکەت بنووسە و هەر هەفتە یەک چیرۆک وەربگرە.</p></div></header><form><input type="email"><button>ناردن</button></form></div></div></div></div></div></div></div></div>
<div class="blog-item-tags"><a href="/t/1">مۆزەخانە</a></div></article></div></div></div></section><section id="itemPagination" class="item-pagination"><a href="/blog/prev" class="item-pagination-link--prev"><div class="visually-hidden">پێشوو</div><h2 class="item-pagination-title">باخچەی نوێی گەڕەکی کۆن</h2></a><a href="/blog/next" class="item-pagination-link--next"><div class="visually-hidden">دواتر</div><h2 class="item-pagination-title">بازاڕی کتێبی بەهار</h2></a></section></article></main></div>""",
    [
        ("image", "https://images.sq.example/tablet.jpg"),
        ("caption", "تابلۆکە لە پشت شووشە"),
        *text(*GK[:2]),
        ("quotation", "“وەک ئەوە بوو هاوڕێیەکی کۆن لە دەرگا بدات.”"),
        ("caption", "— سەرپەرشتیاری مۆزەخانە"),
        *text(*GK[2:]),
    ],
    title="تابلۆ دزراوەکە گەڕایەوە مۆزەخانەی قامیش",
    site="گۆڤاری قامیش",
    lang="ckb",
    date="2026-03-08",
)
newsroom(
    "xenforo thread: card of the member, reactions, signature, answers below",
    f"""<div class="p-pageWrapper"><div class="p-nav"><ul class="p-nav-list">{MENU}</ul></div><div class="p-body"><ul class="p-breadcrumbs"><li><a href="/">الرئيسية</a></li><li><a href="/f/news">منتدى الأخبار</a></li></ul><div class="p-body-header"><div class="p-title"><h1 class="p-title-value">{G_TITLE}</h1></div><div class="p-description"><ul class="listInline listInline--bullet"><li><a href="/members/7" class="username">ابن النهر</a></li><li><a href="/t/55"><time class="u-dt" datetime="2026-03-08T11:20:00+0300" data-time="1772958000">8 مارس 2026</time></a></li></ul></div></div>
<div class="p-body-main"><div class="block block--messages"><div class="block-outer"><a href="#" class="button">تابع</a></div><div class="block-container"><div class="block-body">
<article class="message message--post" data-author="ابن النهر" id="js-post-1"><div class="message-inner"><div class="message-cell message-cell--user"><section class="message-user"><div class="message-avatar"><a href="/members/7" class="avatar"><img src="/data/avatars/7.jpg" alt="ابن النهر"></a></div><div class="message-userDetails"><h4 class="message-name"><a href="/members/7">ابن النهر</a></h4><h5 class="userTitle">عضو قديم</h5></div><div class="message-userExtras"><dl class="pairs"><dt>إنضم</dt><dd>4 مايو 2011</dd></dl><dl class="pairs"><dt>المشاركات</dt><dd>3,410</dd></dl></div></section></div>
<div class="message-cell message-cell--main"><div class="message-main"><header class="message-attribution"><ul><li><a href="/p/1"><time datetime="2026-03-08T11:20:00+0300">8 مارس 2026</time></a></li><li><a href="/p/1">#1</a></li></ul></header><div class="message-content"><div class="message-userContent"><article class="message-body"><div class="bbWrapper">{G[0]}<br><br>{G[1]}<br><br><div class="bbImageWrapper" title="tablet.jpg"><img src="https://img.host.example/tablet.jpg" class="bbImage" alt="tablet.jpg"></div><br>{G[2]}<br><br>{G[3]}</div></article></div><div class="message-lastEdit">آخر تعديل: <time datetime="2026-03-08T12:00:00+0300">8 مارس 2026</time></div><aside class="message-signature"><div class="bbWrapper">من لم يقرأ تاريخه كتبه له غيره.</div></aside></div><footer class="message-footer"><div class="message-actionBar"><a href="#">أعجبني</a><a href="#">رد</a></div><div class="reactionsBar"><a href="#">سلوى، كريم و 4 آخرين</a></div></footer></div></div></div></article>
<article class="message message--post" data-author="سلوى" id="js-post-2"><div class="message-inner"><div class="message-cell message-cell--user"><h4 class="message-name"><a href="/members/9">سلوى</a></h4></div><div class="message-cell message-cell--main"><header class="message-attribution"><ul><li><time datetime="2026-03-08T13:00:00+0300">8 مارس 2026</time></li><li>#2</li></ul></header><article class="message-body"><div class="bbWrapper"><blockquote class="bbCodeBlock--quote"><div class="bbCodeBlock-title">قال ابن النهر:</div><div>{G[0]}</div></blockquote>خبر يفرح القلب يا أخي، زرت هذا المتحف مع أبي وأنا طفلة وما زلت أذكر القاعة الكبرى وزجاجها العالي.</div></article></div></div></article></div></div></div></div>
<div class="block"><form><div class="editor">يجب تسجيل الدخول أو التسجيل لكتابة رد هنا.</div></form></div><div class="block"><h3 class="block-header">مواضيع مشابهة</h3><ol>{cards('<li><a href="/t/{n}">{text}</a></li>')}</ol></div></div></div>""",
    [
        *text(*G[:2]),
        ("image", "https://img.host.example/tablet.jpg"),
        *text(*G[2:4]),
    ],
    title=G_TITLE,
    site="منتديات النهر",
    date="2026-03-08T11:20:00+03:00",
)
newsroom(
    "interview as a list of terms: questions and answers, picture of the guest, note of the editors",
    f"""<div class="top-menu"><ul>{MENU}</ul></div><div class="wrap"><div class="goftogoo"><div class="pre">گفت‌وگو با امین موزه نی</div><h1>لوح خودش راه خانه را پیدا کرد</h1><div class="tarikh">یکشنبه ۱۷ اسفند ۱۴۰۴</div><div class="guest"><img src="/files/guest.jpg" alt=""><p class="guest-name">هادی شمری، امین موزه نی</p></div><div class="moghadame">{GF[0]}</div>
<dl class="qa"><dt>لوح را کجا پیدا کردند؟</dt><dd>{GF[1]} ما هم مثل همه از خبر رادیو باخبر شدیم.</dd><dt>روی آن چه نوشته شده است؟</dt><dd><p>{GF[2]}</p><p>نیمه دیگر را شاید هیچ وقت نخوانیم، اما همین هم برای ما گنج بزرگی است.</p></dd><dt>چه کسی آن را بازگرداند؟</dt><dd>{GF[3]}</dd></dl><p class="note">این گفت‌وگو برای روشنی کوتاه و ویرایش شده است.</p></div>
<div class="col-left"><h4>پربازدیدها</h4><ul><li><a href="/n/1">چاه‌های شهر کهنه لایروبی شد</a></li><li><a href="/n/2">جشنواره قایق‌ها از هفته آینده</a></li></ul></div></div>""",
    [
        ("image", "/files/guest.jpg"),
        ("caption", "هادی شمری، امین موزه نی"),
        ("paragraph", GF[0]),
        ("paragraph", "لوح را کجا پیدا کردند؟"),
        ("paragraph", f"{GF[1]} ما هم مثل همه از خبر رادیو باخبر شدیم."),
        ("paragraph", "روی آن چه نوشته شده است؟"),
        ("paragraph", GF[2]),
        ("paragraph", "نیمه دیگر را شاید هیچ وقت نخوانیم، اما همین هم برای ما گنج بزرگی است."),
        ("paragraph", "چه کسی آن را بازگرداند؟"),
        ("paragraph", GF[3]),
        ("paragraph", "این گفت‌وگو برای روشنی کوتاه و ویرایش شده است."),
    ],
    title="لوح خودش راه خانه را پیدا کرد",
    site="ماهنامه نی",
    lang="fa",
    date="2026-03-08",
)
newsroom(
    "german broadcaster in pashto: kicker, teaser, teaser of another story in the text, link to a player",
    f"""<div id="root"><header class="s1"><nav><ul>{MENU}</ul></nav></header><main class="s2"><article class="s3"><header class="s4"><div class="kicker">کلتور</div><h1 class="s5">غلا شوې ډبرلیک د درمل موزیم ته راستنه شوه</h1><div class="s6"><div class="author-details"><a href="/p/1">زرغونه وردګ</a></div><span class="publication"><time datetime="2026-03-08" aria-hidden="true">08.03.2026</time><span role="text">۸ مارچ ۲۰۲۶</span></span></div><p class="teaser-text">د موزیم یوه پخواني ساتونکي د پوستې په صندوق کې ډبرلیک پرېښې وه.</p></header><section class="share-tools"><button>شریک کړئ</button><a href="https://dw.example/x">لینک کاپي</a></section>
<section class="hero"><figure class="placeholder-image"><img src="https://static.dw.example/image/55_605.jpg" data-format="MASTER_LANDSCAPE" alt="ډبرلیک" width="700"><figcaption>ډبرلیک په تالار کې<small class="copyright">انځور: K. Rahim/Reed</small></figcaption></figure></section><div class="rich-text s7"><p>{GP[0]}</p><p>{GP[1]}</p><div class="s8 vjs-wrapper embed big"><video controls src="https://tvdownload.dw.example/v/tablet.mp4" title="د تالار پرانیستل"></video></div><h2>پر ډبرلیک څه لیکل شوي؟</h2><p>{GP[2]}</p><div class="linked-teaser"><a href="/ps/a-300"><span>نور ولولئ: د زاړه ښار څاګانې پاکې شوې</span></a></div><p>{GP[3]}</p></div><footer class="s9"><section><h2>په دې اړه نور</h2><div class="teaser-wrap"><a href="/ps/a-301"><h3>د بېړیو مېله بله اوونۍ پیلېږي</h3></a><p>د سیند پر غاړه به سل بېړۍ سیالي وکړي.</p></div></section></footer></article></main></div>""",
    [
        ("paragraph", "د موزیم یوه پخواني ساتونکي د پوستې په صندوق کې ډبرلیک پرېښې وه."),
        ("image", "https://static.dw.example/image/55_605.jpg"),
        ("caption", "ډبرلیک په تالار کېانځور: K. Rahim/Reed"),
        *text(*GP[:2]),
        ("embed", "https://tvdownload.dw.example/v/tablet.mp4"),
        ("heading", "پر ډبرلیک څه لیکل شوي؟"),
        *text(*GP[2:]),
    ],
    title="غلا شوې ډبرلیک د درمل موزیم ته راستنه شوه",
    site="نړۍ",
    lang="ps",
    date="2026-03-08",
)
newsroom(
    "plone in uyghur: description, byline, lead picture, sound to hear and to load, keywords",
    f"""<div id="visual-portal-wrapper"><div id="portal-top"><ul id="portal-globalnav">{MENU}</ul></div><div id="portal-columns"><div id="portal-column-content"><div id="viewlet-above-content"></div><div id="content"><h1 id="parent-fieldname-title" class="documentFirstHeading">ئوغرىلانغان تاختا قومۇش مۇزېيىغا قايتىپ كەلدى</h1><div class="documentByLine" id="plone-document-byline"><span class="documentAuthor">مۇخبىرىمىز گۈلنار</span> <span class="documentPublished">2026-03-08</span></div><div id="parent-fieldname-text-x" class="documentDescription">تاختا ئوتتۇز يىلدىن كېيىن بىر پوچتا ساندۇقىدىن تېپىلدى.</div>
<div class="newsImageContainer"><a href="/uy/tablet.jpg/image_view_fullscreen"><img src="https://ug.example/uy/tablet.jpg/@@images/mini.jpg" alt="تاختا" class="newsImage" width="300"></a><p class="discreet"><span>تاختا زالغا قويۇلغاندىن كېيىن</span></p></div><div id="content-core"><div id="story_audio"><audio controls src="https://ug.example/audio/tablet.mp3"></audio><a href="https://ug.example/audio/tablet.mp3" class="download">ئاۋازنى چۈشۈرۈش</a></div><div id="storytext">{p(*GY)}</div></div><div class="visualClear"><!-- --></div><div class="documentActions"><ul><li id="document-action-print"><a href="javascript:this.print();">بېسىش</a></li></ul></div><div id="category" class="documentByLine">قاتلام: <a class="link-category" href="/s?Subject=m">مۇزېي</a></div></div><div id="viewlet-below-content"><div class="discussion"><form><div class="documentByLine">ئىنكاس قالدۇرۇش ئۈچۈن ئىسمىڭىزنى يېزىڭ. ئىنكاسلار تەكشۈرۈلگەندىن كېيىن ئېلان قىلىنىدۇ.</div><input type="email" name="author_email"><textarea></textarea></form></div></div></div><div id="portal-column-two"><dl class="portlet portletNews"><dt class="portletHeader">خەۋەرلەر</dt><dd class="portletItem odd"><a href="/uy/1">كونا شەھەر قۇدۇقلىرى تازىلاندى</a></dd><dd class="portletItem even"><a href="/uy/2">قېيىق بايرىمى كېلەر ھەپتە باشلىنىدۇ</a></dd></dl></div></div></div>""",
    [
        ("paragraph", "تاختا ئوتتۇز يىلدىن كېيىن بىر پوچتا ساندۇقىدىن تېپىلدى."),
        ("image", "https://ug.example/uy/tablet.jpg/@@images/mini.jpg"),
        ("caption", "تاختا زالغا قويۇلغاندىن كېيىن"),
        ("embed", "https://ug.example/audio/tablet.mp3"),
        *text(*GY),
    ],
    title="ئوغرىلانغان تاختا قومۇش مۇزېيىغا قايتىپ كەلدى",
    site="قومۇش رادىيوسى",
    lang="ug",
    date="2026-03-08",
)
newsroom(
    "report of a match: score above the title, tabs, table of the league, events with minutes",
    f"""<div class="sp-header"><ul>{MENU}</ul></div><div class="match-bar"><div class="team"><img src="/logos/f.png" width="24" height="24" alt="الفرات"><span>الفرات</span></div><div class="result"><b>2</b><i>-</i><b>1</b><span>انتهت</span></div><div class="team"><span>التل</span><img src="/logos/t.png" width="24" height="24" alt="التل"></div></div><ul class="tabs"><li><a href="#report">التقرير</a></li><li><a href="#lineup">التشكيلة</a></li></ul>
<div class="match-report"><h1 class="mr-title">الفرات يقلب الطاولة على التل في الدقائق الأخيرة</h1><div class="mr-meta"><i class="ic"></i>8 مارس 2026 | 21:45</div><div class="mr-img"><img src="https://sp.example/photos/goal-1200.jpg" alt="فرحة لاعبي الفرات"><span class="mr-img-cap">فرحة لاعبي الفرات بهدف الفوز</span></div><div class="mr-body"><p>قلب الفرات تأخره بهدف إلى فوز على ضيفه التل 2-1 مساء الأحد في ختام الجولة العشرين من الدوري.</p><p>وتقدم التل من ركلة حرة نفذها علي ناصر وسكنت الزاوية البعيدة قبل أن ينتبه الحارس إلى الحائط المفتوح.</p><div class="events"><div class="ev"><span>12'</span> هدف: علي ناصر (التل)</div><div class="ev"><span>84'</span> هدف: سيف حميد (الفرات)</div><div class="ev"><span>90+3'</span> هدف: سيف حميد (الفرات)</div></div><p>وقال مدرب الفرات إن التبديلات الثلاثة غيرت وجه المباراة، وإن لاعبيه لم يتوقفوا عن الركض حتى الصافرة.</p><h3>ترتيب الصدارة</h3><table><tr><th>الفريق</th><th>لعب</th><th>نقاط</th></tr><tr><td>الفرات</td><td>20</td><td>44</td></tr><tr><td>التل</td><td>20</td><td>41</td></tr></table><p>ويلتقي الفريقان مرة أخرى في ربع نهائي الكأس بعد أسبوعين على ملعب محايد.</p></div><div class="mr-tags">الكلمات: <a href="/tag/1">الفرات</a>، <a href="/tag/2">الدوري</a></div></div><div class="next-matches"><h3>المباريات القادمة</h3><div><a href="/m/1">الميناء - النهر 18:00</a></div><div><a href="/m/2">القلعة - البرج 20:30</a></div></div>""",
    [
        ("image", "https://sp.example/photos/goal-1200.jpg"),
        ("caption", "فرحة لاعبي الفرات بهدف الفوز"),
        *text(
            "قلب الفرات تأخره بهدف إلى فوز على ضيفه التل 2-1 مساء الأحد في ختام الجولة العشرين من الدوري.",
            "وتقدم التل من ركلة حرة نفذها علي ناصر وسكنت الزاوية البعيدة قبل أن ينتبه الحارس إلى الحائط المفتوح.",
            "12' هدف: علي ناصر (التل)",
            "84' هدف: سيف حميد (الفرات)",
            "90+3' هدف: سيف حميد (الفرات)",
            "وقال مدرب الفرات إن التبديلات الثلاثة غيرت وجه المباراة، وإن لاعبيه لم يتوقفوا عن الركض حتى الصافرة.",
        ),
        ("heading", "ترتيب الصدارة"),
        ("row", "الفريق | لعب | نقاط"),
        ("row", "الفرات | 20 | 44"),
        ("row", "التل | 20 | 41"),
        *text("ويلتقي الفريقان مرة أخرى في ربع نهائي الكأس بعد أسبوعين على ملعب محايد."),
    ],
    title="الفرات يقلب الطاولة على التل في الدقائق الأخيرة",
    site="ملاعب",
    date="2026-03-08T21:45:00",
)
newsroom(
    "printed page online: three columns in table cells, number of the issue, other stories of the page",
    f"""<table width="980" align="center"><tr><td colspan="3" class="masthead"><img src="/img/mast.gif" alt="صحيفة القصب" width="980" height="90"></td></tr><tr><td colspan="3"><ul>{MENU}</ul></td></tr><tr><td colspan="3" class="issue">العدد 4410 - الاثنين 9 مارس 2026 - الصفحة الأخيرة</td></tr></table>
<table width="980" align="center" class="pageview"><tr><td colspan="3" align="center"><h2 class="hd">{G_TITLE}</h2><h4 class="sub">حارس قديم أعاده في صندوق بريد بعد صمت طويل</h4></td></tr><tr><td width="33%" valign="top" class="col"><p>القصب – هادي كامل</p><p>{G[0]}</p><p>{G[1]}</p></td><td width="34%" valign="top" class="col"><img src="/pages/4410/tablet.jpg" width="300"><p class="pic">اللوح في قاعته</p><p>{G[2]}</p></td><td width="33%" valign="top" class="col"><p>{G[3]}</p><p>{G[4]}</p></td></tr></table>
<table width="980" align="center"><tr><td><b>في هذه الصفحة</b></td></tr>{cards('<tr><td><a href="/4410/{n}">{text}</a></td></tr>')}</table><div align="center"><font size="1">جميع الحقوق محفوظة لصحيفة القصب 2026 - تصميم وتطوير شركة الجسر</font></div>""",
    [
        ("paragraph", "حارس قديم أعاده في صندوق بريد بعد صمت طويل"),
        ("paragraph", "القصب – هادي كامل"),
        *text(*G[:2]),
        ("image", "/pages/4410/tablet.jpg"),
        ("caption", "اللوح في قاعته"),
        *text(*G[2:]),
    ],
    title=G_TITLE,
    site="صحيفة القصب",
    date="2026-03-09",
)
