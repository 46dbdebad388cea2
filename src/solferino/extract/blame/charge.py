"""Whom somebody charges with a deed, or clears of it, by turns of phrase about the doer.

Where `blame` reads grammar (subject, agent, owner of the weapon), this reads phrases in which a
side stands in a fixed place: "the work of X", "X was behind it", "the shots came from X's post",
"it was not X", "X called the report baseless", "X accepted that it had fired". The phrases are
data (charge.toml), with `X` where the side stands; no name changes what they do.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from solferino.codec import value
from solferino.extract.blame.actor import Blamed, by_name, wraps
from solferino.extract.blame.habit import bare_arms, chief, habit
from solferino.extract.lexicon import table
from solferino.extract.named.doer import SIDES, actors_of, bearer
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import BlameValue, Claim
from solferino.model.terms import Stance

DATA = table("en", "charge")
WORDS = {name: "|".join(map(re.escape, held)) for name, held in DATA["words"].items()}
STANCES: tuple[Stance, ...] = ("denied", "admitted", "alleged")
OPEN = re.compile(rf"\b(?:{WORDS['unsettled']})\b[^.;]*$")
HEARSAY = re.compile(
    r"\b(?:reports?|rumou?rs?|claims?|allegations?|accusations?|suggestions?)\b"
    r"[^.;:\"“]*\bthat\b[^.;:\"“]*$"
)
RIVALS = re.compile(
    r"['’]s? (?:rivals?|enem|opponents?|foes?|critics?|victims?|adversar|opposition)"
)
BEHIND = 20  # characters behind a side in which its rivals are told of
GAP = r"(?:(?:(?!\b(?:neither|nor|not|never|declined|refused|failed)\b)[\w,' -]){0,60} )?"
ASIDE = r"(?:'s|,(?: now| formerly)? (?:an?|the|which|who|whose|known)\b[^,.;]{0,60},)?"
MARK = "\ue000"  # stands for a side in the words that are matched
OF_DEEDS = ("blame/struck", "blame/guns-of", "blame/military-use")
Accused = Callable[[Passage, Blamed], bool]
HERE = "\ue001"  # stands for the side that a phrase is asked of


@value
class Phrase:
    """A turn of phrase with the stance that it gives the side in it, and its rule."""

    rule: str
    stance: Stance
    pattern: str


def charged(study: Study, passage: Passage) -> Iterator[Blamed]:
    """Find the sides that a passage charges, clears, or lets admit, phrase by phrase."""
    names = study.names[passage.number]
    named = frozenset(n.first for n in names)
    actors = actors_of(passage, names)
    told_of: list[Blamed] = []
    for i, actor in enumerate(actors):
        told = _around(passage, actors, i, named)
        found: list[Blamed] = []
        for stance in STANCES:
            fitting = _in_force(stance, passage.without)
            phrase = next((p for p in fitting if _compiled(p.pattern).search(told)), None)
            if phrase is None:
                continue
            past = stance == "alleged" and habit(passage, actor)
            cleared = stance == "admitted" and bool(found)
            unsure = past or cleared or _conditional(passage, actor, stance)
            unsure = unsure or _rivals(passage, actor)
            unsure = unsure or (
                stance == "alleged" and (chief(passage, actor) or _bare(passage, actor))
            )
            if not unsure:
                found.append(by_name(actor, phrase.stance, phrase.rule))
        answered = any(b.stance != "alleged" for b in found)
        told_of += [b for b in found if b.stance != "alleged" or not answered]
    yield from (b for b in told_of if not any(wraps(b, o) for o in told_of))


@lru_cache(maxsize=len(STANCES))
def _in_force(stance: Stance, without: frozenset[str]) -> tuple[Phrase, ...]:
    """Give the phrases of a stance whose rules are in force, and the rules that they widen."""
    widened = {p: DATA["widens"].get(p.rule.removeprefix("blame/"), ()) for p in phrases()}
    fitting = (p for p in phrases() if p.stance == stance)
    return tuple(p for p in fitting if without.isdisjoint((p.rule, *widened[p])))


def _conditional(passage: Passage, actor: Name, stance: Stance) -> bool:
    """Whether a side only says what it would own to: "that if its shells had hit"."""
    behind = passage.slice(actor.end, passage.end).lower()
    return stance == "admitted" and bool(re.search(r"\bif\b", behind)) and passage.obeys("blame/if")


def _rivals(passage: Passage, actor: Name) -> bool:
    """Whether a side only tells whose rivals or critics are meant: "the Front's rivals"."""
    behind = passage.slice(actor.end, actor.end + BEHIND).lower()
    return bool(RIVALS.match(behind)) and passage.obeys("blame/hearsay")


def _bare(passage: Passage, actor: Name) -> bool:
    """Whether only arms are told of, and nobody whose they are: "warplanes bombed it"."""
    return bare_arms(actor) and passage.obeys("blame/bare-arms")


def _around(passage: Passage, actors: Sequence[Name], index: int, named: frozenset[int]) -> str:
    """Write a passage in small letters, the side asked of as one mark, other names as another."""
    parts: list[str] = []
    at = passage.start
    for i, actor in enumerate(actors):
        if actor.start < at or (i != index and actor.first not in named):
            continue
        parts += [passage.slice(at, actor.start).lower(), HERE if i == index else MARK]
        at = actor.end
    parts.append(passage.slice(at, passage.end).lower())
    return re.sub(r"\s+", " ", "".join(parts).replace("’", "'"))


def charges(
    study: Study, notebook: Notebook, passages: Sequence[Passage], accused: Accused
) -> Iterator[Claim]:
    """Note what the phrases of passages say of sides, each in the voice that says it.

    Who denies or owns speaks for itself: its own statement behind its name holds the claim.
    `accused` tells whether a denier is a side that was blamed.
    """
    for passage in passages:
        for one in charged(study, passage):
            if one.stance == "denied" and (_for_others(one) or not accused(passage, one)):
                continue
            if one.stance == "alleged":
                if not _asked(passage, one):
                    yield from laid(study, notebook, passage, one)
                continue
            own = _own(study, passage, one)
            if one.stance == "admitted" and own is None and _of_others(study, one):
                continue
            where = (one.start, own[1] if own else one.end)
            value = BlameValue(actor=one.actor, stance=one.stance)
            yield notebook.note(where, value, one.rule, one.confidence, own)


def laid(
    study: Study,
    notebook: Notebook,
    passage: Passage,
    one: Blamed,
    said: tuple[int, int] | None = None,
) -> Iterator[Claim]:
    """Note who is named as doer, but for what is only denied there, or told to have been said.

    `said` are the words whose statement it stands in, where they are not all of its own.
    """
    inside = study.voiced(one.start, one.end)
    if in_denial(study, one) or (inside is None and hearsay(passage, one)):
        return
    value = BlameValue(actor=bearer(one.actor), stance=one.stance)
    yield notebook.note((one.start, one.end), value, one.rule, one.confidence, said)


def hearsay(passage: Passage, one: Blamed) -> bool:
    """Whether a text only tells that it was said: "reports spread by X that Y bombed it"."""
    before = passage.slice(passage.start, one.start).lower()
    return bool(HEARSAY.search(before)) and passage.obeys("blame/hearsay")


def in_denial(study: Study, one: Blamed) -> bool:
    """Whether a charge stands inside a denial, and not behind it: "denied it and said that Y"."""
    inside = study.voiced(one.start, one.end)
    if inside is None or inside.act != "denies" or not study.obeys("blame/in-denial"):
        return False
    before = inside.span.text[: max(0, one.start - inside.span.start)].lower()
    return not any(sign in before for sign in (" and that ", "; ", " but that ", ". "))


def _for_others(one: Blamed) -> bool:
    """Whether a body denies for others: a ministry, but that of a state's own arms is the state."""
    words = one.actor.lower().replace("’", "'").split()
    own = words[0].endswith("'s") and bool(set(words) & set(DATA["words"]["of_arms"]))
    return words[-1] in DATA["words"]["speaking_for"] and not own


def answers(
    study: Study,
    notebook: Notebook,
    passages: Sequence[Passage],
    accused: Accused,
    alone: bool,  # noqa: FBT001  (a fact of the text)
) -> Iterator[Claim]:
    """Give what passages that tell of no event themselves say of who did it.

    A bare deed there ("X struck") is another; a charge, a denial and an admission answer the event.
    Where the event is `alone` in its text, whose guns somebody says they were answers it too.
    """
    for claim in charges(study, notebook, passages, accused):
        told = study.voiced(claim.span.start, claim.span.end) is not None
        if claim.rule not in OF_DEEDS or (alone and told and claim.rule != "blame/struck"):
            yield claim


def _own(study: Study, passage: Passage, one: Blamed) -> tuple[int, int] | None:
    """Find the words that a side itself says, behind its name: its denial or its admission."""
    mine = [
        s
        for s in study.statements
        if s.voice and one.end <= s.span.start < passage.end and one.actor in s.voice[0].name
    ]
    acts = {"denied": "denies", "admitted": "admits"}
    first = [s for s in mine if s.act == acts.get(one.stance)] or mine
    if first:
        return first[0].span.start, first[0].span.end
    starts = [
        (s.span.start, s.span.end)
        for s in study.statements
        if s.voice and one.end <= s.span.start < passage.end
    ]
    inside = study.voiced(one.start, one.end)
    return starts[0] if starts and inside is None else None


def _of_others(study: Study, one: Blamed) -> bool:
    """Whether a side is named in another side's words: who is accused owns up to nothing."""
    inside = study.voiced(one.start, one.end)
    voice = inside.voice[0] if inside else None
    return voice is not None and voice.kind in SIDES and one.actor not in voice.name


def _asked(passage: Passage, one: Blamed) -> bool:
    """Whether it is only asked who did it: "whether X was behind it", "no evidence that X"."""
    asked = any(
        t.code == "open" and t.first < passage.word_at(one.start) for t in passage.of("stance")
    )
    before = passage.slice(passage.start, one.start).lower()
    return asked or bool(OPEN.search(before))


def own_once(study: Study, claims: Sequence[Claim]) -> list[Claim]:
    """Leave out the charge at a name by whose own words the same sentence gives an answer."""
    if not (study.obeys("blame/disowned") and study.obeys("blame/in-denial")):
        return list(claims)
    answered = {
        c.span.start
        for c in claims
        if isinstance(c.value, BlameValue) and c.value.stance != "alleged"
    }
    return [
        c
        for c in claims
        if not (
            isinstance(c.value, BlameValue)
            and c.value.stance == "alleged"
            and c.span.start in answered
        )
    ]


@cache
def phrases() -> tuple[Phrase, ...]:
    """Give all phrases: denials before admissions before charges."""
    return tuple(
        Phrase(rule=f"blame/{row['rule']}", stance=stance, pattern=row["phrase"])
        for stance in STANCES
        for row in DATA["phrase"]
        if row["stance"] == stance
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Turn a phrase into a pattern: `X` the side, `<list>` a list of words, `~` a few words."""
    made = re.sub(r"<(\w+)>", lambda m: f"(?:{WORDS[m[1]]})", pattern)
    made = made.replace("X …", f"X{ASIDE} {GAP}").replace("…", GAP)
    made = made.replace("~ ", r"(?:[\w'-]+ ){0,4}").replace("X", HERE)
    return re.compile(made)
