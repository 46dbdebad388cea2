"""What must not leave: words by which a person or a place could be reached, found in any text.

Phone numbers, e-mail addresses (also obscured), handles, addresses of profiles and chats, exact
coordinates; and the names of people whom somebody has protected. Words that give a number away as
a phone number, and hosts of profiles, stand in redact.toml. Dates, figures, years and identifiers
are left alone.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Literal

from solferino.codec import value

Kind = Literal["phone", "e-mail", "handle", "profile address", "coordinates", "name"]
Names = re.Pattern[str]
WITHHELD = "[withheld]"  # what stands in place of a field that does not leave


@value
class Contact:
    """Characters [start, end) of a text that must not leave, and what they are."""

    start: int
    end: int
    kind: Kind


_FAMILY = 4  # letters
_ANY = re.IGNORECASE
_DATA = tomllib.loads(files("solferino").joinpath("redact.toml").read_text("utf-8"))


def _either(words: Iterable[str]) -> str:
    """Match any of the words, longest first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def names_pattern(names: Iterable[str]) -> Names | None:
    """Match people's names in running text, for `contacts`; null where there are none to match.

    Case, the kind of space, hyphen or dot between words and small Arabic words written with a name
    are of no account. A family name of four letters and more is matched alone as well.
    """
    words = {tuple(re.findall(r"[^\W_]+", name)) for name in names}
    words |= {name[-1:] for name in words if len(name) > 1 and len(name[-1]) >= _FAMILY}
    ordered = sorted(words - {()}, key=lambda w: (-len(w), -len("".join(w)), w))
    spelled = (r"[\W_]{1,3}".join(map(re.escape, name)) for name in ordered)
    either = "|".join(spelled)
    return (
        re.compile(rf"(?<!\w)(?:[وبلفك]{{1,2}}(?=[ء-ي]))?(?:{either})(?!\w)", _ANY)
        if either
        else None
    )


def accounts_pattern(handles: Iterable[str]) -> Names | None:
    """Match accounts by their handles, also without the sign before them; null without any.

    Any web address is matched whole in which a handle is a part of the path. In running text a bare
    handle is matched where it has a figure or an underscore: others may be words.
    """
    told = {re.sub(r"^(?:/?u/|[@＠])", "", h).partition("@")[0] for h in handles}
    known = {name for name in told if len(name) >= _FAMILY}
    apart = {name for name in known if re.search(r"[\d_]", name)}
    forms = [
        rf"(?:https?://)?[\w-]+(?:\.[\w-]+)+/(?:[^\s/]+/)*(?:{_either(known)})(?![\w-])(?:[/?#]{_END})?",
        *([rf"(?<![\w@])(?:{_either(apart)})(?!\w)"] if apart else []),
    ]
    return re.compile("|".join(forms), _ANY) if known else None


def contacts(text: str, names: Names | None = None) -> tuple[Contact, ...]:
    """Find every contact in a text, and every name that `names` matches, in order; none overlap."""
    joined: list[Contact] = []
    for found in sorted(_all(text, names), key=lambda c: (c.start, -c.end)):
        if joined and found.start < joined[-1].end:
            last = joined.pop()
            joined.append(Contact(start=last.start, end=max(last.end, found.end), kind=last.kind))
        else:
            joined.append(found)
    return tuple(joined)


def without_contacts(text: str, names: Names | None = None) -> str:
    """Replace every contact by a visible mark, "[phone withheld]"; nothing is found afterwards."""
    while found := contacts(text, names):
        pieces, at = [], 0
        for contact in found:
            pieces += [text[at : contact.start], mark(contact)]
            at = contact.end
        text = "".join([*pieces, text[at:]])
    return text


def mark(contact: Contact) -> str:
    """Word what stands in place of a contact."""
    return f"[{contact.kind} withheld]"


def _all(text: str, names: Names | None) -> Iterator[Contact]:
    yield from _phones(text)
    for match in names.finditer(text) if names else ():
        yield Contact(start=match.start(), end=match.end(), kind="name")
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield Contact(start=match.start(), end=match.end(), kind=kind)
    for match in _PAIR.finditer(text):
        if _is_position(match, text):
            yield Contact(start=match.start(), end=match.end(), kind="coordinates")


# --- addresses and handles ------------------------------------------------------------------

_AT = r"(?:[@＠﹫]|&#0*64;|&#x40;|&commat;|%40)"
_NAME = r"(?<![\w.+'-])[\w.+'-]+"
_TLD = r"(?:[^\W\d_]|-){2,24}"
_SAID_AT = r"(?:at|arroba|@|ät|chez|كات)"
_SAID_DOT = r"(?:dot|punkt|point|punto|نقطة|\.)"
_BOXED_AT = rf"\s{{0,3}}[\[({{<]\s?{_SAID_AT}\s?[\])}}>]\s{{0,3}}"
_DOT = rf"(?:\.|\s\.\s|\s{{0,3}}[\[({{<]\s?{_SAID_DOT}\s?[\])}}>]\s{{0,3}}|\s+{_SAID_DOT}\s+)"
_END = r"[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?)\]}’']"  # the rest of an address, without punctuation

_MAILS = (
    rf"{_NAME}{_AT}(?=[\w-]*[^\W\d])[\w-]+(?:\.[\w-]+)*",
    rf"{_NAME}\s{_AT}\s[\w-]+(?:\s?\.\s?{_TLD}(?!\w))+",
    rf"{_NAME}{_BOXED_AT}[\w-]+(?:{_DOT}{_TLD}(?![\w-]))+",
    rf"{_NAME}[\[({{<]{_SAID_AT}[\])}}>][\w-]+",
    rf"{_NAME}\s+at\s+[\w-]+(?:\s+dot\s+{_TLD}(?!\w))+",
    r"\[\s?e-?mail\s+protected\s?\]",  # what a page shows where a service hid an address
)
_HANDLES = (
    r"(?<![\w@＠.])[@＠](?=[\w.-]*[^\W\d])\w(?:[\w.-]*\w)?(?:@[\w.-]*\w)?",
    r"(?<![\w/])/?u/[\w-]{3,}",
)
_HOST = r"(?<![\w.-])(?:https?://)?(?:[\w-]{1,63}\.){0,3}"
_PROFILES = (
    rf"{_HOST}(?:{_either(_DATA['profile']['hosts'])})/{_END}",
    rf"{_HOST}(?:{_either(_DATA['profile']['paths'])}){_END}",
    rf"https?://[\w.-]+/@{_END}",
    rf"https?://[\w.-]+/(?:[\w.-]+/)?[\w.-]+/(?:{_either(_DATA['profile']['posts'])})/{_END}",
    rf"https?://[\w.-]+/(?:{_either(_DATA['profile']['accounts'])})/{_END}",
)
_CODE = r"[23456789CFGHJMPQRVWX]"
_MINUTES = r"\s?\d{1,2}(?:[.,٫]\d+)?\s?"
_POSITIONS = (
    rf"(?<!\d)\d{{1,3}}\s?[°º]{_MINUTES}['′’ʹ](?:{_MINUTES}(?:[\"″”]|''|’’))?(?:\s?[NSEW]\b)?",
    rf"(?<!\w){_CODE}{{8}}\+{_CODE}{{2,3}}(?!\w)",  # a full plus code
    r"(?<!\w)\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{4,5}\s?\d{4,5}(?!\w)",  # a military grid
    r"(?<![\w/])///[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+",  # three words for a square
)
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    *(("e-mail", re.compile(p, re.IGNORECASE)) for p in _MAILS),
    *(("handle", re.compile(p)) for p in _HANDLES),
    *(("profile address", re.compile(p, re.IGNORECASE)) for p in _PROFILES),
    *(("coordinates", re.compile(p)) for p in _POSITIONS),
)

# --- coordinates as decimals ----------------------------------------------------------------

_DEGREES = r"[-+−]?\d{1,3}[.٫]\d{3,15}(?!\d)"
_HEMISPHERE = r"\s?°?\s?[NSEW]?(?!\w)"
_PAIR = re.compile(
    rf"(?<![\w.,٫])({_DEGREES})({_HEMISPHERE})(?:\s?[,;/،|]\s?|\s+)"
    rf"(?:(?:and|lon|long|longitude|lng|و)\s?[:=]?\s?)?({_DEGREES})({_HEMISPHERE})"
)
_NEAR = re.compile(rf"(?<!\w)(?:{_either(_DATA['coordinates']['cues'])})\W{{0,6}}$", re.IGNORECASE)
_FULL_TURN = 360
_FINE = 4  # decimals: about ten metres; three are also how some write thousands


def _is_position(match: re.Match[str], text: str) -> bool:
    first, second = (match[n].replace("٫", ".").replace("−", "-") for n in (1, 3))
    if max(abs(float(first)), abs(float(second))) > _FULL_TURN:
        return False
    if any(not match[n].isspace() and match[n] for n in (2, 4)):
        return True
    near = _NEAR.search(text, max(0, match.start() - 24), match.start())
    return near is not None or min(len(n.partition(".")[2]) for n in (first, second)) >= _FINE


# --- phone numbers --------------------------------------------------------------------------

_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # marks that show nothing
_GAP = rf"[^\S\n]|[-.()/‐‑‒–—−·•{_HIDDEN}]"
_RUN = re.compile(rf"(?<!\w)\d(?:(?:{_GAP}){{0,3}}\d)*")
_OPENING = re.compile(rf"(?:[+＋][{_HIDDEN}]*|[(\[][{_HIDDEN} ]*){{1,3}}$")
_WRAPPED = re.compile(rf"\s*\n\s*\d(?:(?:{_GAP}){{0,3}}\d)*")
_NO_DIGIT = re.compile(r"\D+")
_TOKEN = re.compile(r"\d+(?:[^\s/\d]{1,3}\d+)*")
_BETWEEN = _either(_DATA["phone"]["between"])


_REACH = 6  # a word that says what follows ends at most so many characters before it


def _cue(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{_either(words)})(?:\W{{1,4}}(?:{_BETWEEN}))*\W{{0,5}}\Z", re.IGNORECASE
    )


_STRONG = _cue(_DATA["phone"]["strong"])
_WEAK = _cue(_DATA["phone"]["weak"])
_AFTER = re.compile(rf"\s?\((?:{_either(_DATA['phone']['strong'])})(?!\w)", re.IGNORECASE)
_BOOK = re.compile(r"(?:isbn|issn|doi|orcid)(?:\W?1[03])?\W{0,3}\Z", re.IGNORECASE)
_CHAIN = re.compile(r"\W{0,3}(?:or|and|و|أو)?\W{0,3}")

_YEAR = r"(?:1[89]|20)\d\d"
_DAY = rf"(?:{_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}|\d{{1,2}}[-./]\d{{1,2}}[-./]{_YEAR})"
_STARTS_WITH_DATE = re.compile(rf"{_DAY}(?!\d)")
_SHORT_DAY = r"\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})"
_DATES = re.compile(rf"{_SHORT_DAY}(?:\s?[-–—/ ]\s?{_SHORT_DAY})*")
_YEARS = re.compile(rf"{_YEAR}(?:\s?[-–—/ ]\s?(?:{_YEAR}|\d\d))*")
_FIGURE = re.compile(r"(?!0)\d{1,3}(?:[^\S\n]\d{3}|\.\d{3})+(?!\d)")
_NORTH_AMERICA = re.compile(r"(?:\(?\d{3}\)\s?|\d{3}[-.])\d{3}[-. ]\d{4}")
_AREA = re.compile(r"0\d{1,4}\)")

_LONGEST = 15  # digits of an international number (ITU-T E.164)
_SHORTEST = 8  # digits of the shortest international numbers in use
_CUED, _HINTED = 6, 7  # digits asked for after a strong word, after a weak one


@value
class _Lead:
    """What stands before digits: where a sign or bracket begins, and what it says of them."""

    begin: int
    plus: bool
    asked: int | None  # digits that a word before them asks for
    figures: bool  # whether that word may also stand before a figure
    alone: bool  # whether the digits do not go on from a figure, an address, an identifier
    book: bool


def _phones(text: str) -> Iterator[Contact]:
    last = -1
    for run in _RUN.finditer(text):
        at = run.start()
        while at < run.end():
            chained = last >= 0 and _CHAIN.fullmatch(text, last, at) is not None
            lead = _lead(text, at, chained=chained)
            ends = _ends(text, at, run.end())
            tried = (
                _phone(text, at, end, lead)
                for end in reversed(ends)
                if end - at >= _CUED or lead.plus
            )
            found = next((contact for contact in tried if contact), None)
            if found is not None:
                yield found
                last = found.end
            figure = _FIGURE.match(text, at, run.end())
            past = found.end if found else figure.end() if figure else ends[0]
            following = _TOKEN.search(text, past, run.end())
            at = following.start() if following else run.end()


def _lead(text: str, start: int, *, chained: bool) -> _Lead:
    opening = _OPENING.search(text, max(0, start - 8), start)
    begin = opening.start() if opening else start
    before = text[max(0, begin - 48) : begin]
    worded = any(c.isalpha() for c in before[-_REACH:])
    strong = chained or (worded and _STRONG.search(before) is not None)
    weak = worded and not strong and _WEAK.search(before) is not None
    goes_on = before[-1:] in {"/", "=", "#", "&", "_"} or (
        before[-1:] in {",", ".", ":", "٬", "٫"} and before[-2:-1].isdecimal()
    )
    return _Lead(
        begin=begin,
        plus=any(sign in text[begin:start] for sign in "+＋"),
        asked=_CUED if strong else _HINTED if weak else None,
        figures=weak,
        alone=chained or not goes_on,
        book=worded and _BOOK.search(before) is not None,
    )


def _ends(text: str, start: int, stop: int) -> list[int]:
    """Where a number that starts here could end: after whole tokens, with few enough digits."""
    ends: list[int] = []
    digits = 0
    for token in _TOKEN.finditer(text, start, stop):
        digits += len(_digits(token[0]))
        if ends and digits > _LONGEST + 2:
            break
        ends.append(token.end())
    return ends


def _phone(text: str, start: int, end: int, lead: _Lead) -> Contact | None:
    if lead.plus and len(_digits(text[start:end])) < _SHORTEST:
        wrapped = _WRAPPED.match(text, end)
        end = wrapped.end() if wrapped else end
    behind = text[end : end + 1]
    if behind.isalnum() or not lead.alone:
        return None
    raw = text[start:end]
    digits = _digits(raw)
    told = _told(text, end, raw, lead)
    if lead.plus or (behind in {"+", "＋"} and len(digits) > _SHORTEST):
        known = told or _SHORTEST <= len(digits) <= _LONGEST
    else:
        known = (told or (_is_local(raw, digits) and not lead.book)) and not _is_date(raw)
    if not known:
        return None
    begin = lead.begin
    if text[begin] in "([" and not any(bracket in raw for bracket in ")]"):
        begin += 1
    return Contact(start=begin, end=end + (behind in {"+", "＋"}), kind="phone")


def _digits(raw: str) -> str:
    """Keep the digits, as ASCII whatever their script."""
    digits = _NO_DIGIT.sub("", raw)
    return digits if digits.isascii() else "".join(str(int(c)) for c in digits)


def _is_local(raw: str, digits: str) -> bool:
    """Whether digits alone, without a word before them, are written as phone numbers are."""
    if digits.startswith("00"):
        return digits[2:3] != "0" and _SHORTEST + 2 <= len(digits) <= _LONGEST + 2
    trunk = digits.startswith("0") and raw[1:2].isdecimal()
    if trunk and (_SHORTEST < len(digits) <= _SHORTEST + 4 or _AREA.match(raw)):
        return len(digits) >= _SHORTEST
    return _NORTH_AMERICA.fullmatch(raw) is not None


def _told(text: str, end: int, raw: str, lead: _Lead) -> bool:
    """Whether a word beside the digits says that they are a phone number."""
    digits = len(_digits(raw))
    if digits > _LONGEST or digits < _CUED:
        return False
    if lead.asked is not None and digits >= lead.asked:
        return not (lead.figures and _FIGURE.fullmatch(raw))
    return _AFTER.match(text, end) is not None


def _is_date(raw: str) -> bool:
    return (
        _STARTS_WITH_DATE.match(raw) is not None
        or _DATES.fullmatch(raw) is not None
        or _YEARS.fullmatch(raw) is not None
    )
