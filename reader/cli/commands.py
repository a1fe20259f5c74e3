"""Every command and option, in words: the table that parsing, help, man page and completion are made of."""

from __future__ import annotations

from reader.cli.parser import Command, Option

EVERYWHERE = (
    Option("--config", ("The configuration file.", "ملف الإعدادات."), "FILE", kind="file"),
    Option("--library", ("The library file.", "ملف المكتبة."), "FILE", kind="file"),
    Option(
        "--lang",
        ("Language of messages and help.", "لغة الرسائل والمساعدة."),
        "LANG",
        choices=("ar", "en", "ckb"),
    ),
    Option("--version", ("Print the version.", "رقم الإصدار.")),
    Option("--help", ("This help.", "هذه المساعدة."), short="-h"),
)
_JSON = Option("--json", ("One JSON object a line.", "كائن JSON في كل سطر."))
_OUT = Option(
    "--output",
    ("Write here instead of the standard output.", "اكتب هنا بدل الخرج القياسي."),
    "PATH",
    "-o",
    "file",
)
_FORCE = Option("--force", ("Write over a file that is there.", "اكتب فوق ملف موجود."), short="-f")

HEADLINE_FIELDS = (
    ("id", ("number in the library", "الرقم في المكتبة")),
    ("title", ("headline", "العنوان")),
    ("url", ("address of its page", "عنوان صفحته")),
    ("source, source_name", ("id and name of the newsroom", "معرّف المصدر واسمه")),
    ("category, author", ("as the newsroom gave them", "القسم والكاتب")),
    ("published, fetched", ("ISO 8601; published may be null", "وقت النشر والجلب؛ قد يكون النشر null")),
    ("language", ("BCP 47 tag", "وسم اللغة")),
    ("image", ("address of the lead picture", "عنوان الصورة")),
    ("read, saved, offline, breaking, sample", ("true or false", "true أو false")),
)
_ARTICLE_FIELDS = (
    *HEADLINE_FIELDS,
    (
        "site, direction, whole",
        ("site name; rtl or ltr; whole or only the feed's part", "اسم الموقع، والاتجاه، وهل هو كامل"),
    ),
    ("text", ("the body, a paragraph a line", "النص، فقرة في كل سطر")),
    ("blocks", ("the body as blocks: kind, text, spans, level, ordinal, url", "النص كتلًا")),
)
_SHELF_FIELDS = (
    ("saved_at", ("ISO 8601", "وقت الحفظ")),
    ("tags, note", ("yours", "وسومك وملاحظتك")),
    ("archived, pending", ("put away; whole article still to come", "مؤرشف؛ ينتظر اكتماله")),
)
_ITEM = ("ITEM is an id, an address, or a file.", "‏ITEM رقم أو عنوان أو ملف.")

COMMANDS = (
    Command(
        "refresh",
        ("Fetch headlines.", "جلب العناوين."),
        "refresh:refresh",
        "[SOURCE…]",
        (
            Option(
                "--full",
                (
                    "Also save every unread article for reading offline.",
                    "احفظ أيضًا كل خبر غير مقروء لقراءته بلا شبكة.",
                ),
            ),
            Option("--due", ("Only sources whose time has come.", "المصادر التي حان وقتها فقط.")),
            _JSON,
        ),
        (
            ("khabar refresh", ("All sources.", "كل المصادر.")),
            ("khabar refresh baghdadtoday --full", ("One, with its articles.", "مصدر واحد مع نصوص أخباره.")),
        ),
        (
            ("source, name", ("id and name of the newsroom", "معرّف المصدر واسمه")),
            ("new", ("how many headlines came", "عدد العناوين الجديدة")),
            ("error, note", ("why it failed; what was odd", "سبب الفشل؛ ما كان غريبًا")),
            (
                "stage, done, total, size",
                ("headlines or articles; progress; bytes", "المرحلة والتقدم والحجم"),
            ),
        ),
    ),
    Command(
        "list",
        ("Headlines, newest first.", "العناوين، أحدثها أولًا."),
        "headlines:headlines",
        "",
        (
            Option(
                "--source",
                ("Only this source (repeat for more).", "من هذا المصدر فقط (يُكرّر)."),
                "ID",
                repeat=True,
            ),
            Option(
                "--category",
                ("Only this category (repeat for more).", "من هذا القسم فقط (يُكرّر)."),
                "NAME",
                repeat=True,
            ),
            Option("--unread", ("Only unread ones.", "غير المقروء فقط.")),
            Option("--saved", ("Only saved ones.", "المحفوظ فقط.")),
            Option(
                "--since",
                (
                    "Not older: 3h, 2d, 2026-11-24, today, أمس.",
                    "ليس أقدم من: 3h أو 2d أو 2026-11-24 أو اليوم أو أمس.",
                ),
                "TIME",
            ),
            Option(
                "--limit",
                ("At most so many; 0 for all. 50 if not given.", "بهذا العدد على الأكثر؛ 0 للكل؛ وإلا 50."),
                "N",
                "-n",
                "number",
            ),
            _JSON,
        ),
        (
            ("khabar list --unread --since 1d", ("What is new since yesterday.", "جديد آخر يوم.")),
            (
                "khabar list --category رياضة --json | jq -r .url",
                ("Addresses for a script.", "عناوين لبرنامج آخر."),
            ),
        ),
        HEADLINE_FIELDS,
        (
            "Through a pipe: id, time, source and title, separated by tabs.",
            "عبر أنبوب: الرقم والوقت والمصدر والعنوان، بينها علامة جدولة.",
        ),
    ),
    Command(
        "show",
        ("Read an article.", "قراءة خبر."),
        "show:show",
        "ITEM",
        (
            Option("--plain", ("Plain logical text, no layout.", "نص مجرد بلا تنضيد.")),
            _JSON,
            Option("--offline", ("Do not fetch; show what is here.", "بلا جلب؛ اعرض الموجود.")),
            Option("--width", ("Measure in cells.", "عرض السطر بالخانات."), "N", "-w", "number"),
            Option("--no-pager", ("Never page.", "بلا متصفّح صفحات.")),
        ),
        (
            ("khabar show 12", ("By its id.", "برقمه.")),
            ("khabar show https://news.example/a --plain", ("Any page, as text.", "أي صفحة، نصًا.")),
        ),
        _ARTICLE_FIELDS,
        _ITEM,
    ),
    Command(
        "search",
        ("Search headlines and bodies, best first.", "البحث في العناوين والنصوص، الأنسب أولًا."),
        "headlines:search",
        "QUERY…",
        (
            Option(
                "--limit",
                ("At most so many; 50 if not given.", "بهذا العدد على الأكثر؛ وإلا 50."),
                "N",
                "-n",
                "number",
            ),
            _JSON,
        ),
        (
            (
                "khabar search الموازنة",
                ("Harakat, hamza and «ال» do not matter.", "لا تهم الحركات والهمزات و«ال»."),
            ),
            (
                "khabar search '\"مجلس النواب\" is:unread after:2026-01-01'",
                ("A phrase, unread, from then on.", "عبارة، غير مقروءة، من ذلك التاريخ."),
            ),
        ),
        (
            *HEADLINE_FIELDS,
            (
                "snippet, title_hits, snippet_hits",
                ("text around the first hit; [start, end] pairs", "النص حول أول نتيجة؛ ومواضعها"),
            ),
        ),
        (
            'Words, "phrases", prefix*, OR, NOT; source:, category:, after:, is:saved, is:unread.',
            'كلمات، و"عبارات"، وبداية*، وOR، وNOT؛ source:‎ وcategory:‎ وafter:‎ وis:saved وis:unread.',
        ),
    ),
    Command(
        "save",
        ("Save articles for reading offline.", "حفظ أخبار لقراءتها بلا شبكة."),
        "bookmarks:save",
        "ITEM…",
        (
            Option(
                "--tag", ("Put a tag on it (repeat for more).", "ضع عليه وسمًا (يُكرّر)."), "TAG", repeat=True
            ),
            Option("--note", ("Write a note beside it.", "اكتب بجانبه ملاحظة."), "TEXT"),
            Option("--archive", ("Put it away from the shelf.", "أرشفه.")),
            _JSON,
        ),
        (
            ("khabar save 12 --tag اقتصاد", ("An entry, with a tag.", "خبر مع وسم.")),
            ("khabar save https://example.org/page", ("Any page.", "أي صفحة.")),
        ),
        (
            (
                "id, state, why, pictures",
                ("saved, whole or queued; why; how many", "الحالة والسبب وعدد الصور"),
            ),
        ),
        (
            "Without a network what is known is saved and the rest fetched later.",
            "بلا شبكة يُحفظ المعروف ويُجلب الباقي لاحقًا.",
        ),
    ),
    Command(
        "unsave",
        ("Take articles off the shelf.", "إزالة أخبار من المحفوظات."),
        "bookmarks:unsave",
        "ITEM…",
        (),
        (("khabar unsave 12", ("One of them.", "واحد منها.")),),
    ),
    Command(
        "saved",
        ("The shelf: what is saved, latest first.", "الرف: المحفوظات، أحدثها أولًا."),
        "bookmarks:saved",
        "[QUERY…]",
        (
            Option(
                "--tag",
                ("Only with this tag (repeat for more).", "بهذا الوسم فقط (يُكرّر)."),
                "TAG",
                repeat=True,
            ),
            Option("--archived", ("What was put away.", "المؤرشف.")),
            Option("--complete", ("Fetch what is still queued.", "اجلب ما ينتظر اكتماله.")),
            _JSON,
        ),
        (
            ("khabar saved", ("All of it.", "كلها.")),
            ("khabar saved --tag اقتصاد --json", ("With a tag, for a script.", "بوسم، لبرنامج آخر.")),
        ),
        (*HEADLINE_FIELDS, *_SHELF_FIELDS),
    ),
    Command(
        "export",
        ("Saved articles out of the library.", "إخراج المحفوظات من المكتبة."),
        "bookmarks:export",
        "[ITEM…]",
        (
            Option(
                "--format",
                ("Form of the file.", "صيغة الملف."),
                "FORM",
                choices=("md", "html", "epub", "txt", "json"),
            ),
            _OUT,
            _FORCE,
            Option(
                "--all",
                (
                    "The whole library as JSON Lines, to move to another machine.",
                    "المكتبة كلها أسطر JSON، للانتقال إلى جهاز آخر.",
                ),
            ),
        ),
        (
            ("khabar export -o news.epub", ("Everything saved, as a book.", "كل المحفوظات كتابًا.")),
            ("khabar export 12 --format md", ("One article as Markdown.", "خبر بصيغة Markdown.")),
            ("khabar export --all -o library.jsonl", ("All there is.", "كل شيء.")),
        ),
        (*_ARTICLE_FIELDS, *_SHELF_FIELDS),
        (
            "PATH may be a folder: each article gets a file of its own. Without --format its ending decides.",
            "قد يكون PATH مجلدًا: لكل خبر ملف. بلا ‎--format تقرر لاحقة الاسم.",
        ),
    ),
    Command(
        "import",
        ("Bring in what khabar or another reader exported.", "إدخال ما أخرجه خبر أو قارئ آخر."),
        "bookmarks:bring_in",
        "FILE",
        (
            Option(
                "--format",
                ("What wrote it; recognised if not given.", "ما الذي كتبه؛ يُعرف تلقائيًا."),
                "FORM",
                choices=(
                    "khabar",
                    "articles",
                    "newsboat-urls",
                    "newsboat-cache",
                    "pocket-csv",
                    "pocket-html",
                    "instapaper",
                    "wallabag",
                ),
            ),
        ),
        (
            ("khabar import library.jsonl", ("From another machine.", "من جهاز آخر.")),
            ("khabar import ~/.newsboat/cache.db", ("From newsboat.", "من newsboat.")),
        ),
    ),
    Command(
        "sources",
        ("What is followed, and how each is doing.", "المصادر المتابَعة وحال كل منها."),
        "sources:show",
        "",
        (_JSON,),
        (("khabar sources", ("All, with their last result.", "كلها مع آخر نتيجة.")),),
        (
            ("id, name, feed, listing, category, language, enabled", ("as configured", "كما في الإعدادات")),
            ("total, unread", ("headlines here", "عدد العناوين")),
            ("last_success, last_fetch, due", ("ISO 8601 or null", "وقت أو null")),
            ("error, failures, entries_per_day", ("of the last fetches", "عن آخر جلب")),
        ),
    ),
    Command(
        "sources add",
        ("Follow a source.", "متابعة مصدر."),
        "sources:add",
        "[URL…]",
        (
            Option("--name", ("What to call it.", "اسمه."), "NAME"),
            Option("--category", ("Folder to put it in.", "مجلده."), "NAME"),
            Option(
                "--pack",
                ("A pack of the catalogue: iraq, kurdish …", "حزمة من الدليل: iraq، kurdish …"),
                "PACK",
            ),
            Option(
                "--force",
                ("Take the address as it is, without looking.", "خذ العنوان كما هو بلا فحص."),
                short="-f",
            ),
        ),
        (
            (
                "khabar sources add https://news.example/",
                ("Finds its feed, or its headlines.", "يعثر على خلاصته أو عناوينه."),
            ),
            ("khabar sources add --pack iraq", ("The Iraqi newsrooms.", "المصادر العراقية.")),
            ("khabar sources add rudaw-ar", ("One of the catalogue.", "مصدر من الدليل.")),
        ),
    ),
    Command(
        "sources remove",
        ("Follow sources no longer; what was saved stays.", "ترك مصادر؛ ويبقى المحفوظ منها."),
        "sources:remove",
        "ID…",
        (),
        (("khabar sources remove alsumaria", ("One of them.", "أحدها.")),),
    ),
    Command(
        "sources test",
        ("Fetch sources without storing, and say what works.", "جلب مصادر بلا تخزين، وبيان ما يعمل."),
        "sources:test",
        "[ID…]",
        (_JSON,),
        (
            (
                "khabar sources test baghdadtoday",
                ("Its feed, its listing, one article.", "خلاصته وصفحة عناوينه وخبر منه."),
            ),
        ),
        (
            ("id, name", ("of the source", "معرّف المصدر واسمه")),
            ("way", ("feed, listing or article", "خلاصة أو عناوين أو خبر")),
            ("url, entries, characters, error, note", ("what came", "ما الذي وصل")),
        ),
    ),
    Command(
        "sources discover",
        ("Look for feeds and headlines at an address.", "البحث عن خلاصات وعناوين في موقع."),
        "sources:discover",
        "URL",
        (_JSON,),
        (
            (
                "khabar sources discover https://news.example/",
                ("Shows what it would give.", "يعرض ما سيأتي منه."),
            ),
        ),
        (("kind, url, title, entries", ("feed or listing; headlines", "خلاصة أو عناوين")),),
    ),
    Command(
        "sources catalogue",
        ("Newsrooms the program knows, by pack.", "المصادر التي يعرفها البرنامج، بحسب الحزم."),
        "sources:catalogue",
        "",
        (_JSON,),
        (("khabar sources catalogue --json", ("For a script.", "لبرنامج آخر.")),),
        (("id, name, pack, feed, listing, country, language, followed", ("of the newsroom", "عن المصدر")),),
    ),
    Command(
        "sources import",
        (
            "Follow what an OPML file or newsboat's urls file lists.",
            "متابعة ما في ملف OPML أو ملف urls من newsboat.",
        ),
        "sources:bring_in",
        "FILE",
        (),
        (("khabar sources import feeds.opml", ("Folders become categories.", "المجلدات تصير أقسامًا.")),),
    ),
    Command(
        "sources export",
        ("What is followed, as OPML.", "المصادر المتابَعة بصيغة OPML."),
        "sources:export",
        "",
        (_OUT, _FORCE),
        (("khabar sources export -o feeds.opml", ("To a file.", "إلى ملف.")),),
    ),
    Command(
        "text",
        ("Set right-to-left text for a terminal: a filter.", "تنضيد نص من اليمين إلى اليسار للطرفية: مرشّح."),
        "filter:text",
        "[FILE]",
        (
            Option(
                "--width",
                ("Measure in cells; the terminal's if not given.", "عرض السطر بالخانات؛ وإلا عرض الطرفية."),
                "N",
                "-w",
                "number",
            ),
            Option(
                "--order",
                (
                    "visual: cells left to right; logical: only broken into lines; auto: for the terminal.",
                    "visual: الخانات من اليسار؛ logical: أسطر بترتيبها المنطقي؛ auto: ما تحتاجه الطرفية.",
                ),
                "ORDER",
                choices=("auto", "visual", "logical"),
            ),
            Option("--justify", ("Both edges even.", "ضبط السطر من الجانبين.")),
        ),
        (
            ("git log | khabar text", ("Arabic in another program's output.", "العربية في خرج برنامج آخر.")),
            ("khabar text --width 40 letter.txt", ("A file, forty cells wide.", "ملف بعرض أربعين خانة.")),
        ),
    ),
    Command(
        "doctor",
        (
            "The terminal and what was decided for it; files; the library; sources.",
            "الطرفية وما تقرر لها، والملفات، والمكتبة، والمصادر.",
        ),
        "doctor:doctor",
        "",
        (
            Option(
                "--repair",
                (
                    "Save what can be read of a damaged library into a new one.",
                    "أنقذ ما يمكن قراءته من مكتبة متضررة إلى مكتبة جديدة.",
                ),
            ),
            _JSON,
        ),
        (("khabar doctor", ("Letters apart? Start here.", "الحروف مقطعة؟ ابدأ هنا.")),),
        (("check, state, words", ("what was looked at; ok, note or bad; in words", "ما فُحص وحاله")),),
    ),
    Command(
        "config",
        ("The configuration: where it is, and what is wrong with it.", "الإعدادات: مكانها، وما الخطأ فيها."),
        "config_commands:config",
        "",
        (Option("--init", ("Write one with every setting explained.", "اكتب ملفًا فيه شرح كل إعداد.")), _JSON),
        (("khabar config --init", ("A file to change.", "ملف لتغيّره.")),),
        (("line, message", ("a problem; line 0 is the whole file", "مشكلة؛ السطر 0 للملف كله")),),
    ),
    Command(
        "completion",
        ("Completion for a shell.", "إكمال الأوامر في الصدفة."),
        "config_commands:completion",
        "SHELL",
        (),
        (
            (
                "khabar completion bash > ~/.local/share/bash-completion/completions/khabar",
                ("bash, zsh or fish.", "bash أو zsh أو fish."),
            ),
        ),
        values=("bash", "zsh", "fish"),
    ),
    Command(
        "help",
        ("Help on a topic or a command.", "مساعدة في موضوع أو أمر."),
        "help:show_topic",
        "[TOPIC…]",
        (),
        (
            ("khabar help keys", ("Every key of the screen.", "كل مفاتيح الشاشة.")),
            ("khabar help sources add", ("The help of a command.", "مساعدة أمر.")),
        ),
        more=(
            "Topics: keys, search, config, terminals, files.",
            "المواضيع: keys وsearch وconfig وterminals وfiles.",
        ),
        values=("keys", "search", "config", "terminals", "files"),
    ),
    Command(
        "man",
        ("The manual page (roff).", "صفحة الدليل (roff)."),
        "config_commands:man",
        "",
        (),
        (("khabar man | man -l -", ("Read it.", "لقراءتها.")),),
    ),
)
