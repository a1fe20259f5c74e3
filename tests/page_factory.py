"""Pages of invented newsrooms with a gold: every layout with every kind of story, and what belongs to it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

SITE = "https://jisr.example"
TITLE = "فتح بوابات السد الجديد على النهر أمام مياه الربيع"
DATE = "2026-03-02"
SENTENCES = (
    "أعلنت وزارة الموارد المائية صباح اليوم فتح بوابات السد الجديد على النهر لتخفيف شح المياه في محافظات الجنوب.",
    "وقال الناطق باسم الوزارة سالم الجبوري إن الخطوة جاءت بعد دراسة استمرت ستة أشهر وشارك فيها مهندسون من أربع جامعات.",
    "وأضاف أن المزارعين سيحصلون على حصصهم كاملة خلال الموسم المقبل إذا استمر معدل الأمطار على ما هو عليه الآن.",
    "ويأمل سكان الأهوار أن تعود الحياة إلى قراهم بعد سنوات من الجفاف الذي دفع كثيرين منهم إلى ترك بيوتهم ومواشيهم.",
    "وبحسب بيانات نشرتها الوزارة بلغ الخزين المائي هذا الشهر أعلى مستوى له منذ خمسة أعوام في عموم البلاد.",
    "وحذر الخبير ماجد العاني من الاكتفاء بموسم ممطر واحد، داعيًا إلى تحديث شبكات الري التي يضيع فيها ثلث المياه.",
    "ومن المقرر أن تزور لجنة برلمانية موقع السد الأسبوع المقبل للاطلاع على سير العمل في المرحلة الثانية من المشروع.",
)
QUOTE = "لم نر الماء بهذا الارتفاع منذ كنا صغارًا نلعب على هذه الضفة، هذا يوم عيد لنا جميعًا."
POST = "وصل الماء إلى القرية قبل قليل والأطفال أول من نزل إليه"


class Piece(NamedTuple):
    """One block of a story."""

    kind: str
    """As in `reader.model.Block`."""
    text: str = ""
    url: str = ""
    part: str = ""
    """For images: text of ``alt``."""


class Page(NamedTuple):
    """A page and its gold."""

    name: str
    html: str
    title: str
    date: str
    pieces: list[Piece]


def p(n: int) -> Piece:
    return Piece("paragraph", SENTENCES[n])


def image(n: int, alt: str = "السد") -> Piece:
    return Piece("image", url=f"{SITE}/images/dam-{n}.jpg", part=alt)


CAPTION = Piece("caption", "بوابات السد صباح اليوم، تصوير ناهدة كريم")
SUBHEAD = Piece("heading", "أرقام المشروع")
LIST = [
    Piece("item", "ست بوابات"),
    Piece("item", "مئتا متر مكعب في الثانية"),
    Piece("item", "أربعة أعوام من العمل"),
]
TABLE = [Piece("row", "المحافظة | الحصة"), Piece("row", "ميسان | 30"), Piece("row", "ذي قار | 45")]
QUOTATION = Piece("quotation", QUOTE)
TWEET = Piece("embed", POST, "https://twitter.com/murasil/status/1700000000000000001")
VIDEO = Piece("embed", "فيديو", "https://www.youtube.com/watch?v=jisr0000001")

STORIES: dict[str, list[Piece]] = {
    "plain": [p(0), p(1), p(2), p(3), p(4)],
    "figure": [p(0), p(1), image(1), CAPTION, p(2), p(3), p(4)],
    "lead photo": [image(1), p(0), p(1), p(2), p(3)],
    "no alt": [p(0), image(1, ""), p(1), p(2), p(3)],
    "alt is headline": [image(1, TITLE), p(0), p(1), p(2)],
    "list": [p(0), p(1), SUBHEAD, *LIST, p(2), p(3)],
    "table": [p(0), p(1), *TABLE, p(2), p(3), p(4)],
    "quotation": [p(0), p(1), QUOTATION, p(2), p(3)],
    "tweet": [p(0), p(1), TWEET, p(2), p(3), p(4)],
    "video": [p(0), VIDEO, p(1), p(2), p(3)],
    "everything": [
        image(1), CAPTION, p(0), p(1), SUBHEAD, *LIST, p(2), QUOTATION, p(3), *TABLE, TWEET, p(4), image(2), p(5), VIDEO, p(6),
    ],
    "flash": [p(0)],
    "flash with photo": [image(1), p(0)],
    "flash with video": [p(0), VIDEO],
}  # fmt: skip


class Style(NamedTuple):
    """How a newsroom's program writes each kind of block."""

    paragraph: str = "<p>{}</p>"
    heading: str = "<h2>{}</h2>"
    items: str = "<ul>{}</ul>"
    item: str = "<li>{}</li>"
    quotation: str = "<blockquote><p>{}</p></blockquote>"
    table: str = "<table>{}</table>"
    figure: str = "<figure>{image}{caption}</figure>"
    image: str = '<img src="{url}" alt="{alt}" width="800" height="450">'
    caption: str = "<figcaption>{}</figcaption>"
    post: str = (
        '<blockquote class="twitter-tweet"><p lang="ar" dir="rtl">{text}</p>— مراسل (@murasil) <a href="{url}">2 آذار 2026</a></blockquote>'
        '<script async src="https://platform.twitter.com/widgets.js"></script>'
    )
    video: str = '<iframe src="https://www.youtube.com/embed/jisr0000001" title="فيديو" width="560" height="315" allowfullscreen></iframe>'


TAILWIND = Style(
    paragraph='<p class="relative mb-4 text-lg leading-8">{}</p>',
    heading='<h2 class="widget-title relative mt-8 text-2xl font-bold">{}</h2>',
    items='<ul class="relative list-disc overflow-hidden pr-6">{}</ul>',
    quotation='<blockquote class="relative border-r-4 pr-4 hidden md:block"><p>{}</p></blockquote>',
    table='<div class="relative overflow-x-auto"><table class="w-full">{}</table></div>',
    figure='<figure class="relative overflow-hidden rounded-lg">{image}{caption}</figure>',
    post='<div class="relative not-prose embed-widget">' + Style().post + "</div>",
    video='<div class="relative overflow-hidden aspect-video">' + Style().video + "</div>",
)
WORDPRESS = Style(
    heading='<h2 class="wp-block-heading">{}</h2>',
    items='<ul class="wp-block-list">{}</ul>',
    quotation='<blockquote class="wp-block-quote"><p>{}</p></blockquote>',
    table='<figure class="wp-block-table"><table>{}</table></figure>',
    figure='<figure class="wp-block-image size-large">{image}{caption}</figure>',
    image='<img decoding="async" src="{url}" alt="{alt}" class="wp-image-12" width="800" height="450">',
    caption='<figcaption class="wp-element-caption">{}</figcaption>',
    post='<figure class="wp-block-embed is-type-rich is-provider-twitter"><div class="wp-block-embed__wrapper">'
    + Style().post
    + "</div></figure>",
    video='<figure class="wp-block-embed is-type-video"><div class="wp-block-embed__wrapper">'
    + Style().video
    + "</div></figure>",
)
ELEMENTOR = Style(
    paragraph='<div class="elementor-element elementor-widget elementor-widget-text-editor"><div class="elementor-widget-container"><p>{}</p></div></div>',
    heading='<div class="elementor-element elementor-widget elementor-widget-heading"><div class="elementor-widget-container"><h2 class="elementor-heading-title">{}</h2></div></div>',
    items='<div class="elementor-widget elementor-widget-text-editor"><ul>{}</ul></div>',
    quotation='<div class="elementor-widget elementor-widget-blockquote"><blockquote class="elementor-blockquote"><p class="elementor-blockquote__content">{}</p></blockquote></div>',
    table='<div class="elementor-widget elementor-widget-table"><table>{}</table></div>',
    figure='<div class="elementor-element elementor-widget elementor-widget-image"><div class="elementor-widget-container"><figure class="wp-caption">{image}{caption}</figure></div></div>',
    caption='<figcaption class="widget-image-caption wp-caption-text">{}</figcaption>',
    post='<div class="elementor-widget elementor-widget-html">' + Style().post + "</div>",
    video='<div class="elementor-widget elementor-widget-video">' + Style().video + "</div>",
)
DIVISIONS = Style(
    paragraph='<div class="field__item">{}</div>',
    heading='<div class="field-subtitle"><h3>{}</h3></div>',
    figure='<div class="media media--image">{image}{caption}</div>',
    caption='<div class="media-caption">{}</div>',
    quotation='<div class="paragraph paragraph--quote"><blockquote>{}</blockquote></div>',
    post='<div class="social-embed">' + Style().post + "</div>",
    video='<div class="video-widget">' + Style().video + "</div>",
)


def body(pieces: list[Piece], style: Style) -> str:
    """Return the markup of a story's blocks."""
    out = []
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        if piece.kind == "paragraph":
            out.append(style.paragraph.format(piece.text))
        elif piece.kind == "heading":
            out.append(style.heading.format(piece.text))
        elif piece.kind == "quotation":
            out.append(style.quotation.format(piece.text))
        elif piece.kind == "image":
            caption = style.caption.format(rest.pop(0).text) if rest and rest[0].kind == "caption" else ""
            shown = style.image.format(url=piece.url.removeprefix(SITE), alt=piece.part)
            out.append(style.figure.format(image=shown, caption=caption))
        elif piece.kind == "embed":
            out.append(
                style.post.format(text=piece.text, url=piece.url) if "twitter" in piece.url else style.video
            )
        elif piece.kind == "item":
            items = [piece.text]
            while rest and rest[0].kind == "item":
                items.append(rest.pop(0).text)
            out.append(style.items.format("".join(style.item.format(text) for text in items)))
        elif piece.kind == "row":
            rows = [piece.text]
            while rest and rest[0].kind == "row":
                rows.append(rest.pop(0).text)
            cells = ("".join(f"<td>{cell}</td>" for cell in row.split(" | ")) for row in rows)
            out.append(style.table.format("".join(f"<tr>{row}</tr>" for row in cells)))
    return "\n".join(out)


HEAD = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE} - وكالة الجسر</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="وكالة الجسر"></head><body>"""
NAV = """<header class="site-header"><a href="/">وكالة الجسر</a><nav><ul><li><a href="/politics">سياسة</a></li><li><a href="/sport">رياضة</a></li>
<li><a href="/economy">اقتصاد</a></li></ul></nav></header>"""
HEADLINES = (
    "مجلس المحافظة يؤجل جلسته إلى الأسبوع المقبل",
    "ارتفاع أسعار الخضار في أسواق العاصمة",
    "منتخب الشباب يبدأ معسكره التدريبي غدًا",
    "افتتاح معرض الكتاب بمشاركة ستين دار نشر",
)
RELATED = (
    '<section class="related-posts"><h3>أخبار ذات صلة</h3><ul>'
    + "".join(f'<li><a href="/news/{n}">{text}</a></li>' for n, text in enumerate(HEADLINES))
    + "</ul></section>"
)
MOST_READ = (
    '<aside class="sidebar"><h3>الأكثر قراءة</h3>'
    + "".join(
        f'<div class="item"><a href="/news/{n + 9}"><img src="/t/{n}.jpg" alt="">{text}</a></div>'
        for n, text in enumerate(HEADLINES)
    )
    + "</aside>"
)
SHARE = '<div class="share-bar"><a href="https://facebook.com/sharer">فيسبوك</a> <a href="https://t.me/share">تلغرام</a> <a href="#">نسخ الرابط</a></div>'
TAGS = '<div class="post-tags">الوسوم: <a href="/tag/1">مياه</a> <a href="/tag/2">السد</a></div>'
COMMENTS = (
    '<section id="comments" class="comments-area"><h3>التعليقات</h3>'
    + "".join(
        f'<article class="comment"><p>نحن من أهل القرية رقم {n} ولم يصل إلينا الماء حتى الآن رغم كل ما يقال في الأخبار منذ أسابيع.</p></article>'
        for n in range(3)
    )
    + "<form><textarea></textarea><button>أضف تعليقًا</button></form></section>"
)
POLICY = '<p class="comments-policy">تعليقات القراء تعبر عن آراء أصحابها ولا تتحمل الوكالة مسؤوليتها، ويرجى الالتزام بآداب الحوار.</p>'
COOKIES = """<div id="cookie-consent" class="cookie-banner"><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك والوصول إليها لتحسين الخدمة.</p>
<p>يمكنك الموافقة على ذلك أو رفضه أو تغيير تفضيلاتك في أي وقت من صفحة الخصوصية.</p><button>أوافق</button></div>"""
FOOTER = '<footer class="site-footer"><p>جميع الحقوق محفوظة لوكالة الجسر © 2026</p><a href="/about">من نحن</a></footer></body></html>'
TIME = f'<time datetime="{DATE}T09:30:00+03:00">2 آذار 2026، 09:30</time>'


def _plain(story: str) -> str:
    return f"{HEAD}{NAV}<main><article><h1>{TITLE}</h1>{TIME}{SHARE}<div class='content'>{story}</div>{TAGS}</article>{RELATED}</main>{MOST_READ}{FOOTER}"


def _tailwind(story: str) -> str:
    return (
        f'{HEAD}{NAV}{COOKIES}<div class="sidebar-grid relative"><div class="sidebar-grid__content relative"><h1 class="relative">{TITLE}</h1>'
        f'<div class="flex relative">{TIME}{SHARE}</div><div class="prose relative">{story}</div>{TAGS}</div>{MOST_READ}</div>{RELATED}{FOOTER}'
    )


def _wordpress(story: str) -> str:
    return (
        f'{HEAD}{NAV}<main id="main"><article id="post-77" class="post-77 post type-post status-publish has-post-thumbnail hentry category-news tag-iraq tag-water">'
        f'<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta">{TIME}</div></header>'
        f'<div class="entry-content">{story}{SHARE}</div><footer class="entry-footer">{TAGS}</footer></article>{RELATED}{POLICY}{COMMENTS}</main>{MOST_READ}{FOOTER}'
    )


def _elementor(story: str) -> str:
    return (
        f'{HEAD}{NAV}<div class="elementor elementor-location-single"><section class="elementor-section"><div class="elementor-widget elementor-widget-theme-post-title">'
        f'<h1 class="elementor-heading-title">{TITLE}</h1></div><div class="elementor-widget elementor-widget-post-info">{TIME}</div>'
        f'<div class="elementor-column">{story}</div><div class="elementor-widget elementor-widget-posts">{RELATED}</div></section></div>{FOOTER}'
    )


def _drupal(story: str) -> str:
    return (
        f'{HEAD}{NAV}<div class="region region-content"><div class="node node--type-article"><h1><span class="field--name-title">{TITLE}</span></h1>'
        f'<div class="submitted">{TIME}</div><div class="field field--name-body"><div class="field__items">{story}</div></div>{SHARE}{TAGS}</div></div>'
        f'<div class="region region-sidebar-first">{MOST_READ}</div>{FOOTER}'
    )


def _split(story: str) -> str:
    """A body in two parts with an advertisement and a newsletter between them."""
    half = story.find("\n", len(story) // 2)
    half = half if half > 0 else len(story)
    return (
        f'{HEAD}{NAV}<article><h1>{TITLE}</h1>{TIME}<div class="article-body part"><div>{story[:half]}</div></div>'
        f'<div class="ad-slot"><p>إعلان</p></div><div class="newsletter-signup"><p>اشترك في نشرتنا البريدية ليصلك كل جديد من أخبار المنطقة والعالم كل صباح.</p></div>'
        f'<div class="article-body part"><div>{story[half:]}</div></div></article>{RELATED}{MOST_READ}{FOOTER}'
    )


def _tables(story: str) -> str:
    """A page of 2005: layout by tables, all of it in a form."""
    return (
        f'{HEAD}<form method="post"><table width="100%"><tr><td colspan="2">{NAV}</td></tr><tr><td width="70%"><div class="title"><h1>{TITLE}</h1></div>'
        f'<div class="date">{TIME}</div><div>{story}</div>{SHARE}</td><td>{MOST_READ}</td></tr></table></form>{FOOTER}'
    )


def _photo(story: str) -> tuple[str, str]:
    """Return the figure a story begins with, and the rest."""
    end = story.find("</figure>") + len("</figure>") if story.startswith("<figure") else 0
    return story[:end], story[end:]


def _header(story: str) -> str:
    """The first picture stands with the title in the head of the article, next to the author's."""
    photo, rest = _photo(story)
    return (
        f'{HEAD}{NAV}<main><article class="hentry"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1>'
        f'<div class="entry-meta"><img class="avatar" src="/who.jpg" width="64" height="64" alt="">{TIME}</div>{photo}</header>'
        f'<div class="entry-content">{rest}</div><footer>{TAGS}</footer></article>{RELATED}</main>{MOST_READ}{FOOTER}'
    )


def _hero(story: str) -> str:
    """The first picture stands above the title."""
    photo, rest = _photo(story)
    return f'{HEAD}{NAV}<main><article>{photo}<h1>{TITLE}</h1>{TIME}<div class="text">{rest}</div></article></main>{RELATED}{FOOTER}'


def _claimed(story: str) -> str:
    """The first picture stands in a box of its own above the title, and the page claims it in another size."""
    photo, rest = _photo(story)
    claim = f'<meta property="og:image" content="{SITE}/large/dam-1-1024x576.jpg">' if photo else ""
    return (
        f'{HEAD.replace("</head>", f"{claim}</head>")}{NAV}<div class="page"><div class="img-cont">{photo}</div><div class="title-box"><h1>{TITLE}</h1>'
        f'<div class="date">{TIME}</div></div><div class="text">{rest}</div></div>{RELATED}{MOST_READ}{FOOTER}'
    )


LAYOUTS: dict[str, tuple[Callable[[str], str], Style]] = {
    "plain": (_plain, Style()),
    "tailwind": (_tailwind, TAILWIND),
    "wordpress": (_wordpress, WORDPRESS),
    "elementor": (_elementor, ELEMENTOR),
    "drupal": (_drupal, DIVISIONS),
    "split": (_split, Style()),
    "tables": (_tables, Style()),
    "wordpress, tailwind": (_wordpress, TAILWIND),
    "photo in the header": (_header, WORDPRESS),
    "photo above the title": (_hero, Style()),
    "claimed photo": (_claimed, Style()),
}


def pages() -> Iterator[Page]:
    """Yield a page for every layout and story: 154 of them."""
    for layout, (wrap, style) in LAYOUTS.items():
        for story, pieces in STORIES.items():
            yield Page(f"{layout}: {story}", wrap(body(pieces, style)), TITLE, DATE, pieces)
