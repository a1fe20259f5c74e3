"""What newsrooms put into a body that is not the story: «read also», share bars, notices."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from reader.model import Block
from reader.sources.guard import host_of

_HEADLINE = 4
"""Words from which a link may be a headline."""
_LONGEST = 250
"""Characters of the longest «read also» with a headline in it."""
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f]")
_FOLD = str.maketrans("أإآٱىیېيكکةۀھۃ", "ااااييييككهههه")

# Beginnings that only ever introduce a link or a notice, whatever follows; folded as ``_folded`` does.
_BEGINNINGS = (
    # Arabic
    r"[اإ]قر(?:ا|وا|اوا|ءوا) (?:ايضا|المزيد|كذلك|اكثر|في)\b|طالع (?:ايضا|المزيد|كذلك)|شاهد (?:ايضا|المزيد|كذلك|الفيديو)",
    r"تابع (?:ايضا|المزيد|كذلك)|انظر ايضا|(?:مواضيع|موضوعات|اخبار|مقالات|مواد|قصص|تقارير) (?:ذات صله|متعلقه|مشابهه|مرتبطه)",
    r"ذات صله\b|للمزيد\b|لمزيد من (?:الاخبار|التفاصيل|المعلومات)|لقراءه المزيد|قد ي(?:همك|عجبك|همكم)|ربما ي(?:همك|عجبك)",
    r"ال[اأ]كثر (?:قراءه|مشاهده|تداولا|تعليقا)|تابعونا (?:على|علي|عبر)|تابعنا (?:على|علي|عبر)|(?:انضم|انضموا|اشترك|اشتركوا)"
    r" (?:الى|الي|في|ب)\S* ?(?:قنا|النشره|نشرت|خدمه|تلي?[جغ]رام|واتساب)",
    r"تابعوا .{0,60} (?:على|علي|عبر) |حملوا? تطبيق|(?:كلمات|الكلمات) (?:دليليه|مفتاحيه|الدلاليه|المفتاحيه|الدليليه)|اترك تعليق|اضف تعليق",
    r"جميع الحقوق محفوظه|حقوق النشر|(?:تم )?نسخ الرابط|الرابط المختصر|رابط مختصر|انقر هنا|اضغط هنا",
    # Persian, Urdu, Kurdish, Hebrew
    r"(?:همچنين|بيشتر|بيش تر) (?:بخوانيد|ببينيد)|بخوانيد\s*:|(?:مطالب|اخبار|خبرهاي) (?:مرتبط|پيشنهادي)|لينك كوتاه|كد خبر\s*:",
    r"برچسب ?ها\b|ارسال نظر|نظر شما|(?:مزيد|يہ بھي|يہ بهي|یہ بہي) ?(?:پڑهيں|پڑہيں)|مزيد خبريں",
    r"زياتر بخوێننهوه|بابهتي? پهيوهنديدار|ههواڵي? پهيوهنديدار|بابەتي? پەيوەنديدار|هەواڵي? پەيوەنديدار|زياتر بخوێن",
    r"קראו? (?:עוד|גם)|עוד בנושא|ראו גם|כתבות נוספות|אולי יעניין",
    # Latin script
    r"(?:read|see|watch) (?:more|also|next)\b|also read|related (?:news|articles?|stories|posts?|topics?|content)|follow us (?:on|at)",
    r"share (?:this|on|via)\b|sign up (?:for|to)|subscribe to|all rights reserved|the post .{1,200} (?:appeared|first)",
    r"(?:à )?lire (?:aussi|également)|sur le même sujet|lesen sie (?:auch|mehr)|mehr zum thema|lee también|te puede interesar",
    r"this (?:article|post) (?:first )?appeared|ظهرت المقاله .{1,200} اولا",
)  # fmt: skip
# Whole texts of a few words.
_WHOLES = (
    r"المزيد(?: من .{1,30})?|عرض الكل|عرض المزيد|شاركها?|شارك (?:الخبر|المقال|الموضوع|على|علي|عبر|هذا|مع)\b.{0,40}|مشاركه.{0,20}",
    r"(?:لل)?طباعه|ارسل لصديق|ارسال|حفظ|نسخ|تعليقات?|التعليقات|\d+ تعليقات?|الوسوم|وسوم|كلمات البحث|الاخبار العاجله|اخر الاخبار",
    r"حجم الخط|تكبير الخط|تصغير الخط|[aا]\s*\+|[aا]\s*-|a\+ a-|استمع|استماع.{0,20}|اعلانات?|الاعلان|الرئيسيه|عاجل|اقرا|مواضيع|متعلقات",
    r"(?:المصدر|التاريخ|تاريخ النشر|الكاتب|بقلم|كتبت?|نشر في|اخر تحديث|القسم|تصنيف|منبع|نويسنده|تاريخ انتشار)\s*:",
    r"پرينت|چاپ|اشتراك ?گذاري.{0,20}|شيئر كريں|بڵاوكردنهوه|تبصرے|שתפו?|הדפסה|תגובות|\d+ תגובות",
    r"share|tweet|print|comments?|\d+ comments?|advertisement|ad|tags?|more|next|previous|partager|teilen|drucken|kommentare",
)
_SHARES = (
    r"فيس ?بوك|تويتر|تلي?[جغ]رام|واتس ?اب|لينكد ?[اي]ن|انستغ?رام|بينتريست|ماسنجر|البريد الالكتروني|طباعه|مشاركه|شارك|نسخ"
    r"|facebook|twitter|x|whats ?app|telegram|linked ?in|pin ?(?:terest|interest)|reddit|messenger|viber|e-?mail|print|share|tweet|pin|copy(?: link)?"
)  # fmt: skip
_BEGINNING = re.compile("(?:" + "|".join(_BEGINNINGS) + ")")
_WHOLE = re.compile("(?:" + "|".join(_WHOLES) + r")\s*[:.…»>|-]*")
_SHARE = re.compile(rf"(?:(?:{_SHARES})(?:\W+|$))+")
_ORNAMENT = re.compile(r"^[^\w«(\"'\[+-]+")


def is_boilerplate(text: str) -> bool:
    """Whether a block's text is what newsrooms put around stories, and no part of one."""
    if len(text) > _LONGEST:
        return False
    folded = _ORNAMENT.sub("", _MARKS.sub("", text).translate(_FOLD).lower())
    return bool(
        _BEGINNING.match(folded)
        or (len(folded) < 60 and _WHOLE.fullmatch(folded))
        or _SHARE.fullmatch(folded)
    )


def prune(blocks: Sequence[Block], known: Container[str], host: str) -> tuple[Block, ...]:
    """Return the blocks of a body without what is around the story.

    Args:
        blocks: of the element that holds the body, or of a feed's content.
        known: lines shown elsewhere: the title, the line with the time.
        host: of the page: a paragraph that is nothing but a link to it leads to another story.
    """
    kept: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        if block.kind == "image" and block.url in seen:
            continue
        seen.add(block.url)
        if is_boilerplate(block.text) or block.text in known or _is_promotion(block, host):
            continue
        kept.append(block)
    while kept and kept[-1].kind in ("heading", "rule"):
        kept.pop()
    while kept and kept[0].kind == "rule":
        kept.pop(0)
    return tuple(kept) if any(block.text and block.kind != "image" for block in kept) else ()


def _is_promotion(block: Block, host: str) -> bool:
    """Whether a block is nothing but a link to another page of the same site, with words enough for a headline."""
    if block.kind not in ("paragraph", "heading", "item") or len(block.text.split()) < _HEADLINE:
        return False
    links = [span for span in block.spans if span.kind == "link"]
    return (
        bool(links)
        and sum(span.end - span.start for span in links) >= 0.9 * len(block.text)
        and all(host_of(span.url) == host for span in links)
    )
