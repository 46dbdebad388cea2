"""Talk of attacks that tells of none: counts over a time, crimes of another kind, names, advice.

A yearly count names many attacks and no one of them; a director held for theft is no detained
carer; "whoever bombs a ward" bombs none; and the salvo of a harbour's name was never fired.
"""

import re

from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.extract.study import Study

RULES = table("en", "rules")["idle"]
COUNTED = frozenset(RULES["counted"])
KEEPING = frozenset(RULES["keeping"])
SHARES = re.compile(r"\b(?:" + "|".join(RULES["shares"]) + r")\b")
ANYBODY = frozenset(RULES["anybody"])
PRESENT = frozenset(("attack", "bomb", "kill", "shell", "target", "shoot", "murder", "kidnap"))
CRIMES = tuple(RULES["crimes"])
FAMILY = (
    *("husband", "wife", "boyfriend", "girlfriend", "partner"),
    *("lover", "son", "brother-in-law", "fiancé"),
)
KIN = re.compile(
    r"(?:arrested|detained|suspects?|charged|by|accused|held) (?:her|his) (?:ex-|former |own )?"
    rf"(?:{'|'.join(FAMILY)})\b"
    r"|\b(?:husband|boyfriend|partner|wife)[^.]{0,20} (?:has )?confessed\b"
)
LABOUR = tuple(RULES["labour"])
DISPUTE = 2  # different words of a labour dispute that make a text one about it
RESCUED = frozenset(("rubble", "ruins", "debris", "wreckage", "wreck"))
# Words of weapons that are written with capitals wherever they stand.
PROPER = frozenset(RULES["proper"])
LED = frozenset(("in", "at", "near", "from", "of", "to", "on", "outside"))  # before a place
MANY = 5  # a count of fewer attacks may tell of each
WITHIN = 5  # words between a number and what it counts, or a general subject and its verb
HURT = frozenset(("wounded", "injured", "hurt", "burned", "burnt", "maimed"))
TENDING = frozenset(RULES["tending"])
TENDED = 6  # words between a verb of care and who had been hurt
ATTACKS = frozenset(("attack", "attacks", "attacked", "attacking"))
ILLNESS = frozenset(RULES["illness"])
JUDGED = frozenset(RULES["judged"])
PENALTIES = frozenset(RULES["penalties"])
FITS = frozenset(RULES["fits"])
CARRIED = frozenset(RULES["carried"])
QUOTES = "\"'“”‘’«»„"
DETAINING = "abduction_arrest_detention"


def idle(passage: Passage, term: Term) -> bool:
    """Whether a word of attack tells of none: a name, anybody's deed, a crime of another kind."""
    return (
        _of_heart(passage, term)
        or _in_name(passage, term)
        or _of_illness(passage, term)
        or _in_words(passage, term)
        or _by_anybody(passage, term)
        or _of_crime(passage, term)
        or _of_law(passage, term)
        or _in_scare_quotes(passage, term)
        or _searches_bags(passage, term)
        or _searches_ruins(passage, term)
    )


def hurt_before(passage: Passage) -> set[int]:
    """Give the words that tell what those cared for were hurt by: "treating men hit by shells"."""
    found: set[int] = set()
    words = passage.words
    for at, word in enumerate(words) if passage.obeys("event/hurt-before") else ():
        if word.key not in HURT:
            continue
        before = words[max(0, at - TENDED) : at]
        lead = next((w for w in before[::-1] if w.key in TENDING), None)
        if lead is None or any(m in passage.slice(lead.end, word.start) for m in ",;:"):
            continue
        end = at + 1
        while end < len(words) and not re.search(
            r"[,;:.]", passage.slice(words[end - 1].end, words[end].start)
        ):
            end += 1
        found |= set(range(at, end))
    return found


def counts_attacks(study: Study, passage: Passage) -> bool:
    """Whether a sentence, or one before it in its paragraph, counts attacks over a time.

    What such a paragraph tells of people killed and taken is the count's, too.
    """
    if not study.obeys("event/counted"):
        return False
    around = (
        p
        for p in study.passages[: passage.number + 1]
        if p.paragraph == passage.paragraph and p.zone == passage.zone
    )
    return any(_counts(p) for p in around) and not any(
        d.day is not None or d.weekday is not None for d in passage.dates if d.aspect == "at"
    )


def at_home(study: Study, passage: Passage) -> bool:
    """Whether one of the family is held for a killing that a paragraph tells of."""
    around = study.layout.paragraphs[passage.paragraph]
    kin = any(word in around for word in FAMILY) and KIN.search(around) is not None
    return kin and study.obeys("event/at-home")


def _counts(passage: Passage) -> bool:
    share = SHARES.search(passage.text.lower()) is not None
    kept = share or passage.has(KEEPING)
    if not kept:
        return False
    keys = [w.key for w in passage.words]
    for number in passage.numbers:
        if number.kind != "cardinal" or (number.min or number.max or 0) < MANY:
            continue
        last = passage.until(number.end)
        if COUNTED & set(keys[last : last + WITHIN]):
            return True
    return share and passage.has(COUNTED)


def disputed(study: Study) -> bool:
    """Whether a text tells of a labour dispute and of no weapon."""
    text = study.layout.lower
    read = [p for p in study.passages if p.zone != "boilerplate"]
    armed = any(p.of("weapon") for p in read)
    hurt = any(p.of("weapon") and p.of("harm") for p in read)
    told = sum(sign in text for sign in LABOUR)
    plain = told >= DISPUTE and not armed and study.obeys("event/dispute")
    # "Our bullets are placards": where much tells of pay, arms that hurt nobody are a figure, too.
    return plain or (armed and told > DISPUTE and not hurt and study.obeys("event/dispute-in-arms"))


def _of_illness(passage: Passage, term: Term) -> bool:
    """Whether an illness attacks: "the virus attacks the lungs", "an asthma attack"."""
    if passage.words[term.first].key not in ATTACKS or not passage.obeys("event/illness"):
        return False
    before = {w.key for w in passage.words[max(0, term.first - 3) : term.first]}
    after = [w.key for w in passage.words[term.last : term.last + 2]]
    fit = after[:1] == ["of"] and bool(set(after[1:]) & FITS)
    return bool(before & ILLNESS) or fit


def _in_words(passage: Passage, term: Term) -> bool:
    """Whether somebody is only attacked in words: "attacked him for", "came under fire over"."""
    key = passage.words[term.last - 1].key
    if key not in ATTACKS | {"fire"} or not passage.obeys("event/in-words"):
        return False
    after = [w.key for w in passage.words[term.last : term.last + 4]]
    at = next((i for i, k in enumerate(after) if k in ("for", "over", "as")), None)
    if at is None:
        return key == "fire" and after[:2] in (["from", "critics"], ["from", "opponents"])
    follows = after[at + 1 : at + 2]
    lasting = follows in (["the"], ["more"], ["hours"], ["two"], ["three"], ["several"], ["about"])
    judged = key == "fire" or any(k in JUDGED for k in after[:at])
    return judged and not (lasting and after[at] == "for")


def _in_name(passage: Passage, term: Term) -> bool:
    """Whether a word of attack is part of a place's name: "in Port Salvo", "on Rocket Street"."""
    words = passage.words
    own = words[term.first : term.last]
    capital = all(w.text[0].isupper() and not w.text.isupper() for w in own)
    if not capital or passage.is_title or {w.key for w in own} & PROPER:
        return False
    first = term.first
    while first > 0 and words[first - 1].text[0].isupper():
        first -= 1
    more = term.last < len(words) and words[term.last].text[0].isupper()
    led = first > 0 and words[first - 1].key in LED
    return led and (first < term.first or more) and passage.obeys("event/in-name")


def _of_heart(passage: Passage, term: Term) -> bool:
    """Whether a heart stopped: "one cardiac arrest"."""
    lead = passage.words[term.first - 1].key if term.first else ""
    arrest = passage.words[term.first].key in ("arrest", "arrests")
    return arrest and lead in ("cardiac", "heart", "respiratory") and passage.obeys("event/heart")


def _by_anybody(passage: Passage, term: Term) -> bool:
    """Whether anybody at all is the doer: "whoever bombs a ward"."""
    before = [w.key for w in passage.words[max(0, term.first - WITHIN) : term.first]]
    present = before[-2:] == ["those", "who"] and passage.words[term.first].key in PRESENT
    return (present or bool(ANYBODY & set(before))) and passage.obeys("event/anybody")


def _of_crime(passage: Passage, term: Term) -> bool:
    """Whether people are held, or things taken, by a crime of another kind."""
    text = passage.text.lower()
    held = term.code in (DETAINING, "removal_of_assets")
    return held and any(sign in text for sign in CRIMES) and passage.obeys("event/crime")


def _of_law(passage: Passage, term: Term) -> bool:
    """Whether a law or a penalty only names a deed: "the sentence for assaulting a nurse"."""
    before = [w.key for w in passage.words[max(0, term.first - WITHIN) : term.first]]
    led = before[-1:] in (["for"], ["of"], ["on"], ["against"], ["makes"], ["make"])
    named = bool(PENALTIES & set(before)) and led
    return named and passage.obeys("event/of-law")


def _in_scare_quotes(passage: Passage, term: Term) -> bool:
    """Whether a word alone stands in quotation marks, as one that is not meant so: "kidnapped"."""
    before = passage.slice(max(passage.start, term.start - 1), term.start)
    behind = passage.slice(term.end, min(passage.end, term.end + 1))
    quoted = before in QUOTES and behind in QUOTES and bool(before and behind)
    return quoted and passage.obeys("event/scare-quotes")


def _searches_bags(passage: Passage, term: Term) -> bool:
    """Whether visitors or their things are searched, as at any gate: "searched the bags"."""
    if term.code != "armed_search" or not passage.obeys("event/searched-bags"):
        return False
    key = passage.words[term.first].key
    after = {w.key for w in passage.words[term.last : term.last + 3]}
    return key.startswith("search") and bool(CARRIED & after)


def _searches_ruins(passage: Passage, term: Term) -> bool:
    """Whether rescuers search rubble: no search of a ward."""
    if term.code != "armed_search" or not passage.obeys("event/rescuers"):
        return False
    return bool(RESCUED & {w.key for w in passage.words[term.last : term.last + WITHIN]})
