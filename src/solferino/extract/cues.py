"""Words of saying that really report speech, in the clause where they stand."""

from dataclasses import replace

from solferino.codec import value
from solferino.extract.lexicon import Term, table
from solferino.extract.passage import Passage
from solferino.model.terms import Act

GRAMMAR = {k: frozenset(v) for k, v in table("en", "grammar").items() if isinstance(v, list)}
# Forms that are as often nouns as verbs: they need a subject, not a determiner, before them.
RULES = table("en", "rules")["cues"]
GIVING = frozenset(RULES["giving"])
PUTTING = frozenset(RULES["putting"])
FIGURING = GIVING | PUTTING
PUT = 10  # words between "put" and the figure that stands behind "at"
GIVEN = 4  # words between a verb and the figure that it gives
NOUNISH = frozenset(RULES["nounish"])
BASE = frozenset(RULES["base"])
SPEECH = table("en", "speech")
STOPPING = frozenset(SPEECH["stopping"]["words"])
LIVES = frozenset(SPEECH["taking"]["what"])
TAKING = frozenset(SPEECH["taking"]["words"])
FELT = frozenset(SPEECH["felt"]["words"])
HOLDING = frozenset(SPEECH["holding"]["words"])
RESPONSIBLE = frozenset(SPEECH["holding"]["responsible"])
BELONGING = (["to", "be"], ["to", "have"], ["to", "belong"])
DOING = {verb: one["before"] for one in RULES["doing"] for verb in one["verbs"]}
COUNTING = frozenset(RULES["counting"]) | GIVING
BY_COMPANY = (
    FIGURING | COUNTING | HOLDING | GRAMMAR["showing"]
)  # what stands beside them makes them cues
HELD = 14  # words between "holds" and "responsible"
NOUN_SIGNS = GRAMMAR["determiner"] | GRAMMAR["preposition"]
ACTS: dict[str, Act] = {
    "asserts": "asserts",
    "denies": "denies",
    "admits": "admits",
    "appeals": "appeals",
    "warns": "warns",
    "promises": "promises",
    "condemns": "condemns",
    "replies": "replies",
}


@value
class Cue:
    """A word of saying: words [first, last) of its passage, how it takes what is said, the act.

    `how` is clause (said that), object (denied the charge), source (according to) or shows
    (footage showed). `participle` cues ("adding that") take the speaker of the cue before.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    how: str
    act: Act
    participle: bool
    quoted: bool


def cues(passage: Passage) -> tuple[Cue, ...]:
    """Find the cues of a passage, in order."""
    found: dict[int, Cue] = {}
    clause = {t.first: t for t in passage.of("speech_clause")}
    objects = {t.first: t for t in passage.of("speech_object")}
    for first in sorted(clause.keys() | objects.keys()):
        term, how = _choose(passage, clause.get(first), objects.get(first))
        if _is_verb(passage, term) and not _in_a_name(passage, term):
            found[first] = _cue(passage, term, how)
    for term in passage.of("speech_source_noun"):
        found[term.first] = _cue(passage, term, "source")
    for i, word in enumerate(passage.words if passage.has(BY_COMPANY) else ()):
        if word.key in FIGURING and i not in found and _figure_behind(passage, i):
            found[i] = word_cue(passage, i, "object", "asserts")
        if word.key in COUNTING and _bare_figure(passage, i):
            found[i] = word_cue(passage, i, "object", "asserts")
        if i not in found and _holds(passage, i):
            found[i] = word_cue(passage, i, "object", "asserts")
        if word.key in GRAMMAR["showing"] and i not in found and _medium_before(passage, i):
            found[i] = word_cue(passage, i, "shows", "asserts")
    return tuple(found[i] for i in sorted(found))


def _figure_behind(passage: Passage, index: int) -> bool:
    """Whether a verb gives a figure of people or harm: "the service gave 38 dead"."""
    near = range(index + 1, index + 1 + GIVEN)
    counted = [passage.word_at(n.start) for n in passage.numbers if n.kind == "cardinal"]
    far = range(index + 2, index + 1 + PUT)
    led = [i for i in counted if i in far and passage.words[i - 1].key in ("at", "as", "to")]
    put = passage.words[index].key in PUTTING
    last = max(led if led or put else (i for i in counted if i in near), default=0)
    told = any(index < t.first <= last + GIVEN for t in passage.of("harm", "people"))
    it = put and [w.key for w in passage.words[index + 1 : index + 3]] == ["it", "at"]
    told = told or (it and passage.obeys("voice/bare-figure"))
    return bool(last) and told and index > 0 and passage.obeys("voice/figure")


def _bare_figure(passage: Passage, index: int) -> bool:
    """Whether a number and nothing else stands behind a verb of saying: "the mayor says eight."."""
    word = passage.words[index]
    near = (n for n in passage.numbers if n.start == word.end + 1 and n.kind == "cardinal")
    number = next(near, None)
    behind = passage.slice(number.end, number.end + 1) if number else "?"
    return index > 0 and behind in ("", ".", ";", ")", "\n") and passage.obeys("voice/bare-figure")


def _choose(passage: Passage, clause: Term | None, objects: Term | None) -> tuple[Term, str]:
    """Of two readings of one word take the longer; a that-clause or quotation decides a tie."""
    if clause is None or objects is None:
        term = clause or objects
        if term is None:
            raise AssertionError
        return term, "clause" if clause else "object"
    if objects.last != clause.last:
        return (objects, "object") if objects.last > clause.last else (clause, "clause")
    after = [w.key for w in passage.words[clause.last : clause.last + 6]]
    text = passage.slice(passage.words[clause.last - 1].end, passage.end)[:3]
    quoted = any(mark in text for mark in ":“\"'‘«")
    return (clause, "clause") if "that" in after or quoted else (objects, "object")


def word_cue(passage: Passage, index: int, how: str, act: Act) -> Cue:
    """Make a cue of one word of a passage."""
    word = passage.words[index]
    return Cue(
        first=index,
        last=index + 1,
        start=word.start,
        end=word.end,
        key=word.key,
        how=how,
        act=act,
        participle=False,
        quoted=passage.quoted(word.start, word.end),
    )


def _cue(passage: Passage, term: Term, how: str) -> Cue:
    that = passage.words[term.last - 1]
    if that.key == "that" and term.last - term.first > 1:  # it belongs to what is said
        last = passage.words[term.last - 2]
        term = replace(term, last=term.last - 1, end=last.end)
    word = passage.words[term.first]
    before = passage.slice(passage.words[term.first - 1].end, word.start) if term.first else ""
    return Cue(
        first=term.first,
        last=term.last,
        start=term.start,
        end=term.end,
        key=" ".join(w.key for w in passage.words[term.first : term.last]),
        how=how,
        act=ACTS[term.code],
        participle=how != "source"
        and word.key.endswith("ing")
        and ("," in before or not term.first),
        quoted=passage.quoted(term.start, term.end),
    )


def _is_verb(passage: Passage, term: Term) -> bool:
    """Whether the form is a finite verb or participle of saying here, not a noun or a passive."""
    if term.first == 0:
        return passage.words[0].key.endswith("ing")
    before = passage.words[term.first - 1].key
    key = passage.words[term.first].key
    gap = passage.slice(passage.words[term.first - 1].end, passage.words[term.first].start)
    if undone(passage, term.first):
        return False
    if passage.obeys("voice/no-infinitive") and (before == "to" or (gap == "-" and before != "al")):
        return False
    after = [w.key for w in passage.words[term.last : term.last + 2]]
    believed = "," in gap and after in BELONGING
    noun = key in NOUNISH and before in NOUN_SIGNS and before not in ("that", "all", "both")
    noun = noun or (key in NOUNISH and _of(passage, term))
    noun = noun or (key == "alleged" and before in NOUN_SIGNS | GRAMMAR["opener"])
    if noun and passage.obeys("voice/no-noun"):
        return False
    behind = passage.words[term.last].key if term.last < len(passage.words) else ""
    placed = behind in GRAMMAR["preposition"]
    over = _before_adverbs(passage, term.first) if placed else before
    passive = over in GRAMMAR["be"] and key != "saying" and not key.endswith("ing")
    passive = passive or believed  # "men, believed to be rebels"
    if passive and passage.obeys("voice/no-passive"):
        following = passage.words[term.last].key if term.last < len(passage.words) else ""
        return key.startswith(("is", "was")) or following == "by"
    return True


def _before_adverbs(passage: Passage, index: int) -> str:
    """Give the word before a verb, over adverbs in -ly and the like: "was swiftly denied"."""
    at = index - 1
    if passage.obeys("voice/by-whom") and passage.words[index].key != "quoted":
        while at > 0 and (
            passage.words[at].key in GRAMMAR["adverb"] or passage.words[at].key.endswith("ly")
        ):
            at -= 1
    return passage.words[at].key if at >= 0 else ""


def _of(passage: Passage, term: Term) -> bool:
    """Whether a form is a noun by the preposition behind it: "worrying reports about schools"."""
    behind = passage.words[term.last].key if term.last < len(passage.words) else ""
    parted = behind in GRAMMAR["coordinator"] and passage.words[term.first].key.endswith("s")
    return (behind in ("of", "about") or parted) and term.code == "asserts"


def _takes(passage: Passage, index: int) -> bool:
    """Whether a verb takes lives and says nothing: "the raid claimed the lives of ten people"."""
    if passage.words[index].key not in TAKING or not passage.obeys("voice/takes-lives"):
        return False
    for i in range(index + 1, min(len(passage.words), index + 1 + GIVEN + 2)):
        if passage.words[i].key in LIVES:
            return True
        if passage.words[i].key in GRAMMAR["auxiliary"] | GRAMMAR["opener"]:
            return False
    return False


def _said_of(passage: Passage, index: int) -> bool:
    """Whether a participle tells what is said of somebody: "prisoners said to be officers"."""
    after = [w.key for w in passage.words[index + 1 : index + 3]]
    told = passage.words[index].key in GRAMMAR["said_of"] and after in BELONGING
    return told and passage.obeys("voice/said-of")


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a verb tells of a deed and not of words: "responded by shelling", "went on to"."""
    behind = passage.words[index + 1].key if index + 1 < len(passage.words) else ""
    deed = behind in DOING.get(passage.words[index].key, ())
    return deed and passage.obeys("voice/deed-of-its-own")


def _in_a_name(passage: Passage, term: Term) -> bool:
    """Whether a word is part of a state's name: "the United States called for access"."""
    states = passage.of("country")
    held = any(
        t.first <= term.first and term.last <= t.last and t.last - t.first > 1 for t in states
    )
    return held and passage.obeys("voice/state-name")


def undone(passage: Passage, index: int) -> bool:
    """Whether a bare verb of saying says nothing: "could not confirm", "would not say"."""
    if _takes(passage, index) or _said_of(passage, index) or _goes_on(passage, index):
        return True
    before = passage.words[index - 1].key if index else ""
    held = GRAMMAR["auxiliary"] | GRAMMAR["adverb"] | GRAMMAR["he"]
    bare = passage.words[index].key in BASE and before in held
    stopped = before in STOPPING and passage.words[index].key.endswith("ing")
    never = before == "never" and passage.obeys("voice/never-said")
    return never or ((bare or stopped) and passage.obeys("voice/undone"))


def by_whom(passage: Passage, cue: Cue) -> bool:
    """Whether who speaks stands behind "by": "it is said by X that", "she was told by X"."""
    words = passage.words
    passive = cue.first > 0 and _before_adverbs(passage, cue.first) in GRAMMAR["be"]
    passive = passive or words[cue.first].key in GRAMMAR["be"]
    behind = cue.last < len(words) and (
        words[cue.last].key == "by" or words[cue.last - 1].key == "by"
    )
    felt = words[cue.last - 1].key in FELT and passage.obeys("voice/felt")
    return passive and behind and not felt and passage.obeys("voice/by-whom")


def _holds(passage: Passage, index: int) -> bool:
    """Whether a verb holds somebody responsible: "holds the air force responsible"."""
    if passage.words[index].key not in HOLDING or not passage.obeys("voice/holds"):
        return False
    for i in range(index + 2, min(len(passage.words), index + 2 + HELD)):
        gap = passage.slice(passage.words[i - 1].end, passage.words[i].start)
        if any(mark in gap for mark in ".;:"):
            return False
        if passage.words[i].key in RESPONSIBLE:
            return True
    return False


def _medium_before(passage: Passage, index: int) -> bool:
    near = {w.key for w in passage.words[max(0, index - 8) : index]}
    return bool(near & GRAMMAR["medium"])
