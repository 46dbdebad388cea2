"""Places and vehicles of health care as a text names them, with type and name key.

A facility's name is its type word with what belongs to it: modifiers ("children's", "field"),
capitalised words before it, and "for X" or a quoted name after it. Method: grown outwards from
the lexicon's type words; a name never takes in words of attack, speech, people or countries.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.extract.lexicon import Term, table
from solferino.extract.named.hashtag import tagged
from solferino.extract.named.roll import rolled
from solferino.extract.named.untyped import untyped
from solferino.extract.passage import Passage
from solferino.text.fold import fold

MODIFIERS = frozenset(table("en", "facilities")["modifier"]["kind"])
SPECIALTIES = frozenset(table("en", "facilities")["modifier"]["specialty"])
LOOSE = frozenset(table("en", "facilities")["modifier"]["loose"])
DEDICATED = frozenset(table("en", "facilities")["modifier"]["dedicated"])
TITLES = frozenset(table("en", "names")["titles"])
NUMBERED = ("no", "no.", "number", "nr", "nr.")
BEHIND = 4  # words of a name that stands behind its type word
NAMES = table("en", "names")
HEADLINE_VERBS = frozenset(NAMES["headline_verbs"])
NEVER = frozenset(NAMES["never"])
PARTICLES = frozenset(NAMES["particles"])
BLOCKING = (
    "event",
    "weapon",
    "speech_clause",
    "speech_object",
    "harm",
    "demonym",
    "country",
    "force",
    "body",
)
BESIDE = frozenset(NAMES["beside_number"])  # words between a number and what it counts
GROUP = range(2, 21)  # so many facilities can be hit in one attack; more are a tally
# Words that lead a town in ("in the neighbouring town of X", "in nearby X").
TOWN_WORDS = frozenset(table("en", "places")["town"]["words"])
VEHICLE = "ambulance"
EVERY = frozenset(("every",))
LEAD_IN = 6
ARTICLES = frozenset(("the", "a", "an", "this", "that", "their", "its", "our", "another", "second"))


@value
class Facility:
    """A facility as named at one place; `key` is its own name folded, "" for a description.

    `kinds` are the words of specialty in the name ("children's", "maternity").
    `town` is the place that stands directly behind the words ("the hospital at X"), or "".
    `definite` says that the text points at a known one ("the hospital"), `plural` that the
    words stand for several, `other` that the text sets it apart ("another", "a second").
    `count` is how many a number before plural words tells ("four clinics"), or 0; the number then
    belongs to the name.
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    type: str
    key: str
    definite: bool
    plural: bool
    other: bool
    town: str = ""
    count: int = 0
    kinds: frozenset[str] = frozenset()


def facilities(passage: Passage) -> tuple[Facility, ...]:
    """Find all facilities named in a passage."""
    terms = sorted(passage.of("facility", "facilities"), key=lambda t: (t.first, -t.last))
    found: list[Facility] = []
    heads = {t.first for t in terms}
    tags = _tagged(passage)
    for term in terms:
        if any(tag.start <= term.start < tag.end for tag in tags):
            continue
        if term.last in heads and _qualifies(passage, term):
            continue
        if found and term.first < found[-1].last:
            continue
        found.append(_grown(passage, term, found[-1].last if found else 0))
    bare = [
        f for f in _untyped(passage) if all(f.last <= o.first or o.last <= f.first for o in found)
    ]
    named = (_single(f, bare) for f in found)
    told = sorted((*named, *tags, *bare), key=lambda f: f.start)
    return tuple(_counted(passage, f) for f in told if not _idle(passage, f))


def _tagged(passage: Passage) -> tuple[Facility, ...]:
    """Take the hashtags that name a facility for names of it, sign and all."""
    if "#" not in passage.text or not passage.obeys("facility/hashtag"):
        return ()
    return tuple(
        Facility(
            start=passage.start + tag.start,
            end=passage.start + tag.end,
            first=passage.word_at(passage.start + tag.start),
            last=passage.until(passage.start + tag.end),
            name=passage.text[tag.start : tag.end],
            type=tag.type,
            key=tag.key,
            definite=False,
            plural=False,
            other=False,
            kinds=tag.kinds & SPECIALTIES,
        )
        for tag in tagged(passage.text)
    )


def _untyped(passage: Passage) -> Iterator[Facility]:
    """Take the names of hospitals that do not say that they are one for names of it."""
    told = [*rolled(passage), *((first, last, "hospital") for first, last in untyped(passage))]
    for first, last, kind in dict.fromkeys(told):
        start, end = passage.words[first].start, passage.words[last - 1].end
        yield Facility(
            start=start,
            end=end,
            first=first,
            last=last,
            name=passage.slice(start, end),
            type=kind,
            key=" ".join(fold(w.text) for w in passage.words[first:last] if _own(w.text)),
            definite=False,
            plural=False,
            other=False,
        )


def _own(word: str) -> bool:
    """Whether a word of a name tells it from others."""
    return len(word) > 1 and word.lower() not in PARTICLES | {"'s", "’s"}


def _single(facility: Facility, rolls: Sequence[Facility]) -> Facility:
    """Take the last of "the A and B hospitals" for one hospital, as those before it are."""
    ends = facility.plural and bool(facility.key)
    beside = any(r.last + 1 == facility.first for r in rolls)
    return replace(facility, plural=False) if ends and beside else facility


def _counted(passage: Passage, facility: Facility) -> Facility:
    """Take the number before plural words into the name: "four clinics", "two more hospitals"."""
    before = [n for n in passage.numbers if n.end <= facility.start and n.kind == "cardinal"]
    if not facility.plural or facility.key or not before or not passage.obeys("facility/several"):
        return facility
    number = before[-1]
    between = set(passage.slice(number.end, facility.start).lower().split())
    if not between <= BESIDE or number.min is None or number.min != number.max:
        return facility
    return replace(
        facility,
        start=number.start,
        name=passage.slice(number.start, facility.end),
        count=number.min if number.min in GROUP else 0,
    )


def _qualifies(passage: Passage, term: Term) -> bool:
    """Whether a type word only qualifies the type word behind it ("maternity hospital")."""
    words = passage.words
    adjacent = passage.slice(words[term.last - 1].end, words[term.last].start) == " "
    return adjacent and all(w.key in MODIFIERS for w in words[term.first : term.last])


def _idle(passage: Passage, facility: Facility) -> bool:
    """Whether the type word only qualifies another noun ("hospital staff", "ambulance driver")."""
    if facility.key or not passage.obeys("facility/idle"):
        return False
    head = facility.last - 1
    return any(
        t.first <= head < t.last and t.last > facility.last for t in passage.of("people", "role")
    )


def _grown(passage: Passage, term: Term, floor: int) -> Facility:
    own_kind = MODIFIERS | LOOSE if passage.obeys("facility/own-kind-word") else frozenset[str]()
    blocked = {
        i
        for t in passage.of(*BLOCKING)
        for i in range(t.first, t.last)
        if t.last <= term.first or t.first >= term.last
        if not (t.category == "force" and i + 1 == term.first and passage.words[i].key in own_kind)
    }
    first = _left(passage, term, floor, blocked)
    last = _right(passage, term, blocked)
    words = passage.words
    start, end = words[first].start, words[last - 1].end
    before = words[first - 1].key if first > 0 else ""
    own = [
        w
        for w in words[first:last]
        if w.text[0].isupper() and w.key not in MODIFIERS and w.key not in PARTICLES
    ]
    type_words = {w.key for w in words[term.first : term.last]}
    key = " ".join(fold(w.text) for w in own if w.key not in type_words and w.key not in NEVER)
    return Facility(
        start=start,
        end=end,
        first=first,
        last=last,
        name=passage.slice(start, end),
        type=term.code,
        key=key,
        definite=before in ("the", "this", "that", "its", "their", "our"),
        plural=term.category == "facilities"
        or (before in EVERY and term.code != VEHICLE and passage.obeys("facility/every")),
        other=before in ("another", "second", "other")
        or _set_apart(passage, first)
        or _next_door(passage, last),
        town=_town(passage, last),
        kinds=frozenset(w.key for w in words[first:last]) & SPECIALTIES,
    )


def _town(passage: Passage, last: int) -> str:
    """Read the capitalised word behind "at" or "in" that follows a facility's words.

    Also behind "in the neighbouring town of" and "in nearby".
    """
    words = passage.words
    if passage.obeys("facility/town-comma") and _comma_town(passage, last):
        return words[last].key
    if last + 1 >= len(words) or words[last].key not in ("at", "in"):
        return ""
    at = last + 1
    if passage.obeys("facility/town-of"):
        lead = [w.key for w in words[at : at + LEAD_IN]]
        said = next((i for i, k in enumerate(lead) if k not in TOWN_WORDS), len(lead))
        led = lead[said - 1 : said] == ["of"] or (said and "the" not in lead[:said])
        at += said if led else 0
    if at >= len(words):
        return ""
    word = words[at]
    dated = any(d.start <= word.start < d.end for d in passage.dates)
    return word.key if word.text[0].isupper() and not dated else ""


def _comma_town(passage: Passage, last: int) -> bool:
    """Whether a town stands behind a comma and ends the phrase: "Rural Health Centre, Milsk."."""
    words = passage.words
    if last >= len(words) or not (words[last - 1].text[0].isupper() and words[last].text.istitle()):
        return False
    comma = passage.slice(words[last - 1].end, words[last].start) == ", "
    ends = passage.slice(words[last].end, words[last].end + 1) in ("", ".", ",", ";", ")")
    return comma and ends and words[last].key not in NEVER | TITLES


def _next_door(passage: Passage, last: int) -> bool:
    """Whether a facility stands in another town than what was told ("in the neighbouring town")."""
    keys = [w.key for w in passage.words[last : last + 3]]
    beside = {"neighbouring", "neighboring", "nearby"} & set(keys[1:])
    return keys[:1] in (["in"], ["at"]) and bool(beside) and passage.obeys("facility/town-of")


def _set_apart(passage: Passage, first: int) -> bool:
    return any(
        w.key in ("another", "second", "third", "other")
        for w in passage.words[max(0, first - 2) : first]
    )


def _left(passage: Passage, term: Term, floor: int, blocked: set[int]) -> int:
    """Walk left over modifiers and capitalised words that belong to the name."""
    words = passage.words
    at = term.first
    reach = 5 if passage.is_title else 7
    while at > floor and term.first - at < reach:
        word, gap = words[at - 1], passage.slice(words[at - 1].end, words[at].start)
        if gap not in (" ", "-", "", "’", "'", " (", "‑") or at - 1 in blocked:
            break
        if passage.is_title and word.key in HEADLINE_VERBS:
            break
        capital = (
            word.text[0].isupper()
            and word.key not in NEVER
            and (at - 1 > 0 or word.key not in NEVER)
        )
        if not (capital or word.key in MODIFIERS | LOOSE or _binds(passage, at - 1)):
            if not _pairs(passage, at, floor):
                break
            at -= 1
        at -= 1
    while at < term.first and (words[at].text in ("'s", "’s", "s") or words[at].key in ARTICLES):
        at += 1
    return at


def _pairs(passage: Passage, index: int, floor: int) -> bool:
    """Whether "and" joins two kinds in a name: "the X Mother and Child Clinic"."""
    words = passage.words
    if index - 2 < floor or not passage.obeys("facility/kinds-joined"):
        return False
    before, joint, behind = words[index - 2 : index + 1]
    kind = before.key in MODIFIERS | LOOSE and before.text[0].isupper()
    return joint.key in ("and", "&") and kind and behind.text[0].isupper()


def _binds(passage: Passage, index: int) -> bool:
    """Whether a small word ties a name together: a possessive or a particle before a capital."""
    word = passage.words[index]
    if word.text in ("'s", "’s"):
        return index > 0 and passage.words[index - 1].end == word.start
    following = passage.words[index + 1] if index + 1 < len(passage.words) else None
    if following is None or word.key not in PARTICLES or not following.text[0].isupper():
        return False
    return passage.text[word.end - passage.start] == "-"


def _named_behind(passage: Passage, term: Term, blocked: set[int]) -> int:
    """Walk right over a number ("Hospital No. 2") or a name ("Hospital San Telmo", "of Mercy")."""
    words = passage.words
    at = term.last
    if not passage.obeys("facility/name-behind") or not words[at - 1].text[0].isupper():
        return at
    gap = passage.slice(words[at - 1].end, words[at].start)
    if gap == " " and words[at].key in NUMBERED and at + 1 < len(words):
        return at + 2 if words[at + 1].text[0].isdigit() else at
    of = gap == " " and words[at].key == "of" and at + 1 < len(words)
    if of and words[at + 1].text in DEDICATED:
        return _run(passage, at + 1, blocked)
    lead = words[term.first - 1] if term.first else None
    bare = lead is None or not lead.text[0].isupper() or lead.key in NEVER
    if gap != " " or not bare or passage.is_title or words[at].key in TITLES:
        return at
    said = {i for t in passage.of("role", "people") for i in range(t.first, t.last)}
    return _run(passage, at, blocked | said)


def _run(passage: Passage, first: int, blocked: set[int]) -> int:
    """Index behind a run of capitalised words that begins at a word."""
    words = passage.words
    at = first
    while at < min(len(words), first + BEHIND) and at not in blocked:
        beside = passage.slice(words[at - 1].end, words[at].start) in (" ", "-", "‑")
        if not beside or not words[at].text[0].isupper() or words[at].key in NEVER:
            break
        at += 1
    return at


def _right(passage: Passage, term: Term, blocked: set[int]) -> int:
    """Walk right over "for Children", "of Mercy", or a name in quotation marks."""
    words = passage.words
    at = term.last
    if at >= len(words):
        return at
    named = _named_behind(passage, term, blocked)
    if named > at:
        return named
    gap = passage.slice(words[at - 1].end, words[at].start)
    if gap.strip() in ("«", "“", '"', "„"):
        end = at
        while end < len(words) and end - at < 4 and words[end].text[0].isupper():  # noqa: PLR2004
            end += 1
        return end if end > at and passage.quoted(words[at].start, words[end - 1].end) else at
    joined = words[at].key in ("for", "of") and at + 1 < len(words) and at not in blocked
    if joined and gap == " " and words[at + 1].text[0].isupper() and words[at].key == "for":
        at += 2
        while (
            at < len(words)
            and words[at].text[0].isupper()
            and passage.slice(words[at - 1].end, words[at].start) == " "
        ):
            at += 1
        return at
    return term.last
