"""List the words newsrooms write dates with, from Casablanca to Karachi, folded.

Kinds of words and their values:

==========  ==========================================================================
month       (calendar, number): gregorian, hijri, jalali, kurdish
weekday     0 is Monday
half        am, pm, noon, night: how to read the hour next to it
zone        minutes east of UTC
era         gregorian, hijri, jalali: written after a year
day         days from today: yesterday is -1
now         0
unit        (seconds, months, count): ساعتين is two hours
count       number word
fraction    of the unit after it: نصف
ago, at     منذ; الساعة
filler      without meaning: من, شهر
==========  ==========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from reader.text.normalize import fold

Value = int | float | str | tuple[str, int] | tuple[int, int, int]
Word = tuple[str, Value]

LONGEST = 3
"""Words of the longest name."""

_SPELLING = str.maketrans(
    {
        "گ": "ك",
        **dict.fromkeys("ء'\"`´‘’“”«»", None),
        **dict.fromkeys("،؛", ","),
        **dict.fromkeys("⁄∕", "/"),
        **dict.fromkeys("–—‒―−", "-"),
        **dict.fromkeys("∶꞉", ":"),
    }
)
"""Spelling variants in dates that the folding of the search keeps."""

_MONTHS = {
    "gregorian": (
        "كانون الثاني|كانون ثاني|كانون ثان|يناير|جانفي|ينائر|کانوونی دووەم|کانونی دووەم|چلە|جەنیوەری"
        "|یەنایەر|ژانویه|جنوری|ינואר|ינו|january|jan|"
        "январь|января|янв|janvier|janv|ocak|oca|rêbendan|çile"
        "|kanûna paşîn|kanûna duyem|januar|januari|enero|ene|gennaio|janeiro",
        "شباط|فبراير|فيبراير|فيفري|فبرائر|شوبات|فێبریوەری|فیبرایەر|فوریه|فروری|فبروری|פברואר|פבר"
        "|february|feb|"
        "февраль|февраля|фев|février|fevr|fév|şubat|şub|sibat|reşemî|februar|februari|febrero|febbraio|fevereiro",
        "آذار|مارس|مارت|ئازار|مارچ|מרץ|מרס|march|mar|март|марта|мар|mars|mart|adar"
        "|märz|mrz|maart|mrt|marzo|março|maret",
        "نيسان|أبريل|إبريل|ابرايل|أفريل|ئەپریل|آوریل|اپریل|אפריל|אפר|april|apr|"
        "апрель|апреля|апр|avril|avr|nisan|avrêl|nis|nîsan|abril|abr|aprile",
        "أيار|مايو|مايس|ماي|ئایار|مەی|مایس|مه|مئی|می|מאי|may|mai|май|мая|mayıs|gulan|mei|maj|mayo|maggio|maio",
        "حزيران|يونيو|يونيه|جوان|حوزەیران|جون|ژوئن|יוני|june|jun|"
        "июнь|июня|июн|juin|haziran|haz|hezîran|pûşper|juni|junio|giugno|junho",
        "تموز|يوليو|يوليه|يوليوز|جويلية|جوييه|تەممووز|تەمموز|تەمووز|جولای|جولائی|ژوئیه|ژوییه|יולי"
        "|july|jul|"
        "июль|июля|июл|juillet|juil|temmuz|tem|tîrmeh|temûz|juli|julio|luglio|julho",
        "آب|أغسطس|أوغسطس|اغسطوس|غشت|أوت|ئاب|ئۆگست|اگست|אוגוסט|אוג|august|aug|"
        "август|августа|авг|août|ağustos|ağu|tebax|augustus|augusti|agosto|agustus",
        "أيلول|سبتمبر|سيبتمبر|شتنبر|ئەیلوول|ئەیلول|سێپتەمبەر|سپتامبر|سپتمبر|ستمبر|ספטמבר|ספט"
        "|september|sept|"
        "сентябрь|сентября|сен|сент|sep|septembre|eylül|eyl|îlon|rezber|septiembre|setiembre|settembre|setembro",
        "تشرين الأول|تشرين أول|تشرين اول|أكتوبر|اوكتوبر|تشرینی یەکەم|ئۆکتۆبەر|اکتبر|اکتوبر|אוקטובר"
        "|אוק|october|oct|"
        "октябрь|октября|окт|octobre|ekim|eki|cotmeh|çirya pêşîn|çirya yekem|kewçêr"
        "|oktober|okt|octubre|ottobre|ott|outubro",
        "تشرين الثاني|تشرين ثاني|تشرين ثان|نوفمبر|نوفنبر|نونبر|تشرینی دووەم|نۆڤەمبەر|نوامبر|نومبر"
        "|נובמבר|נוב|november|nov|"
        "ноябрь|ноября|ноя|нояб|novembre|kasım|kas|mijdar|çirya paşîn|çirya duyem|sermawez"
        "|noviembre|novembro",
        "كانون الأول|كانون أول|كانون اول|ديسمبر|دسمبر|ديسنبر|دجنبر|کانوونی یەکەم|کانونی یەکەم"
        "|دیسەمبەر|دسامبر|דצמבר|דצמ|december|dec|"
        "декабрь|декабря|дек|décembre|déc|aralık|ara|berfanbar|kanûna pêşîn"
        "|kanûna yekem|kanûn|dezember|dez|desember|diciembre|dicembre|dic|dezembro",
    ),
    "hijri": (
        "محرم|محرم الحرام|المحرم|muharram|muharrem|moharram",
        "صفر|صفر الخير|صفر المظفر|safar|safer",
        "ربيع الأول|ربيع أول|ربيع 1|ربيع الاولى"
        "|rabi al awwal|rabi i|rabi 1|rabiul awwal|rabial awwal|rabi ul awwal|rabi alawwal|rebiülevvel",
        "ربيع الثاني|ربيع الآخر|ربيع ثاني|ربيع آخر|ربيع 2|ربيع الثانی"
        "|rabi al thani|rabi ii|rabi 2|rabi al akhir|rabiul akhir|rabi ul thani|rabi althani|rebiülahir",
        "جمادى الأولى|جمادى الأول|جمادى أول|جمادى اولى|جماد أول|جماد الأول|جمادى 1"
        "|jumada al ula|jumada i|jumada 1|jumada al awwal|jumada al oula|jumadal ula|jumada alawwal"
        "|cemaziyelevvel",
        "جمادى الآخرة|جمادى الثانية|جمادى الثاني|جمادى الآخر|جمادى ثاني|جماد ثاني|جماد الثاني"
        "|جماد الآخر|جمادى 2"
        "|jumada al thani|jumada al thaniyah|jumada ii|jumada 2|jumada al akhirah|jumada al akhira"
        "|jumadal akhirah"
        "|jumada althani|jumada al thania|cemaziyelahir",
        "رجب|رجب المرجب|رجب الحرام|rajab|recep|receb",
        "شعبان|شعبان المعظم|شعبان المبارك|shaban|şaban",
        "رمضان|رمضان المبارك|رمضان المعظم|رەمەزان|ramadan|ramazan|ramadhan",
        "شوال|شوال المكرم|shawwal|şevval",
        "ذو القعدة|ذي القعدة|ذا القعدة|ذو القعده الحرام|ذيقعدة|ذیقعد|ذى قعدة|ذوقعدة"
        "|dhu al qidah|dhu al qadah|dhul qadah|dhul qidah|dhu alqidah|zul qadah|zulqadah|zilkade",
        "ذو الحجة|ذي الحجة|ذا الحجة|ذو الحجة الحرام|ذيحجة|ذی حجه|ذوحجة"
        "|dhu al hijjah|dhul hijjah|dhu alhijjah|dhu al hijja|dhul hijja|zul hijjah|zulhijjah|zilhicce",
    ),
    "jalali": (
        "فروردین|حمل|farvardin",
        "اردیبهشت|ثور|ordibehesht",
        "خرداد|جوزا|khordad",
        "تیر|سرطان|tir",
        "مرداد|امرداد|اسد|mordad|amordad",
        "شهریور|سنبله|shahrivar",
        "مهر|میزان|mehr",
        "آبان|عقرب|aban",
        "آذر|قوس|azar",
        "دی|جدی|dey",
        "بهمن|دلو|bahman",
        "اسفند|اسفندماه|حوت|esfand",
    ),
    "kurdish": (
        "خاکەلێوە|نەورۆز",
        "گوڵان|بانەمەڕ",
        "جۆزەردان",
        "پووشپەڕ|پوشپەڕ",
        "گەلاوێژ",
        "خەرمانان",
        "ڕەزبەر|رەزبەر",
        "گەڵاڕێزان|خەزەڵوەر",
        "سەرماوەز",
        "بەفرانبار",
        "ڕێبەندان|رێبەندان",
        "ڕەشەمە|رەشەمێ|ڕەشەمێ",
    ),
}
_WEEKDAYS = (
    "الاثنين|الإثنين|الأثنين|دوشنبه|دو شنبه|دووشەممە|دووشەمە|پیر|monday|mon|lundi|יום שני|pazartesi"
    "|pzt|duşem",
    "الثلاثاء|الثلاثا|الثلثاء|سه شنبه|سێشەممە|سێشەمە|منگل|tuesday|tue|tues|mardi|יום שלישי|salı|sal|sêşem",
    "الأربعاء|الاربعا|چهارشنبه|چهار شنبه|چوارشەممە|چوارشەمە|بدھ|wednesday|wed|mercredi|יום רביעי"
    "|çarşamba|çar|çarşem",
    "الخميس|پنجشنبه|پنج شنبه|پێنجشەممە|پێنجشەمە|جمعرات|thursday|thu|thur|thurs|jeudi|יום חמישי"
    "|perşembe|per|pêncşem",
    "الجمعة|جمعه|هەینی|جمعۃ|friday|fri|vendredi|יום שישי|cuma|cum|în|înî",
    "السبت|شنبه|شەممە|شەمە|saturday|sat|samedi|שבת|יום שבת|cumartesi|cmt|şemî",
    "الأحد|الاحد|یکشنبه|یک شنبه|یەکشەممە|یەکشەمە|اتوار|sunday|sun|dimanche|יום ראשון|pazar|paz|yekşem",
)
_HALVES = {
    "am": "صباحا|صباحاً|الصباح|ص|صبح|صباح|فجرا|الفجر|فجر|قبل الظهر|بعد منتصف الليل|منتصف الليل"
    "|قبل از ظهر|پیش از ظهر|بامداد|سحر|بەیانی|پێش نیوەڕۆ|am|בבוקר|לפנהצ|du matin|سحرا",
    "pm": "مساء|مساءا|مساءً|المساء|م|عصر|عصرا|العصر|بعد الظهر|بعد ظهر|بعد از ظهر|بعدازظهر"
    "|دوای نیوەڕۆ|پاش نیوەڕۆ|ئێوارە|شام|سه پهر|pm|אחהצ|בערב|אחרי הצהריים",
    "noon": "ظهرا|الظهر|ظهر|نیوەڕۆ|دوپہر|בצהריים",
    "night": "ليلا|الليل|ليل|شب|شەو|رات|בלילה",
}
_ZONES = {
    0: "gmt|utc|ut|z|wet|غرينتش|غرينيتش|جرينتش|جرينيتش|غرينتش العالمي|گرینویچ",
    60: "cet|bst|west|wat",
    120: "eet|cest|sast|cat",
    180: "eest|msk|idt|trt|eat|مكة|مكة المكرمة|الرياض|السعودية|بغداد|العراق|الكويت|الدوحة|قطر|صنعاء|عدن"
    "|أسطنبول|إسطنبول",
    210: "irst|بتوقيت طهران|تهران",
    240: "gst|azt|samt|أبوظبي|أبو ظبي|دبي|الإمارات|مسقط|المحلي الإماراتي",
    270: "aft|irdt|کابل",
    300: "pkt|uzt",
    345: "npt",
    420: "wib|ict",
    480: "awst|hkt|sgt|pht",
    540: "jst|kst",
    570: "acst",
    600: "aest",
    630: "acdt",
    660: "aedt",
    720: "nzst",
    780: "nzdt",
    -150: "ndt",
    -180: "brt|art|adt",
    -210: "nst",
    -240: "edt",
    -300: "est|cdt",
    -360: "cst|mdt",
    -420: "mst|pdt",
    -480: "pst|akdt",
    -540: "akst",
    -600: "hst",
}
_ERAS = {
    "gregorian": "ميلادي|ميلادية|الميلادي|ميلاديا|الموافق|میلادی",
    "hijri": "ه|هجري|هجرية|الهجري|هجريا|ه ق|قمری|ه ق|هجری قمری|ق",
    "jalali": "ه ش|ش|شمسی|خورشیدی|هجری شمسی|هجری خورشیدی|هەتاوی",
}
_DAYS = {
    0: "اليوم|هذا اليوم|امروز|ئەمڕۆ|آج|היום|today|aujourdhui|bugün",
    -1: "أمس|يوم أمس|بالأمس|البارحة|مساء أمس|دیروز|دوێنێ|אתמול|yesterday|hier|dün",
    -2: "أول أمس|أول من أمس|أمس الأول|پریروز|پێرێ|שלשום|avant hier",
}
_NOW = "الآن|للتو|لحظات|لحظة|هم اکنون|اکنون|ئێستا|עכשיו|now|just now|moments"
_UNITS = {
    (1, 0, 1): "ثانية|ثواني|ثوان|second|seconds|sec|secs|seconde|secondes|ثانیه|چرکە|שניות|שנייה|سیکنڈ",
    (1, 0, 2): "ثانيتين|ثانيتان",
    (60, 0, 1): "دقيقة|دقائق|دقایق|د|minute|minutes|min|mins|dakika|خولەک|دەقە|דקה|דקות|منٹ",
    (60, 0, 2): "دقيقتين|دقيقتان",
    (
        3600,
        0,
        1,
    ): "ساعة|ساعات|hour|hours|hr|hrs|h|heure|heures|saat|ساعت|کاتژمێر|سەعات|שעה|שעות|گھنٹہ|گھنٹے|گھنٹوں",
    (3600, 0, 2): "ساعتين|ساعتان|שעתיים",
    (86400, 0, 1): "يوم|أيام|يوما|يومًا|day|days|jour|jours|gün|روز|ڕۆژ|יום|ימים|دن|دنوں",
    (86400, 0, 2): "يومين|يومان|יומיים",
    (604800, 0, 1): "أسبوع|أسابيع|اسبوعا|week|weeks|semaine|semaines|hafta|هفته|هەفتە|שבוע|שבועות|ہفتے",
    (604800, 0, 2): "أسبوعين|أسبوعان|שבועיים",
    (0, 1, 1): "شهر|أشهر|شهور|شهرا|month|months|mois|ماه|مانگ|חודש|חודשים|مہینہ|مہینے",
    (0, 1, 2): "شهرين|شهران|חודשיים",
    (0, 12, 1): "سنة|سنوات|سنين|عام|أعوام|عاما|year|years|ans|سال|ساڵ|שנה|שנים",
    (0, 12, 2): "سنتين|سنتان|عامين|عامان|שנתיים",
}
_COUNTS = {
    1: "واحد|واحدة|one|a|an|un|une|یک|یەک|ایک",
    2: "اثنين|اثنان|اثنتين|اثنتان|two|deux|دو|دوو",
    3: "ثلاث|ثلاثة|three|trois|سه",
    4: "أربع|أربعة|four|quatre|چهار|چوار",
    5: "خمس|خمسة|five|cinq|پنج|پێنج",
    6: "ست|ستة|six|شش|شەش",
    7: "سبع|سبعة|seven|sept heures|هفت|حەوت",
    8: "ثماني|ثمانية|ثمان|eight|huit|هشت|هەشت",
    9: "تسع|تسعة|nine|neuf|نه|نۆ",
    10: "عشر|عشرة|ten|dix|ده|دە",
    11: "أحد عشر|إحدى عشرة|احدى عشر|eleven|یازده",
    12: "اثني عشر|اثنا عشر|اثنتي عشرة|اثنتا عشرة|twelve|دوازده",
    20: "عشرين|عشرون|twenty|بیست",
    30: "ثلاثين|ثلاثون|thirty|سی",
    40: "أربعين|أربعون|forty|چهل",
    50: "خمسين|خمسون|fifty|پنجاه",
}
_FRACTIONS = {0.5: "نصف|النصف|half|demi|نیم|نیو|חצי|וחצי|آدھا", 0.25: "ربع|quarter|quart|רבע", 1 / 3: "ثلث"}
_AGO = "منذ|مند|قبل|ago|پیش|پێش|לפני|لەمەوپێش|لەمەوبەر|پہلے|مضت|il y a|önce"
_AT = "الساعة|عند الساعة|بتمام الساعة|في الساعة|at|בשעה|saat"
_FILLERS = (
    "من|ê|لشهر|لعام|لسنة|في|بتاريخ|of|the|de|du|le|th|st|nd|rd|er|بتوقيت|توقيت|حسب|وقت|به وقت|ب|ל|ה"
    "|ב|ی|ان|on|بجے|بکات|ساڵی|لە|مانگی"
)


def fold_date(text: str) -> str:
    """Return the text of a date folded for lookup, with one kind of dash, quote and comma."""
    return fold(text).translate(_SPELLING)


@cache
def words() -> dict[str, Word]:
    """Return every folded name with its meaning; the most common one of an ambiguous word."""
    known: dict[str, Word] = {}

    def learn(names: str, kind: str, value: Value) -> None:
        for name in names.split("|"):
            spelling = re.sub(r"\W+", " ", fold_date(name))
            known.setdefault(spelling, (kind, value))
            known.setdefault(spelling.replace(" ", ""), (kind, value))

    for calendar, months in _MONTHS.items():
        for number, names in enumerate(months, 1):
            learn(names, "month", (calendar, number))
    for number, names in enumerate(_WEEKDAYS):
        learn(names, "weekday", number)
    tables: dict[str, Mapping[Any, str]] = {
        "day": _DAYS,
        "half": _HALVES,
        "zone": _ZONES,
        "unit": _UNITS,
        "era": _ERAS,
        "count": _COUNTS,
        "fraction": _FRACTIONS,
    }
    for kind, table in tables.items():
        for value, names in table.items():
            learn(names, kind, value)
    learn(_AGO, "ago", 0)
    learn(_AT, "at", 0)
    learn(_NOW, "now", 0)
    learn(_FILLERS, "filler", 0)
    return known
