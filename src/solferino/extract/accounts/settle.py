"""Which figures of an account stand: a figure told twice is one, whoever tells it shorter.

Newspapers tell a figure in the headline, again in the first line, and again in somebody's words;
"the eleven killed" points back. Each is kept once, where it is told best: in the text before the
headline, in a named voice before the document's own. Figures that differ all stay.
"""

from collections.abc import Callable, Sequence

from solferino.extract.blame.deed import nameless
from solferino.extract.named.doer import ANONYMOUS, unknown
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import BlameValue, CasualtyValue, Claim

POINTING = ("the", "these", "those", "all")
# Rules by which somebody is held to a deed that others without a name did: a leader, a suspect.
HELD = ("blame/laid-on", "blame/tried")
Told = tuple[Claim, CasualtyValue]


def settled(
    claims: Sequence[Claim], study: Study, notebook: Notebook, side: Callable[[str], str]
) -> list[Claim]:
    """Leave out figures and blame that only repeat another of the same account.

    `side` names the side that an actor, as worded, belongs to.
    """
    if not study.obeys("harm/told-twice"):
        return list(claims)
    told = [(c, c.value) for c in claims if isinstance(c.value, CasualtyValue)]
    again = {
        c.id
        for c, v in told
        for other, rival in told
        if other.id != c.id and _repeats(study, notebook, (c, v), (other, rival))
    }
    again |= _in_brief(claims, study, notebook, side)
    return [c for c in claims if c.id not in again]


def _in_brief(
    claims: Sequence[Claim], study: Study, notebook: Notebook, side: Callable[[str], str]
) -> set[str]:
    """Find the blame in headlines that the text below gives too, with who says so."""
    blame = [(c, c.value, _brief(study, c)) for c in claims if isinstance(c.value, BlameValue)]
    below = {(side(v.actor), v.stance) for _, v, brief in blame if not brief}
    again = {c.id for c, v, brief in blame if brief and (side(v.actor), v.stance) in below}
    told = [v.actor for _, v, _ in blame]
    again |= {c.id for c, v, _ in blame if any(_shorter(v.actor, other) for other in told)}
    answers = unspoken([(c, v) for c, v, _ in blame], notebook, side)
    spoken = [(c, v, notebook.speaker(c)) for c, v, _ in blame]
    again |= _vaguer(spoken, study) | _echoed(spoken, side)
    return again | answers | _beside_named([(c, v) for c, v, _ in blame], study)


Spoken = tuple[Claim, BlameValue, str | None]


def _vaguer(blame: Sequence[Spoken], study: Study) -> set[str]:
    """Find doers without a name whom the same speaker names, too: "rebels", "fighters of X"."""
    if not study.obeys("blame/nameless-beside"):
        return set()
    bare = [(c, v, who) for c, v, who in blame if _bare(v.actor)]
    fuller = {
        (v.stance, who)
        for c, v, who in blame
        if not nameless(v.actor) and not _bare(v.actor) and c.rule not in HELD
    }
    answers = {
        (v.stance, who) for _, v, who in blame if v.stance != "alleged" and not _bare(v.actor)
    }
    mine = {c.id for c, v, who in bare if (v.stance, who) in fuller | answers}
    # A headline's "rebels" is whoever the text below tells of.
    several = sum(v.stance == "alleged" for _, v, _ in blame) > 1
    brief = {c.id for c, v, _ in bare if v.stance == "alleged" and several and _brief(study, c)}
    return mine | brief


def _bare(actor: str) -> bool:
    """Whether one word, or a word for people whom nobody knows, is all that tells of doers."""
    return unknown(actor) or actor.lower() in ANONYMOUS


def _echoed(blame: Sequence[Spoken], side: Callable[[str], str]) -> set[str]:
    """Find answers that one speaker gives under a longer and a shorter name."""
    found: set[str] = set()
    for claim, value, who in blame:
        for other, rival, said in blame:
            same = side(value.actor) == side(rival.actor) and value.stance == rival.stance
            longer = who and said and who != said and said.lower().endswith(f" {who.lower()}")
            if value.stance != "alleged" and same and longer and other.id not in found:
                found.add(claim.id)
    return found


def unspoken(
    blame: Sequence[tuple[Claim, BlameValue]], notebook: Notebook, side: Callable[[str], str]
) -> set[str]:
    """Find the answers told of a side in nobody's voice that somebody gives for it, too."""
    own = [(c, v, notebook.speaker(c)) for c, v in blame if v.stance != "alleged"]
    spoken = {(side(v.actor), v.stance) for _, v, speaker in own if speaker is not None}
    return {c.id for c, v, who in own if who is None and (side(v.actor), v.stance) in spoken}


def _beside_named(blame: Sequence[tuple[Claim, BlameValue]], study: Study) -> set[str]:
    """Find the nameless men told of by a tree alone, where the account charges a named side."""
    charged = [(c, v) for c, v in blame if v.stance == "alleged"]
    named = any(not nameless(v.actor) and c.rule not in HELD for c, v in charged)
    if not named or not study.obeys("blame/nameless-beside"):
        return set()
    return {c.id for c, v in charged if c.rule == "blame/tree" and nameless(v.actor)}


def _shorter(actor: str, other: str) -> bool:
    """Whether one word for men is what is left of a longer one: "soldiers" of "soldiers from X"."""
    longer = other.lower().split()
    return actor.islower() and " " not in actor and len(longer) > 1 and longer[0] == actor


def _repeats(study: Study, notebook: Notebook, one: Told, other: Told) -> bool:
    """Whether a figure says no more than another one of the same harm."""
    claim, value = one
    if value.kind != other[1].kind or value.names:
        return False
    brief, long = _brief(study, claim), _brief(study, other[0])
    if brief and not long and _covers(value, other[1]):
        return True
    if brief == long and _points_back(study, claim) and other[0].span.start < claim.span.start:
        return _same_number(value, other[1])
    speaker, rival = notebook.speaker(claim), notebook.speaker(other[0])
    if long or value.group != other[1].group:
        return False
    if value.qualifier == "vague" and other[1].qualifier != "vague":
        return speaker is None or speaker == rival
    same = (value.min, value.max) == (other[1].min, other[1].max)
    said = same and speaker is None and rival is not None
    return said and not _points_back(study, other[0])


def _brief(study: Study, claim: Claim) -> bool:
    """Whether a figure stands in a headline."""
    passage = study.layout.at(claim.span.start)
    return passage is not None and (passage.zone == "headline" or passage.is_title)


def _covers(value: CasualtyValue, fuller: CasualtyValue) -> bool:
    """Whether a text's figure says at least what a headline's does."""
    if value.qualifier == "vague":
        return value.group in ("total", fuller.group)
    return value.group == fuller.group and _same_number(value, fuller)


def _same_number(left: CasualtyValue, right: CasualtyValue) -> bool:
    """Whether two figures are one number, whatever bounds it."""
    return bool({left.min, left.max} & {right.min, right.max} - {None})


def _points_back(study: Study, claim: Claim) -> bool:
    """Whether a figure is spoken of as known: "the eleven killed"."""
    passage = study.layout.at(claim.span.start)
    if passage is None:
        return False
    numbers = [n for n in passage.numbers if claim.span.start <= n.start < claim.span.end]
    return bool(numbers) and _before(passage, numbers[0].start) in POINTING


def _before(passage: Passage, start: int) -> str:
    at = passage.word_at(start)
    return passage.words[at - 1].key if at else ""
