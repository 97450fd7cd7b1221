"""The day a plan gives a task, as people write it: a day, a month, a quarter, how often."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dtiscore.base.dates import parse_date, span_end
from dtiscore.base.text import without_accents

if TYPE_CHECKING:
    from collections.abc import Iterator


class Due(NamedTuple):
    """What a cell says of the time.

    Attributes:
        day: the last day it names. every: month or quarter, where the task returns; on: on which
            day of the (quarter's last) month.
        known: whether it says anything that is understood; an empty cell does.
        more: whether it names more than that.
    """

    day: date | None = None
    every: str | None = None
    on: int | None = None
    known: bool = True
    more: bool = False


_YEAR = r"(?P<{}>20[0-9]{{2}})(?![0-9])"
_OF = r"(?:\s?(?:[/.-]|nam)\s?|\s)"
_NUMBER = r"[0-9]{1,2}(?![0-9])(?!\s?/\s?[0-9]{1,2}(?![0-9]))"
_QUARTER = r"(?:iv|i{1,3}|[1-4])(?![0-9a-z])"
_AND = r"\s?(?:[,;&+–-]|va|den)\s?"
_AND_QUARTER = r"\s?(?:[,;&+/–-]|va|den)\s?"
_DAY = (
    r"(?:\b(?:ngay|mung|mong) |^|(?<=[(,;:–-] )|(?<=[(–-])"
    r"|(?<=den )|(?<=toi )|(?<=va )|(?<=truoc )|(?<=han )|(?<=tu )|(?<=vao )|(?<=bat dau ))"
)
"""What a day stands behind: “ngày 15 tháng 6”, “trước 15 tháng 6”, but not “tuần 1 tháng 6”."""
_ALONE = r"(?<![0-9])(?<![0-9][/.])"
_WHEN = re.compile(
    "|".join(
        (
            rf"{_ALONE}(?P<iso>[0-9]{{4}}(?P<by>[/.-])[0-9]{{1,2}}(?P=by)[0-9]{{1,2}})(?![0-9])",
            (
                rf"{_ALONE}(?P<d>[0-9]{{1,2}})\s?(?P<mark>[/.-])\s?(?P<m>[0-9]{{1,2}})\s?"
                r"(?:[/.-]\s?(?P<y>[0-9]{4})|(?P=mark)\s?(?P<yy>[0-9]{2}))(?![0-9])"
            ),
            (
                rf"{_DAY}(?P<wd>[0-9]{{1,2}}) thang (?P<wm>[0-9]{{1,2}})(?![0-9])"
                rf"(?:{_OF}{_YEAR.format('wy')})?"
            ),
            rf"\b(?P<part>[369]) thang (?P<half>dau|cuoi) nam(?:\s{_YEAR.format('hy')})?",
            (
                rf"\b(?:quy\s?|q\.?\s?)(?P<quarters>{_QUARTER}(?:{_AND_QUARTER}{_QUARTER})*)"
                rf"(?:{_OF}{_YEAR.format('qy')})?"
            ),
            rf"\bthang (?P<months>{_NUMBER}(?:{_AND}{_NUMBER})*)(?:{_OF}{_YEAR.format('my')})?",
            rf"{_ALONE}(?P<om>[0-9]{{1,2}})\s?[/.-]\s?{_YEAR.format('oy')}(?!/[a-z])",
            rf"{_ALONE}{_YEAR.format('ry')}\s?[/.-]\s?(?P<rm>[0-9]{{1,2}})(?![0-9])",
            (
                rf"{_ALONE}(?P<sd>[0-9]{{1,2}})\s?/\s?(?P<sm>[0-9]{{1,2}})(?![0-9/])"
                rf"(?:\snam\s{_YEAR.format('sy')})?"
            ),
            rf"{_ALONE}{_YEAR.format('year')}",
        )
    )
)
"""Everything that names a day, a month, a quarter or a year; accents are gone by then."""
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_BEGINS = re.compile(
    r"\b(?:tu|sau"
    r"|bat dau(?: (?:trien khai|thuc hien|van hanh|hoat dong|ap dung))?(?: (?:vao|trong))?)"
    r"(?: (?:ngay|dau|giua|cuoi))?\s*$"
)
_BEGUN = re.compile(r"(?:\W*\b20[0-9]{2})?\W*\btro (?:di|ve sau)\b")
"""What follows a day on which something only begins: “tháng 4 trở đi”."""
_EARLY = re.compile(r"\b(?:dau|giua)(?: cua)?\s*$")
"""The first days of a month or quarter, or its middle: nothing says which day that is."""
_LONGEST = len("x bat dau trien khai trong giua ")
_TO = re.compile(r"\b(?:den|toi)\b|^\W*[-–—→]\W*$")
_RETURNS = re.compile(
    r"\b(?:hang|moi|tung|dinh ky)\s(thang|quy)\b(?!\s?[0-9])|\blan\s?(?:/|moi|mot)\s?(thang|quy)\b"
)
_A_DAY = r"[0-9]{1,2}(?![0-9])(?!\s?[/.]\s?[0-9])"
_DAYS_OF_MONTH = re.compile(
    rf"\b(?:ngay|mung|mong)\s({_A_DAY}(?:{_AND}{_A_DAY}){{0,9}})"
    rf"|{_ALONE}({_A_DAY}(?:{_AND}{_A_DAY}){{0,9}})(?=\s?/?\s?(?:hang|moi|tung) (?:thang|quy))"
)
_OTHER_MONTH = re.compile(r"\bthang (?:sau|tiep|ke|dau)\b")
_LONGEST_MONTH = 31
_HALF_YEARLY = re.compile(r"(?<![0-9])(?<!trong )(?<!vong )(?<!sau )0?6 thang\b(?! (?:dau|cuoi)\b)")
"""Every half-year, which no task can return by."""
_AND_YEARLY = re.compile(
    r"\b(?:hang|moi|tung|dinh ky|lan\s?(?:/|moi|mot))\s?(?:thang|quy)"
    r"\s?(?:[,;/&–-]|va)\s?(?:0?6 thang|thang|quy|nam)\b(?!\s?[0-9])"
)
"""Every month or quarter, and every longer span besides."""
_SYMBOL = re.compile(
    r"(?<![0-9/])[0-9]{1,9}(?:/20[0-9]{2})?(?:/[A-Z]{2,20}-[A-Z]|-[A-Z]{2,20}/[A-Z])[A-Za-z0-9&-]*"
    r"(?:,? (?:ngay [0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}|nam 20[0-9]{2}))?"
)
"""A document's number, and its own day: “05/KH-UBND ngày 15/3/2024” says of no task when."""
_HOUR = re.compile(r"\b[0-9]{1,2}\s?(?:h(?![a-z])|gio\b|:)\s?(?:[0-9]{2}(?![0-9]))?(?:\s?phut)?")
_ROUND_THE_CLOCK = re.compile(
    r"(?<![0-9/.-])(?<![0-9][,;] )"
    r"(?<!ngay )(?<!truoc )(?<!den )(?<!toi )(?<!han )(?<!het )(?<!tu )(?<!sau )(?<!vao )(?<!va )"
    r"24/7(?![0-9/.])(?!\s?(?:[,;–-]|va|den|nam|tro di)\s?(?:ngay )?[0-9])(?! tro di)"
)
"""“Vận hành 24/7” is no day of July, where no word makes it one: “trước 24/7”."""
_TURN = re.compile(r"\b(?:dot|lan|ky|buoc)(?: thu)? [0-9]{1,2}\b")
_ONCE = re.compile(r"\b(?:0?1|mot) lan\b")
_BETWEEN = re.compile(r"[0-9]{1,2}\s?[–-]\s?§")
_NUMBERED = re.compile(r"[0-9]|\b(?:i{1,3}|iv)\b|\b(?:hai|ba|bon|vai|nhieu) lan\b")
_OTHER_YEAR = re.compile(r"\bnam (?:truoc|sau|toi|ke|tiep|ngoai)\b(?!\s?§)")
_AND_THE_YEAR = re.compile(
    r"§\)?(?:\s?(?:[&+]|\bva)\s?(?:(?:ca|trong|toan|het|cuoi) ){0,2}nam\b"
    r"|\s?[,;/–-]\s?(?:trong )?ca nam\b)"
)
"""The whole year besides: “quý II và cả năm”."""
_PART_OF_YEAR = re.compile(r"\b(?:dau|giua|truoc|sau)\b")
_NO_OTHER_TIME = re.compile(
    r"\([^()]*\)|\b(?:trong|nam|ca|toan|het|den|cuoi|thuong xuyen|lien tuc|xuyen suot|hang|moi"
    r"|hoan thanh|thuc hien|trien khai|giai doan|dinh ky|theo ke hoach|thang|quy|va|lan)\b"
)
"""Words beside a year that name no other time."""
_ALL_YEAR = re.compile(r"\b(?:thuong xuyen|ca nam|trong nam|(?<!viet )nam)(?=\W|$)")
_ALWAYS = re.compile(r"\b(?:thuong xuyen|ca nam|hang nam)\b")


def due_of(text: str, year: int) -> Due:
    """The day, or how often it returns, as a plan writes it.

    ``30/6/2024``, ``15-7-24``, ``12/2024``, ``tháng 6/2024``, ``quý II``, ``6 tháng đầu năm``,
    ``hằng quý``, ``thường xuyên`` (the year's end); of several days the last, of a span its end.
    *Định kỳ 6 tháng, năm* names several: the format has no half-years, so its last day is taken.
    """
    plain = _SYMBOL.sub("", " ".join(without_accents(text).split())).casefold()
    plain = " ".join(_ROUND_THE_CLOCK.sub("", _HOUR.sub("", plain)).split())
    if not plain:
        return Due(known=not text.strip())
    found = [*_WHEN.finditer(plain)]
    named = [match for match in found if not match["year"]]
    rest = _BETWEEN.sub(" ", _TURN.sub(" ", _ONCE.sub(" ", _WHEN.sub("§", plain))))
    spans = {match[1] or match[2] for match in _RETURNS.finditer(plain)}
    if spans:
        several = len(spans) > 1 or _AND_YEARLY.search(plain) or _HALF_YEARLY.search(plain)
        more = bool(several) or bool(named)
        return _returning(plain, "month" if "thang" in spans else "quarter", more=more)
    years = [int(match["year"]) for match in found if match["year"]]
    of = years[-1] if years else year
    ends = [*_ends(plain, named, of)]
    if _AND_THE_YEAR.search(rest):
        ends.append(date(of, 12, 31))
    last = {end for end in ends if end is not None}
    if None in ends or _OTHER_YEAR.search(rest):
        return Due(known=False)
    more = _NUMBERED.search(rest) is not None
    if last:
        always = _ALWAYS.search(plain) is not None
        return Due(max(last), more=more or len(last) > 1 or always)
    if not named and _HALF_YEARLY.search(plain):
        return Due(date(of, 12, 31), more=True)
    if not named and not more and (years or _ALL_YEAR.search(plain)) and _whole_year(rest, years):
        return Due(date(of, 12, 31))
    return Due(known=False)


def _returning(plain: str, every: str, *, more: bool) -> Due:
    """Of what returns, on which day it does; ``more``: whether it names other times as well."""
    listed = [match[1] or match[2] for match in _DAYS_OF_MONTH.finditer(plain)]
    days = {int(day) for text in listed for day in re.findall("[0-9]+", text)}
    known = {day for day in days if 1 <= day <= _LONGEST_MONTH}
    if _OTHER_MONTH.search(plain) or (every == "quarter" and "thang cuoi" not in plain):
        known = set()
    rest = _ONCE.sub(" ", _TURN.sub(" ", _DAYS_OF_MONTH.sub(" ", _WHEN.sub(" ", plain))))
    more = more or len(days) > 1 or known != days or _NUMBERED.search(rest) is not None
    return Due(every=every, on=max(known, default=None), more=more)


def _whole_year(rest: str, years: list[int]) -> bool:
    """Whether what stands beside a year, or “thường xuyên”, leaves it a whole one."""
    if _ALWAYS.search(rest):
        return _PART_OF_YEAR.search(rest) is None
    words = _NO_OTHER_TIME.sub(" ", rest)
    if len(years) > 1:
        words = re.sub(r"\btu\b", " ", words)
    return re.search(r"[a-z]", words) is None


def _ends(plain: str, named: list[re.Match[str]], year: int) -> Iterator[date | None]:
    """The last days of what is named, without those that only begin.

    None: there is no such day, or it is not said which.
    """
    later = [
        *((one, _TO.search(plain[one.end() : two.start()])) for one, two in pairwise(named)),
        *((one, None) for one in named[-1:]),
    ]
    for match, leads_on in later:
        before = plain[max(0, match.start() - _LONGEST) : match.start()]
        if leads_on or _BEGINS.search(before) or _BEGUN.match(plain, match.end()):
            continue
        if (match["quarters"] or match["months"]) and _EARLY.search(before):
            yield None
        else:
            yield from _days(match, year)


def _days(m: re.Match[str], year: int) -> Iterator[date | None]:
    if m["iso"]:
        yield parse_date(m["iso"].replace(m["by"], "-"))
    elif m["d"]:
        yield parse_date(f"{m['y'] or '20' + m['yy']}-{m['m']}-{m['d']}")
    elif m["wd"]:
        yield parse_date(f"{m['wy'] or year}-{m['wm']}-{m['wd']}")
    elif m["half"]:
        yield _month(m["part"] if m["half"] == "dau" else "12", m["hy"], year)
    elif m["quarters"]:
        for quarter in _listed(m["quarters"]):
            yield span_end((int(m["qy"] or year), _QUARTERS[quarter]), "quarter")
    elif m["months"]:
        for month in _listed(m["months"]):
            yield _month(month, m["my"], year)
    elif m["om"]:
        yield _month(m["om"], m["oy"], year)
    elif m["rm"]:
        yield _month(m["rm"], m["ry"], year)
    elif m["sd"]:
        yield parse_date(f"{m['sy'] or year}-{m['sm']}-{m['sd']}")


def _listed(text: str) -> list[str]:
    """What a list names, of “3-9” only the end."""
    found: list[str] = []
    for name, part in re.findall(r"([0-9a-z]+)\s?([,;&–-]|va\b|den\b)?", text):
        if part not in ("-", "–", "den"):
            found.append(name)
    return found


def _month(name: str, of: str | None, year: int) -> date | None:
    number = int(name)
    return span_end((int(of or year), number), "month") if 1 <= number <= 12 else None  # noqa: PLR2004
