# ruff: noqa: E501 - pages as they are written
"""Pages of invented newsrooms in the layouts of common programs, each with a gold of what a reader sees of its story.

The gold was written from the visible page before any extractor had read it.
"""

from typing import NamedTuple

A = (
    "افتتحت بلدية النهر صباح الأحد حديقة عامة جديدة على الضفة الشرقية بعد عامين من العمل المتواصل.",
    "وقالت رئيسة البلدية سلمى الراوي إن الحديقة تضم ألفي شجرة وثلاثة ملاعب ومكتبة صغيرة للأطفال.",
    "وبلغت كلفة المشروع نحو 4.5 مليارات دينار، دفعت البلدية ثلثها وجمع الأهالي الباقي من تبرعاتهم.",
    "وأضافت أن الدخول سيكون مجانيًا للجميع، وأن أبواب الحديقة ستبقى مفتوحة حتى منتصف الليل في الصيف.",
    "واشتكى بعض سكان الحي من قلة مواقف السيارات حول المكان، وطالبوا بخط حافلات يصل إليه مباشرة.",
    "ومن المنتظر أن تبدأ المرحلة الثانية من المشروع في الربيع المقبل وتشمل ممشى بطول كيلومترين.",
)
F = (
    "شهرداری شهر رود صبح یکشنبه بوستان تازه‌ای را در کرانه شرقی پس از دو سال کار پیوسته گشود.",
    "شهردار گفت این بوستان دو هزار درخت، سه زمین بازی و یک کتابخانه کوچک برای کودکان دارد.",
    "هزینه این طرح نزدیک به چهار میلیارد بود که یک سوم آن را شهرداری و بقیه را مردم پرداختند.",
    "برخی از ساکنان محله از کمبود جای پارک خودرو گلایه کردند و خواستار خط اتوبوس شدند.",
)
H = (
    "עיריית הנהר פתחה ביום ראשון בבוקר גן ציבורי חדש בגדה המזרחית לאחר שנתיים של עבודה רצופה.",
    "ראש העיר אמרה כי בגן אלפיים עצים, שלושה מגרשי משחקים וספרייה קטנה לילדי השכונה.",
    "עלות הפרויקט הסתכמה בארבעה מיליון, שליש מהם שילמה העירייה והיתר נאסף מתרומות התושבים.",
    "חלק מתושבי השכונה התלוננו על מחסור במקומות חניה וביקשו קו אוטובוס שיגיע ישירות אל הגן.",
)
K = (
    "شارەوانی ڕووبار بەیانی یەکشەممە باخچەیەکی گشتی نوێی لە کەناری ڕۆژهەڵات پاش دوو ساڵ کار کردەوە.",
    "سەرۆکی شارەوانی گوتی باخچەکە دوو هەزار دار و سێ یاریگا و کتێبخانەیەکی بچووکی بۆ منداڵان تێدایە.",
    "تێچووی پڕۆژەکە نزیکەی چوار ملیار دینار بوو، سێیەکی شارەوانی دای و ئەوی تر خەڵک کۆیان کردەوە.",
    "هەندێک لە دانیشتووانی گەڕەکەکە لە کەمیی شوێنی ڕاگرتنی ئۆتۆمبێل گلەییان کرد.",
)
TITLE = "بلدية النهر تفتتح حديقة عامة جديدة على الضفة الشرقية"
FA_TITLE = "بوستان تازه شهر رود در کرانه شرقی گشوده شد"
HE_TITLE = "גן ציבורי חדש נפתח בגדה המזרחית של הנהר"
CKB_TITLE = "باخچەیەکی گشتی نوێ لە کەناری ڕۆژهەڵاتی ڕووبار کرایەوە"
OTHERS = (
    "ارتفاع أسعار الخضار في أسواق العاصمة",
    "منتخب الناشئين يبدأ معسكره التدريبي غدا",
    "افتتاح معرض الكتاب بمشاركة ستين دار نشر",
    "مجلس المحافظة يؤجل جلسته إلى الأسبوع المقبل",
    "أمطار متوقعة شمال البلاد نهاية الأسبوع",
)


class Layout(NamedTuple):
    """A page and what a reader sees of its story."""

    html: str
    gold: list[tuple[str, str]]
    """Kind and text of each block; of pictures and embeds the address."""
    title: str = TITLE
    date: str = ""
    """ISO 8601, with the clock where the page shows one; empty where the page has none."""


def text(*lines: str) -> list[tuple[str, str]]:
    """Return the gold of some paragraphs."""
    return [("paragraph", line) for line in lines]


def p(*lines: str, of: str = "<p>{}</p>") -> str:
    """Return the markup of some paragraphs."""
    return "\n".join(of.format(line) for line in lines)


def document(
    body: str, head: str = "", title: str = TITLE, site: str = "وكالة النهر", lang: str = "ar"
) -> str:
    """Return a whole page."""
    return f'<!DOCTYPE html>\n<html lang="{lang}" dir="rtl"><head><meta charset="utf-8"><title>{title} | {site}</title>{head}</head><body>{body}</body></html>'


def links(of: str = '<li><a href="/news/{n}">{text}</a></li>', first: int = 100) -> str:
    """Return links to other stories."""
    return "".join(of.format(n=first + n, text=line) for n, line in enumerate(OTHERS))


MENU = '<ul class="menu"><li><a href="/">الرئيسية</a></li><li><a href="/politics">سياسة</a></li><li><a href="/local">محليات</a></li><li><a href="/sport">رياضة</a></li><li><a href="/video">فيديو</a></li></ul>'
CARDS = links(
    '<div class="card"><a href="/news/{n}"><img src="/thumbs/{n}.jpg" alt="{text}"></a><h3><a href="/news/{n}">{text}</a></h3><span>منذ ساعتين</span></div>'
)
LAYOUTS: dict[str, Layout] = {}


def layout(name: str, html: str, gold: list[tuple[str, str]], **rest: str) -> None:
    """Add a page."""
    LAYOUTS[name] = Layout(html, gold, **rest)


# WordPress themes

layout(
    "tagdiv newspaper",
    document(
        f"""<div id="td-outer-wrap"><div class="td-header-menu-wrap">{MENU}</div><div class="td-main-content-wrap"><div class="td-container td-post-template-3">
<div class="td-crumb-container"><div class="entry-crumbs"><span><a class="entry-crumb" href="/">الرئيسية</a></span> <i class="td-icon-right"></i> <span><a class="entry-crumb" href="/local">محليات</a></span></div></div>
<article id="post-5512" class="post-5512 post type-post status-publish format-standard has-post-thumbnail category-local tag-garden" itemscope itemtype="https://schema.org/Article">
<div class="td-post-header"><ul class="td-category"><li class="entry-category"><a href="/local">محليات</a></li></ul><header class="td-post-title"><h1 class="entry-title">{TITLE}</h1>
<div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">بواسطة</div> <a href="/author/huda">هدى المالكي</a><div class="td-author-line"> - </div></div><span class="td-post-date"><time class="entry-date updated td-module-date" datetime="2026-03-01T11:20:00+03:00">مارس 1, 2026</time></span><div class="td-post-views"><i></i><span class="td-nr-views-5512">214</span></div></div></header></div>
<div class="td-post-sharing-top"><div class="td-post-sharing"><a class="td-social-sharing-button" href="https://www.facebook.com/sharer.php"><div class="td-social-but-text">Facebook</div></a><a class="td-social-sharing-button" href="https://x.com/intent"><div class="td-social-but-text">Twitter</div></a><a href="#"><div class="td-social-but-text">WhatsApp</div></a></div></div>
<div class="td-post-content tagdiv-type"><div class="td-post-featured-image"><figure><a href="/wp-content/uploads/garden.jpg" class="td-modal-image"><img width="696" height="392" class="entry-thumb" src="/wp-content/uploads/garden-696x392.jpg" alt="الحديقة" title="garden"></a><figcaption class="wp-caption-text">الحديقة عند افتتاحها، الأحد</figcaption></figure></div>
{p(*A[:3])}<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- إعلان -</span><ins class="adsbygoogle"></ins></div>{p(*A[3:5])}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags td-post-small-box clearfix"><li><span>الوسوم</span></li><li><a href="/tag/1">حدائق</a></li><li><a href="/tag/2">بلدية النهر</a></li></ul></div>
<div class="td-block-row td-post-next-prev"><div class="td-block-span6 td-post-prev-post"><div><span>المادة السابقة</span><a href="/n/1">{OTHERS[0]}</a></div></div><div class="td-block-span6 td-post-next-post"><div><span>المقالة القادمة</span><a href="/n/2">{OTHERS[1]}</a></div></div></div>
<div class="author-box-wrap"><a href="/author/huda"><img src="/avatar.jpg" class="avatar" width="96" height="96"></a><div class="desc"><div class="td-author-name vcard author"><span class="fn"><a href="/author/huda">هدى المالكي</a></span></div><div class="td-author-description">صحفية تكتب عن شؤون المدن منذ عشرة أعوام وتقيم في مدينة النهر.</div></div></div></footer></article>
<div class="td_block_wrap td_block_related_posts"><h4 class="td-related-title"><a>مقالات ذات صلة</a><a>المزيد من المؤلف</a></h4>{CARDS}</div><div class="comments" id="comments"><div id="respond"><h3>ترك الرد</h3><form><textarea placeholder="التعليق:"></textarea></form></div></div></div></div></div>
<div class="td-footer-wrapper"><p>من نحن: وكالة إخبارية مستقلة تصدر من مدينة النهر وتعنى بأخبار المدن والناس. © جميع الحقوق محفوظة</p></div>"""
    ),
    [
        ("image", "/wp-content/uploads/garden-696x392.jpg"),
        ("caption", "الحديقة عند افتتاحها، الأحد"),
        *text(*A[:5]),
    ],
    date="2026-03-01T11:20:00+03:00",
)
layout(
    "jannah",
    document(
        f"""<div id="tie-wrapper"><header id="theme-header">{MENU}</header><div id="content"><div class="main-content-row"><div class="main-content tie-col-md-8">
<article id="the-post" class="container-wrapper post-content tie-standard"><header class="entry-header-outer"><nav id="breadcrumb"><a href="/">الرئيسية</a><em class="delimiter">/</em><a href="/local">محليات</a></nav>
<div class="entry-header"><span class="post-cat-wrap"><a class="post-cat tie-cat-3" href="/local">محليات</a></span><h1 class="post-title entry-title">{TITLE}</h1><div class="single-post-meta post-meta clearfix"><span class="author-meta single-author no-avatars"><span class="meta-item meta-author-wrapper"><span class="meta-author"><a href="/a" class="author-name" title="هدى المالكي">هدى المالكي</a></span></span></span><span class="date meta-item tie-icon">1 مارس، 2026</span><div class="tie-alignright"><span class="meta-views meta-item">1٬204</span> <span class="meta-reading-time meta-item">دقيقة واحدة</span></div></div></div></header>
<div class="featured-area"><div class="featured-area-inner"><figure class="single-featured-image"><img width="780" height="470" src="/wp-content/uploads/g1-780x470.jpg" class="attachment-jannah-image-post" alt=""></figure></div></div>
<div class="entry-content entry clearfix"><div class="stream-item stream-item-above-post-content"><a href="https://ads.example/x"><img src="/banner.jpg" width="728" height="90"></a></div>
{p(A[0])}<div id="inline-related-post" class="mag-box mini-posts-box content-only"><div class="container-wrapper"><div class="widget-title the-global-title"><div class="the-subtitle">مقالات ذات صلة</div></div><ul class="posts-list-items"><li class="widget-single-post-item"><div class="post-widget-body"><a class="post-title the-subtitle" href="/n/9">{OTHERS[2]}</a><div class="post-meta"><span class="date meta-item">منذ 3 أيام</span></div></div></li></ul></div></div>
{p(*A[1:4])}<div class="post-bottom-meta post-bottom-tags"><div class="post-bottom-meta-title">الوسوم</div><span class="tagcloud"><a href="/t/1">حدائق</a></span></div></div>
<div id="post-extra-info"><div class="theiaStickySidebar"></div></div><div class="post-footer post-footer-on-bottom"><div class="share-links"><a href="https://facebook.com/s"><span class="social-text">فيسبوك</span></a><a><span class="social-text">مشاركة عبر البريد</span></a><a><span class="social-text">طباعة</span></a></div></div></article>
<div class="post-components"><div class="about-author container-wrapper"><div class="author-bio">كاتبة تهتم بشؤون المدن والبيئة ولها ثلاثة كتب في تاريخ الحدائق العربية.</div></div><div id="related-posts" class="container-wrapper"><h3>مقالات ذات صلة</h3>{CARDS}</div></div></div>
<aside class="sidebar tie-col-md-4"><div class="widget"><h3>الأكثر مشاهدة</h3><ul>{links()}</ul></div></aside></div></div></div>"""
    ),
    [("image", "/wp-content/uploads/g1-780x470.jpg"), *text(*A[:4])],
    date="2026-03-01",
)
layout(
    "jnews with lazy pictures",
    document(
        f"""<div class="jeg_viewport"><div class="jeg_header_wrapper">{MENU}</div><div class="jeg_content jeg_singlepage"><div class="container"><div class="jeg_breadcrumbs"><span><a href="/">الرئيسية</a></span> <span><a href="/local">محليات</a></span></div>
<div class="entry-header"><h1 class="jeg_post_title">{TITLE}</h1><h2 class="jeg_post_subtitle">ألفا شجرة ومكتبة للأطفال على الضفة الشرقية</h2><div class="jeg_meta_container"><div class="jeg_post_meta"><div class="jeg_meta_author"><span class="meta_text">بواسطة</span> <a href="/a">هدى المالكي</a></div><div class="jeg_meta_date"><a href="/n">مارس 1, 2026 11:20 ص</a></div><div class="jeg_meta_category"><span><span class="meta_text">في</span> <a href="/local">محليات</a></span></div></div></div></div>
<div class="jeg_featured featured_image"><a href="/u/park.jpg"><div class="thumbnail-container animate-lazy" style="padding-bottom:50%"><img width="750" height="375" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" class="lazyload" data-src="/u/park-750x375.jpg" data-srcset="/u/park-750x375.jpg 750w, /u/park-360x180.jpg 360w" alt="حديقة"></div><p class="wp-caption-text">من الحديقة الجديدة (الوكالة)</p></a></div>
<div class="entry-content no-share"><div class="jeg_share_button share-float"><a class="jeg_btn-facebook" href="https://facebook.com/sharer"><span>شارك على فيسبوك</span></a></div><div class="content-inner">{p(*A[:2])}
<div class="jnews_inline_related_post_wrapper left"><div class="jnews_inline_related_post"><div class="jeg_postblock_28"><h3 class="jeg_block_title"><span>اقرأ<strong>أيضا</strong></span></h3><div class="jeg_post"><h3 class="jeg_post_title"><a href="/n/1">{OTHERS[0]}</a></h3></div><div class="jeg_post"><h3 class="jeg_post_title"><a href="/n/2">{OTHERS[1]}</a></h3></div></div></div></div>
{p(*A[2:4])}<p><img class="lazyload aligncenter" src="data:image/svg+xml;base64,PHN2Zz4=" data-src="/u/inside.jpg" alt=""><noscript><img class="aligncenter" src="/u/inside.jpg" alt=""></noscript></p>{p(A[4])}
<div class="jeg_post_tags"><span>الوسوم:</span> <a href="/t/1">حدائق</a><a href="/t/2">بيئة</a></div></div></div><div class="jnews_prev_next_container"><div class="jeg_prevnext_post"><a href="/n/7" class="post prev-post"><span class="caption">الخبر السابق</span><h3 class="post-title">{OTHERS[3]}</h3></a></div></div></div></div></div>"""
    ),
    [
        ("paragraph", "ألفا شجرة ومكتبة للأطفال على الضفة الشرقية"),
        ("image", "/u/park-750x375.jpg"),
        ("caption", "من الحديقة الجديدة (الوكالة)"),
        *text(*A[:4]),
        ("image", "/u/inside.jpg"),
        *text(A[4]),
    ],
    date="2026-03-01T11:20:00",
)
layout(
    "foxiz with contents and a key takeaways box",
    document(
        f"""<div class="site-outer"><div id="site-header">{MENU}</div><div class="site-wrap"><div class="single-standard-8"><article id="post-3" class="post type-post hentry"><header class="single-header"><div class="s-cats"><a class="p-category" href="/local">محليات</a></div><h1 class="s-title fw-headline">{TITLE}</h1><div class="single-meta"><div class="smeta-in"><a class="meta-el meta-avatar" href="/a"><img class="avatar" src="/av.jpg" width="60" height="60"></a><div class="smeta-sec"><div class="smeta-bottom meta-text"><time class="updated-date" datetime="2026-03-01T12:00:00+03:00">آخر تحديث: 01/03/2026 12:00</time></div><div class="p-meta"><span class="meta-el meta-author"><span class="meta-label">بقلم</span><a href="/a">هدى المالكي</a></span></div></div></div></div></header>
<div class="s-feat"><div class="featured-lightbox-trigger"><img width="860" height="484" src="/f/one.jpg" class="attachment-foxiz_crop_o1" alt="ضفة النهر"></div></div>
<div class="s-ct"><div class="e-ct-outer"><div class="entry-content rbct clearfix"><div class="ruby-table-contents rbtoc"><div class="toc-header"><span class="h3">المحتويات</span></div><div class="inner"><a href="#a" class="table-link h5">الكلفة</a><a href="#b" class="table-link h5">رأي السكان</a></div></div>
{p(*A[:2])}<h2 id="a" class="rb-heading-index-0">الكلفة</h2>{p(A[2])}<h2 id="b" class="rb-heading-index-1">رأي السكان</h2>{p(A[4])}<blockquote class="wp-block-quote"><p>كنا ننتظر هذه الحديقة منذ كنا صغارا.</p><cite>أم علي</cite></blockquote>{p(A[5])}</div></div></div>
<div class="entry-footer"><div class="e-shared-sec"><span class="share-label">شارك هذا المقال</span><a href="https://facebook.com/s">Facebook</a><a href="#">Copy Link</a></div><div class="usr-holder entry-sec"><div class="ubox"><div class="ubio-name"><span class="nice-name">هدى المالكي</span></div><div class="ubio">صحفية من مدينة النهر، تكتب عن الأماكن العامة والبيئة والنقل.</div></div></div></div></article></div></div></div>"""
    ),
    [
        ("image", "/f/one.jpg"),
        *text(*A[:2]),
        ("heading", "الكلفة"),
        *text(A[2]),
        ("heading", "رأي السكان"),
        *text(A[4]),
        ("quotation", "كنا ننتظر هذه الحديقة منذ كنا صغارا."),
        ("quotation", "أم علي"),
        *text(A[5]),
    ],
    date="2026-03-01T12:00:00+03:00",
)
layout(
    "wordpress blocks: gallery, pull quote, table, audio, columns",
    document(
        f"""<div class="wp-site-blocks"><header class="wp-block-template-part">{MENU}</header><main class="wp-block-group"><h1 class="wp-block-post-title">{TITLE}</h1><div class="wp-block-post-date"><time datetime="2026-03-01T09:00:00+03:00">1 مارس 2026</time></div>
<div class="entry-content wp-block-post-content"><p class="has-drop-cap">{A[0]}</p>
<figure class="wp-block-audio"><audio controls src="/a/talk.mp3"></audio><figcaption class="wp-element-caption">مقابلة مع رئيسة البلدية</figcaption></figure>
{p(A[1])}<figure class="wp-block-pullquote"><blockquote><p>الحديقة لكم جميعا فحافظوا عليها.</p></blockquote></figure>
<figure class="wp-block-gallery has-nested-images columns-2"><figure class="wp-block-image size-large"><a href="/u/1.jpg"><img src="/u/1-1024x683.jpg" alt="" class="wp-image-1" srcset="/u/1-300x200.jpg 300w"></a><figcaption class="wp-element-caption">المدخل</figcaption></figure><figure class="wp-block-image size-large"><img src="/u/2-1024x683.jpg" alt="" class="wp-image-2"></figure></figure>
{p(A[2])}<figure class="wp-block-table is-style-stripes"><table><thead><tr><th>البند</th><th>العدد</th></tr></thead><tbody><tr><td>أشجار</td><td>2000</td></tr><tr><td>ملاعب</td><td>3</td></tr></tbody></table><figcaption class="wp-element-caption">أرقام المشروع</figcaption></figure>
<div class="wp-block-columns"><div class="wp-block-column"><p>{A[3]}</p></div><div class="wp-block-column"><p>{A[4]}</p></div></div>
<figure class="wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube"><div class="wp-block-embed__wrapper"><iframe title="حديقة النهر" width="500" height="281" src="https://www.youtube.com/embed/nahr0000001?feature=oembed" allowfullscreen></iframe></div></figure>
<div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="/subscribe">اشترك في نشرتنا</a></div></div></div>
<div class="wp-block-group is-layout-flex"><nav class="wp-block-post-navigation-link"><a href="/n/1">السابق: {OTHERS[0]}</a></nav></div></main><footer class="wp-block-template-part"><p>تعمل بفخر بواسطة ووردبريس</p></footer></div>"""
    ),
    [
        *text(A[0]),
        ("embed", "/a/talk.mp3"),
        ("caption", "مقابلة مع رئيسة البلدية"),
        *text(A[1]),
        ("quotation", "الحديقة لكم جميعا فحافظوا عليها."),
        ("image", "/u/1-1024x683.jpg"),
        ("caption", "المدخل"),
        ("image", "/u/2-1024x683.jpg"),
        *text(A[2]),
        ("row", "البند | العدد"),
        ("row", "أشجار | 2000"),
        ("row", "ملاعب | 3"),
        ("caption", "أرقام المشروع"),
        *text(*A[3:5]),
        ("embed", "https://www.youtube.com/watch?v=nahr0000001"),
    ],
    date="2026-03-01T09:00:00+03:00",
)
layout(
    "wordpress classic with caption divs and «read also» in bold",
    document(
        f"""<div id="page"><div id="masthead">{MENU}</div><div id="primary"><main id="main" class="site-main"><article id="post-88" class="post-88 post"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">نُشر في <span class="posted-on">01/03/2026</span></div></header><div class="entry-content">
{p(A[0])}<div id="attachment_90" style="width: 610px" class="wp-caption aligncenter"><img class="wp-image-90" src="/u/gate.jpg" alt="بوابة" width="600" height="400"><p class="wp-caption-text">بوابة الحديقة قبل الافتتاح بيوم</p></div>
<p>{A[1]}</p><p><strong>اقرأ أيضا: <a href="/n/3">{OTHERS[3]}</a></strong></p><p>{A[2]}</p><p style="text-align:center">***</p><p>{A[3]}</p><p><strong><a href="/n/4">{OTHERS[4]}</a></strong></p><p>{A[4]}</p>
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">شارك هذا الموضوع:</h3><ul><li><a href="#"><span>فيس بوك</span></a></li></ul></div><div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>مرتبط</em></h3></div></div></article></main></div>
<div id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2 class="widget-title">أحدث المقالات</h2><ul>{links()}</ul></section></div></div>"""
    ),
    [
        *text(A[0]),
        ("image", "/u/gate.jpg"),
        ("caption", "بوابة الحديقة قبل الافتتاح بيوم"),
        *text(*A[1:3]),
        *text("***"),
        *text(*A[3:5]),
    ],
    date="2026-03-01",
)

# Other programs

layout(
    "drupal 7 fields",
    document(
        f"""<div id="page-wrapper"><div id="header" class="section clearfix">{MENU}</div><div id="main-wrapper"><div id="content" class="column"><div class="breadcrumb"><a href="/">الرئيسية</a> » <a href="/ar/local">محليات</a></div><h1 class="title" id="page-title">{TITLE}</h1>
<div class="region region-content"><div id="block-system-main" class="block block-system"><div class="content"><div id="node-412" class="node node-news node-promoted view-mode-full clearfix"><div class="field field-name-post-date field-type-ds"><div class="field-items"><div class="field-item even">الأحد, مارس 1, 2026 - 11:20</div></div></div>
<div class="field field-name-field-image field-type-image field-label-hidden"><div class="field-items"><div class="field-item even"><img typeof="foaf:Image" src="/sites/default/files/styles/large/public/park.jpg?itok=xY" width="800" height="480" alt=""><blockquote class="image-field-caption"><p>افتتاح الحديقة</p></blockquote></div></div></div>
<div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">{p(*A[:3], of='<p class="rtejustify">{}</p>')}<ul><li>ألفا شجرة</li><li>ثلاثة ملاعب</li></ul>{p(A[3])}</div></div></div>
<div class="field field-name-field-tags field-label-above"><div class="field-label">الكلمات الدليلية:&nbsp;</div><div class="field-items"><div class="field-item"><a href="/tags/1">حدائق</a></div></div></div><ul class="links inline"><li class="print_html"><a href="/print/412">نسخة للطباعة</a></li></ul></div></div></div></div></div><div class="sidebar" id="sidebar-second"><div class="view-content">{CARDS}</div></div></div></div>"""
    ),
    [
        ("image", "/sites/default/files/styles/large/public/park.jpg"),
        ("caption", "افتتاح الحديقة"),
        *text(*A[:3]),
        ("item", "ألفا شجرة"),
        ("item", "ثلاثة ملاعب"),
        *text(A[3]),
    ],
    date="2026-03-01T11:20:00",
)
layout(
    "drupal 10 paragraphs",
    document(
        f"""<div class="dialog-off-canvas-main-canvas"><header role="banner">{MENU}</header><main role="main"><article data-history-node-id="9" class="node node--type-article node--view-mode-full"><h1 class="page-title"><span class="field field--name-title">{TITLE}</span></h1><div class="node__meta"><span class="field field--name-created"><time datetime="2026-03-01T08:20:00+00:00">الأحد, 01 مارس 2026</time></span></div>
<div class="node__content"><div class="field field--name-field-paragraphs field__items"><div class="field__item"><div class="paragraph paragraph--type--text"><div class="field field--name-field-text field__item"><p>{A[0]}</p><p>{A[1]}</p></div></div></div>
<div class="field__item"><div class="paragraph paragraph--type--image"><article class="media media--type-image"><div class="field field--name-field-media-image field__item"><img loading="lazy" src="/sites/default/files/2026-03/trees.jpg.webp" width="1200" height="800" alt="أشجار"></div><div class="field field--name-field-caption field__item">أشجار زرعها الأهالي</div></article></div></div>
<div class="field__item"><div class="paragraph paragraph--type--text"><div class="field field--name-field-text field__item"><p>{A[2]}</p><p>{A[3]}</p></div></div></div>
<div class="field__item"><div class="paragraph paragraph--type--related"><div class="field__label">موضوعات ذات صلة</div><a href="/n/1">{OTHERS[0]}</a></div></div></div></div></article></main></div>"""
    ),
    [
        *text(*A[:2]),
        ("image", "/sites/default/files/2026-03/trees.jpg.webp"),
        ("caption", "أشجار زرعها الأهالي"),
        *text(*A[2:4]),
    ],
    date="2026-03-01T08:20:00+00:00",
)
layout(
    "joomla k2",
    document(
        f"""<div id="k2Container" class="itemView"><span id="startOfPageId77"></span><div class="itemHeader"><span class="itemDateCreated">الأحد، 01 آذار/مارس 2026 11:20</span><h2 class="itemTitle">{TITLE}</h2><span class="itemAuthor">كتبه&nbsp; <a rel="author" href="/u/1">هدى المالكي</a></span></div>
<div class="itemToolbar"><ul><li><span class="itemTextResizerTitle">حجم الخط</span><a href="#" id="fontDecrease"><span>تصغير حجم الخط</span></a><a href="#" id="fontIncrease"><span>تكبير حجم الخط</span></a></li><li><a class="itemPrintLink" href="/p?print=1"><span>طباعة</span></a></li></ul></div>
<div class="itemRatingBlock"><span>قيم الموضوع</span><div class="itemRatingForm"><ul class="itemRatingList"><li><a href="#">1</a></li><li><a href="#">2</a></li></ul><div>(0 أصوات)</div></div></div>
<div class="itemBody"><div class="itemImageBlock"><span class="itemImage"><a class="modal" href="/media/k2/items/cache/abc_XL.jpg"><img src="/media/k2/items/cache/abc_L.jpg" alt="{TITLE}" style="width:600px; height:auto;"></a></span><span class="itemImageCaption">جانب من الحضور</span></div><div class="itemIntroText">{p(A[0])}</div><div class="itemFullText">{p(*A[1:5])}</div><div class="itemContentFooter"><span class="itemHits">قراءة <b>1540</b> مرات</span><span class="itemDateModified">آخر تعديل على الإثنين، 02 آذار/مارس 2026 10:00</span></div></div>
<div class="itemLinks"><div class="itemCategory"><span>نشر في</span><a href="/local">محليات</a></div><div class="itemTagsBlock"><span>موسومة تحت</span><ul class="itemTags"><li><a href="/t">حدائق</a></li></ul></div></div><div class="itemAuthorLatest"><h3>أحدث من هدى المالكي</h3><ul>{links()}</ul></div></div>""",
        site="النهر",
    ),
    [("image", "/media/k2/items/cache/abc_L.jpg"), ("caption", "جانب من الحضور"), *text(*A[:5])],
    date="2026-03-01T11:20:00",
)
layout(
    "blogger with a separator picture and br lines",
    document(
        f"""<div class="content"><header>{MENU}</header><div class="main section" id="main"><div class="widget Blog" id="Blog1"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>الأحد، 1 مارس 2026</span></h2><div class="post hentry" itemscope itemtype="http://schema.org/BlogPosting"><h3 class="post-title entry-title" itemprop="name">{TITLE}</h3>
<div class="post-body entry-content" id="post-body-1" itemprop="description articleBody"><div class="separator" style="clear: both; text-align: center;"><a href="https://blogger.example/s1600/park.jpg"><img border="0" data-original-height="900" data-original-width="1600" height="180" src="https://blogger.example/s320/park.jpg" width="320"></a></div><br><div dir="rtl" style="text-align: right;">{A[0]}<br><br>{A[1]}<br><br>{A[2]}<br></div><table align="center" class="tr-caption-container"><tbody><tr><td style="text-align: center;"><img border="0" src="https://blogger.example/s320/lake.jpg" width="320"></td></tr><tr><td class="tr-caption" style="text-align: center;">البحيرة في وسط الحديقة</td></tr></tbody></table><div dir="rtl">{A[3]}</div><div style="clear:both;"></div></div>
<div class="post-footer"><div class="post-footer-line"><span class="post-author vcard">مرسلة بواسطة <span class="fn">مدونة النهر</span></span> في <a class="timestamp-link" href="/2026/03/x.html"><abbr class="published" title="2026-03-01T11:20:00+03:00">11:20 ص</abbr></a></div><div class="post-share-buttons"><a href="#"><span>إرسال بالبريد الإلكتروني</span></a></div><span class="post-labels">التسميات: <a href="/search/label/x">محليات</a></span></div></div></div></div><div class="comments" id="comments"><h4>ليست هناك تعليقات:</h4></div></div></div></div>""",
        site="مدونة النهر",
    ),
    [
        ("image", "https://blogger.example/s320/park.jpg"),
        *text(*A[:3]),
        ("image", "https://blogger.example/s320/lake.jpg"),
        ("caption", "البحيرة في وسط الحديقة"),
        *text(A[3]),
    ],
    date="2026-03-01",
)
layout(
    "asp.net tables, spans and br",
    document(
        f"""<form method="post" action="./news.aspx?id=991" id="form1"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK"><table width="980" align="center" cellpadding="0"><tr><td colspan="2"><table><tr><td><a href="default.aspx">الرئيسية</a></td><td><a href="cat.aspx?id=1">سياسة</a></td><td><a href="cat.aspx?id=2">محليات</a></td></tr></table></td></tr>
<tr><td valign="top" width="680"><table width="100%"><tr><td><span id="ctl00_ContentPlaceHolder1_lblTitle" class="NewsTitle">{TITLE}</span></td></tr><tr><td><span id="ctl00_ContentPlaceHolder1_lblDate" class="NewsDate">01/03/2026 11:20:00 ص</span></td></tr><tr><td align="center"><img id="ctl00_ContentPlaceHolder1_imgNews" src="Uploads/991.jpg" style="width:450px;"></td></tr>
<tr><td class="NewsText"><span id="ctl00_ContentPlaceHolder1_lblDetails">{A[0]}<br>{A[1]}<br>{A[2]}<br>{A[3]}</span></td></tr><tr><td><a href="javascript:window.print()">طباعة</a> | <a href="mailto:?subject=x">إرسال لصديق</a> | عدد القراءات : 812</td></tr></table></td>
<td valign="top" width="300"><table width="100%"><tr><td class="BoxTitle">آخر الأخبار</td></tr>{links('<tr><td><a href="news.aspx?id={n}">{text}</a></td></tr>')}</table></td></tr><tr><td colspan="2" align="center">جميع الحقوق محفوظة لموقع النهر 2026 تصميم وبرمجة شركة المدى</td></tr></table></form>"""
    ),
    [("image", "/a/Uploads/991.jpg"), *text(*A[:4])],
    date="2026-03-01T11:20:00",
)
layout(
    "word paste with dir spans",
    document(
        f"""<div class="top">{MENU}</div><div class="details"><h1>{TITLE}</h1><div class="date">الأحد 1 آذار 2026 - 11:20</div><div class="details-text">"""
        + "".join(
            f'<p class="MsoNormal" dir="RTL" style="margin:0;text-align:justify;direction:rtl;unicode-bidi:embed"><span lang="AR-SA" style="font-size:14.0pt;font-family:&quot;Simplified Arabic&quot;">{line[:40]}</span><span dir="LTR"></span><span lang="AR-SA" style="font-size:14.0pt">{line[40:]}<o:p></o:p></span></p><p class="MsoNormal" dir="RTL"><span lang="AR-SA"><o:p>&nbsp;</o:p></span></p>'
            for line in A[:4]
        )
        + f"""<p class="MsoListParagraph" dir="RTL"><span>·</span><span style="font:7.0pt">&nbsp;&nbsp;&nbsp;</span><span dir="RTL"></span><span lang="AR-SA">ألفا شجرة من سبعة أنواع</span></p></div></div><div class="more"><h3>المزيد من محليات</h3>{CARDS}</div>"""
    ),
    [*text(*A[:4]), *text("· ألفا شجرة من سبعة أنواع")],
    date="2026-03-01T11:20:00",
)
layout(
    "divs only, no class says anything",
    document(
        f"""<div id="a1"><div><div><a href="/">النهر</a></div><div><a href="/1">سياسة</a><a href="/2">محليات</a><a href="/3">رياضة</a></div></div></div><div id="a2"><div id="a3"><div>{TITLE}</div><div>2026-03-01 11:20</div><div><img src="/i/55.jpg"></div>{p(*A[:5], of="<div>{}</div>")}</div><div id="a4"><div>اخترنا لكم</div>{links('<div><a href="/n/{n}"><div>{text}</div></a></div>')}</div></div><div id="a5">النهر 2026</div>"""
    ),
    [("image", "/i/55.jpg"), *text(*A[:5])],
    date="2026-03-01T11:20:00",
)
layout(
    "next.js tailwind, server rendered",
    document(
        f"""<div id="__next"><header class="sticky top-0 z-50 bg-white">{MENU}</header><main class="container mx-auto grid grid-cols-12 gap-6"><div class="col-span-12 lg:col-span-8"><nav class="flex text-sm text-gray-500"><a href="/">الرئيسية</a><span>/</span><a href="/local">محليات</a></nav><h1 class="text-3xl font-bold leading-relaxed">{TITLE}</h1><div class="flex items-center justify-between border-y py-2"><div class="flex flex-col"><span class="text-sm">هدى المالكي</span><span class="text-xs text-gray-400">الأحد 1 مارس 2026 11:20 ص</span></div><div class="flex gap-2"><button aria-label="share">مشاركة</button><button>حفظ</button></div></div>
<div class="relative w-full aspect-video overflow-hidden rounded-xl"><img alt="الحديقة" loading="lazy" decoding="async" data-nimg="fill" style="position:absolute" sizes="100vw" srcset="/_next/image?url=%2Fm%2Fpark.jpg&amp;w=640&amp;q=75 640w, /_next/image?url=%2Fm%2Fpark.jpg&amp;w=1080&amp;q=75 1080w" src="/_next/image?url=%2Fm%2Fpark.jpg&amp;w=1080&amp;q=75"></div><p class="text-xs text-gray-500 mt-2">الحديقة الجديدة من الجو</p>
<div class="prose prose-lg max-w-none rtl:text-right" dir="auto">{p(A[0])}{p(A[1])}<div class="my-6 rounded-lg bg-gray-50 p-4"><span class="text-sm font-bold text-red-600">اقرأ أيضًا</span><a class="block font-semibold" href="/news/7">{OTHERS[1]}</a></div>{p(A[2])}<h3>ماذا بعد؟</h3>{p(A[5])}</div>
<div class="flex flex-wrap gap-2 mt-6"><a class="rounded-full bg-gray-100 px-3" href="/tag/a">#حدائق</a><a class="rounded-full bg-gray-100 px-3" href="/tag/b">#بلدية_النهر</a></div></div><div class="col-span-12 lg:col-span-4"><h2 class="text-xl">الأكثر قراءة</h2>{CARDS}</div></main></div>"""
    ),
    [
        ("image", "/_next/image"),
        ("caption", "الحديقة الجديدة من الجو"),
        *text(*A[:3]),
        ("heading", "ماذا بعد؟"),
        *text(A[5]),
    ],
    date="2026-03-01T11:20:00",
)
layout(
    "hashed class names (css modules)",
    document(
        f"""<div id="root"><div class="Header_root__1aB2c">{MENU}</div><div class="sc-bdVaJa kXyZab"><h1 class="sc-htpNat jQwErT">{TITLE}</h1><div class="sc-ifAKCX aBcDeF"><span class="sc-EHOje x1">بقلم: هدى المالكي</span><span class="sc-bZQynM x2">1 مارس 2026</span></div><div class="sc-gzVnrw z1"><figure class="sc-htoDjs q"><picture><source type="image/webp" srcset="/c/p.webp 1x"><img src="/c/p.jpg" alt=""></picture><figcaption class="css-1a2b">حديقة النهر/ الوكالة</figcaption></figure></div><div class="sc-dnqmqq t1">{p(*A[:4], of='<div class="sc-iwsKbI p1"><p>{}</p></div>')}<div class="sc-gZMcBi e"><blockquote class="twitter-tweet"><p lang="ar" dir="rtl">افتتحت الحديقة</p>— بلدية النهر (@nahr) <a href="https://twitter.com/nahr/status/1760000000000000001">1 مارس 2026</a></blockquote></div>{p(A[4], of='<div class="sc-iwsKbI p1"><p>{}</p></div>')}</div></div><div class="sc-VigVT related-q"><div class="sc-jTzLTM">قد يعجبك أيضا</div>{CARDS}</div></div>"""
    ),
    [
        ("image", "/c/p.jpg"),
        ("caption", "حديقة النهر/ الوكالة"),
        *text(*A[:4]),
        ("embed", "https://twitter.com/nahr/status/1760000000000000001"),
        *text(A[4]),
    ],
    date="2026-03-01",
)
layout(
    "nuxt with sections",
    document(
        f"""<div id="__nuxt"><div id="__layout"><div><header class="app-header">{MENU}</header><section class="article-page"><div class="article-page__head"><span class="article-page__section">محليات</span><h1 class="article-page__title">{TITLE}</h1><p class="article-page__lead">ألفا شجرة وثلاثة ملاعب ومكتبة للأطفال في حديقة جمع الأهالي ثلثي كلفتها.</p><div class="article-page__info"><span>هدى المالكي</span> | <span>01-03-2026 | 11:20</span></div></div>
<div class="article-page__media"><div class="v-image"><img src="/uploads/main.jpeg" alt="صورة الخبر"></div></div><div class="article-page__text" data-v-1a2b>{p(*A[:2])}<p><iframe src="https://www.youtube-nocookie.com/embed/nahr0000002" width="100%" height="400" frameborder="0" allowfullscreen></iframe></p>{p(*A[2:4])}</div><div class="article-page__sources">المصدر: وكالات</div></section><section class="more-news"><h2>أخبار أخرى</h2>{CARDS}</section></div></div></div>"""
    ),
    [
        ("paragraph", "ألفا شجرة وثلاثة ملاعب ومكتبة للأطفال في حديقة جمع الأهالي ثلثي كلفتها."),
        ("image", "/uploads/main.jpeg"),
        *text(*A[:2]),
        ("embed", "https://www.youtube.com/watch?v=nahr0000002"),
        *text(*A[2:4], "المصدر: وكالات"),
    ],
    date="2026-03-01T11:20:00",
)
layout(
    "arc xp rendered",
    document(
        f"""<div id="fusion-app" class="fusion-app"><div class="b-header-nav-chain">{MENU}</div><section role="main" class="b-right-rail__main-wrapper"><div class="c-overline b-overline"><a class="c-overline" href="/local">محليات</a></div><h1 class="b-headline">{TITLE}</h1><h2 class="b-subheadline">كلفتها 4.5 مليارات دينار جمع الأهالي ثلثيها</h2><figure class="c-media-item b-lead-art"><img alt="ضفة النهر الشرقية" class="c-image" src="/resizer/v2/AB.jpg?auth=1&amp;width=800" srcset="/resizer/v2/AB.jpg?auth=1&amp;width=400 400w" width="800" height="450"><figcaption class="c-media-item__fig-caption"><span class="c-media-item__caption">ضفة النهر الشرقية يوم الافتتاح </span><span class="c-media-item__credit"><span class="c-media-item__title">(وكالة النهر)</span></span></figcaption></figure>
<div class="c-attribution b-byline"><span class="b-byline__by">بقلم</span> <span class="b-byline__names">هدى المالكي</span></div><time as="time" class="c-date b-date" datetime="2026-03-01T08:20:00Z">1 مارس 2026 الساعة 11:20 ص</time>
<article class="b-article-body"><p class="c-paragraph">{A[0]}</p><p class="c-paragraph">{A[1]}</p><div class="c-divider"></div><p class="c-paragraph b-interstitial-link"><a class="c-link b-article-body__interstitial-link" href="/n/1">[ {OTHERS[0]} ]</a></p><h3 class="c-heading">السكان يطالبون بالحافلات</h3><p class="c-paragraph">{A[4]}</p><ul class="c-list"><li class="c-list__item">خط حافلات</li><li class="c-list__item">مواقف سيارات</li></ul></article><div class="b-results-list"><h2>آخر الأخبار</h2>{CARDS}</div></section></div>"""
    ),
    [
        ("paragraph", "كلفتها 4.5 مليارات دينار جمع الأهالي ثلثيها"),
        ("image", "/resizer/v2/AB.jpg"),
        ("caption", "ضفة النهر الشرقية يوم الافتتاح (وكالة النهر)"),
        *text(*A[:2]),
        ("heading", "السكان يطالبون بالحافلات"),
        *text(A[4]),
        ("item", "خط حافلات"),
        ("item", "مواقف سيارات"),
    ],
    date="2026-03-01T08:20:00Z",
)
layout(
    "live blog, newest first",
    document(
        f"""<header>{MENU}</header><main><div class="live-blog"><span class="live-label">مباشر</span><h1>{TITLE}</h1><time datetime="2026-03-01T13:00:00+03:00">1 مارس 2026</time><p class="live-intro">نتابع معكم افتتاح الحديقة لحظة بلحظة من الضفة الشرقية حيث يتجمع المئات.</p><div class="live-posts">
<div class="live-post" id="p3"><span class="live-post__time">13:00</span><h3>إغلاق الأبواب مؤقتا</h3><p>{A[4]}</p></div><div class="live-post" id="p2"><span class="live-post__time">12:10</span><h3>كلمة رئيسة البلدية</h3><p>{A[1]}</p><figure><img src="/l/2.jpg" alt=""><figcaption>رئيسة البلدية</figcaption></figure></div><div class="live-post" id="p1"><span class="live-post__time">11:20</span><h3>قص الشريط</h3><p>{A[0]}</p></div></div></div></main><aside><h2>الأكثر قراءة</h2>{CARDS}</aside>"""
    ),
    [
        ("paragraph", "نتابع معكم افتتاح الحديقة لحظة بلحظة من الضفة الشرقية حيث يتجمع المئات."),
        ("paragraph", "13:00"),
        ("heading", "إغلاق الأبواب مؤقتا"),
        *text(A[4]),
        ("paragraph", "12:10"),
        ("heading", "كلمة رئيسة البلدية"),
        *text(A[1]),
        ("image", "/l/2.jpg"),
        ("caption", "رئيسة البلدية"),
        ("paragraph", "11:20"),
        ("heading", "قص الشريط"),
        *text(A[0]),
    ],
    date="2026-03-01T13:00:00+03:00",
)
layout(
    "photo gallery with short captions only",
    document(
        f"""<header>{MENU}</header><div class="gallery-page"><h1>بالصور: {TITLE}</h1><div class="info">1 مارس 2026 - 11:20</div><div class="intro"><p>{A[0]}</p></div><div class="photos">"""
        + "".join(
            f'<div class="photo-item"><div class="photo-count">{n}/4</div><img class="lazy" src="/img/blank.gif" data-original="/photos/{n}.jpg" alt=""><div class="photo-caption">{caption}</div></div>'
            for n, caption in enumerate(("المدخل الرئيسي", "ملعب الأطفال", "المكتبة", "الممشى"), 1)
        )
        + f"""</div></div><div class="other-galleries"><h3>ألبومات أخرى</h3>{CARDS}</div>""",
        title=f"بالصور: {TITLE}",
    ),
    [
        *text(A[0]),
        ("image", "/photos/1.jpg"),
        ("caption", "المدخل الرئيسي"),
        ("image", "/photos/2.jpg"),
        ("caption", "ملعب الأطفال"),
        ("image", "/photos/3.jpg"),
        ("caption", "المكتبة"),
        ("image", "/photos/4.jpg"),
        ("caption", "الممشى"),
    ],
    title=f"بالصور: {TITLE}",
    date="2026-03-01T11:20:00",
)
layout(
    "video page with a player and a line of text",
    document(
        f"""<header>{MENU}</header><div class="video-page"><div class="player-wrapper"><video controls poster="/v/p.jpg"><source src="/v/park.mp4" type="video/mp4"></video></div><h1>فيديو: {TITLE}</h1><span class="date">2026/03/01</span><p class="desc">{A[0]}</p></div><div class="playlist"><h3>فيديوهات أخرى</h3>{CARDS}</div>""",
        title=f"فيديو: {TITLE}",
    ),
    [("embed", "/v/park.mp4"), *text(A[0])],
    title=f"فيديو: {TITLE}",
    date="2026-03-01",
)
layout(
    "opinion with the author's picture and a paragraph about the author",
    document(
        f"""<header>{MENU}</header><main><div class="opinion"><div class="writer"><img class="writer-img" src="/w/12.jpg" alt="سامر البكري" width="120" height="120"><a class="writer-name" href="/w/12">سامر البكري</a></div><h1>{TITLE}</h1><div class="date">01 آذار 2026</div><div class="article-text">{p(*A[:4])}<p><em>* كاتب من مدينة النهر</em></p></div><div class="opinion-note">الآراء الواردة في المقال تعبر عن رأي كاتبها ولا تعكس بالضرورة رأي الوكالة.</div></div></main><div class="more-opinion"><h3>مقالات أخرى للكاتب</h3><ul>{links()}</ul></div>"""
    ),
    [*text(*A[:4]), ("paragraph", "* كاتب من مدينة النهر")],
    date="2026-03-01",
)
layout(
    "interview: questions in bold, answers after them",
    document(
        f"""<header>{MENU}</header><article><h1>{TITLE}</h1><p class="meta">حوار: هدى المالكي - 1 مارس 2026</p><div class="body"><p>{A[0]}</p><p><strong>كم بلغت الكلفة؟</strong></p><p>{A[2]}</p><p><strong>ومتى تغلقون الأبواب؟</strong></p><p>في منتصف الليل صيفا.</p><p><b>- وماذا عن المواقف؟</b><br>ندرس الأمر مع الشرطة.</p><p>{A[5]}</p></div></article><section><h3>اقرأ أيضا</h3><ul>{links()}</ul></section>"""
    ),
    [
        *text(A[0], "كم بلغت الكلفة؟", A[2], "ومتى تغلقون الأبواب؟", "في منتصف الليل صيفا."),
        *text("- وماذا عن المواقف؟", "ندرس الأمر مع الشرطة.", A[5]),
    ],
    date="2026-03-01",
)
layout(
    "numbers as tables inside a story of lists",
    document(
        f"""<header>{MENU}</header><div class="post"><h1 class="post__title">{TITLE}</h1><div class="post__date">1/3/2026</div><div class="post__body">{p(A[0])}<ol><li>المدخل الشمالي قرب الجسر.</li><li>المدخل الجنوبي قرب المدرسة.<ul><li>للمشاة فقط</li></ul></li></ol>{p(A[1])}<div class="table-responsive"><table class="table"><caption>أوقات الدوام</caption><tr><th>الفصل</th><th>من</th><th>إلى</th></tr><tr><td>الصيف</td><td>06:00</td><td>00:00</td></tr><tr><td>الشتاء</td><td>08:00</td><td>20:00</td></tr></table></div>{p(A[3])}<pre>سطر أول
سطر ثان</pre><hr>{p(A[4])}</div></div><div class="sidebar"><h4>جديدنا</h4><ul>{links()}</ul></div>"""
    ),
    [
        *text(A[0]),
        ("item", "المدخل الشمالي قرب الجسر."),
        ("item", "المدخل الجنوبي قرب المدرسة."),
        ("item", "للمشاة فقط"),
        *text(A[1]),
        ("caption", "أوقات الدوام"),
        ("row", "الفصل | من | إلى"),
        ("row", "الصيف | 06:00 | 00:00"),
        ("row", "الشتاء | 08:00 | 20:00"),
        *text(A[3]),
        ("row", "سطر أول"),
        ("row", "سطر ثان"),
        *text(A[4]),
    ],
    date="2026-03-01",
)
layout(
    "audio player, font buttons and a listen bar before the text",
    document(
        f"""<header>{MENU}</header><div class="news-details"><h1>{TITLE}</h1><div class="toolbar-row"><span>A+</span><span>A-</span><button>استمع للخبر</button><audio class="tts" src="/tts/1.mp3" controls></audio><span>مدة القراءة: دقيقتان</span></div><div class="time">الأحد 01 مارس 2026 الساعة 11:20 صباحا بتوقيت بغداد</div><div class="news-text">{p(*A[:4])}</div><p class="editor">المحرر: حسين العلي</p></div><div class="latest"><ul>{links()}</ul></div>"""
    ),
    text(*A[:4]),
    date="2026-03-01T11:20:00+03:00",
)
layout(
    "newsletter form and follow box between paragraphs",
    document(
        f"""<header>{MENU}</header><article class="story"><h1>{TITLE}</h1><div class="byline">هدى المالكي | 1 مارس 2026</div><div class="story-content">{p(*A[:2])}<div class="nl-box"><h4>النشرة البريدية</h4><p>اشترك ليصلك ملخص الأخبار كل صباح في بريدك.</p><form><input type="email"><button>اشترك</button></form></div>{p(A[2])}<div class="follow-box"><p>تابعوا قناتنا على <a href="https://t.me/nahr">تلغرام</a> ليصلكم كل جديد</p></div>{p(*A[3:5])}<p>تابعونا على <a href="https://facebook.com/nahr">فيسبوك</a> و<a href="https://x.com/nahr">إكس</a></p></div></article><div><h3>شاهد أيضا</h3><ul>{links()}</ul></div>"""
    ),
    text(*A[:5]),
    date="2026-03-01",
)
layout(
    "subtitle lines above and below the title, agency in the text",
    document(
        f"""<header>{MENU}</header><div class="inner"><h4 class="uptitle">في حفل حضره المئات</h4><h1>{TITLE}</h1><h3 class="subtitle">رئيسة البلدية: الدخول مجاني للجميع</h3><div class="pub">النهر – الوكالة – 2026-03-01 11:20</div><div class="txt"><p>النهر (الوكالة) - {A[0]}</p>{p(*A[1:4])}<p>(انتهى)</p></div></div><div class="box"><h3>أخبار متفرقة</h3><ul>{links()}</ul></div>"""
    ),
    [
        ("paragraph", "رئيسة البلدية: الدخول مجاني للجميع"),
        ("paragraph", f"النهر (الوكالة) - {A[0]}"),
        *text(*A[1:4]),
        ("paragraph", "(انتهى)"),
    ],
    date="2026-03-01T11:20:00",
)
layout(
    "infinite scroll: the next story follows in the page",
    document(
        f"""<header>{MENU}</header><div id="stories"><div class="story-wrap" data-url="/n/1"><h1>{TITLE}</h1><div class="d">1 مارس 2026 11:20</div><div class="c">{p(*A[:4])}</div></div><div class="story-wrap" data-url="/n/2"><h1>{OTHERS[0]}</h1><div class="d">1 مارس 2026 10:00</div><div class="c"><p>ارتفعت أسعار الخضار في أسواق العاصمة هذا الأسبوع بنسبة عشرة بالمئة بسبب انقطاع الطرق.</p><p>وقال تجار إن الشحنات القادمة من الشمال تأخرت ثلاثة أيام على الأقل عن موعدها المعتاد.</p><p>وتوقعوا أن تعود الأسعار إلى ما كانت عليه مطلع الشهر المقبل إذا فتحت الطرق أمام الشاحنات.</p></div></div></div>"""
    ),
    text(*A[:4]),
    date="2026-03-01T11:20:00",
)
layout(
    "news ticker and weather above the story",
    document(
        f"""<div class="breaking-bar"><span>عاجل</span><marquee>{" • ".join(OTHERS)}</marquee></div><div class="weather">بغداد 24° صحو</div><header>{MENU}</header><section id="news"><h1>{TITLE}</h1><ul class="post-info"><li>محليات</li><li>الأحد 1-3-2026 | 11:20</li><li>1200 مشاهدة</li></ul><div class="img-holder"><img src="/n/big.jpg" alt="{TITLE}"><span class="img-desc">الحديقة كما بدت صباح الأحد</span></div><div class="desc-holder">{p(*A[:5])}</div></section><section><h2>المزيد من الأخبار</h2>{CARDS}</section>"""
    ),
    [("image", "/n/big.jpg"), ("caption", "الحديقة كما بدت صباح الأحد"), *text(*A[:5])],
    date="2026-03-01T11:20:00",
)
layout(
    "paragraphs of plain text with line breaks and a signature",
    document(
        f"""<header>{MENU}</header><div class="single"><h1>{TITLE}</h1><span class="single-date">1 مارس، 2026</span><div class="single-content">{A[0]}<br />
<br />
{A[1]}<br />
<br />
<b>خدمات الحديقة</b><br />
{A[3]}<br />
<br />
<img src="/s/1.jpg" width="600"><br />
{A[4]}<br />
س.ع
</div></div><div class="widget"><ul>{links()}</ul></div>"""
    ),
    [
        *text(*A[:2], "خدمات الحديقة", A[3]),
        ("image", "/s/1.jpg"),
        *text(A[4], "س.ع"),
    ],
    date="2026-03-01",
)
layout(
    "amp page",
    document(
        f"""<amp-sidebar id="s">{MENU}</amp-sidebar><header class="amp-wp-header"><a href="/">النهر</a></header><article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{TITLE}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">هدى المالكي</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="2026-03-01T08:20:00+00:00">منذ ساعة</time></div></header><figure class="amp-wp-article-featured-image wp-caption"><amp-img width="1200" height="675" src="/u/amp.jpg" layout="intrinsic" class="wp-post-image"><noscript><img src="/u/amp.jpg"></noscript></amp-img><p class="wp-caption-text">من الافتتاح</p></figure><div class="amp-wp-article-content">{p(*A[:2])}<amp-ad width="300" height="250" type="adsense"></amp-ad>{p(A[2])}<amp-iframe width="500" height="281" src="https://www.youtube.com/embed/nahr0000003" layout="responsive" sandbox="allow-scripts"></amp-iframe>{p(A[3])}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">Categories: <a href="/local">محليات</a></div></footer></article>"""
    ),
    [
        ("image", "/u/amp.jpg"),
        ("caption", "من الافتتاح"),
        *text(*A[:3]),
        ("embed", "https://www.youtube.com/watch?v=nahr0000003"),
        *text(A[3]),
    ],
    date="2026-03-01T08:20:00+00:00",
)

# Other languages

layout(
    "persian agency",
    document(
        f"""<header>{MENU}</header><main><div class="row"><div class="col-md-8"><article id="item" class="item news-item"><div class="item-header"><div class="item-nav"><span class="item-code">کد خبر: 85412233</span><span class="item-date">۱۰ اسفند ۱۴۰۴ - ۱۱:۲۰</span><ul class="breadcrumb"><li><a href="/">صفحه اصلی</a></li><li><a href="/society">اجتماعی</a></li></ul></div><div class="item-title"><h4 class="kicker">شهردار رود:</h4><h1 class="title">{FA_TITLE}</h1></div></div><div class="item-summary"><figure class="item-img"><img src="/d/r/2026/park.jpg" alt="{FA_TITLE}"></figure><p class="summary introtext">رود - ایرنا - بوستان تازه شهر رود با دو هزار درخت و سه زمین بازی گشوده شد.</p></div><div class="item-body"><div class="item-text" itemprop="articleBody">{p(*F)}<p>انتهای پیام/</p></div></div><div class="item-footer"><a class="shorter-link" href="/xjQ">لینک کوتاه</a></div><section class="box tags"><header><h2>برچسب‌ها</h2></header><ul><li><a href="/t">بوستان</a></li></ul></section></article></div><div class="col-md-4"><section class="box"><h2>پربازدیدترین</h2><ul>{links()}</ul></section></div></div></main>""",
        title=FA_TITLE,
        site="خبرگزاری رود",
        lang="fa",
    ),
    [
        ("image", "/d/r/2026/park.jpg"),
        ("paragraph", "رود - ایرنا - بوستان تازه شهر رود با دو هزار درخت و سه زمین بازی گشوده شد."),
        *text(*F),
        ("paragraph", "انتهای پیام/"),
    ],
    title=FA_TITLE,
    date="2026-03-01T11:20:00",
)
layout(
    "hebrew site with slots and a sub title",
    document(
        f"""<div id="app"><header>{MENU}</header><div class="layoutContainer"><div class="ArticleHeaderComponent"><h1 class="mainTitle">{HE_TITLE}</h1><h2 class="subTitle"><span>אלפיים עצים, שלושה מגרשים וספרייה לילדים בגן שרוב עלותו נאספה מתרומות</span></h2><div class="authors"><span class="author">יעל כהן</span> | <span class="DateDisplay">01.03.26 | 11:20</span></div></div><div class="ArticleImageComponent"><img src="/p/a1.jpg" alt=""><div class="ImageDetails"><div class="imageCaption">הגן החדש</div><div class="imageCredit">(צילום: דנה לוי)</div></div></div><div class="ArticleBodyComponent"><div class="textEditor_container"><div class="text_editor_paragraph rtl"><span data-text="true">{H[0]}</span></div><div class="text_editor_paragraph rtl"><span data-text="true">{H[1]}</span></div><div class="premiumAd">פרסומת</div><div class="text_editor_paragraph rtl"><span data-text="true">{H[2]}</span></div><div class="text_editor_paragraph rtl"><span data-text="true">{H[3]}</span></div></div></div><div class="tagsComponent">תגיות: <a href="/t">גנים</a></div><div class="talkbacks"><h3>תגובות</h3></div></div></div>""",
        title=HE_TITLE,
        site="חדשות הנהר",
        lang="he",
    ),
    [
        ("paragraph", "אלפיים עצים, שלושה מגרשים וספרייה לילדים בגן שרוב עלותו נאספה מתרומות"),
        ("image", "/p/a1.jpg"),
        ("caption", "הגן החדש"),
        ("caption", "(צילום: דנה לוי)"),
        *text(*H),
    ],
    title=HE_TITLE,
    date="2026-03-01T11:20:00",
)
layout(
    "kurdish site with a right column of headlines",
    document(
        f"""<div class="topbar">{MENU}</div><div class="container"><div class="col-sm-9"><h2 class="detail-title">{CKB_TITLE}</h2><div class="detail-date">2026-03-01 11:20:00</div><div class="addthis_toolbox"><a class="addthis_button_facebook">Facebook</a></div><img class="img-responsive detail-img" src="/images/n/88.jpg"><div class="detail-content">{p(*K)}<p>ن.ع</p></div></div><div class="col-sm-3"><h4>نوێترین هەواڵەکان</h4>{links('<p><a href="/n/{n}">{text}</a></p>')}</div></div>""",
        title=CKB_TITLE,
        site="ڕووبار",
        lang="ckb",
    ),
    [("image", "/images/n/88.jpg"), *text(*K), ("paragraph", "ن.ع")],
    title=CKB_TITLE,
    date="2026-03-01T11:20:00",
)
layout(
    "flash of one line with other flashes below",
    document(
        f"""<header>{MENU}</header><div class="flash"><h1>عاجل | حريق في سوق النهر القديم ولا إصابات</h1><div class="flash-meta">الأحد 1 مارس 2026 - 11:20</div><div class="flash-body">الدفاع المدني: السيطرة على الحريق في سوق النهر القديم من دون إصابات</div></div><div class="flash-list"><h3>عاجل</h3>{links('<div class="flash-item"><span>11:0{n}</span><a href="/f/{n}">{text}</a></div>', 1)}</div>""",
        title="عاجل | حريق في سوق النهر القديم ولا إصابات",
    ),
    [("paragraph", "الدفاع المدني: السيطرة على الحريق في سوق النهر القديم من دون إصابات")],
    title="عاجل | حريق في سوق النهر القديم ولا إصابات",
    date="2026-03-01T11:20:00",
)
layout(
    "quotation cards and a fact box inside the body",
    document(
        f"""<header>{MENU}</header><article class="art"><h1>{TITLE}</h1><div class="sig">هدى المالكي - 1 مارس 2026</div><div class="art-body">{p(*A[:2])}<blockquote class="quote-card"><span class="mark">”</span><p>لن يدفع أحد ثمن تذكرة.</p><footer>رئيسة البلدية</footer></blockquote>{p(A[2])}<div class="info-box"><h4>الحديقة بالأرقام</h4><ul><li>ألفا شجرة</li><li>ثلاثة ملاعب</li></ul></div>{p(A[3])}<figure class="image-block"><div class="img-wrap"><img src="/q/a.jpg" alt="الممشى"></div><div class="image-block__caption"><span>الممشى الحجري</span> <span class="credit">الوكالة</span></div></figure>{p(A[4])}</div></article><section class="recs"><h3>موصى به</h3>{CARDS}</section>"""
    ),
    [
        *text(*A[:2]),
        ("quotation", "لن يدفع أحد ثمن تذكرة."),
        ("quotation", "رئيسة البلدية"),
        *text(A[2]),
        ("heading", "الحديقة بالأرقام"),
        ("item", "ألفا شجرة"),
        ("item", "ثلاثة ملاعب"),
        *text(A[3]),
        ("image", "/q/a.jpg"),
        ("caption", "الممشى الحجري الوكالة"),
        *text(A[4]),
    ],
    date="2026-03-01",
)
layout(
    "posts of three networks and a map",
    document(
        f"""<header>{MENU}</header><main><h1>{TITLE}</h1><p class="date">1 مارس 2026</p><div class="txt-content">{p(A[0])}<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cx1/?utm_source=ig_embed"><div><a href="https://www.instagram.com/p/Cx1/">عرض هذا المنشور على Instagram</a></div></blockquote>{p(A[1])}<div class="fb-post" data-href="https://www.facebook.com/nahr/posts/123456"></div>{p(A[2])}<script async src="https://telegram.org/js/telegram-widget.js" data-telegram-post="nahr/55"></script><iframe src="https://www.google.com/maps/embed?pb=1" width="600" height="450" allowfullscreen></iframe>{p(A[3])}<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fnahr%2Fvideos%2F77%2F&show_text=0" width="560" height="314"></iframe></div></main>"""
    ),
    [
        *text(A[0]),
        ("embed", "https://www.instagram.com/p/Cx1/"),
        *text(A[1]),
        ("embed", "https://www.facebook.com/nahr/posts/123456"),
        *text(A[2]),
        ("embed", "https://t.me/nahr/55"),
        ("embed", "https://www.google.com/maps/embed?pb=1"),
        *text(A[3]),
        ("embed", "https://www.facebook.com/nahr/videos/77/"),
    ],
    date="2026-03-01",
)

# Written in a second round, after the extractor read all of the above

layout(
    "public broadcaster with labels read out and a promotion that can be skipped",
    document(
        f"""<div id="root"><header role="banner">{MENU}</header><div class="ebmt73l0"><main role="main" class="bbc-fa0wmp"><div class="bbc-1151pbn"><h1 class="bbc-14gqcmb" id="content" tabindex="-1">{TITLE}</h1></div><figure class="bbc-1qn0xuy"><div class="bbc-189y18v"><img alt="الحديقة" src="/ace/ws/640/park.jpg" srcset="/ace/ws/240/park.jpg 240w, /ace/ws/640/park.jpg 640w" width="1024" height="576"><p class="bbc-xa9wt"><span class="visually-hidden">صدر الصورة، </span><span>Nahr Images</span></p></div><figcaption class="bbc-qa2pzf"><span class="visually-hidden">التعليق على الصورة، </span><p>الحديقة من جهة النهر</p></figcaption></figure><section role="region" aria-labelledby="byline" class="bbc-1ct8wvy"><ul><li><span>هدى المالكي</span></li><li><span>وكالة النهر، مدينة النهر</span></li></ul></section><div class="bbc-19j92fr"><time class="bbc-14xtggo" datetime="2026-03-01">1 مارس/ آذار 2026</time></div>
{p(*A[:2], of='<div dir="rtl" class="bbc-19j92fr"><p dir="rtl" class="bbc-1gjryo4">{}</p></div>')}<section role="region" aria-labelledby="promo" data-e2e="recommendations-heading" class="bbc-1kr"><div class="bbc-h"><strong id="promo">قصص مقترحة</strong></div><a href="#end-of-recommendations" class="skip">تخطى قصص مقترحة وواصل القراءة</a><ul>{links('<li><div class="promo"><a href="/n/{n}">{text}</a></div></li>')}</ul><p tabindex="-1" id="end-of-recommendations" class="visually-hidden">نهاية قصص مقترحة</p></section>
<div class="bbc-19j92fr"><h2 class="bbc-pa0zgn" tabindex="-1">من دفع الكلفة؟</h2></div>{p(*A[2:5], of='<div dir="rtl" class="bbc-19j92fr"><p dir="rtl" class="bbc-1gjryo4">{}</p></div>')}<section class="bbc-tags" aria-labelledby="tags"><h2 id="tags">مواضيع ذات صلة</h2><ul><li><a href="/t/1">مدن</a></li><li><a href="/t/2">بيئة</a></li></ul></section></main></div></div>"""
    ),
    [
        ("image", "/ace/ws/640/park.jpg"),
        ("caption", "Nahr Images"),
        ("caption", "الحديقة من جهة النهر"),
        *text(*A[:2]),
        ("heading", "من دفع الكلفة؟"),
        *text(*A[2:5]),
    ],
    date="2026-03-01",
)
layout(
    "satellite channel with a «more on» box and a source at the end",
    document(
        f"""<div id="root"><div class="site-header">{MENU}</div><main id="main-content-area" class="container__inner u-clearfix"><div class="topics"><a href="/local">محليات</a>|<a href="/env">بيئة</a></div><header class="article-header"><h1>{TITLE}</h1><p class="article__subhead"><em>ألفا شجرة وثلاثة ملاعب جمع الأهالي كلفتها</em></p></header><figure class="article-featured-image"><div class="responsive-image"><img loading="eager" class="" src="/wp-content/uploads/2026/03/a.jpg?resize=770%2C513" alt="alt"></div><figcaption>رئيسة البلدية تقص الشريط (النهر)</figcaption></figure><div class="article-info-block"><div class="article-info-left"><div class="article-dates"><span class="article-dates__published">نشر في </span><div class="date-simple"><span aria-hidden="true">1/3/2026</span></div><div class="date-updated">آخر تحديث: <span>2/3/2026</span> 10:15 (توقيت بغداد)</div></div></div><div class="social-share">حفظ</div></div>
<div class="wysiwyg wysiwyg--all-content" aria-live="polite">{p(*A[:2])}<div class="more-on"><h2 class="more-on__heading">اقرأ أيضا</h2><span class="screen-reader-text">list of 2 items</span><ul class="more-on__list"><li><a href="/n/1">{OTHERS[0]}</a></li><li><a href="/n/2">{OTHERS[1]}</a></li></ul></div><h2 id="h"><strong>مواقف قليلة</strong></h2>{p(*A[4:6])}</div><div class="article-source"><span>المصدر</span>: وكالة النهر</div><ul class="tags"><li><a href="/t">حدائق</a></li></ul></main></div>"""
    ),
    [
        ("paragraph", "ألفا شجرة وثلاثة ملاعب جمع الأهالي كلفتها"),
        ("image", "/wp-content/uploads/2026/03/a.jpg"),
        ("caption", "رئيسة البلدية تقص الشريط (النهر)"),
        *text(*A[:2]),
        ("heading", "مواقف قليلة"),
        *text(*A[4:6]),
    ],
    date="2026-03-01",
)
layout(
    "lead picture as a background, and titles for two sizes of screen",
    document(
        f"""<div class="hd">{MENU}</div><div class="hero" style="background-image: url('/bg/park-large.jpg');"><h1 class="d-none d-md-block">{TITLE}</h1></div><div class="container"><h1 class="d-md-none">{TITLE}</h1><div class="d">1 مارس 2026</div><div class="row"><div class="col-lg-9 content-col">{p(*A[:4])}</div><div class="col-lg-3">{CARDS}</div></div></div>""",
        '<meta property="og:image" content="https://nahr.example.iq/bg/park-large.jpg">',
    ),
    [("image", "/bg/park-large.jpg"), *text(*A[:4])],
    date="2026-03-01",
)
layout(
    "related list under a bold line, inside the body",
    document(
        f"""<header>{MENU}</header><div class="post-single"><h1>{TITLE}</h1><div class="post-date">الأحد 01/مارس/2026 - 11:20 ص</div><div id="articleBody">{p(*A[:3])}<p><strong>مواضيع ذات صلة:</strong></p><ul><li><a href="/n/1">{OTHERS[0]}</a></li><li><a href="/n/2">{OTHERS[1]}</a></li></ul>{p(A[3])}<p><a href="/n/3">{OTHERS[2]}</a></p><p><a href="/n/4">{OTHERS[3]}</a></p><p>لمزيد من الأخبار تابعوا صفحتنا على <a href="https://facebook.com/x">فيسبوك</a></p></div></div>"""
    ),
    text(*A[:4]),
    date="2026-03-01T11:20:00",
)
layout(
    "card of the author at the top of the text",
    document(
        f"""<header>{MENU}</header><main><article><h1>{TITLE}</h1><time datetime="2026-03-01T11:20:00+03:00">1 آذار</time><div class="content-area"><div class="author-card"><img src="/au/1.jpg" alt="هدى المالكي"><div><h4>هدى المالكي</h4><p>صحفية من مدينة النهر تكتب في شؤون المدن منذ عشرة أعوام.</p></div></div>{p(*A[:4])}<div class="correction"><p>تصحيح: ورد في نسخة سابقة أن عدد الأشجار ألف، والصحيح ألفان.</p></div></div></article></main>"""
    ),
    [*text(*A[:4]), *text("تصحيح: ورد في نسخة سابقة أن عدد الأشجار ألف، والصحيح ألفان.")],
    date="2026-03-01T11:20:00+03:00",
)
layout(
    "key points, then the story, then comments without a name",
    document(
        f"""<header>{MENU}</header><div class="wrap"><h1>{TITLE}</h1><div>الأحد، 1 مارس 2026 11:20</div><ul class="key-points"><li>ألفا شجرة وثلاثة ملاعب</li><li>الدخول مجاني للجميع</li></ul><div class="article-main">{p(*A[:4])}</div><div class="bottom"><h3>التعليقات (2)</h3><div class="c1"><b>أبو علي</b><p>حديقة جميلة جدا ولكننا نحتاج إلى مواقف للسيارات قبل كل شيء.</p></div><div class="c1"><b>سعاد</b><p>زرتها أمس مع أطفالي وكانت مزدحمة، أرجو أن يحافظ الناس عليها.</p></div></div></div>"""
    ),
    [("item", "ألفا شجرة وثلاثة ملاعب"), ("item", "الدخول مجاني للجميع"), *text(*A[:4])],
    date="2026-03-01T11:20:00",
)
layout(
    "page of 1999: fonts, center and nested tables",
    document(
        f"""<center><table border="0" width="760"><tr><td bgcolor="#003366"><font color="white"><a href="/">النهر</a> | <a href="/2">محليات</a> | <a href="/3">رياضة</a></font></td></tr><tr><td><table width="100%"><tr><td valign="top" width="150"><font size="2"><b>أخبار</b><br>{links('<a href="/n/{n}">{text}</a><br>')}</font></td><td valign="top" align="right"><p align="center"><b><font size="5" color="#800000">{TITLE}</font></b></p><p align="center"><img border="0" src="/images/park.jpg" width="300" height="200"></p><p align="justify"><font size="4">{A[0]}</font></p><p align="justify"><font size="4">{A[1]}</font></p><p align="justify"><font size="4">{A[2]}</font></p><p align="left"><font size="2">النهر: 1/3/2026</font></p></td></tr></table></td></tr></table></center>"""
    ),
    [("image", "/images/park.jpg"), *text(*A[:3])],
    date="2026-03-01",
)
layout(
    "list of ten things with numbers, pictures and text",
    document(
        f"""<header>{MENU}</header><article><h1>ثلاثة أماكن تزورها في حديقة النهر</h1><p class="meta">1 مارس 2026</p><div class="entry">{p(A[0])}"""
        + "".join(
            f'<h2>{n}. {name}</h2><p><a href="/full/{n}.jpg"><img src="/s/{n}.jpg" alt="{name}"></a></p><p>{A[n]}</p>'
            for n, name in enumerate(("الممشى", "المكتبة", "البحيرة"), 1)
        )
        + f"""</div></article><div class="side">{CARDS}</div>""",
        title="ثلاثة أماكن تزورها في حديقة النهر",
    ),
    [
        *text(A[0]),
        ("heading", "1. الممشى"),
        ("image", "/s/1.jpg"),
        *text(A[1]),
        ("heading", "2. المكتبة"),
        ("image", "/s/2.jpg"),
        *text(A[2]),
        ("heading", "3. البحيرة"),
        ("image", "/s/3.jpg"),
        *text(A[3]),
    ],
    title="ثلاثة أماكن تزورها في حديقة النهر",
    date="2026-03-01",
)
layout(
    "podcast page",
    document(
        f"""<header>{MENU}</header><main class="episode"><h1>{TITLE}</h1><div class="ep-date">1 مارس 2026</div><div class="ep-player"><audio preload="none" controls><source src="/pod/ep12.mp3" type="audio/mpeg"></audio></div><div class="ep-notes">{p(*A[:2])}<iframe width="100%" height="166" src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/nahr/ep12&amp;color=ff5500"></iframe><p>استمعوا إلينا على <a href="https://podcasts.apple.com/x">آبل</a> و<a href="https://open.spotify.com/x">سبوتيفاي</a>.</p></div></main>"""
    ),
    [
        ("embed", "/pod/ep12.mp3"),
        *text(*A[:2]),
        ("embed", "https://soundcloud.com/nahr/ep12"),
        *text("استمعوا إلينا على آبل وسبوتيفاي."),
    ],
    date="2026-03-01",
)
layout(
    "sport report with a line-up table and small flags",
    document(
        f"""<header>{MENU}</header><div class="match"><h1>النهر يفوز على الضفة بهدفين في دربي المدينة</h1><span>2026-03-01 21:40</span><div class="match-text"><p>فاز النهر على جاره الضفة بهدفين دون رد في دربي المدينة أمام ثلاثين ألف متفرج مساء الأحد.</p><table><tr><td><img src="/flags/a.png" width="24" height="16"> النهر</td><td>2</td></tr><tr><td><img src="/flags/b.png" width="24" height="16"> الضفة</td><td>0</td></tr></table><p>وسجل الهدفين سالم كريم في الشوط الثاني، وطرد حكم المباراة لاعبا من كل فريق قبل النهاية.</p></div></div><div class="next">{CARDS}</div>""",
        title="النهر يفوز على الضفة بهدفين في دربي المدينة",
    ),
    [
        *text("فاز النهر على جاره الضفة بهدفين دون رد في دربي المدينة أمام ثلاثين ألف متفرج مساء الأحد."),
        ("row", "النهر | 2"),
        ("row", "الضفة | 0"),
        *text("وسجل الهدفين سالم كريم في الشوط الثاني، وطرد حكم المباراة لاعبا من كل فريق قبل النهاية."),
    ],
    title="النهر يفوز على الضفة بهدفين في دربي المدينة",
    date="2026-03-01T21:40:00",
)
layout(
    "ghost",
    document(
        f"""<div class="gh-viewport"><header id="gh-head">{MENU}</header><main id="gh-main" class="gh-main"><article class="gh-article post tag-local"><header class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/tag/local/">محليات</a><h1 class="gh-article-title">{TITLE}</h1><div class="gh-article-meta"><a href="/author/huda/"><img class="author-profile-image" src="/content/huda.jpg" alt="هدى المالكي"></a><h4 class="gh-article-author-name"><a href="/author/huda/">هدى المالكي</a></h4><time class="gh-article-meta-date" datetime="2026-03-01">1 مارس 2026</time> <span>2 min read</span></div><figure class="gh-article-image"><img srcset="/content/images/size/w300/p.jpg 300w" src="/content/images/size/w2000/p.jpg" alt=""><figcaption>الحديقة</figcaption></figure></header><section class="gh-content gh-canvas">{p(*A[:2])}<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://other.example/x"><div class="kg-bookmark-content"><div class="kg-bookmark-title">موقع البلدية</div><div class="kg-bookmark-description">كل ما يخص حديقة النهر</div></div></a></figure><div class="kg-card kg-callout-card"><div class="kg-callout-text">الدخول مجاني طوال العام.</div></div>{p(A[2])}<div class="kg-card kg-signup-card"><form><h2>اشترك في نشرة النهر</h2><input type="email"><button>Subscribe</button></form></div></section></article><section class="gh-subscribe"><h3>Sign up for more like this.</h3></section></main></div>"""
    ),
    [
        ("image", "/content/images/size/w2000/p.jpg"),
        ("caption", "الحديقة"),
        *text(*A[:2]),
        ("embed", "https://other.example/x"),
        ("paragraph", "الدخول مجاني طوال العام."),
        *text(A[2]),
    ],
    date="2026-03-01",
)
layout(
    "substack",
    document(
        f"""<div id="entry"><div class="main-menu">{MENU}</div><div aria-label="Post" role="main" class="single-post-container"><article class="newsletter-post post"><div class="post-header" role="region"><h1 dir="auto" class="post-title published">{TITLE}</h1><h3 dir="auto" class="subtitle">حكاية ألفي شجرة</h3><div class="byline-wrapper"><a href="https://substack.com/@huda">هدى المالكي</a><div class="meta">Mar 01, 2026</div></div></div><div class="available-content"><div dir="auto" class="body markup"><div class="captioned-image-container"><figure><a class="image-link" href="https://substackcdn.example/image/fetch/p.jpg"><div class="image2-inset"><picture><source type="image/webp" srcset="https://substackcdn.example/w_424/p.jpg 424w"><img src="https://substackcdn.example/w_1456/p.jpg" width="1456" height="970" alt=""></picture></div></a><figcaption class="image-caption">من النافذة</figcaption></figure></div>{p(*A[:3])}<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">Thanks for reading! Subscribe for free to receive new posts.</p></div><form><input type="email"><input type="submit" value="Subscribe"></form></div></div><h2 class="header-anchor-post">بعد عام</h2>{p(A[5])}</div></div></article></div></div>"""
    ),
    [
        ("paragraph", "حكاية ألفي شجرة"),
        ("image", "https://substackcdn.example/w_1456/p.jpg"),
        ("caption", "من النافذة"),
        *text(*A[:3]),
        ("heading", "بعد عام"),
        *text(A[5]),
    ],
    date="2026-03-01",
)
layout(
    "poll, related card and quotation inside the body",
    document(
        f"""<header>{MENU}</header><section class="details"><h1>{TITLE}</h1><p>الأحد 1 مارس 2026</p><div class="details-body">{p(*A[:2])}<div class="poll-widget"><h4>هل ستزور الحديقة؟</h4><form><label><input type="radio">نعم</label><label><input type="radio">لا</label><button>صوّت</button></form></div>{p(A[2])}<a class="inline-card" href="/n/5"><img src="/t/5.jpg" alt=""><span>{OTHERS[4]}</span></a>{p(A[3])}</div></section>"""
    ),
    text(*A[:4]),
    date="2026-03-01",
)
layout(
    "first paragraph repeats the title, last line names the writer",
    document(
        f"""<header>{MENU}</header><div class="news-view"><h1>{TITLE}</h1><div class="v-date">01-03-2026</div><div class="v-text"><p><strong>{TITLE}</strong></p>{p(*A[:3])}<p style="text-align:left">كتابة: هدى المالكي</p></div></div>"""
    ),
    [*text(*A[:3]), ("paragraph", "كتابة: هدى المالكي")],
    date="2026-03-01",
)
layout(
    "words of sharing and counters around a story in sections",
    document(
        f"""<header>{MENU}</header><main><section class="head"><h1>{TITLE}</h1><div class="row"><span>1 مارس 2026</span><span>0 تعليق</span><span>شارك هذه القصة</span></div></section><section class="txt">{p(A[0])}</section><section class="txt">{p(A[1])}</section><section class="ad"><small>إعلان</small></section><section class="txt">{p(A[2])}</section><section class="pic"><img src="/pic/9.jpg" alt="النهر"></section><section class="txt">{p(A[3])}</section><section class="share"><p>شارك هذه القصة</p><a href="#">فيسبوك</a></section></main>"""
    ),
    [*text(*A[:3]), ("image", "/pic/9.jpg"), *text(A[3])],
    date="2026-03-01",
)
layout(
    "everything in one custom element tree",
    document(
        f"""<app-root><app-header>{MENU}</app-header><app-article><h1>{TITLE}</h1><app-date>2026-03-01 11:20</app-date><app-image><img src="/ng/1.jpg"></app-image><app-body><div>{p(*A[:4])}</div></app-body></app-article><app-related><h3>مختارات</h3>{CARDS}</app-related></app-root>"""
    ),
    [("image", "/ng/1.jpg"), *text(*A[:4])],
    date="2026-03-01T11:20:00",
)
layout(
    "hebrew portal with an advertisement between sections",
    document(
        f"""<div id="root"><header>{MENU}</header><main><article><header><h1>{HE_TITLE}</h1><p class="article-sub-title">רוב עלות הגן נאספה מתרומות התושבים</p><div class="credit-and-date"><a href="/w/1">יעל כהן</a><p class="date-and-time-p">עודכן לאחרונה: 1.3.2026 / 11:20</p></div></header><section class="article-content"><section class="css-image"><figure><picture><img src="/files/1.jpg" alt="הגן"></picture><figcaption>הגן החדש. צילום: דנה לוי</figcaption></figure></section>{p(*H[:2], of='<p class="article_speakable">{}</p>')}<section class="ad-placement"><div>פרסומת</div></section><section class="in-read"><h3>עוד בנושא:</h3><ul><li><a href="/i/1">מזג האוויר: גשם צפוי בצפון בסוף השבוע</a></li></ul></section>{p(*H[2:], of='<p class="article_speakable">{}</p>')}</section><section class="talkbacks"><button>הוסף תגובה</button></section></article></main></div>""",
        title=HE_TITLE,
        site="פורטל",
        lang="he",
    ),
    [
        ("paragraph", "רוב עלות הגן נאספה מתרומות התושבים"),
        ("image", "/files/1.jpg"),
        ("caption", "הגן החדש. צילום: דנה לוי"),
        *text(*H),
    ],
    title=HE_TITLE,
    date="2026-03-01T11:20:00",
)
layout(
    "persian site with related lines and a table of prices",
    document(
        f"""<div class="header">{MENU}</div><div class="col-news"><div class="rutitr">در گفت‌وگو با رود:</div><h1 class="title">{FA_TITLE}</h1><div class="news_nav"><span class="news_pdate">تاریخ انتشار: ۱۱:۲۰ - ۱۰ اسفند ۱۴۰۴</span></div><div class="subtitle">شهردار از کامل شدن مرحله دوم تا بهار آینده خبر داد.</div><div class="body"><p>{F[0]}</p><p>{F[1]}</p><div class="inline-news-box"><a href="/fa/news/2">بیشتر بخوانید: بازار میوه شهر در آستانه نوروز</a></div><table><tr><td>بخش</td><td>ساعت</td></tr><tr><td>کتابخانه</td><td>۸ تا ۱۸</td></tr></table><p>{F[2]}</p><p>{F[3]}</p></div><div class="news_tags">برچسب ها: <a href="/t">بوستان</a></div><div class="comments"><div class="comm_title">نظر شما</div></div></div>""",
        title=FA_TITLE,
        site="رود",
        lang="fa",
    ),
    [
        ("paragraph", "شهردار از کامل شدن مرحله دوم تا بهار آینده خبر داد."),
        *text(*F[:2]),
        ("row", "بخش | ساعت"),
        ("row", "کتابخانه | ۸ تا ۱۸"),
        *text(*F[2:]),
    ],
    title=FA_TITLE,
    date="2026-03-01T11:20:00",
)
layout(
    "kurdish page with a place line and bold lead",
    document(
        f"""<header>{MENU}</header><div class="article"><h1 class="article__title">{CKB_TITLE}</h1><div class="article__meta"><span>هەولێر</span><span>01-03-2026</span><span>11:20</span></div><div class="article__img"><img src="/Library/Images/1.jpg"><div class="article__img-txt">باخچەکە لە ئاسمانەوە</div></div><div class="article__content"><p dir="RTL"><strong>{K[0]}</strong></p><p dir="RTL">{K[1]}</p><p dir="RTL">{K[2]}</p><p dir="RTL">&nbsp;</p><p dir="RTL">{K[3]}</p></div><div class="article__tags"><a href="/t">باخچە</a></div></div><div class="latest-list"><h2>دوا هەواڵ</h2><ul>{links()}</ul></div>""",
        title=CKB_TITLE,
        site="ڕووبار",
        lang="ckb",
    ),
    [("image", "/Library/Images/1.jpg"), ("caption", "باخچەکە لە ئاسمانەوە"), *text(*K)],
    title=CKB_TITLE,
    date="2026-03-01T11:20:00",
)
layout(
    "slider of pictures before the text, thumbnails repeated",
    document(
        f"""<header>{MENU}</header><div class="post-full"><h1>{TITLE}</h1><div class="when">1 مارس 2026</div><div class="swiper main-slider"><div class="swiper-wrapper"><div class="swiper-slide"><img src="/g/1.jpg" alt=""></div><div class="swiper-slide"><img src="/g/2.jpg" alt=""></div></div><div class="swiper-button-next"></div></div><div class="swiper thumbs"><div class="swiper-wrapper"><div class="swiper-slide"><img src="/g/1.jpg" alt=""></div><div class="swiper-slide"><img src="/g/2.jpg" alt=""></div></div></div><div class="full-text">{p(*A[:4])}</div></div>"""
    ),
    [("image", "/g/1.jpg"), ("image", "/g/2.jpg"), *text(*A[:4])],
    date="2026-03-01",
)

# Written in a third round

layout(
    "broadcaster with a summary list and a podcast card",
    document(
        f"""<header class="c-header">{MENU}</header><main class="l-main"><article class="c-article"><p class="c-article__flag">محليات</p><h1 class="c-article__title">{TITLE}</h1><div class="c-article__meta"><time class="c-time" datetime="2026-03-01T08:20:00.000Z">01.03.2026</time></div><p class="c-article__intro">حديقة جمع الأهالي ثلثي كلفتها تفتح أبوابها بعد عامين من العمل.</p><div class="c-media"><figure><div class="lazy-wrap"><img src="data:image/gif;base64,R0lGOD" data-src="https://static.nahr.example/image/1_6.jpg" alt=""></div><figcaption>الحديقة <small>صورة من: Nahr/S. Rawi</small></figcaption></figure></div><div class="c-article__body rich-text">{p(*A[:2])}<aside class="c-teaser-podcast"><h3>بودكاست</h3><a href="/pod/1">{OTHERS[0]}</a></aside>{p(A[2])}<h2>«مواقف قليلة»</h2>{p(*A[4:6])}<p><em>هـ.م / س.ر (الوكالة، أ ف ب)</em></p></div></article></main>"""
    ),
    [
        ("paragraph", "حديقة جمع الأهالي ثلثي كلفتها تفتح أبوابها بعد عامين من العمل."),
        ("image", "https://static.nahr.example/image/1_6.jpg"),
        ("caption", "الحديقة صورة من: Nahr/S. Rawi"),
        *text(*A[:3]),
        ("heading", "«مواقف قليلة»"),
        *text(*A[4:6], "هـ.م / س.ر (الوكالة، أ ف ب)"),
    ],
    date="2026-03-01T08:20:00Z",
)
layout(
    "agency text in one pre-formatted block",
    document(
        f"""<div id="menu">{MENU}</div><div id="story"><h2>{TITLE}</h2><div class="dt">01/03/2026 11:20</div><div class="body" style="white-space:pre-line">{A[0]}

{A[1]}

{A[2]}
</div></div><div id="list"><ul>{links()}</ul></div>"""
    ),
    text(*A[:3]),
    date="2026-03-01T11:20:00",
)
layout(
    "definition list and a map in a travel story",
    document(
        f"""<header>{MENU}</header><article><h1>{TITLE}</h1><span class="published">1 مارس 2026</span><div class="post-body">{p(*A[:2])}<dl><dt>العنوان</dt><dd>الضفة الشرقية قرب الجسر القديم</dd><dt>الدخول</dt><dd>مجاني</dd></dl>{p(A[2])}<div class="map"><iframe src="https://maps.google.com/maps?q=nahr&output=embed" width="600" height="300"></iframe></div>{p(A[3])}</div></article>"""
    ),
    [
        *text(*A[:2], "العنوان", "الضفة الشرقية قرب الجسر القديم", "الدخول", "مجاني", A[2]),
        ("embed", "https://maps.google.com/maps?q=nahr&output=embed"),
        *text(A[3]),
    ],
    date="2026-03-01",
)
layout(
    "title with a kicker in the same heading, time with words",
    document(
        f"""<header>{MENU}</header><section class="news"><h1><span class="kicker">محليات</span> {TITLE}</h1><div class="time-author"><span>كتب: </span><span>هدى المالكي</span><span> الأحد 01 مارس 2026 11:20 صباحا</span></div><div class="main-img"><img src="/m/p.jpg" alt="{TITLE}"></div><div class="paragraph-list">{p(*A[:4])}</div><div class="read-too"><span>اقرأ أيضا:</span><a href="/n/1">{OTHERS[0]}</a></div></section>"""
    ),
    [("image", "/m/p.jpg"), *text(*A[:4])],
    title=TITLE,
    date="2026-03-01T11:20:00",
)
layout(
    "elementor with accordions and an icon list",
    document(
        f"""<div class="elementor elementor-12"><section class="elementor-section"><div class="elementor-widget-theme-post-title"><h1 class="elementor-heading-title">{TITLE}</h1></div><div class="elementor-widget elementor-widget-post-info"><ul class="elementor-inline-items elementor-icon-list-items elementor-post-info"><li class="elementor-icon-list-item"><a href="/a"><span class="elementor-post-info__item--type-author">هدى المالكي</span></a></li><li class="elementor-icon-list-item"><time>مارس 1, 2026</time></li><li class="elementor-icon-list-item"><time>11:20 ص</time></li><li class="elementor-icon-list-item"><span>لا توجد تعليقات</span></li></ul></div><div class="elementor-widget elementor-widget-theme-post-featured-image"><img width="800" height="500" src="/e/p-1024.jpg" class="attachment-large"></div><div class="elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{p(*A[:2])}<div class="elementor-toggle"><div class="elementor-tab-title"><a href="">متى تفتح؟</a></div><div class="elementor-tab-content"><p>{A[3]}</p></div></div>{p(A[4])}</div></div></section><section class="elementor-section"><h2 class="elementor-heading-title">مقالات مشابهة</h2><div class="elementor-posts">{CARDS}</div></section></div>"""
    ),
    [("image", "/e/p-1024.jpg"), *text(*A[:2], "متى تفتح؟", A[3], A[4])],
    date="2026-03-01",
)
layout(
    "two columns of text and a sticky share bar",
    document(
        f"""<header>{MENU}</header><div class="article-wrap"><div class="sticky-share"><ul><li><a href="https://facebook.com/s">فيسبوك</a></li><li><a href="https://x.com/s">إكس</a></li></ul></div><div class="article-inner"><h1>{TITLE}</h1><div class="article-date">2026/03/01 - 11:20</div><div class="row"><div class="col-6 txt-col">{p(*A[:3])}</div><div class="col-6 txt-col">{p(*A[3:6])}</div></div></div></div>"""
    ),
    text(*A[:6]),
    date="2026-03-01T11:20:00",
)
layout(
    "obituary in lines of a poem",
    document(
        f"""<header>{MENU}</header><article><h1>رحيل شاعر النهر سامر البكري عن ثمانين عاما</h1><div class="date">1 مارس 2026</div><div class="content"><p>رحل صباح الأحد شاعر النهر سامر البكري عن ثمانين عاما قضاها بين الكتب والماء.</p><blockquote><p>يا نهر كم مر بنا<br>من الليالي والسنين<br>وأنت باق ها هنا</p></blockquote><p>وترك الراحل خلفه اثني عشر ديوانا ترجم أربعة منها إلى لغات أوروبية في حياته.</p></div></article>""",
        title="رحيل شاعر النهر سامر البكري عن ثمانين عاما",
    ),
    [
        *text("رحل صباح الأحد شاعر النهر سامر البكري عن ثمانين عاما قضاها بين الكتب والماء."),
        ("quotation", "يا نهر كم مر بنا"),
        ("quotation", "من الليالي والسنين"),
        ("quotation", "وأنت باق ها هنا"),
        *text("وترك الراحل خلفه اثني عشر ديوانا ترجم أربعة منها إلى لغات أوروبية في حياته."),
    ],
    title="رحيل شاعر النهر سامر البكري عن ثمانين عاما",
    date="2026-03-01",
)
layout(
    "data-src pictures in links and a caption in the title attribute",
    document(
        f"""<header>{MENU}</header><div class="det"><h1>{TITLE}</h1><p class="det-date">الأحد 2026/3/1</p><div class="det-body">{p(A[0])}<p style="text-align:center"><a class="fancybox" href="/big/1.png" title="المدخل"><img class="b-lazy" src="/assets/loading.svg" data-src="/mid/1.png" alt="المدخل"></a></p>{p(A[1])}<p><img class="lozad" data-src="/mid/2.png" src="/assets/placeholder.png"></p>{p(A[2])}<div class="video-container"><iframe class="lozad" data-src="https://www.youtube.com/embed/nahr0000009" frameborder="0"></iframe></div></div></div>"""
    ),
    [
        *text(A[0]),
        ("image", "/mid/1.png"),
        *text(A[1]),
        ("image", "/mid/2.png"),
        *text(A[2]),
        ("embed", "https://www.youtube.com/watch?v=nahr0000009"),
    ],
    date="2026-03-01",
)
layout(
    "story in a modal page with navigation arrows and ids of numbers",
    document(
        f"""<div class="page"><a class="prev" href="/n/1">السابق</a><a class="next" href="/n/2">التالي</a><div id="c123"><h1>{TITLE}</h1><span id="c124">١ مارس ٢٠٢٦ - ١١:٢٠</span><div id="c125"><p>{A[0]}</p><p>{A[1]}</p><p><b>تابعنا عبر تطبيق النهر</b></p><p>{A[2]}</p></div></div><div id="c126">{CARDS}</div><div id="c127">© 2026 النهر. كل الحقوق محفوظة</div></div>"""
    ),
    text(*A[:3]),
    date="2026-03-01T11:20:00",
)
layout(
    "urdu site with a jameel font and related stories in the text",
    document(
        """<header><a href="/">صفحہ اول</a> <a href="/pak">پاکستان</a></header><div class="story-detail"><h2 class="urdu-title">شہر میں دریا کے کنارے نیا باغ کھول دیا گیا</h2><div class="story-meta">01 مارچ 2026 <span class="author">ہما خان</span></div><div class="story-content urdu"><p>شہر کی انتظامیہ نے اتوار کی صبح دریا کے مشرقی کنارے پر دو سال کے کام کے بعد نیا باغ کھول دیا۔</p><p><strong>مزید پڑھیں: <a href="/s/2">بجلی کی قیمت میں ایک بار پھر اضافہ</a></strong></p><p>میئر نے بتایا کہ باغ میں دو ہزار درخت، تین کھیل کے میدان اور بچوں کے لیے ایک چھوٹی لائبریری ہے۔</p><p>منصوبے پر چار ارب روپے خرچ ہوئے جن میں سے ایک تہائی انتظامیہ نے اور باقی شہریوں نے دیے۔</p></div><div class="also">یہ بھی پڑھیں</div></div>""",
        title="شہر میں دریا کے کنارے نیا باغ کھول دیا گیا",
        site="دریا نیوز",
        lang="ur",
    ),
    text(
        "شہر کی انتظامیہ نے اتوار کی صبح دریا کے مشرقی کنارے پر دو سال کے کام کے بعد نیا باغ کھول دیا۔",
        "میئر نے بتایا کہ باغ میں دو ہزار درخت، تین کھیل کے میدان اور بچوں کے لیے ایک چھوٹی لائبریری ہے۔",
        "منصوبے پر چار ارب روپے خرچ ہوئے جن میں سے ایک تہائی انتظامیہ نے اور باقی شہریوں نے دیے۔",
    ),
    title="شہر میں دریا کے کنارے نیا باغ کھول دیا گیا",
    date="2026-03-01",
)
layout(
    "english page of an arab newsroom",
    document(
        """<header><nav><a href="/en">Home</a> <a href="/en/local">Local</a></nav></header><main><article><h1>New public garden opens on the eastern bank of the river</h1><div class="byline">By Huda Maliki</div><div class="date">March 1, 2026 11:20 am</div><figure><img src="/en/1.jpg" alt=""><figcaption>The garden on Sunday. [Nahr]</figcaption></figure><div class="article-text"><p>NAHR CITY — The municipality opened a new public garden on the eastern bank on Sunday after two years of work.</p><p>“It belongs to all of you,” Mayor Salma Rawi told several hundred people who had gathered at the gate.</p><p>Read also: <a href="/en/2">Vegetable prices rise in the markets of the capital</a></p><p>The project cost about 4.5 billion dinars, a third of which the municipality paid.</p></div></article><aside><h3>Most read</h3><a href="/en/3">Rain expected in the north at the end of the week</a></aside></main>""",
        title="New public garden opens on the eastern bank of the river",
        site="Nahr",
        lang="en",
    ),
    [
        ("image", "/en/1.jpg"),
        ("caption", "The garden on Sunday. [Nahr]"),
        *text(
            "NAHR CITY — The municipality opened a new public garden on the eastern bank on Sunday after two years of work.",
            "“It belongs to all of you,” Mayor Salma Rawi told several hundred people who had gathered at the gate.",
            "The project cost about 4.5 billion dinars, a third of which the municipality paid.",
        ),
    ],
    title="New public garden opens on the eastern bank of the river",
    date="2026-03-01T11:20:00",
)
layout(
    "hebrew flash with a sign of the writer",
    document(
        f"""<header>{MENU}</header><div class="flash-page"><h1>מבזק: {HE_TITLE}</h1><div class="flash-time">11:20 | 01/03/2026</div><div class="flash-text"><p>{H[0]} (יעל כהן)</p></div></div><div class="flash-others"><ul>{links()}</ul></div>""",
        title=f"מבזק: {HE_TITLE}",
        site="נהר",
        lang="he",
    ),
    [("paragraph", f"{H[0]} (יעל כהן)")],
    title=f"מבזק: {HE_TITLE}",
    date="2026-03-01T11:20:00",
)

# Written in a fourth round

layout(
    "logo in a heading, cards of other stories with long excerpts",
    document(
        f"""<header><h1 class="logo"><a href="/">وكالة النهر</a></h1>{MENU}</header><main><article class="full"><h1 class="ttl">{TITLE}</h1><div class="inf"><span>محليات</span><span>01/03/2026</span><span>11:20</span></div><img class="main-photo" src="/x/main.jpg" width="900" height="500"><div class="tx">{p(*A[:3])}</div></article><section class="list">"""
        + "".join(
            f'<article class="card-v"><a href="/n/{n}"><img src="/x/{n}.jpg"></a><h2><a href="/n/{n}">{line}</a></h2><p>قال مسؤولون في المدينة إن الأمر سيبحث في جلسة المجلس المقبلة التي تعقد منتصف الشهر الجاري بحضور جميع الأعضاء.</p></article>'
            for n, line in enumerate(OTHERS)
        )
        + "</section></main>"
    ),
    [("image", "/x/main.jpg"), *text(*A[:3])],
    date="2026-03-01T11:20:00",
)
layout(
    "hidden copy for printing and a facebook comments box",
    document(
        f"""<header>{MENU}</header><div class="print-only" style="display:none"><h2>{TITLE}</h2>{p(*A[:3])}</div><div class="screen"><h1>{TITLE}</h1><p class="stamp">آخر تحديث 01-03-2026 | 12:05 - نشر 01-03-2026 | 11:20</p><div class="main-text">{p(*A[:3])}</div><div class="fb-comments" data-href="/n/1"></div><p>التعليقات المنشورة لا تعبر عن رأي الموقع</p></div>"""
    ),
    text(*A[:3]),
    date="2026-03-01",
)
layout(
    "questions that unfold",
    document(
        f"""<header>{MENU}</header><article><h1>أسئلة وأجوبة عن حديقة النهر الجديدة</h1><p class="date">1 مارس 2026</p><p>{A[0]}</p><details><summary>كم كلفت؟</summary><p>{A[2]}</p></details><details open><summary>متى تفتح؟</summary><p>{A[3]}</p></details></article>""",
        title="أسئلة وأجوبة عن حديقة النهر الجديدة",
    ),
    [*text(A[0], "كم كلفت؟", A[2], "متى تفتح؟", A[3])],
    title="أسئلة وأجوبة عن حديقة النهر الجديدة",
    date="2026-03-01",
)
layout(
    "list items with paragraphs in them and a source line",
    document(
        f"""<header>{MENU}</header><div class="node"><h1>{TITLE}</h1><div class="submitted">الأحد, 1 مارس 2026</div><div class="body"><p>{A[0]}</p><ul><li><p>ألفا شجرة من سبعة أنواع محلية.</p></li><li><p>ثلاثة ملاعب للأطفال والشباب.</p></li></ul><p>{A[1]}</p><p>المصدر: <a href="https://muni.example/1">بلدية النهر</a></p></div></div><div class="block"><h2>الأكثر قراءة هذا الأسبوع</h2><ol>{links()}</ol></div>"""
    ),
    [
        *text(A[0]),
        ("item", "ألفا شجرة من سبعة أنواع محلية."),
        ("item", "ثلاثة ملاعب للأطفال والشباب."),
        *text(A[1], "المصدر: بلدية النهر"),
    ],
    date="2026-03-01",
)
layout(
    "relative time with the moment in an attribute",
    document(
        f"""<header>{MENU}</header><div class="story"><h1>{TITLE}</h1><div class="info-line"><time datetime="2026-03-01T11:20:00+03:00" title="1 مارس 2026">منذ 3 ساعات</time><span>·</span><span>قراءة 2 دقيقة</span></div><div class="story__body">{p(*A[:4])}</div></div>"""
    ),
    text(*A[:4]),
    date="2026-03-01T11:20:00+03:00",
)
layout(
    "portrait picture floating in the first paragraph",
    document(
        f"""<header>{MENU}</header><div id="article"><div class="title">{TITLE}</div><div class="date">01-03-2026 11:20</div><p><img src="/f/p.jpg" align="left" width="220" height="280" hspace="10">{A[0]}</p><p>{A[1]}</p><p>{A[2]}</p></div>"""
    ),
    [("image", "/f/p.jpg"), *text(*A[:3])],
    date="2026-03-01T11:20:00",
)
layout(
    "three related boxes of three kinds inside the text",
    document(
        f"""<header>{MENU}</header><article><h1>{TITLE}</h1><div class="dt">1 مارس 2026</div><div class="entry-body">{p(A[0])}<div class="box-a"><strong>إقرأ أيضا :</strong> <a href="/n/1">{OTHERS[0]}</a></div>{p(A[1])}<p><span style="color:red">شاهد أيضا: </span><a href="/n/2">{OTHERS[1]}</a></p>{p(A[2])}<blockquote><p>مواضيع مرتبطة</p><p><a href="/n/3">{OTHERS[2]}</a></p></blockquote>{p(A[3])}</div></article>"""
    ),
    text(*A[:4]),
    date="2026-03-01",
)
layout(
    "election table with a caption above and totals",
    document(
        f"""<header>{MENU}</header><article><h1>نتائج انتخابات مجلس مدينة النهر كاملة</h1><p class="d">1 مارس 2026</p><div class="c"><p>{A[0]}</p><h3>النتائج</h3><table><thead><tr><th>القائمة</th><th>الأصوات</th></tr></thead><tbody><tr><td>الضفة</td><td>12,400</td></tr><tr><td><b>النهر</b></td><td>9,120</td></tr></tbody><tfoot><tr><td>المجموع</td><td>21,520</td></tr></tfoot></table><p>{A[1]}</p></div></article>""",
        title="نتائج انتخابات مجلس مدينة النهر كاملة",
    ),
    [
        *text(A[0]),
        ("heading", "النتائج"),
        ("row", "القائمة | الأصوات"),
        ("row", "الضفة | 12,400"),
        ("row", "النهر | 9,120"),
        ("row", "المجموع | 21,520"),
        *text(A[1]),
    ],
    title="نتائج انتخابات مجلس مدينة النهر كاملة",
    date="2026-03-01",
)
layout(
    "persian photo report",
    document(
        f"""<header>{MENU}</header><div class="photo-report"><h1>{FA_TITLE} + تصاویر</h1><div class="info">۱۴۰۴/۱۲/۱۰ ۱۱:۲۰</div><p class="lead">{F[0]}</p><div class="gallery"><a href="/p/1.jpg"><img src="/p/1_t.jpg" alt="عکس ۱"></a><a href="/p/2.jpg"><img src="/p/2_t.jpg" alt="عکس ۲"></a></div></div>""",
        title=f"{FA_TITLE} + تصاویر",
        site="رود",
        lang="fa",
    ),
    [
        *text(F[0]),
        ("image", "/p/1_t.jpg"),
        ("image", "/p/2_t.jpg"),
    ],
    title=f"{FA_TITLE} + تصاویر",
    date="2026-03-01T11:20:00",
)
layout(
    "kurdish page with paragraphs in spans and doubled breaks",
    document(
        f"""<header>{MENU}</header><div class="news"><h1>{CKB_TITLE}</h1><small>1-3-2026 11:20</small><div class="txt"><span>{K[0]}</span><br><br><span>{K[1]}</span><br><br><span>{K[2]}</span></div><div class="tags">تاگ: <a href="/t/1">باخچە</a></div></div>""",
        title=CKB_TITLE,
        site="ڕووبار",
        lang="ckb",
    ),
    text(*K[:3]),
    title=CKB_TITLE,
    date="2026-03-01T11:20:00",
)
