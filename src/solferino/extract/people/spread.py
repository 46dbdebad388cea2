"""Words of harm that stand apart: "took two nurses away", "sustained minor shrapnel wounds"."""

from collections.abc import Iterator
from dataclasses import replace

from solferino.extract.lexicon import Entry, Term, table
from solferino.extract.passage import Passage

RULES = {k: frozenset(v) for k, v in table("en", "rules")["harm"].items()}
SHOOTING = frozenset(("shot", "hit"))
VICTIMS = frozenset(("victim", "victims"))
COSTING = RULES["losing"] | RULES["costing"]
AFTER = 12  # words between a verb and its particle
WITHIN = 4  # words between "received" and the injury
BREAKS = ".;:("


def spread(passage: Passage) -> Iterator[Term]:
    """Find the words of harm that stand apart, each as one term on its verb."""
    if passage.obeys("harm/led-off"):
        yield from _led_off(passage)
    if passage.has(SHOOTING) and passage.obeys("harm/shot-in"):
        yield from _shot(passage)
    if passage.has(RULES["undergoing"]) and passage.obeys("harm/received"):
        yield from _received(passage)
    if passage.has(VICTIMS) and passage.obeys("harm/victims"):
        yield from _victims(passage)
    if passage.has(COSTING) and passage.obeys("harm/lost"):
        yield from _lost(passage)
    if passage.has(RULES["beating"]) and passage.obeys("harm/beat"):
        yield from _beat(passage)
    if "taken" in passage.keys and passage.obeys("harm/taken"):
        yield from _taken(passage)


def _shot(passage: Passage) -> Iterator[Term]:
    """Find shots that lamed somebody: "shot the watchman in the leg"."""
    for i, word in enumerate(passage.words):
        after = passage.words[i + 1 : i + 1 + AFTER] if word.key in SHOOTING else ()
        at = next((j for j, w in enumerate(after) if w.key in RULES["limbs"]), None)
        led = at is not None and at > 1 and {w.key for w in after[max(0, at - 2) : at]} & {"in"}
        if (
            at is None
            or not led
            or any(m in passage.slice(word.end, after[at].start) for m in BREAKS)
        ):
            continue
        people = any(i < t.first < i + 1 + at for t in passage.of("people"))
        if people:
            yield _at(passage, i, "injured")


def _received(passage: Passage) -> Iterator[Term]:
    """Find injuries that somebody got: "sustained minor shrapnel wounds"."""
    known = {t.first for t in passage.of("harm")}
    for i, word in enumerate(passage.words):
        if word.key not in RULES["undergoing"] or i in known:
            continue
        after = passage.words[i + 1 : i + 2 + WITHIN]
        at = next((j for j, w in enumerate(after) if w.key in RULES["injuries"]), None)
        if at is None or any(m in passage.slice(word.end, after[at].start) for m in BREAKS):
            continue
        last = i + 2 + at
        yield replace(_at(passage, i, "injured"), last=last, end=passage.words[last - 1].end)


def _victims(passage: Passage) -> Iterator[Term]:
    """Find "the victims were" before whoever they are: "the victims were two nurses"."""
    for i, word in enumerate(passage.words[:-2]):
        being = passage.words[i + 1].key in RULES["including"]
        if word.key not in VICTIMS or not being:
            continue
        after = passage.words[i + 2]
        counted = any(n.start == after.start for n in passage.numbers)
        if counted or after.key in ("a", "an") or after.text[0].isupper():
            yield replace(_at(passage, i, "killed"), last=i + 2, end=passage.words[i + 1].end)


def _lost(passage: Passage) -> Iterator[Term]:
    """Find the dead told as a loss: "we lost three colleagues", "cost two surgeons their lives"."""
    keys = [w.key for w in passage.words]
    known = {i for t in passage.of("harm") for i in range(t.first, t.last)}
    for i, key in enumerate(keys):
        if key not in COSTING or i in known:
            continue
        people = [t for t in passage.of("people") if 0 < t.first - i <= WITHIN]
        behind = keys[people[0].last : people[0].last + 2] if people else []
        lives = key in RULES["costing"] and bool({"lives", "life"} & set(behind))
        mourned = people and passage.words[people[0].last - 1].key not in ("child", "baby", "lives")
        lost = key in RULES["losing"] and mourned and behind[:1] not in (["to"], ["because"], ["s"])
        if lives or lost:
            yield _at(passage, i, "killed")


def _beat(passage: Passage) -> Iterator[Term]:
    """Find people who are beaten where the verb is no word of harm by itself: "beat two nurses"."""
    for i, word in enumerate(passage.words):
        if word.key not in RULES["beating"]:
            continue
        people = [t for t in passage.of("people") if 0 < t.first - i <= WITHIN]
        if people and people[0].code != "combatants":
            yield _at(passage, i, "injured")


def _at(passage: Passage, index: int, code: str) -> Term:
    word = passage.words[index]
    entry = Entry(category="harm", code=code)
    return Term(start=word.start, end=word.end, first=index, last=index + 1, entry=entry)


def _taken(passage: Passage) -> Iterator[Term]:
    """Find "were taken" that leads nowhere but away: not to a hospital, not out of the rubble."""
    known = {i for t in passage.of("harm") for i in range(t.first, t.last)}
    keys = [w.key for w in passage.words]
    for i, key in enumerate(keys):
        taken = key == "taken" and i not in known and i and keys[i - 1] in ("was", "were", "been")
        following = keys[i + 1 : i + 2]
        gone = not following or following[0] in RULES["gone"] or _ends(passage, i)
        if taken and gone and not RULES["rescued"] & set(keys):
            yield _at(passage, i, "detained")


def _ends(passage: Passage, index: int) -> bool:
    """Whether a mark closes the clause behind a word."""
    end = passage.words[index].end
    return passage.slice(end, end + 1) in (".", ",", ";", "!", '"', "”")


def _led_off(passage: Passage) -> Iterator[Term]:
    """Find verbs whose particle stands behind their people: "took two nurses away"."""
    for i, word in enumerate(passage.words):
        if word.key not in RULES["leading_off"]:
            continue
        after = passage.words[i + 2 : i + 2 + AFTER]
        off = next((w for w in after if w.key in RULES["off"]), None)
        if off and not any(mark in passage.slice(word.end, off.start) for mark in BREAKS):
            yield _at(passage, i, "detained")
