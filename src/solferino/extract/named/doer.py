"""Who can be named as the doer of an attack: sides, states, and people without a name.

Nameless doers are found by what they are called ("armed men", "the police", "relatives of a
patient"), with the words before that only describe them. In an entry of a log anybody may be one.
"""

import itertools
import re
from collections.abc import Iterator

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import Term, table
from solferino.extract.named.facility import NEVER
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage, once

SIDES = ("armed_group", "government")
RULES = table("en", "rules")["blame"]
ANONYMOUS = frozenset(RULES["anonymous"])
BARE = frozenset(RULES["bare_force"])
BARE_OR_AIR = BARE | {"air"}  # "the air force"
CLOSED = GRAMMAR["auxiliary"] | GRAMMAR["preposition"] | GRAMMAR["opener"] | {"and", "or"}
ARMED = frozenset(("air", "army", "coalition", "force", "junta", "military", "navy", "regime"))
HEADLINE = frozenset(RULES["headline"]) | {"raid", "raids", "seize", "seizes", "storm", "storms"}
QUALIFYING = frozenset(RULES["qualifying"])
UNKNOWN = frozenset(RULES["unknown"])
PAST = frozenset(RULES["past"])
FACELESS = frozenset(RULES["faceless"])
PERSONS = frozenset(RULES["persons"])
DESCRIBING = frozenset(RULES["describing"])
MEMBERS = frozenset(table("en", "rules")["company"]["members"])
SPOKEN_FOR = frozenset(RULES["spoken_for"])
REACH = 4  # words between "relatives" and the patient whose they are
BY = 4  # words before initials in which "by" makes them a doer
SHORTEST, LONGEST = 3, 7  # letters of initials
COUNTING = frozenset(table("en", "rules")["blame"]["counting"])
BORNE = frozenset(table("en", "charge")["words"]["guns"]) | {"airstrikes", "airstrike", "strikes"}
# Words of force that part no side from another.
COMMON = frozenset(RULES["common"])
STEM = 6  # letters that a land and its adjective share ("Karvia", "Karvian")
ORGANS = frozenset(table("en", "rules")["sides"]["organs"]) - {"authorities", "embassy"}
LINK = 14  # characters behind a side in which "-allied" is looked for
ALLIED = re.compile(
    r"[-‑](?:administered|affiliated|aligned|allied|appointed|armed|backed|controlled|friendly|funded|held|led|linked"
    r"|occupied|owned|ruled|run|trained|supported)"
)
BACK = ("the", "these", "those", "both")
OWNED = ("its", "their", "our", "his", "her")


@once
def actors_of(passage: Passage, names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Sides, states, and nameless armed people of a passage."""
    whole = [_whole(passage, n) for n in names if n.kind in SIDES]
    found = [n for n in whole if not any(o.first < n.first < o.last for o in whole)]
    taken = {i for n in (*names, *found) for i in range(n.first, n.last)}
    found += [
        plain(passage, t.first, t.last, "government")
        for t in passage.of("country")
        if t.first not in taken and not _somewhere(passage, t.first) and not _backer(passage, t)
    ]
    found += _owned(passage, names, taken)
    taken |= {i for n in found for i in range(n.first, n.last)}
    found += _paired(passage, found, taken)
    taken |= {i for n in found for i in range(n.first, n.last)}
    if passage.entry and passage.obeys("blame/initials"):
        found += _initials(passage, taken)
        taken |= {i for n in found for i in range(n.first, n.last)}
    ends = {n.last for n in names if n.kind in SIDES}
    nameless = _nameless(passage, taken, ends)
    taken |= {i for n in nameless for i in range(n.first, n.last)}
    every = [*found, *nameless, *_spoken_for(passage, taken)]
    return tuple(sorted((n for n in every if not _allied(passage, n)), key=lambda n: n.first))


def _allied(passage: Passage, name: Name) -> bool:
    """Whether a side only tells whose allies others are: "government-allied fighters"."""
    behind = passage.slice(name.end, name.end + LINK).lower()
    return bool(ALLIED.match(behind)) and passage.obeys("blame/backer")


def _spoken_for(passage: Passage, taken: set[int]) -> Iterator[Name]:
    """Find forces by the office of who speaks for them: "army spokesman X", "a rebel spokesman"."""
    if not passage.obeys("blame/by-spokesman"):
        return
    words = passage.words
    spoken = any(key.startswith("spokes") for key in passage.keys)
    for i in range(1, len(words)) if spoken else ():
        owner = words[i - 1].key
        free = i - 1 not in taken and owner in BARE | SPOKEN_FOR and i - 2 not in taken
        if words[i].key.startswith("spokes") and free:
            yield plain(passage, i - 1, i, "armed_group")


def _initials(passage: Passage, taken: set[int]) -> Iterator[Name]:
    """Find sides of which an entry of a log tells only the initials: "looted by ADF fighters".

    They stand behind "by" and what describes doers, and no word of care or aid follows them.
    """
    care = {
        t.first for t in passage.of("facility", "facilities", "people") if t.code != "combatants"
    }
    for i, word in enumerate(passage.words):
        if i in taken or not (word.text.isupper() and word.text.isalpha()):
            continue
        before = [w.key for w in passage.words[max(0, i - BY) : i]]
        led = [k for k in before if k not in DESCRIBING | {"the", "suspected", "of", "members"}]
        short = len(word.text) < SHORTEST or len(word.text) > LONGEST
        if not short and led[-1:] == ["by"] and not {i, i + 1} & care:
            yield plain(passage, i, i + 1, "armed_group")


def _paired(passage: Passage, found: list[Name], taken: set[int]) -> list[Name]:
    """Find the first of two sides that share a word of force: "by Ruritan or Vaduzian jets"."""
    sides = {n.first for n in found}
    return [
        plain(passage, t.first, t.last, "armed_group")
        for t in passage.of("demonym")
        if passage.obeys("blame/two-owners")
        and t.first not in taken
        and t.last + 1 in sides
        and passage.words[t.last].key in ("or", "and")
    ]


def _nameless(passage: Passage, taken: set[int], sides: set[int]) -> list[Name]:
    """Find people without a name, by what they are called; `sides` are ends of sides' names."""
    if not passage.obeys("blame/anonymous"):
        return []
    called = {t.first: t.last for t in passage.of("doer")}
    if passage.has(ANONYMOUS):
        called |= {i: i + 1 for i, w in enumerate(passage.words) if w.key in ANONYMOUS}
    if passage.has(FACELESS) and passage.obeys("blame/faceless"):
        keys = [w.key for w in passage.words]
        pairs = enumerate(itertools.pairwise(keys), start=1)
        called |= {i: i + 1 for i, (b, k) in pairs if b in FACELESS and k in PERSONS}
    called |= _bare(passage) if passage.obeys("blame/bare-force") else {}
    found: list[Name] = []
    ends: list[int] = []  # where the doers before end: "relatives of a patient" are one
    for first, last in sorted(called.items()):
        own = first > 0 and passage.words[first - 1].key in OWNED
        of = {w.key for w in passage.words[max(0, first - 3) : first]} & {"of"}
        if own or first in taken or (of and any(0 < first - o <= REACH for o in ends)):
            continue
        ends.append(last)
        start = first
        fighters = passage.words[first].key in MEMBERS  # whose they are names them otherwise
        while start > 0 and start - 1 not in taken and _adjoins(passage, start):
            if not _describes(passage, start - 1, owned=not fighters):
                break
            start -= 1
        if start in sides or _pointing(passage, start, last):
            continue  # "OLF rebels" are the OLF's; "the gunmen" were told of before
        following = [w.key for w in passage.words[last : last + 2]]
        if following == ["armed", "with"] and passage.obeys("blame/armed-with"):
            last += 1  # noqa: PLW2901  (what they carry belongs to who they are)
        found.append(plain(passage, start, last, "armed_group"))
        taken.update(range(start, last))
    return found


def _adjoins(passage: Passage, index: int) -> bool:
    """Whether no mark parts a word from the one before it: not "in Tarn (Luhera), armed men"."""
    gap = passage.slice(passage.words[index - 1].end, passage.words[index].start)
    return not any(mark in gap for mark in ",;:()")


def _pointing(passage: Passage, first: int, last: int) -> bool:
    """Whether words point back at doers without a name: "the gunmen", "those attackers"."""
    led = first > 0 and passage.words[first - 1].key in BACK
    told = passage.words[last - 1].key in UNKNOWN
    return led and told and not passage.entry and passage.obeys("blame/the-gunmen")


def unknown(actor: str) -> bool:
    """Whether words of an actor name nobody: "gunmen", "unidentified armed men on motorcycles"."""
    words = actor.split()
    first = words[0].lower()
    plain = words[0].islower() or first in UNKNOWN | DESCRIBING | COUNTING
    called = next((w for w in words if w in UNKNOWN), first)
    return plain and called in UNKNOWN and all(w.islower() for w in words[1:])


def bearer(actor: str) -> str:
    """Name whose arms are told of: "the regime" of "regime helicopters"."""
    words = actor.split()
    while len(words) > 1 and words[-1] in BORNE:
        words.pop()
    return " ".join(words)


def side_of(actor: str) -> str:
    """Tell whose the arms and men of an actor are: one side for "Karvian jets" and "Karvia"."""
    words = actor.lower().replace("’", "'").removeprefix("the ").split()
    own = [w.removesuffix("'s") for w in words if w not in COMMON]
    if len(own) == 1 and own[0] not in BARE and not own[0][0].isdigit():
        return own[0][:STEM] if len(own[0]) > STEM else own[0]
    return " ".join(own or words)


def _bare(passage: Passage) -> dict[int, int]:
    """Find forces that only "the" leads in, and no noun follows: "the army", "the air force"."""
    found: dict[int, int] = {}
    if not passage.has(BARE_OR_AIR):
        return found
    words = passage.words
    things = passage.of("people", "facility", "facilities", "weapon", "role")
    # "Shelled" and "bombed" tell a weapon, too, and are verbs.
    nouns = {t.first for t in things if not words[t.first].key.endswith("ed")}
    for i, word in enumerate(words):
        last = (
            i + 2
            if word.key == "air" and [w.key for w in words[i + 1 : i + 2]] == ["force"]
            else i + 1
        )
        led = i - 1 if i and words[i - 1].key in QUALIFYING else i
        if word.key not in BARE and last == i + 1:
            continue
        named = bool(led) and words[led - 1].key == "the"
        if not (named or _headed(passage, led, last)):
            continue
        following = words[last].key if last < len(words) else "."
        gap = passage.slice(words[last - 1].end, words[last].start) if last < len(words) else "."
        verb = following.endswith(("ed", "s")) or following in PAST
        if gap != " " or (last not in nouns and (following in CLOSED or verb)):
            found[led] = last
    return found


def doing_force(passage: Passage) -> bool:
    """Whether a force without a name is a doer here: "by the army", "the army shot"."""
    acts = {t.first for t in passage.of("event", "weapon", "harm")}
    forces = {i: last for i, last in _bare(passage).items() if passage.words[last - 1].key in ARMED}
    forces |= {t.first: t.last for t in passage.of("doer")}
    before = {i: [w.key for w in passage.words[max(0, i - 2) : i]] for i in forces}
    return any("by" in before[i] or last in acts for i, last in forces.items())


def _headed(passage: Passage, first: int, last: int) -> bool:
    """Whether a headline has a force without article before its verb: "Army shells clinic"."""
    verb = last < len(passage.words) and passage.words[last].key in HEADLINE
    short = passage.is_title or not first
    return short and verb and passage.obeys("blame/headline")


def _describes(passage: Passage, index: int, *, owned: bool) -> bool:
    """Whether a word only describes nameless doers: "masked", or says whose they are: "Ruritan"."""
    if passage.words[index].key in DESCRIBING:
        return True
    plain = index > 0 and not passage.is_title and passage.words[index].text[0].isupper()
    apart = {t.first for t in passage.of("country", "facility", "body", "people")}
    dated = any(d.start <= passage.words[index].start < d.end for d in passage.dates)
    owns = owned and plain and index not in apart and not dated
    return owns and passage.obeys("blame/nameless-owner")


def _backer(passage: Passage, term: Term) -> bool:
    """Whether a country only qualifies another side: "Turkey-backed", "Iran-led"."""
    return passage.obeys("blame/backer") and passage.slice(term.end, passage.end)[:1] in ("-", "‑")


def _somewhere(passage: Passage, index: int) -> bool:
    """Whether a country is named as a place: after a preposition, over article and direction.

    Directly before a word of force it is a side all the same ("from Ruritania forces").
    """
    if any(t.first == index + 1 and t.code == "armed" for t in passage.of("force")):
        return False
    before = [w.key for w in passage.words[max(0, index - 3) : index]]
    placed = bool(set(before) & (GRAMMAR["preposition"] - {"by", "against"}))
    return placed and passage.obeys("blame/somewhere")


def _owned(passage: Passage, names: tuple[Name, ...], taken: set[int]) -> list[Name]:
    """Find forces and governments named by their owner: "the government of X", "forces of Y"."""
    found: list[Name] = []
    for term in passage.of("force") if passage.obeys("blame/owned-force") else ():
        if term.first in taken or term.last >= len(passage.words):
            continue
        owner = next((n for n in names if term.last < n.first <= term.last + 4), None)
        if not _of_owner(passage, term.last):
            continue
        kind = "government" if term.code == "government" else "armed_group"
        if owner is not None and owner.kind in ("person", *SIDES):
            found.append(plain(passage, term.first, owner.last, kind))
        elif last := _of_land(passage, term.first, term.last):
            found.append(plain(passage, term.first, last, kind))
    return found


def _whole(passage: Passage, name: Name) -> Name:
    """Take the land behind "of" into the name of an army: "the armed forces of Ruritania"."""
    last = _of_land(passage, name.first, name.last)
    return plain(passage, name.first, last, name.kind) if last else name


def _of_land(passage: Passage, first: int, end: int) -> int:
    """Index behind the capitalised land of an army: "the armed forces of Ruritania"; else 0."""
    words, at = passage.words, end + 1
    organ = " ".join(w.key for w in words[first:end]) in ORGANS and not passage.is_title
    led = organ and words[end : end + 1] and words[end].key == "of"
    if not led or not passage.obeys("blame/of-land"):
        return 0
    last = at
    while last < len(words) and words[last].text[0].isupper() and words[last].key not in NEVER:
        if last > at and passage.slice(words[last - 1].end, words[last].start) != " ":
            break
        last += 1
    return last if last > at else 0


def _of_owner(passage: Passage, index: int) -> bool:
    """Whether "of" or "loyal to" stands here, after forces and before whose they are."""
    keys = [w.key for w in passage.words[index : index + 2]]
    return keys[:1] == ["of"] or keys == ["loyal", "to"]


def plain(passage: Passage, first: int, last: int, kind: str) -> Name:
    """Make a name of the words [first, last) as they stand."""
    start, end = passage.words[first].start, passage.words[last - 1].end
    text = passage.slice(start, end)
    return Name(
        start=start,
        end=end,
        first=first,
        last=last,
        text=text,
        kind="government" if kind == "government" else "armed_group",
        canonical=text,
    )
