"""Who is named as the doer of an attack: alleged, admitted or denied, always in somebody's voice.

An actor is taken only where the grammar makes it the doer: subject of the act, agent after
"by", owner of the weapon ("X air strikes"), object of a word of blame. General accusations and
"has not commented" are nothing.
"""

from collections.abc import Iterator

from solferino.extract.blame.actor import Blamed, by_name, hides
from solferino.extract.blame.cleared import clear_of
from solferino.extract.blame.habit import (
    bare_arms,
    between,
    chief,
    habit,
    harmed,
    holds,
    parted,
    units,
    where,
)
from solferino.extract.cues import GRAMMAR
from solferino.extract.figures.harm import RULES as HARM
from solferino.extract.figures.harm import active
from solferino.extract.lexicon import Term, table
from solferino.extract.named.company import bracketed
from solferino.extract.named.doer import SIDES, actors_of, plain
from solferino.extract.named.names import Name
from solferino.extract.passage import Passage
from solferino.model.terms import Confidence

RULES = table("en", "rules")["blame"]
BLAMING = frozenset(RULES["blaming"])
DENYING = frozenset(RULES["denying"])
NEITHER = frozenset(("nor", "neither", "not", "never"))
PASSED = GRAMMAR["adverb"] | GRAMMAR["auxiliary"]  # words that part no verb from its subject
OF_DUTY = frozenset(RULES["of_duty"])
CHARGING = BLAMING | OF_DUTY
PERPETRATED = frozenset(RULES["perpetrated"])
CLAIMING = frozenset(RULES["claiming"])
TAKING_BACK = frozenset(RULES["taking_back"])
PAIRING = frozenset(RULES["pairing"])
DEEDS = frozenset(RULES["deeds"])
TALK = frozenset(RULES["talk"])
USING = frozenset(RULES["using"])
TRANSITIVE = HARM["transitive"]
HEADLINE = frozenset(RULES["headline"])
NAMELESS = frozenset(RULES["owning"])
ATTACKS = frozenset(("attack", "attacks", "assault", "assaults"))
NO_DEED, OTHERS = frozenset(RULES["no_deed"]), frozenset(RULES["others"])
USED = 6  # words between "fired" and the weapon
AGENT = 5  # words between an act and its "by"
NEAR = 4  # words between "responsibility" and whose it is
FURTHER = 3  # words more, where blame is laid "on" somebody
REACH = 7  # words between an agent and the act
PAST, CAME = frozenset(RULES["irregular"]), tuple(RULES["came"])
PUT_IN = frozenset(RULES["put_in"])
PUT_WORDS = 9  # words of what is put in between two commas


def blamed(passage: Passage, names: tuple[Name, ...], acts: tuple[Term, ...]) -> tuple[Blamed, ...]:
    """Find the actors that a passage makes doers of the acts in it."""
    asked = [t.first for t in passage.of("stance") if t.code == "open"]
    open_question = min(asked, default=None) if passage.obeys("blame/open-question") else None
    actors = [
        a for a in actors_of(passage, names) if open_question is None or a.first < open_question
    ]
    found = [
        *_by_agent(passage, actors, acts),
        *_by_subject(passage, actors, acts),
        *_by_weapon(passage, names),
        *_by_adjective(passage, names),
        *(_by_nameless(passage, actors, acts) if passage.obeys("blame/nameless-weapon") else ()),
        *_by_blame(passage, actors),
        *_by_denial(passage, actors),
    ]
    unique: dict[tuple[int, int], Blamed] = {}
    for one in found:
        if passage.obeys(one.rule):
            unique.setdefault((one.start, one.end), one)
    held = clear_of(passage, [*unique.values()], actors)
    plain = [b for b in held if not any(hides(b, o) for o in held)]
    return tuple(sorted(plain, key=lambda b: b.start))


def _by_agent(passage: Passage, actors: list[Name], acts: tuple[Term, ...]) -> Iterator[Blamed]:
    """Find agents: "was bombed by the army of X", "a strike by X", "carried out by X"."""
    for actor in actors:
        before = [w.key for w in passage.words[max(0, actor.first - REACH) : actor.first]]
        led = ["by", "from"] if passage.entry else ["by"]  # "under fire from X"
        leads = [i for i, k in enumerate(before) if k in led]
        if not leads:
            continue
        at = actor.first - len(before) + leads[-1]
        inside = [w.key for w in passage.words[at + 1 : actor.first]]
        verbs = GRAMMAR["auxiliary"] | GRAMMAR["opener"]
        reach = at if passage.entry else AGENT  # an entry has one deed, however far its doer
        near = any(at - reach <= t.last <= at + 1 for t in acts)
        near = near or bool(acts and at and passage.words[at - 1].key in PERPETRATED)
        speech = any(t.last == at for t in passage.of("speech_clause", "speech_object"))
        speech = speech and not any(t.last == at for t in acts)  # "called an attack by X"
        apart = passage.obeys("blame/agent-of-speech") and speech
        denied = {"not", "never"} & {w.key for w in passage.words[max(0, at - AGENT) : at]}
        apart = apart or bool(denied and passage.obeys("blame/not-by"))
        apart = apart or holds(passage, at) or parted(passage, at, actor)
        if near and not apart and not verbs.intersection(inside):
            yield by_name(actor, "alleged", "blame/agent", "high")


def _by_subject(passage: Passage, actors: list[Name], acts: tuple[Term, ...]) -> Iterator[Blamed]:
    """Find subjects: "X bombed the hospital", "rebels fired rockets", "X has struck"."""
    arms = passage.of("weapon")
    actors = [a for a in actors if not bare_arms(a) and not where(passage, a)]
    halts = {t.first for t in passage.of("speech_clause", "speech_object")}
    halts |= {a.first for a in actors}
    put_in: set[int] = set()
    for actor in actors:
        last = _deed_after(passage, actor)
        beside = chief(passage, actor) or between(passage, actor)
        if actor.first in put_in or beside or harmed(passage, actor):
            continue
        put_in |= set(range(actor.last, last))
        after = passage.words[last : last + REACH]
        for offset, word in enumerate(after):
            term = next((t for t in acts if _begins(passage, t) == last + offset), None)
            passed = [w.key for w in after[:offset]]
            whole = term is not None and term.first == last + offset
            verb = _verb(passage, term) if term is not None and whole else word.key
            told = _verbal(verb, passed) or _headline(passage, last + offset, passed)
            if term is not None and told:
                undergone = _undergone(passage, passed) or _suffered(passage, term)
                if not (undergone or habit(passage, actor)):
                    yield by_name(actor, "alleged", "blame/subject", "high")
                break
            if last + offset in halts:
                break
            if word.key in USING and any(0 < t.first - last - offset <= USED for t in arms):
                yield by_name(actor, "alleged", "blame/subject", "high")
                break
            gap = passage.slice(passage.words[last + offset - 1].end, word.start)
            if last > actor.last and not offset:
                gap = gap.lstrip("),")
            if any(mark in gap for mark in ",.;:()"):
                break


def _deed_after(passage: Passage, actor: Name) -> int:
    """Index of the words in which a side's deed may stand, past its initials and what it is.

    As in "the Dawn Liberation Front (DLF), an armed group, attacked".
    """
    return _past_apposition(passage, actor.last + _abbreviated(passage, actor.last))


def _past_apposition(passage: Passage, last: int) -> int:
    """Index behind what is put in between two commas: "the Dawn Front, an armed group, looted"."""
    words = passage.words
    led = words[last].key if last < len(words) else ""
    if led not in PUT_IN or not passage.obeys("blame/apposition"):
        return last
    if passage.slice(words[last - 1].end, words[last].start).strip() != ",":
        return last
    for at in range(last + 1, min(len(words), last + 1 + PUT_WORDS)):
        if "," in passage.slice(words[at - 1].end, words[at].start):
            return at
    return last


def _abbreviated(passage: Passage, index: int) -> bool:
    """Whether an abbreviation in brackets stands here, behind the name that it is of."""
    here = index < len(passage.words) and bracketed(passage, index)
    return here and passage.obeys("blame/bracket")


def _suffered(passage: Passage, act: Term) -> bool:
    """Whether who stands before an act did not do it: "soldiers killed in the raid"."""
    bare = passage.words[act.first].key in TRANSITIVE and not active(passage, act)
    return bare and passage.obeys("blame/object")


def _begins(passage: Passage, act: Term) -> int:
    """Index of an act's first word; "set … on fire" begins at its verb."""
    if passage.words[act.first].key in ("on", "ablaze", "alight"):
        before = range(act.first - 1, max(-1, act.first - 12), -1)
        return next((i for i in before if passage.words[i].key in ("set", "setting")), act.first)
    return act.first


def _verb(passage: Passage, act: Term) -> str:
    """Give an act's verb, over an adverb before it: "forcibly entered"."""
    first = passage.words[act.first].key
    led = first.endswith("ly") and act.last - act.first > 1
    return passage.words[act.first + 1].key if led else first


def _verbal(key: str, between: list[str]) -> bool:
    passed = [k for k in between if k not in PASSED]
    if between[-1:] == ["and"] and between[0].endswith(("ed", *CAME)):
        passed = []  # "armed men came out of the grass and opened fire"
    if key.endswith("ing") and between[-1:] and between[-1] in GRAMMAR["determiner"]:
        return False  # "cleared X of the shelling"
    return (key.endswith(("ed", "ing")) or key in PAST) and len(passed) <= 4  # noqa: PLR2004


def _headline(passage: Passage, index: int, between: list[str]) -> bool:
    """Whether a verb in the present stands here, with its object: "X kill nine in Y"."""
    if passage.words[index].key not in HEADLINE or not passage.obeys("blame/headline"):
        return False
    after = passage.words[index + 1 : index + 2]
    closed = GRAMMAR["preposition"] - {"over"} | GRAMMAR["auxiliary"] | GRAMMAR["coordinator"]
    passed = [k for k in between if k not in GRAMMAR["adverb"]]
    return bool(after) and after[0].key not in closed and not passed


def _undergone(passage: Passage, between: list[str]) -> bool:
    """Whether what stands between says that a side was struck, or that another struck at it."""
    passive = bool(between) and between[-1] in GRAMMAR["be"] and between[-1] != "been"
    against = bool({"by", "against", "at"}.intersection(between))
    return passage.obeys("blame/undergone") and (passive or against)


def _by_weapon(passage: Passage, names: tuple[Name, ...]) -> Iterator[Blamed]:
    """Find owners of weapons: "Russian air strikes", "regime airstrikes": the weapon's owner."""
    weapons = {t.last for t in passage.of("weapon", "event")}
    for name in (n for n in names if not bare_arms(n)):
        if (
            name.kind in SIDES
            and name.known
            and name.last in {t.first for t in passage.of("weapon", "event")}
        ):
            yield by_name(name, "alleged", "blame/weapon")
        elif name.kind in SIDES and not name.known and name.last in weapons:
            owner = next((t for t in passage.of("force") if t.last == name.last), None)
            cut = owner.first if owner and owner.first > name.first else name.last
            side = plain(passage, name.first, cut, name.kind)
            yield by_name(side, "alleged", "blame/weapon")


def _by_adjective(passage: Passage, names: tuple[Name, ...]) -> Iterator[Blamed]:
    """Find the country whose adjective stands before a weapon: "Ruritan cluster munitions"."""
    if not passage.obeys("blame/adjective"):
        return
    taken = {i for n in names for i in range(n.first, n.last)}
    arms = {t.first for t in passage.of("weapon", *(["event"] if passage.entry else []))}
    for term in passage.of("demonym"):
        if term.first not in taken and term.last in arms:
            side = plain(passage, term.first, term.last, "armed_group")
            yield by_name(side, "alleged", "blame/weapon")


def _by_nameless(passage: Passage, actors: list[Name], acts: tuple[Term, ...]) -> Iterator[Blamed]:
    """Find attacks owned by people without a name: "militia attacks", "rebel shelling"."""
    strikes = {t.first for t in acts if t.category in ("event", "weapon")}
    strikes |= {i for i, w in enumerate(passage.words) if w.key in ATTACKS}
    for actor in actors:
        owned = actor.last in strikes and acts and not actor.known
        lower = passage.words[actor.last - 1].text.islower()
        plural = passage.words[actor.last - 1].key in NAMELESS
        touching = actor.last < len(passage.words) and (
            passage.slice(actor.end, passage.words[actor.last].start) == " "
        )
        noun = touching and not passage.words[actor.last].key.endswith("ed")
        if owned and lower and plural and noun:
            yield by_name(actor, "alleged", "blame/weapon")


def _by_blame(passage: Passage, actors: list[Name]) -> Iterator[Blamed]:
    """Find the blamed: "blamed X for", "blamed it on X", "responsibility of X"."""
    words = passage.words

    def off(i: int) -> bool:
        off = _of_words(passage, i) or _the_accused(passage, i) or _taken_back(passage, i)
        return off or _by_others(passage, i)

    for i, word in enumerate(words if passage.has(CHARGING) else ()):
        if word.key in BLAMING and not off(i):
            on = "on" in {w.key for w in words[i : i + REACH + 1]}
            reach = REACH + (FURTHER if on else 0)
            following = [a for a in actors if i < a.first <= i + reach]
            following = [a for a in following if not _no_deed(passage, i, a)]
            pairing = passage.obeys("blame/paired")
            following = units(passage, following)
            paired = [a for a in following[1:] if pairing and _joined(passage, following[0], a)]
            yield from (
                by_name(a, "alleged", "blame/verb", "high") for a in [*following[:1], *paired]
            )
        elif word.key in OF_DUTY and (verb := _claim(passage, i)) is not None:
            owner = None if _taken_back(passage, verb) else _claimant(passage, actors, verb)
            yield from (by_name(a, "admitted", "blame/claimed", "high") for a in (owner,) if a)
        elif word.key in OF_DUTY and (owner := _owned_claim(passage, actors, i)) is not None:
            yield by_name(owner, "admitted", "blame/claimed", "high")
        elif word.key in OF_DUTY and not _disowned(passage, i):
            near = [a for a in actors if 0 < a.first - i <= NEAR or 0 <= i - a.last < NEAR]
            yield from (by_name(a, "alleged", "blame/duty", "high") for a in near[:1])


def _owned_claim(passage: Passage, actors: list[Name], duty: int) -> Name | None:
    """Tell whose a claim is by "'s" or "by": "X's claim of responsibility"."""
    words = passage.words
    if [w.key for w in words[duty - 1 : duty]] != ["of"] or duty < 2:  # noqa: PLR2004
        return None
    if words[duty - 2].key not in ("claim", "admission", "acceptance", "acknowledgement"):
        return None
    before = [a for a in actors if 0 <= duty - 2 - a.last <= FURTHER]
    owned = bool(before) and passage.slice(before[-1].end, before[-1].end + 2) in ("'s", "’s")
    return before[-1] if owned else None


def _taken_back(passage: Passage, verb: int) -> bool:
    """Whether a charge or a claim is not made: "did not blame X", "has yet to claim"."""
    near = {w.key for w in passage.words[max(0, verb - NEAR) : verb]}
    return bool(TAKING_BACK & near) and passage.obeys("blame/taken-back")


def _claim(passage: Passage, duty: int) -> int | None:
    """Index of the verb of claiming before "responsibility", over "full" or "its"."""
    near = range(duty - 1, max(-1, duty - FURTHER - 1), -1)
    at = next((i for i in near if passage.words[i].key in CLAIMING), None)
    closed = GRAMMAR["preposition"] | GRAMMAR["opener"] | GRAMMAR["auxiliary"]
    between = {w.key for w in passage.words[at + 1 : duty]} if at is not None else closed
    return None if between & closed else at


def _claimant(passage: Passage, actors: list[Name], verb: int) -> Name | None:
    """Tell who claims: the nearest before the verb, or whom a clause in commas only describes."""
    before = [a for a in actors if a.last <= verb]
    for actor in reversed(before):
        lead = passage.words[max(0, actor.first - REACH) : actor.first]
        inside = {"which", "who", "whose"} & {w.key for w in lead}
        closed = "," in passage.slice(actor.end, passage.words[verb].start)
        if not (inside and closed):
            return actor
    return before[-1] if before else None


def _no_deed(passage: Passage, verb: int, blamed: Name) -> bool:
    """Whether somebody is accused of no attack or of others: "of ignoring it", "for such raids"."""
    between = [w.key for w in passage.words[verb + 1 : blamed.first]]
    behind = [w.key for w in passage.words[blamed.last : blamed.last + FURTHER]]
    treated = "of" in between and NO_DEED & set(between)  # "accused him of treating rebels"
    led = behind[:1] in (["of"], ["for"])
    off = behind[1:2] and behind[1] in (NO_DEED | OTHERS if behind[0] == "for" else NO_DEED)
    return (bool(treated) or (led and bool(off))) and passage.obeys("blame/of-deed")


def _the_accused(passage: Passage, index: int) -> bool:
    """Whether "the accused" stands here, who is tried, and no verb of accusing."""
    before = passage.words[index - 1].key if index else ""
    told = passage.words[index].key == "accused" and before in GRAMMAR["determiner"]
    return told and passage.obeys("blame/of-deed")


def _by_others(passage: Passage, index: int) -> bool:
    """Whether "by" brings in who charges: "blamed by the army on X", "accused by Y of it"."""
    following = [w.key for w in passage.words[index + 1 : index + 2]]
    return following == ["by"] and passage.obeys("blame/by-others")


def _of_words(passage: Passage, index: int) -> bool:
    """Whether it is words that are attributed to somebody, and no deed."""
    if not passage.words[index].key.startswith("attribut") or passage.of("event", "weapon", "harm"):
        return False
    following = {w.key for w in passage.words[index + 1 : index + 1 + FURTHER]}
    return not following & {"it", "this", "them"} and passage.obeys("blame/of-words")


def _disowned(passage: Passage, index: int) -> bool:
    """Whether a word of denying stands close before "responsibility"."""
    near = {w.key for w in passage.words[max(0, index - NEAR) : index]}
    return passage.obeys("blame/disowned") and bool(DENYING & near)


def _joined(passage: Passage, left: Name, right: Name) -> bool:
    return passage.slice(left.end, right.start).strip() in PAIRING


def _by_denial(passage: Passage, actors: list[Name]) -> Iterator[Blamed]:
    """Find deniers: "X denied involvement", "X denied that its forces …": a denial of the deed."""
    for i, word in enumerate(passage.words if passage.has(DENYING) else ()):
        if word.key not in DENYING:
            continue
        neither = NEITHER & {w.key for w in passage.words[max(0, i - 2) : i]}
        if neither and passage.obeys("blame/neither"):
            continue
        before = [a for a in actors if a.last <= i and i - a.last <= REACH]
        deed = DEEDS & {w.key for w in passage.words[i + 1 : i + 14]}
        sure: Confidence = "high" if deed - TALK else "medium"
        clause = [a for a in actors if i < a.first <= i + REACH]
        if "that" in {w.key for w in passage.words[i + 1 : i + 3]} and clause and deed:
            yield by_name(clause[0], "denied", "blame/denial", sure)
        elif before and deed:
            every = [a for a in actors if a.last <= i]
            denier = _claimant(passage, every, i) or before[-1]
            yield by_name(denier, "denied", "blame/denial", sure)
