"""Who speaks behind what is said, where no comma parts the two: "ten people died the group said".

Texts that lost their commas on the way still follow English word order. What is said is a clause
with a verb of its own; whoever speaks is the noun phrase that touches the word of saying; and
nothing is said on the other side of it but when, where, by what way and to whom.
"""

from solferino.codec import value
from solferino.extract.cues import GRAMMAR, Cue
from solferino.extract.lexicon import table
from solferino.extract.named.names import TITLES
from solferino.extract.passage import Passage
from solferino.extract.voice.contents import TELLING
from solferino.extract.voice.scene import Candidate, Scene
from solferino.extract.voice.speakers import MARKS, TIMES

DATA = table("en", "speech")["behind"]
PAST = frozenset(form for forms in table("en", "verbs")["irregular"].values() for form in forms)
DESCRIBING = frozenset(DATA["describing"])
TURNING = frozenset(DATA["turning"])
ARTICLES = GRAMMAR["determiner"] - {"that"}
CUTTING = frozenset(DATA["cutting"])
RELATIVES = frozenset(("who", "which", "whose", "that", "whom"))
LINKING = frozenset(("of", "for", "at", "in", "with", "from", "to"))
AFTER_VERB = GRAMMAR["auxiliary"] | GRAMMAR["adverb"]
MODIFIERS = 6  # words between an article and the noun that it belongs to
REACH = 10  # words of a noun phrase that goes on behind a preposition
SHORT = 4  # words of a noun phrase that no list knows
LONG = 6  # words that hardly are anything but a clause
LEAST = 3  # words that a clause has at least
NEITHER = GRAMMAR["preposition"] | GRAMMAR["coordinator"] | GRAMMAR["opener"] | {"than", "what"}


@value
class Behind:
    """Who speaks behind what is said: the candidate, and the first word of its noun phrase."""

    who: Candidate
    first: int


def behind(scene: Scene, cue: Cue, floor: int) -> Behind | None:
    """Find who speaks between a clause without a mark at its end and a word of saying.

    None where the word of saying has something to say on its right, or where no noun phrase with
    a beginning of its own stands before it.
    """
    passage = scene.passage
    if cue.quoted or cue.participle or not passage.obeys("voice/behind"):
        return None
    last = cue.first
    while last > floor and passage.words[last - 1].key in AFTER_VERB:
        last -= 1
    parted = last > 0 and _mark_between(passage, last - 1, last + 1)
    floor = max(floor, _mark_before(passage, last))
    found = None if parted else _phrase(scene, floor, last)
    if found is None:
        return None
    quoted = found.first == floor > 0 and _quotation_before(passage, floor)
    if not (_ends(passage, cue) or (quoted and _aside(passage, cue))):
        return None
    if quoted:
        return None if found.who.pronoun and cue.last == len(passage.words) else found
    led = passage.words[floor].key in GRAMMAR["preposition"]
    if found.first - floor >= LONG and not led and not found.who.pronoun:
        return found  # a verb in the present is told by no form: "the picture emerges"
    long = found.first - floor >= LEAST
    return found if long and finite(passage, floor, found.first) else None


def said_before(scene: Scene, cue: Cue) -> bool:
    """Whether a speaker follows a word of saying that closes a clause: "ten died said the group".

    The noun phrase right of the word must have no verb of its own.
    """
    passage, at = scene.passage, cue.last
    words = passage.words
    if cue.participle or cue.quoted or cue.key not in TURNING or not passage.obeys("voice/behind"):
        return False
    floor = _mark_before(passage, cue.first)
    if cue.first - floor < LEAST or not finite(passage, floor, cue.first):
        return False
    while at < len(words) and words[at].key in ARTICLES:
        at += 1
    near = [c for c in scene.candidates() if at <= c.first <= at + LEAST and not c.pronoun]
    if not near or at == len(words):
        return False
    who = next((c for c in near if c.name is not None and c.kind == "person"), near[0])
    between = {w.key for w in words[at : who.first]}
    if (
        between & GRAMMAR["preposition"]
        or finite(passage, at, who.last)
        or _mark_between(passage, cue.last, who.last)
    ):
        return False
    rest = words[who.last].key if who.last < len(words) else ""
    opened = rest in RELATIVES | GRAMMAR["determiner"] | GRAMMAR["preposition"] or rest in CUTTING
    dated = any(d.start <= words[who.last].start < d.end for d in passage.dates) if rest else False
    ended = not rest or _mark_between(passage, who.last - 1, who.last + 1)
    return (ended or opened or dated) and not _verb_behind(passage, who.last)


def verb_follows(passage: Passage, cue: Cue) -> bool:
    """Whether who follows a word of saying does something himself: "X, said one nurse was hurt"."""
    between = passage.words[cue.last : _cut(passage, cue.last)]
    held = any(w.key in GRAMMAR["auxiliary"] for w in between)
    return held and passage.obeys("voice/verb-follows")


def source_ends(scene: Scene, first: int) -> int | None:
    """Index where a source ends for want of a comma: "according to the mayor a shell hit it".

    At the next article, number or verb behind who is named; null where a mark ends it.
    """
    passage, words = scene.passage, scene.passage.words
    who = next((c for c in scene.candidates() if first <= c.first <= first + LEAST), None)
    if who is None or words[who.last - 1].key in GRAMMAR["medium"]:
        return None
    for at in range(who.last, len(words)):
        key, before = words[at].key, words[at - 1].key
        if _mark_between(passage, at - 1, at + 1) or key in GRAMMAR["opener"]:
            return None
        opens = key in GRAMMAR["determiner"] or any(
            n.start == words[at].start for n in passage.numbers
        )
        verb = finite(passage, at, at + 1) and not words[at].key.endswith("ed")
        if verb or (opens and before not in LINKING | GRAMMAR["coordinator"]):
            return at if finite(passage, at, len(words)) else None
        if finite(passage, at, at + 1):
            by = at + 1 < len(words) and words[at + 1].key in GRAMMAR["preposition"]
            return None if by else at
    return None


def finite(passage: Passage, first: int, last: int) -> bool:
    """Whether words [first, last) hold a verb in a tense, as its form shows."""
    words = passage.words
    for i in range(first, last):
        key = words[i].key
        past = (key.endswith("ed") and len(key) > LEAST) or key in PAST
        led = i > first and words[i - 1].key in GRAMMAR["determiner"]
        if key in GRAMMAR["auxiliary"] or (past and words[i].text.islower() and not led):
            return True
    return False


def _verb_behind(passage: Passage, first: int) -> bool:
    """Whether a verb follows before a relative clause or a participle opens."""
    last = _cut(passage, first)
    return finite(passage, first, last)


def _cut(passage: Passage, first: int) -> int:
    """Index where what follows a speaker ends: at a relative, a participle or a mark."""
    words = passage.words
    for i in range(first, len(words)):
        if words[i].key in RELATIVES or words[i].key in CUTTING:
            return i
        if i > first and _mark_between(passage, i - 1, i + 1):
            return i
    return len(words)


def _ends(passage: Passage, cue: Cue) -> bool:
    """Whether nothing is said behind a word of saying but when, where, how and to whom."""
    words = passage.words
    text = passage.slice(cue.end, passage.end)
    if text.lstrip()[:1] in (":", "“", '"', "«") or passage.text.rstrip().endswith(":"):
        return False
    last = _cut(passage, cue.last)
    if last == cue.last:
        return last == len(words) or words[last].key not in RELATIVES
    if last < len(words) and words[last].key == "that":
        return False
    key = words[cue.last].key
    dated = any(d.start <= words[cue.last].start < d.end for d in passage.dates)
    by_way = key in GRAMMAR["preposition"] | GRAMMAR["adverb"] | {"again", "late", "early"}
    heard = cue.key in TELLING
    told = {t.first for t in passage.of("harm", "event")}
    return (dated or by_way or heard) and not (
        finite(passage, cue.last, last) or told.intersection(range(cue.last, last))
    )


def _aside(passage: Passage, cue: Cue) -> bool:
    """Whether a comma and no further quotation follows: «"…" X said, sitting in his yard»."""
    text = passage.slice(cue.end, passage.end)
    return text.startswith(",") and not any(mark in text for mark in '“”"«»:')


def _phrase(scene: Scene, floor: int, last: int) -> Behind | None:
    """Find the noun phrase that ends before word `last` and begins somewhere behind `floor`."""
    inside = [c for c in scene.candidates() if floor <= c.first and c.last <= last]
    if not inside or inside[-1].last != last:
        longer = _longer(scene, inside, floor, last) if inside else None
        return longer or _anyone(scene, floor, last)
    who = inside[-1]
    if who.pronoun:
        return Behind(who=who, first=who.first)
    first = _start(scene, who, floor)
    if first is None:
        return None
    linked = scene.passage.words[first - 1].key if first > floor else ""
    if linked in LINKING:
        return _longer(scene, inside[:-1], floor, last)
    return None if linked in NEITHER else Behind(who=who, first=first)


def _longer(scene: Scene, inside: list[Candidate], floor: int, last: int) -> Behind | None:
    """Find a noun phrase that goes on behind its head: "a resident of the quarter said"."""
    words = scene.passage.words
    for who in reversed(inside):
        if last - who.last > REACH or who.pronoun:
            return None
        if words[who.last].key not in LINKING or finite(scene.passage, who.last, last):
            continue
        first = _start(scene, who, floor)
        if first is None or (first > floor and words[first - 1].key in NEITHER):
            continue
        named = _apposed(inside, who, first, an=words[first].key in ("a", "an"))
        if named is not None:
            start = min(first, named.first)
            apart = start == floor or words[start - 1].key not in NEITHER
            return Behind(who=named, first=start) if apart else None
        return Behind(who=who, first=first) if words[first].key in ("a", "an", "the") else None
    return None


def _apposed(inside: list[Candidate], who: Candidate, first: int, *, an: bool) -> Candidate | None:
    """Find the name that a description tells of: "X director of Y said", "X a group of Y said"."""
    for named in inside:
        alike = named.kind == "person" or (an and who.kind == named.kind)
        near = named.last == first or first <= named.first < who.first
        if named.name is not None and who.name is None and alike and near:
            return named
    return None


def _anyone(scene: Scene, floor: int, last: int) -> Behind | None:
    """Find a noun phrase that no list knows: "the watchbody", with its article and no more."""
    words, passage = scene.passage.words, scene.passage
    for at in range(last - 1, max(floor, last - SHORT) - 1, -1):
        if words[at].key in ("the", "a", "an"):
            told = passage.of("event", "harm", "weapon", "facility", "date")
            void = any(at <= t.first < last for t in told) or at + 1 == last
            void = void or any(
                d.start < words[last - 1].end and words[at].start < d.end for d in passage.dates
            )
            parted = at > floor and words[at - 1].key in NEITHER
            who = Candidate(first=at + 1, last=last, kind="unnamed", name=None)
            return None if void or parted else Behind(who=who, first=at)
        if words[at].key in NEITHER | AFTER_VERB | TIMES or finite(passage, at, at + 1):
            return None
    return None


def _start(scene: Scene, who: Candidate, floor: int) -> int | None:
    """Find where the noun phrase of somebody begins: at its article, its office, its own name."""
    words, roles = scene.passage.words, scene.passage.of("role", "demonym", "country")
    first = who.first
    owned = {i for t in roles for i in range(t.first, t.last)}
    owned |= {i for n in scene.names for i in range(n.first, n.last)}
    lands = {t.first for t in roles if t.entry.category in ("demonym", "country")}
    while first > floor:
        word = words[first - 1]
        if (first - 1) in owned and first - 1 > floor and who.name is not None:
            led = words[first - 2].key in GRAMMAR["preposition"]
            if led and word.text.islower():
                break  # "in office Minister X said"
        capital = word.text[0].isupper() and who.name is not None
        if first in lands:
            break  # "in Osk Ruritan Minister X": a people's name begins the phrase
        if not (
            first - 1 in owned or capital or word.key in DESCRIBING | TITLES | {"'s", "’s", "-"}
        ):
            break
        first -= 1
    return _article(scene, who, first, floor)


def _article(scene: Scene, who: Candidate, first: int, floor: int) -> int | None:
    """Go back from a noun and what describes it to its article; null where it needs one."""
    words = scene.passage.words
    capital = first > floor and words[first - 1].text[0].isupper()
    if capital and first == who.first and who.name is None:
        return first - 1  # "Ruritanias health ministry", whose apostrophe is lost
    for at in range(first, max(floor, first - MODIFIERS) - 1, -1):
        if at > floor and words[at - 1].key in GRAMMAR["determiner"]:
            return at - 1
        if who.name is not None or who.kind == "unnamed":
            break  # a name, "activists" and "residents" need no article
        if at > floor and (words[at - 1].key in NEITHER or finite(scene.passage, at - 1, at)):
            break
    alone = who.name is not None or who.kind == "unnamed" or first < who.first
    return first if alone else None


def _quotation_before(passage: Passage, first: int) -> bool:
    """Whether a quotation closes right before a word."""
    gap = passage.slice(passage.words[first - 1].end, passage.words[first].start)
    return any(mark in gap for mark in '”"»')


def _mark_before(passage: Passage, last: int) -> int:
    """Index of the first word behind the last mark before a word."""
    for i in range(last - 1, 0, -1):
        if _mark_between(passage, i - 1, i + 1):
            return i
    return 0


def _mark_between(passage: Passage, first: int, last: int) -> bool:
    words = passage.words
    gaps = [
        passage.slice(words[i].end, words[i + 1].start)
        for i in range(first, min(last, len(words)) - 1)
    ]
    return any(mark in gap for gap in gaps for mark in MARKS)
