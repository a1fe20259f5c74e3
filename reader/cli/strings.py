"""What the command line says, in English and Arabic."""

from __future__ import annotations

from reader.cli.parser import Words
from reader.locale.message import LocalizedError, Message

MESSAGES: dict[str, Words] = {
    "usage": ("Usage", "الاستعمال"),
    "name": ("Name", "الاسم"),
    "synopsis": ("Synopsis", "الاستعمال"),
    "commands": ("Commands", "الأوامر"),
    "options": ("Options", "الخيارات"),
    "everywhere": ("Options of every command", "خيارات كل الأوامر"),
    "examples": ("Examples", "أمثلة"),
    "fields": ("Fields of --json", "حقول ‎--json"),
    "choices": ("One of: {choices}.", "واحد من: {choices}."),
    "exit-codes": ("Exit codes", "رموز الخروج"),
    "codes": (
        "0 done; 1 something asked for failed; 2 usage; 130 interrupted.",
        "0 تم؛ 1 فشل شيء مما طُلب؛ 2 خطأ في الاستعمال؛ 130 قُطع.",
    ),
    "tagline": (
        "The terminal news reader in which Arabic is right. Without a command it opens the reader.",
        "قارئ أخبار للطرفية تصحّ فيه العربية. بلا أمر يفتح القارئ.",
    ),
    "see-help": ("khabar {command}--help tells more", "المزيد: ‎khabar {command}--help"),
    "config-problem": ("{path}, line {line}: {message}", "{path}، السطر {line}: {message}"),
    "config-problem-whole": ("{path}: {message}", "{path}: {message}"),
    "empty": (
        "there are no headlines yet; khabar refresh fetches them",
        "لا عناوين بعد؛ يجلبها الأمر khabar refresh",
    ),
    "nothing-matches": ("nothing matches", "لا شيء يطابق"),
    "not-searched": (
        "headlines not searched, for the library cannot be written now: {count}",
        "عناوين لم يشملها البحث لتعذّر الكتابة في المكتبة الآن: {count}",
    ),
    "sample": (
        "there is no news yet: this is a sample that comes with the program",
        "لا أخبار بعد: هذا نموذج يأتي مع البرنامج",
    ),
    "no-source": (
        "no source is called {id!r}; khabar sources lists them",
        "لا مصدر باسم «{id}»؛ تعرض khabar sources أسماءها",
    ),
    "refreshing": ("sources {done}/{total}, new {new}", "المصادر {done}/{total}، الجديد {new}"),
    "waiting-for": ("{line} · waiting for {names}", "{line} · ننتظر {names}"),
    "taking": (
        "articles {done}/{total}, {size} of about {expected}",
        "الأخبار {done}/{total}، {size} من نحو {expected}",
    ),
    "refreshed": (
        "new headlines: {new}; sources: {good}; failed: {bad}",
        "العناوين الجديدة: {new}؛ المصادر: {good}؛ الفاشلة: {bad}",
    ),
    "taken": (
        "articles saved for reading offline: {taken}, {size}",
        "أخبار حُفظت للقراءة بلا شبكة: {taken}، {size}",
    ),
    "offline": (
        "there seems to be no network; what was fetched before is still here",
        "يبدو أن الشبكة غير متاحة؛ ما جُلب من قبل ما زال هنا",
    ),
    "failed": ("{name}: {error}", "{name}: {error}"),
    "no-sources": ("no source is followed; khabar sources add URL", "لا مصدر متابَعًا؛ khabar sources add URL"),
    "feed-part-only": (
        "only what the feed gave: {error}",
        "هذا ما أعطته الخلاصة فقط: {error}",
    ),
    "no-pager": ("the pager {pager!r} cannot be run: {why}", "تعذّر تشغيل المتصفّح «{pager}»: {why}"),
    "saved": ("saved {id}", "حُفظ {id}"),
    "whole": ("{id}: the whole article is on disk", "{id}: الخبر كاملًا على القرص"),
    "queued": (
        "{id} is saved as far as known; the rest comes later: {why}",
        "حُفظ المعروف من {id}، والباقي لاحقًا: {why}",
    ),
    "unsaved": ("{id} is off the shelf", "أُزيل {id} من المحفوظات"),
    "not-saved": ("{id} was not saved", "لم يكن {id} محفوظًا"),
    "shelf-empty": ("nothing is saved; khabar save ITEM", "لا محفوظات؛ khabar save ITEM"),
    "exported": ("{path} was written; articles: {count}", "كُتب {path}؛ عدد الأخبار: {count}"),
    "dumped": ("the whole library was written to {path}", "كُتبت المكتبة كلها في {path}"),
    "binary-terminal": (
        "an EPUB is no text for a terminal; give a file with -o",
        "الكتاب ليس نصًا للطرفية؛ اذكر ملفًا بالخيار ‎-o",
    ),
    "imported": (
        "{kind}: entries {entries}, saved pages {pages}, new sources {sources}",
        "{kind}: أخبار {entries}، صفحات محفوظة {pages}، مصادر جديدة {sources}",
    ),
    "note": ("{note}", "{note}"),
    "followed": ("{name} ({id}) is followed", "يُتابَع {name} ({id})"),
    "followed-already": ("{name} ({id}) was followed already", "{name} ({id}) متابَع من قبل"),
    "left": ("{name} ({id}) is followed no longer", "لم يعد {name} ({id}) متابَعًا"),
    "would-give": ("It gives, for instance:", "من عناوينه:"),
    "nothing-found": ("nothing to follow was found at {url}", "لم يُعثر على ما يُتابَع في {url}"),
    "test-good": ("{way}: headlines {count}, {url}", "{way}: عناوين {count}، {url}"),
    "test-article": ("article: characters {count}, {url}", "خبر: حروف {count}، {url}"),
    "test-bad": ("{way}: {error}", "{way}: {error}"),
    "never": ("never", "أبدًا"),
    "off": ("off", "متوقف"),
    "config-good": ("{path} has nothing wrong in it", "لا خطأ في {path}"),
    "config-none": (
        "there is no {path}; khabar config --init writes one",
        "لا يوجد {path}؛ يكتبه الأمر khabar config --init",
    ),
    "config-written": (
        "{path} was written; every setting is explained in it",
        "كُتب {path} وفيه شرح كل إعداد",
    ),
    "doctor-terminal": ("Terminal", "الطرفية"),
    "doctor-files": ("Files", "الملفات"),
    "doctor-library": ("Library", "المكتبة"),
    "doctor-sources": ("Sources", "المصادر"),
    "doctor-config": ("Configuration", "الإعدادات"),
    "doctor-order": (
        "{name}: lines are sent as {order}, in scrolling output as {inline}",
        "{name}: تُرسل الأسطر بطريقة {order}، وفي الخرج المتتابع {inline}",
    ),
    "doctor-pictures": ("pictures: {protocol}. {why}", "الصور: {protocol}. {why}"),
    "doctor-try": (
        "Letters apart or words reversed? Set order in the configuration to cells, words or fenced.",
        "الحروف مقطعة أو الكلمات معكوسة؟ غيّر order في الإعدادات إلى cells أو words أو fenced.",
    ),
    "doctor-specimen": (
        "This should read: brackets (round) and [square], 2020-08-20, 50%.",
        "يجب أن تقرأ: أقواس (مستديرة) و[مربعة]، و 50%، وسَلامٌ بالحركات.",
    ),
    "doctor-path": ("{what}: {path}{state}", "{what}: {path}{state}"),
    "doctor-absent": (" (not there yet)", " (ليس موجودًا بعد)"),
    "doctor-size": ("entries: {entries}; on disk: {size}", "عدد الأخبار: {entries}؛ على القرص: {size}"),
    "doctor-sound": ("its integrity was checked: sound", "فُحصت سلامتها: سليمة"),
    "doctor-source-good": ("{name}: last success {time}", "{name}: آخر نجاح {time}"),
    "doctor-source-bad": ("{name}: {error} (last success {time})", "{name}: {error} (آخر نجاح {time})"),
    "doctor-untried": ("sources never fetched: {count}", "مصادر لم تُجلب قط: {count}"),
    "repaired": (
        "what could be read was saved: {path}; the damaged file is kept as {old}",
        "أُنقذ ما أمكنت قراءته: {path}؛ وبقي الملف المتضرر باسم {old}",
    ),
    "salvaged": (
        "headlines: {entries}; whole articles: {articles}; saved: {saved}",
        "العناوين: {entries}؛ النصوص الكاملة: {articles}؛ المحفوظات: {saved}",
    ),
    "nothing-to-repair": ("the library is sound; nothing to repair", "المكتبة سليمة؛ لا شيء يُصلح"),
}


class Say:
    """Gives messages in one language.

    Args:
        arabic: whether that is Arabic; else English.
    """

    def __init__(self, *, arabic: bool) -> None:
        self.arabic = arabic

    def __call__(self, message: str, /, **values: object) -> str:
        """Return a message with its blanks filled."""
        if self.arabic:
            values = {name: _piece(value) for name, value in values.items()}
        return MESSAGES[message][self.arabic].format(**values)

    def words(self, pair: Words) -> str:
        """Return one of two."""
        return pair[self.arabic]

    def either(self, english: str, arabic: str) -> str:
        """Return what was written down in both languages; the English where there is no Arabic."""
        return arabic if self.arabic and arabic else english

    def error(self, error: LocalizedError | Message | None) -> str:
        """Return what an error or message of one of the rooms says; nothing for none."""
        return self.either(str(error), error.arabic) if error else ""


def _piece(value: object) -> object:
    if isinstance(value, int):
        return value
    if isinstance(value, Message):
        return value.arabic
    return f"\u2068{value}\u2069"


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    number = float(count)
    for unit in ("B", "kB", "MB"):
        if number < 1000:
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} GB"
