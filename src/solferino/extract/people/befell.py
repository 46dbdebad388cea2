"""What stands between people and a word of harm behind them, and whether it leaves it theirs.

"Was shot and killed" tells two things of the same people; in "a dentist was killed and three
injured" others come between; a clause of who people are ("four workers who were on their way were
taken") parts nothing.
"""

import re
from collections.abc import Sequence

from solferino.extract.cues import GRAMMAR
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.people.quantity import THEM, Quantity, is_plural
from solferino.model.terms import Harm
from solferino.text.segment import Word

OF_NAME = 2  # letters of the mark in "Varrow's murder"
OFFICE = 7  # words of an office between "the murder of" and whose murder it is
AFTER_PEOPLE = 12  # words between people and what befell them
# From the comma behind people to the comma before "were killed", and that verb.
PUT_IN = re.compile(
    r"\s*,[^.;:()]+,\s*(?P<verb>was|were|(?:has|have|had)(?: all)?(?: also)?(?: been)?)?"
    r"(?: also| all| both| \w+ly)?\s*"
)
PARTED = frozenset((",", "”", '"', "’", "'", "—", "–"))  # before a word of saying turned round

LIVES = ("lives", "life")
TOOK_LIVES = 3  # words before "12 lives" in which a verb takes them

RULES = {k: frozenset(v) for k, v in table("en", "rules")["harm"].items()}


def joint(passage: Passage, quantity: Quantity, between: list[str], verb: str) -> bool:
    """Whether several things befell the same people: "was shot and killed".

    Who dies of it does so after its doer was named, too: "was shot by troops and later died".
    """
    if "and" not in between or ("by" in between and verb not in RULES["dying"]):
        return False
    at = len(between) - 1 - between[::-1].index("and")
    late = [k for k in between[at + 1 :] if k not in GRAMMAR["adverb"] | GRAMMAR["be"]]
    done = next((i + 1 for i, k in enumerate(between[:at]) if k in GRAMMAR["be"]), at)
    befell = any(k.endswith("ed") or k in RULES["befell"] for k in between[done:at])
    reach = range(quantity.last, quantity.last + len(between))
    people = (t for t in passage.of("people") if t.code != "combatants")
    others = any(t.first in reach for t in people)
    return befell and bool(GRAMMAR["be"] & set(between[:at])) and not late and not others


def interposed(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """Whether all between people and what befell them stands between two commas.

    "Two nurses, who had come from the next valley, were killed": what is put in parts nothing.
    """
    words = passage.words
    lead = words[quantity.first - 1] if quantity.first else None
    mark = passage.slice(lead.end, words[quantity.first].start).strip() if lead else ""
    begins = lead is None or lead.key in RULES["beginning"] or bool(mark)
    whom = "whom" in {w.key for w in words[quantity.last : harm.first]}
    near = harm.first - quantity.last <= AFTER_PEOPLE and not whom
    if near or quantity.names or not begins or not passage.obeys("harm/interposed"):
        return False
    dying = words[harm.first].key in RULES["dying"] | {"lost", "perished"}
    until = words[harm.first if dying else harm.last - 1].start
    put_in = PUT_IN.fullmatch(passage.slice(words[quantity.last - 1].end, until))
    if put_in is None or not (put_in["verb"] or dying):
        return False
    one = quantity.min == quantity.max == 1
    verb = (put_in["verb"] or "").split()[:1]
    return verb in ([], ["had"]) or (one if verb[0] in ("was", "has") else not one)


def who(keys: list[str]) -> bool:
    """Whether only a clause of who people are stands between: "who were on their way were …"."""
    if keys[:1] != ["who"] or {"and", "by", "but"} & set(keys):
        return False
    tail = [k for k in keys if not (k.endswith("ly") or k in GRAMMAR["adverb"])]
    verbs = [k for k in tail[1:-1] if k in GRAMMAR["auxiliary"] or k.endswith(("ed", "ing"))]
    return tail[-1] in GRAMMAR["be"] and bool(verbs)


def died_of(passage: Passage, told: Sequence[tuple[Harm, int, str]]) -> tuple[Harm, ...]:
    """Give the harm that some people died of, who are counted among the dead alone.

    "Was hit in the chest and died". `told` has each harm to them, the word for it and its rule.
    """
    befell = {kind: at for kind, at, _ in told}
    if not {"killed", "injured"} <= befell.keys() or not passage.obeys("harm/died-of-it"):
        return ()
    dying = passage.words[befell["killed"]].key in RULES["dying"]
    return ("injured",) if dying and befell["injured"] < befell["killed"] else ()


def lives_taken(passage: Passage, quantity: Quantity) -> bool:
    """See lives counted as lost: "claimed 12 lives", "cost three lives"."""
    before = passage.words[max(0, quantity.first - TOOK_LIVES) : quantity.first]
    lives = passage.words[quantity.last - 1].key in LIVES
    return lives and bool(RULES["taking_lives"] & {w.key for w in before})


def others_come(passage: Passage, quantity: Quantity, harm: Term) -> bool:
    """Whether others are counted between: "a dentist was killed and three injured"."""
    words = passage.words[quantity.last : harm.first]
    if passage.obeys("harm/of-whom") and _parted_off(passage, words):
        return True
    if any(n.end == w.end for n in passage.numbers for w in words[-1:]):
        return True
    at = next((i for i, w in enumerate(words) if w.key == "and"), len(words))
    after = words[at:]
    counted = any(after[0].start <= n.start < after[-1].end for n in passage.numbers if after)
    return counted or bool({"more", "others"} & {w.key for w in after})


def _parted_off(passage: Passage, words: Sequence[Word]) -> bool:
    """Whether a part of those counted is told of between: "nine people, three of whom died"."""
    ends = {n.end for n in passage.numbers}
    keys = [w.key for w in words]
    return any(
        w.end in ends and keys[i + 1 : i + 2] == ["of"] and set(keys[i + 2 : i + 3]) & THEM
        for i, w in enumerate(words)
    )


def counts_more(passage: Passage, harm: Term) -> bool:
    """Whether a number after the word of harm is its object ("one dead and wounded six")."""
    return any(n.start >= passage.words[harm.last - 1].end for n in passage.numbers)


def counts_again(passage: Passage, harm: Term, quantity: Quantity, harms: Sequence[Term]) -> bool:
    """Whether another word of harm and a figure stand between: "killed 1, injured 4"."""
    first, last = passage.words[harm.last - 1].end, passage.words[quantity.first].start
    counted = any(first <= n.start and n.end < last for n in passage.numbers)
    other = any(harm.last <= t.first < quantity.first for t in harms)
    return counted and other and passage.obeys("harm/each-its-own")


def possessed(passage: Passage, between: list[str]) -> bool:
    """Whether harm stands directly behind whose it is: "Varrow's murder"."""
    mark = len(between) == 1 and between[0].endswith("s") and len(between[0]) <= OF_NAME
    return mark and passage.obeys("harm/behind")


def own_harm(passage: Passage, quantity: Quantity) -> bool:
    """Whether a word of harm follows people directly: "one dead, two injured"."""
    own = any(t.first == quantity.last for t in passage.of("harm"))
    return own and passage.obeys("harm/own-verb")


def own_deed(passage: Passage, quantity: Quantity) -> bool:
    """Whether something else is told of who is joined on: "… was beaten and a nurse insulted"."""
    words = passage.words
    led = quantity.first > 0 and words[quantity.first - 1].key in ("and", "while", "but")
    verb = words[quantity.last] if quantity.last + 1 < len(words) else None
    if not led or verb is None or not passage.obeys("harm/own-deed"):
        return False
    told = verb.key.endswith("ed") and not any(
        t.first <= quantity.last < t.last for t in passage.of("harm", "people")
    )
    plain = passage.slice(words[quantity.last - 1].end, verb.start) == " "
    follows = words[quantity.last + 1].key in GRAMMAR["preposition"] | GRAMMAR["opener"]
    return told and plain and follows


def brought_in(passage: Passage, keys: list[str]) -> bool:
    """Whether people had their wounds before: "who had been admitted with" wounds."""
    been = keys[:3] in (["who", "had", "been"], ["that", "had", "been"])
    behind = "with" in keys[3:] and not {"and", "were", "was"} & set(keys[3:])
    return been and behind and passage.obeys("harm/brought-in")


def says(passage: Passage, first: int, last: int) -> bool:
    """Whether a word of saying stands between: who tells of the dead is not among them."""
    speech = passage.of("speech_clause", "speech_object", "speech_source_noun")
    told = [t for t in speech if first <= t.first < last]
    passive = [t for t in told if t.first and passage.words[t.first - 1].key in GRAMMAR["be"]]
    return passage.obeys("harm/teller") and len(told) > len(passive)  # "was reported missing"


def tell(passage: Passage, people: Sequence[Quantity]) -> bool:
    """Whether people are the ones who say it: ", a doctor said", "according to two nurses"."""
    if not people or not passage.obeys("harm/teller"):
        return False
    first, last = people[0].first, people[-1].last
    while last < len(passage.words) and passage.words[last].key in GRAMMAR["adverb"]:
        last += 1
    if any(t.first == last for t in passage.of("speech_clause")):
        return True
    behind = [t for t in passage.of("speech_clause") if t.last == first]
    parted = any(passage.slice(t.start - 2, t.start).strip() in PARTED for t in behind)
    return parted or any(t.last == first for t in passage.of("speech_source_noun"))


def without_tellers(passage: Passage, people: Sequence[Quantity]) -> list[Quantity]:
    """Leave out who tells of a list of people behind it: "killing six, two of its surgeons said".

    They stand behind a comma without "and", right before the word of saying.
    """
    if len(people) == 1 or not tell(passage, people[-1:]) or not passage.obeys("harm/tellers"):
        return list(people)
    for at in range(len(people) - 1, 0, -1):
        gap = passage.slice(
            passage.words[people[at - 1].last - 1].end, passage.words[people[at].first].start
        )
        if gap.strip() == ",":
            return list(people[:at])
        if "," in gap:
            break
    return list(people)


def wounded_before(passage: Passage, told: Sequence[tuple[Harm, int, str]]) -> tuple[Harm, ...]:
    """Give the harm that people had before what is told befell them: "killed five wounded men"."""
    inside = any(kind == "injured" and rule == "harm/inside" for kind, _, rule in told)
    return ("injured",) if inside and len(told) > 1 and passage.obeys("harm/already") else ()


def of_office(between: list[str]) -> bool:
    """Whether the words between "murder of" and a name are only the office of the named.

    "The murder of the bodyguard of X" is not X's.
    """
    apart = GRAMMAR["auxiliary"] | GRAMMAR["opener"] | GRAMMAR["preposition"]
    return len(between) <= OFFICE and not apart.union(GRAMMAR["coordinator"]).intersection(between)


def busy(keys: list[str]) -> bool:
    """Whether people do something where harm is told: "were treating the wounded" is no passive."""
    at = [i for i, k in enumerate(keys) if k in GRAMMAR["be"]]
    following = keys[at[-1] + 1 : at[-1] + 2] if at else []
    return bool(following) and following[0].endswith("ing") and following != ["being"]


def chained(passage: Passage, quantity: Quantity, harm: Term, keys: list[str]) -> bool:
    """Whether an entry tells one thing after another of the same people.

    "Was kidnapped by gunmen and later killed", "was detained before being killed".
    """
    verbs = [i for i, k in enumerate(keys) if k in GRAMMAR["be"]]
    if not passage.entry or not verbs or not passage.obeys("harm/chain"):
        return False
    lead = [k for k in keys if k not in GRAMMAR["adverb"] | GRAMMAR["be"] | {"later"}]
    first, last = quantity.last + verbs[0], harm.first
    befell = any(first < t.first < last for t in passage.of("harm", "event"))
    people = [t for t in passage.of("people") if t.code != "combatants"]
    doers = {t.first for t in passage.of("doer")}
    others = any(first <= t.first < last and t.first not in doers for t in people)
    counted = any(first <= passage.word_at(n.start) < last for n in passage.numbers)
    goes_on = lead[-1:] == ["and"] or keys[-2:] == ["before", "being"]
    following = {w.key for w in passage.words[harm.last : harm.last + 1]}
    acts = following & (GRAMMAR["determiner"] - {"that"})
    return befell and goes_on and not (others or counted or acts)


def among(passage: Passage, keys: list[str]) -> bool:
    """Whether people are told to be among the harmed: "a doctor was among the several injured"."""
    placed = keys[:1] != [] and keys[0] in GRAMMAR["be"] and keys[1:2] in (["among"], ["amongst"])
    return placed and not {"and", "but", "who"} & set(keys) and passage.obeys("harm/among")


def agrees(passage: Passage, quantity: Quantity, other: Term, keys: list[str]) -> bool:
    """Whether other people between cannot be the subject: the verb is for one, or they for many.

    "A paramedic tending to protesters was killed"; "a doctor and head of the ward was taken" is
    one person.
    """
    if quantity.min != 1 or quantity.max != 1 or not passage.obeys("harm/agrees"):
        return False
    verbs = [k for k in keys if k in GRAMMAR["be"]]
    if verbs[-1:] not in (["was"], ["is"]):
        return False
    noun = passage.words[other.last - 1].key
    between = [w.key for w in passage.words[quantity.last : other.first]]
    return is_plural(noun) or (between[:1] == ["and"] and not {"a", "an", "the"} & set(between))


def disagrees(passage: Passage, quantity: Quantity, keys: list[str]) -> bool:
    """Whether a verb for one stands behind people in the plural, or one for many behind one.

    "The families of the dead" are not dead either.
    """
    noun = passage.words[quantity.last - 1].key
    many = quantity.min is None and quantity.qualifier == "vague" and noun.endswith("s")
    verbs = [k for k in keys if k in GRAMMAR["be"]]
    lone = quantity.min == quantity.max == 1 and keys[:2] == ["and", "were"]
    mourning = quantity.min is None and keys in (["of", "the"], ["of", "those"])
    wrong = lone or mourning or (many and verbs[-1:] in (["was"], ["is"]))
    return wrong and passage.obeys("harm/agrees")


def suffers(passage: Passage, harm: Term, keys: list[str]) -> bool:
    """Whether a phrase tells of its subject without "was": "bled to death", "has a broken rib"."""
    own = [w.key for w in passage.words[harm.first : harm.last]]
    if not passage.obeys("harm/suffers"):
        return False
    if harm.code == "killed" and len(own) > 1 and own[-1] in RULES["ended"]:
        return True
    led = [k for k in keys if k not in ("a", "an", "several", "some")]
    return led[-1:] in (["has"], ["have"], ["had"]) and own[-1] in RULES["injuries"]


def stays(passage: Passage, harm: Term) -> bool:
    """Whether "remains" is a verb: "was wounded and remains in hospital"."""
    if passage.words[harm.first].key != "remains" or not passage.obeys("harm/remains"):
        return False
    before = passage.words[harm.first - 1].key if harm.first else ""
    behind = passage.words[harm.last].key if harm.last < len(passage.words) else ""
    return behind != "of" and before not in RULES["whose_remains"]


def clipped(passage: Passage, quantity: Quantity, keys: list[str], verb: str) -> bool:
    """Whether an entry of a log leaves out "was": "nurse and driver detained by soldiers"."""
    at = quantity.last + len(keys) + 1
    following = passage.words[at].key if at < len(passage.words) else "by"
    ended = following in GRAMMAR["preposition"] | GRAMMAR["opener"] | {"and"}
    return passage.entry and verb in RULES["transitive"] and ended
