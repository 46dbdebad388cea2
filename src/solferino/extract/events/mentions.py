"""All mentions of attacks of a document: what rules of nearness find, and what trees tell beside.

Only sentences with a word of violence and one of care, in which nearness found no sure attack on a
facility, are parsed; the parser sees no side's name.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from solferino.extract.care.goods import lawful
from solferino.extract.events.certain import armed_text
from solferino.extract.events.feint import SILENT, accidental, dated, played, spared
from solferino.extract.events.happening import Happening, happenings, role_of, void, words_of_attack
from solferino.extract.events.idle import at_home, counts_attacks, disputed
from solferino.extract.events.inflicted import Inflicted, Sentence
from solferino.extract.events.violence import WORDS, worth_a_tree
from solferino.extract.passage import Passage
from solferino.extract.study import Study
from solferino.extract.syntax.mask import masked
from solferino.extract.syntax.tree import Heard, Tree
from solferino.extract.voice.learned import sides, unmasked

RULE = "event/by-tree"
OWN = (RULE, "event/goes-on")
Parse = Callable[[Sequence[str]], list[Tree]]


def mentions(study: Study, parse: Parse | None) -> tuple[Happening, ...]:
    """Find all happenings of a document, in order of place; without a parser, those of nearness."""
    found = happenings(study)
    if parse is None or not study.obeys(RULE) or disputed(study) or _blind(study):
        return found
    open_ones = [p for p in study.passages if _open(p, found)]
    text = study.document.text.lower()
    war = armed_text(study, void) or any(sign in text for sign in WORDS["on-purpose"])
    told = list(found)
    for passage, tree in zip(open_ones, _trees(study, open_ones, parse), strict=True):
        here = [h for h in told if h.passage == passage.number]
        made = _happening(study, passage, tree, here, war=war)
        if made is not None:
            told = [h for h in told if h not in here[:1]] + [made]
    return tuple(sorted(told, key=lambda h: (h.passage, h.inside)))


def _blind(study: Study) -> bool:
    """Whether a rule of nearness is off, for which the trees would stand in unseen."""
    kinds = ("event/", "account/", "facility/", "effect/", "words/", "log/", "place/")
    return any(r.startswith(kinds) for r in study.layout.without if r not in OWN)


def _open(passage: Passage, found: Sequence[Happening]) -> bool:
    if passage.zone in SILENT or passage.entry or spared(passage) or not worth_a_tree(passage):
        return False
    here = [h for h in found if h.passage == passage.number]
    return not any(h.sure and not h.general and h.facility and h.types for h in here)


def _trees(study: Study, passages: Sequence[Passage], parse: Parse) -> Iterator[Tree]:
    blind = [
        masked(p.text, [*sides(p, study.names[p.number]), *_dotted(study, p)]) for p in passages
    ]
    parsed = parse([one.text for one in blind])
    return (unmasked(Heard(tree=t), one).tree for t, one in zip(parsed, blind, strict=True))


def _dotted(study: Study, passage: Passage) -> Iterator[tuple[int, int]]:
    """Give facilities with a stop in their name, at which a parser would end the sentence."""
    for one in study.facilities[passage.number]:
        if "." in one.name:
            yield one.start - passage.start, one.end - passage.start


def _happening(
    study: Study, passage: Passage, tree: Tree, here: Sequence[Happening], *, war: bool
) -> Happening | None:
    """Make the happening that a tree tells, with what nearness found in the same sentence."""
    facilities = [f for f in study.facilities[passage.number] if role_of(passage, f) != "receiving"]
    sentence = Sentence(passage, study.names[passage.number], facilities, tree, war=war)
    told = [one for one in sentence.found() if not void(passage, one.term)]
    told = [one for one in told if _counts(study, passage, one)]
    if not told or counts_attacks(study, passage) or at_home(study, passage):
        return None
    before = here[0] if here else None
    terms, weapons = words_of_attack(study, passage, _anywhere)
    terms = tuple(dict.fromkeys((*terms, *(one.term for one in told))))
    taken = {t.code for t in weapons}
    arms = [one.weapon for one in told if one.weapon is not None and not taken]
    weapons = tuple(dict.fromkeys((*weapons, *arms)))
    facility = next((one.facility for one in told if one.facility), None)
    if before is not None:
        facility = before.facility if before.facility and not before.facility.plural else facility
        return replace(
            before,
            terms=terms,
            weapons=weapons,
            facility=facility,
            sure=True,
            general=False,
            goods=True,
        )
    return Happening(
        passage=passage.number,
        terms=terms,
        weapons=weapons,
        facility=facility,
        sure=True,
        general=False,
        goods=True,
    )


def _anywhere(start: int) -> bool:
    return start >= 0


def _counts(study: Study, passage: Passage, one: Inflicted) -> bool:
    """Whether an attack told stands against what the text as a whole is about."""
    if accidental(study):
        return one.forced
    if one.facility is None and one.held == {"goods"} and not lawful(passage):
        return False
    return dated(passage) if played(study) else True
