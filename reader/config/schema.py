"""What each key of the file may be: validation, the commented file and the documentation are made of it."""

from __future__ import annotations

from typing import NamedTuple


class Option(NamedTuple):
    """What one key of the file may be."""

    path: str
    """As in the file: ``ticker.speed`` is ``speed`` in the table ``[ticker]``."""
    field: str
    """Of ``Settings``."""
    english: str
    arabic: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    """For numbers: the largest allowed."""


OPTIONS = (
    Option("language", "language", "Language of the interface.", "لغة الواجهة.", ("ar", "en", "ckb")),
    Option("digits", "digits", "123 (latn) or ١٢٣ (arab).", "الأرقام: 123 أو ١٢٣.", ("latn", "arab")),
    Option("theme", "theme", "Colours: dark, light, contrast, newspaper.", "الألوان."),
    Option(
        "order",
        "order",
        "How lines are sent to the terminal; auto asks it. See khabar doctor.",
        "ترتيب الحروف المرسلة إلى الطرفية.",
        ("auto", "cells", "words", "fenced"),
    ),
    Option("harakat", "harakat", "Vowel marks.", "الحركات.", ("shown", "hidden")),
    Option(
        "letterforms",
        "letterforms",
        "Joined presentation forms, or base letters where a terminal joins by itself.",
        "أشكال الحروف: موصولة، أو أصلية إذا كانت الطرفية تصلها بنفسها.",
        ("presentation", "base"),
    ),
    Option("justify", "justify", "Both edges even.", "ضبط الأسطر من الجانبين.", ("off", "spaces", "kashida")),
    Option("text_size", "text_size", "Of articles.", "حجم نص الخبر.", ("compact", "normal", "large")),
    Option("pictures", "pictures", "Show pictures in articles.", "عرض الصور.", ("auto", "on", "off")),
    Option(
        "graphics",
        "graphics",
        "How the terminal draws pictures; auto asks it. See khabar doctor.",
        "كيف ترسم الطرفية الصور.",
        ("auto", "kitty", "sixel", "iterm2", "blocks"),
    ),
    Option(
        "notifications",
        "notifications",
        "How breaking news is told to the desktop.",
        "التنبيه إلى العاجل على سطح المكتب.",
        ("off", "osc9", "osc777", "osc99", "bell"),
    ),
    Option(
        "screen_reader", "screen_reader", "Linear, no motion, no boxes.", "لقارئ الشاشة: بلا حركة ولا أطر."
    ),
    Option("browser", "browser", "Command that opens links; empty for $BROWSER.", "أمر فتح الروابط."),
    Option("pager", "pager", "Command that pages long output; empty for $PAGER.", "أمر تصفّح النص الطويل."),
    Option("ticker.enabled", "ticker", "The running line of latest headlines.", "شريط آخر الأخبار."),
    Option("ticker.paused", "ticker_paused", "Start it standing still.", "أن يبدأ واقفًا."),
    Option("ticker.speed", "ticker_speed", "Cells a second.", "سرعته: خانات في الثانية.", low=1, high=60),
    Option(
        "refresh.minutes",
        "refresh_minutes",
        "Refresh this often while running; 0 only by hand.",
        "التحديث كل كذا دقيقة؛ 0 يدويًا فقط.",
        high=10080,
    ),
    Option("refresh.concurrency", "concurrency", "Sources at once.", "كم مصدرًا معًا.", low=1, high=64),
    Option("refresh.proxy", "proxy", "http:// or socks5h:// address.", "عنوان الوسيط."),
    Option(
        "retention.days",
        "keep_days",
        "Days an entry is kept; 0 for ever.",
        "أيام حفظ الخبر؛ 0 دائمًا.",
        high=36500,
    ),
    Option(
        "retention.entries",
        "keep_entries",
        "Entries kept of one source; 0 for all.",
        "عدد ما يُحفظ من كل مصدر؛ 0 للكل.",
        high=1_000_000,
    ),
    Option("follow.sources", "follow", "Sources of the catalogue to follow.", "مصادر من الدليل تُتابَع."),
    Option("follow.packs", "packs", "Packs of the catalogue to follow.", "حُزم من الدليل تُتابَع."),
    Option("follow.leave", "leave", "Sources of the catalogue not to follow.", "مصادر من الدليل لا تُتابَع."),
)
