"""Templates from what the engine's rooms find: names, doers, people harmed; nothing is learned.

A passage with a deed is one telling of it. Whom the engine hears named as its doer, whom it
finds killed, hurt or taken, the buildings, vehicles and works that the deed falls on and the
weapons beside it fill the roles. All tellings of one type make one template: reports seldom
tell of two, and where they do, few answers are right that part them by rule.
"""

import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files

from bench.templates.measure import normal
from bench.templates.reading import ROLES, TYPES, Template
from solferino.codec import value
from solferino.extract.blame.blame import blamed
from solferino.extract.cues import GRAMMAR
from solferino.extract.english import new_hearing, study_of
from solferino.extract.figures.harm import figures
from solferino.extract.lexicon import Entry, Lexicon, Term
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.model import Description, Document, Reading, Receipt, document_of
from solferino.ports import Gazetteer

WORDS = tomllib.loads(files("bench.templates").joinpath("words.toml").read_text("utf-8"))
HARMED = frozenset(("killed", "injured", "detained", "missing"))
MEMBERS = frozenset(WORDS["rules"]["members"])
SIDE_WORDS = frozenset(WORDS["rules"]["sides"])
GAP = "    "  # what the packaging of the set left of a paragraph's end
NEAR = 9  # words between a deed and what it falls on
LONGEST = 3  # words before the head of a thing's name
STOPS = frozenset().union(
    *(GRAMMAR[k] for k in ("auxiliary", "opener", "coordinator", "preposition", "determiner")),
    WORDS["rules"]["stops"],
)


@value
class Filler:
    """Somebody or something in a role of an incident of this type; "" is an incident alone."""

    type: str
    role: str = ""
    text: str = ""


@value
class Told:
    """All that the engine tells of a report: fillers, and stretches of it with what they are.

    A stretch is the kind of a name, or the category of a word of `words.toml`; of a deed, its type.
    """

    fillers: tuple[Filler, ...]
    stretches: tuple[tuple[int, int, str], ...]


def lexicon() -> Lexicon:
    """Load the words of deeds, doers, things and arms."""
    return Lexicon(
        (form, Entry(category=category, code=code))
        for category in ("deed", "doer", "thing", "arms")
        for code, forms in WORDS[category].items()
        for form in forms
    )


def document(text: str) -> Document:
    """Make a document of a report; what was a paragraph's end is one again."""
    told = Receipt(original="0" * 64, name="report.txt", told=Description(language="en"))
    laid = text.replace(GAP, "\n\n  ")
    return document_of(told, Reading(text=laid, media_type="text/plain", parts=()), "bench/1")


def told_of(text: str, gazetteer: Gazetteer, words: Lexicon) -> Told:
    """Find all that a report with restored capitals tells of incidents."""
    study = study_of(document(text), gazetteer, hearing=new_hearing())
    found: list[Filler] = []
    stretches: list[tuple[int, int, str]] = []
    for passage in study.passages:
        terms = words.find(passage.words)
        found += _told(study, passage, terms)
        stretches += [(n.start, n.end, n.kind) for n in study.names[passage.number]]
        deeds = [(t.start, t.end, t.code) for t in terms if t.category == "deed"]
        stretches += deeds + [(t.start, t.end, t.category) for t in terms if t.category != "deed"]
    return Told(fillers=tuple(dict.fromkeys(found)), stretches=tuple(stretches))


def templates(found: Iterable[Filler]) -> tuple[Template, ...]:
    """Make one template of each type; a name that says no more than another is left out."""
    made: dict[str, dict[str, list[str]]] = {}
    for filler in found:
        own = made.setdefault(filler.type, {role: [] for role in ROLES})
        if filler.role:
            own[filler.role].append(filler.text)
    return tuple(
        Template(type=t, roles=tuple(tuple((m,) for m in _told_once(made[t][r])) for r in ROLES))
        for t in TYPES
        if t in made and any(made[t].values())
    )


def _told_once(names: Iterable[str]) -> Iterator[str]:
    """Give each name once, the longest of those that hold one another's words."""
    kept: list[set[str]] = []
    for name in sorted(names, key=lambda n: -len(n)):
        own = set(normal(name).split())
        if own and not any(own <= k for k in kept):
            kept.append(own)
            yield name


def _told(study: Study, passage: Passage, terms: list[Term]) -> Iterator[Filler]:
    """Read one passage: its deeds, and what fills their roles."""
    deeds = [t for t in terms if t.category == "deed" and not _void(passage, t)]
    if not deeds or passage.zone == "boilerplate":
        return
    names = study.names[passage.number]
    kinds = {t.code for t in deeds}
    main = next(t for t in ("kidnapping", "bombing", "arson", "robbery", "attack") if t in kinds)
    for role, text in (
        *_doers(passage, names, deeds),
        *_victims(passage, names),
        *_things(passage, deeds, terms),
        *_arms(passage, terms),
    ):
        if role == "Victim" and main in ("arson", "robbery"):
            yield Filler(type="attack", role=role, text=text)
        elif not (role == "Weapon" and main == "kidnapping"):
            yield Filler(type=main, role=role, text=text)


def _void(passage: Passage, term: Term) -> bool:
    before = {w.key for w in passage.words[max(0, term.first - 3) : term.first]}
    return bool(before & {"no", "not", "never", "against", "would", "will", "could", "may"})


def _doers(
    passage: Passage, names: tuple[Name, ...], deeds: list[Term]
) -> Iterator[tuple[str, str]]:
    for doer in blamed(passage, names, tuple(deeds)):
        group = next((n for n in names if n.start >= doer.start and n.end <= doer.end), None)
        if doer.stance == "denied":
            continue
        if group is None:
            yield "PerpInd", doer.actor.lower()
        elif group.kind in ("armed_group", "organization", "government"):
            yield from _side(passage, group)
    for group in names:
        if group.kind == "armed_group" and not _struck(passage, group, deeds):
            yield from _side(passage, group)


def _side(passage: Passage, group: Name) -> Iterator[tuple[str, str]]:
    """Give an armed side, and its people where they are named with it: "X rebels"."""
    words = [w.key for w in passage.words[group.first : group.last + 1]]
    own = group.text.lower()
    if words[-1] in MEMBERS and group.last < len(passage.words):
        yield "PerpInd", f"{own} {words[-1]}"
    elif words[-1 - (group.last < len(passage.words))] in MEMBERS:
        yield "PerpInd", own
        own = own.rpartition(" ")[0]
    if own and own not in SIDE_WORDS:
        yield "PerpOrg", own


def _struck(passage: Passage, group: Name, deeds: list[Term]) -> bool:
    """Whether a side is what a deed falls on, or only owns what it falls on."""
    before = {w.key for w in passage.words[max(0, group.first - 4) : group.first]}
    behind = any(0 <= group.first - d.last <= 2 for d in deeds)
    return behind or bool(before & {"against", "on", "at"})


def _victims(passage: Passage, names: tuple[Name, ...]) -> Iterator[tuple[str, str]]:
    for figure in figures(passage, names):
        if figure.kind in HARMED and figure.quantity.names:
            words = passage.words[figure.quantity.first : figure.quantity.last]
            yield "Victim", passage.slice(words[0].start, words[-1].end).lower()


def _things(passage: Passage, deeds: list[Term], terms: list[Term]) -> Iterator[tuple[str, str]]:
    """Find what stands behind a deed's words, or before a passive: "attacked the X", "bombs at"."""
    for thing in terms:
        if thing.category != "thing":
            continue
        behind = any(0 <= thing.first - d.last <= NEAR for d in deeds)
        passive = any(
            0 < d.first - thing.last <= 4 and passage.words[d.first - 1].key in GRAMMAR["be"]
            for d in deeds
        )
        if behind or passive:
            yield "Target", _phrase(passage, thing, terms)


def _arms(passage: Passage, terms: list[Term]) -> Iterator[tuple[str, str]]:
    for term in terms:
        if term.category == "arms":
            yield "Weapon", passage.slice(term.start, term.end).lower()


def _phrase(passage: Passage, head: Term, terms: list[Term]) -> str:
    """Take the words that belong to a thing, from the left up to its head."""
    first = head.first
    others = {i for t in terms if t.category in ("deed", "doer") for i in range(t.first, t.last)}
    while first and head.first - first < LONGEST:
        word = passage.words[first - 1]
        gap = passage.slice(word.end, passage.words[first].start)
        if gap.strip("\"' -") or word.key in STOPS or first - 1 in others or word.text[0].isdigit():
            break
        first -= 1
    return passage.slice(passage.words[first].start, head.end).lower()
