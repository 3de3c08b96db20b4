"""Words for days, months and lengths, in English and Danish. Tables only; the grammar is in `date_phrases`.

What is looked up in them is folded first (`names.fold`): case, accents and the spellings `ae oe aa` do not matter.
"""

from collections.abc import Mapping

from .names import fold

_WEEKDAYS = (
    ("mon", "monday", "man", "mandag"),
    ("tue", "tues", "tuesday", "tir", "tirs", "tirsdag"),
    ("wed", "weds", "wednesday", "ons", "onsdag"),
    ("thu", "thur", "thurs", "thursday", "tor", "tors", "torsdag"),
    ("fri", "friday", "fre", "fredag"),
    ("sat", "saturday", "lør", "lørdag", "lor", "lordag", "loer", "loerdag"),
    ("sun", "sunday", "søn", "søndag", "son", "sondag", "soen", "soendag"),
)
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names}
"""Days of the week by every name they are read by; Monday is 0."""

_MONTHS = (
    "jan january januar",
    "feb february februar",
    "mar march marts",
    "apr april",
    "may maj",
    "jun june juni",
    "jul july juli",
    "aug august",
    "sep sept september",
    "oct okt october oktober",
    "nov november",
    "dec december",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

DAYS_AHEAD = {
    "today": 0,
    "i dag": 0,
    "idag": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "i morgen": 1,
    "imorgen": 1,
    "day after tomorrow": 2,
    "i overmorgen": 2,
    "overmorgen": 2,
    "yesterday": -1,
    "i går": -1,
    "igår": -1,
    "day before yesterday": -2,
    "i forgårs": -2,
    "forgårs": -2,
    "eod": 0,
    "end of day": 0,
    "end of the day": 0,
    "fyraften": 0,
}
"""Words for a day counted from today. `eod` is today too: a day's moment is its closing time."""


def _by_folded(groups: Mapping[int, str]) -> dict[str, int]:
    return {fold(word): number for number, words in groups.items() for word in words.split(",")}


WHICH = _by_folded(
    {
        1: "next,næste",
        0: "this,coming,denne,dette,kommende,førstkommende,nu på",
        -1: "last,past,previous,sidste,forrige",
    }
)
"""Which one of several: the next, this, or the last."""

ENDS = {
    "week": "eow,end of week,end of the week,end of this week,ugens udgang,ugens slutning,slutningen af ugen",
    "month": "eom,end of month,end of the month,end of this month,ultimo,månedens udgang,månedens slutning,slutningen af måneden",
    "year": "eoy,end of year,end of the year,end of this year,årets udgang,årets slutning,slutningen af året",
}
"""Words for the end of a period, by the period."""
ENDS_BY_WORD = {fold(word): period for period, words in ENDS.items() for word in words.split(",")}

PERIODS = {
    fold(word): period
    for period, words in {
        "week": "week,uge",
        "weekend": "weekend,weekenden",
        "month": "month,måned",
        "year": "year,år",
    }.items()
    for word in words.split(",")
}
"""Periods that `next` and `this` go with."""

NUMBERS = _by_folded(
    {
        1: "a,an,one,en,et",
        2: "two,to",
        3: "three,tre",
        4: "four,fire",
        5: "five,fem",
        6: "six,seks",
        7: "seven,syv",
        8: "eight,otte",
        9: "nine,ni",
        10: "ten,ti",
        11: "eleven,elleve",
        12: "twelve,tolv",
        14: "fourteen,fjorten",
        20: "twenty,tyve",
        30: "thirty,tredive",
    }
)
HALVES = {fold(word): 0.5 for word in ("half an", "half a", "en halv", "et halvt", "half")} | {
    fold(word): 1.5 for word in ("one and a half", "halvanden", "halvandet")
}
"""Numbers that only hours can have."""

UNITS = {
    fold(word): unit
    for unit, words in {
        "minutes": "m,min,mins,minute,minutes,minut,minutter",
        "hours": "h,hr,hrs,hour,hours,t,time,timer",
        "days": "d,day,days,dag,dage,døgn",
        "weeks": "w,wk,wks,week,weeks,u,uge,uger",
        "months": "mo,mos,month,months,md,mdr,måned,måneder",
        "years": "y,yr,yrs,year,years,år",
    }.items()
    for word in words.split(",")
}
"""Units that can be counted, by every name they are read by."""

CLOCKS = {
    fold(word): hour for word, hour in {"noon": 12, "midday": 12, "middag": 12, "midnight": 24, "midnat": 24}.items()
}
"""Hours that have a name; midnight is the end of its day, a guess."""

PARTS = {
    fold(word): hours
    for words, hours in {
        "morning,morgen,tidlig,morges": (9, 6, 12),
        "formiddag": (10, 9, 12),
        "afternoon,eftermiddag": (15, 12, 18),
        "evening,aften": (19, 18, 24),
        "night,nat": (22, 21, 24),
    }.items()
    for word in words.split(",")
}
"""Parts of a day: the hour meant when one is asked for, and from which to which hour it lasts."""
