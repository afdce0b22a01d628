"""Words of the calendar: months by language, weekdays, seasons, numbers, units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from flows.casing import ByWord

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "id": "januari februari maret april mei juni juli agustus september oktober november desember",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
# As they stand before a date (in Turkish behind it); other forms of a day behind a stroke.
_DAYS_BY_LANGUAGE = {
    "en": "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri saturday/sat sunday/sun",
    "de": "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira/segunda terça-feira/terça quarta-feira/quarta quinta-feira/quinta sexta-feira/sexta sábado"
    " domingo",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "tr": "pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    "ru": "понедельник/понедельника вторник/вторника среда/среду/среды четверг/четверга пятница/пятницу/пятницы"
    " суббота/субботу/субботы воскресенье/воскресенья",
    "uk": "понеділок вівторок середа/середу четвер п'ятниця/п'ятницю/п’ятниця/п’ятницю субота/суботу неділя/неділю",
    "pl": "poniedziałek wtorek środa/środę czwartek piątek sobota/sobotę niedziela/niedzielę",
    "sv": "måndag/måndagen tisdag/tisdagen onsdag/onsdagen torsdag/torsdagen fredag/fredagen lördag/lördagen"
    " söndag/söndagen",
    "id": "senin selasa rabu kamis jumat/jum'at sabtu minggu",
    "ar": "الاثنين/الإثنين الثلاثاء الأربعاء/الاربعاء الخميس الجمعة السبت الأحد/الاحد",
}
# Other forms, in the order of the months, `-` for none, `_` for a blank: abbreviations, spellings, cases.
_OTHER_FORMS = {
    "en": ("jan feb mar apr - jun jul aug sep oct nov dec", "- - - - - - - - sept - - -"),
    "de": ("jänner feber - - - - - - - - - -",),
    "fr": ("- fevrier - - - - - aout - - - decembre",),
    "es": ("- - - - - - - - setiembre - - -",),
    "ru": (
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
    ),
    "ar": (
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
        "جانفي فيفري - افريل ماي جوان جويلية أوت - اكتوبر - -",
    ),
}
LANGUAGES = tuple(_MONTHS)

SEASONS = ByWord({"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"})
PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
UNITS = ByWord(
    {
        "second": "TS",
        "minute": "TM",
        "hour": "TH",
        "day": "D",
        "week": "W",
        "month": "M",
        "year": "Y",
        "decade": "E",
        "century": "C",
        "centurie": "C",
        "quarter": "Q",
    }
)
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_ONES) if number},
    **_TENS,
    **{f"{tens}-{ones}": number + one for tens, number in _TENS.items() for one, ones in enumerate(_ONES[1:10], 1)},
}


@cache
def months(language: str) -> Mapping[str, int]:
    """Numbers of months by their names in a language, in small letters; full names and abbreviations."""
    lists = (_MONTHS[language], *_OTHER_FORMS.get(language, ()))
    pairs = ((name.replace("_", " "), number) for names in lists for number, name in enumerate(names.split(), 1))
    return ByWord({name: number for name, number in pairs if name != "-"})


@cache
def weekday_numbers(language: str) -> Mapping[str, int]:
    """Numbers of weekdays, Monday's 0, by their names in a language, in small letters."""
    days = enumerate(_DAYS_BY_LANGUAGE[language].split())
    return ByWord({name: number for number, names in days for name in names.split("/")})


@cache
def weekdays(language: str) -> tuple[str, ...]:
    """Names of weekdays in a language, in small letters, as they stand next to a date."""
    return tuple(weekday_numbers(language))


def any_of(words: Mapping[str, object]) -> str:
    """A pattern of any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


WEEKDAYS = weekday_numbers("en")
