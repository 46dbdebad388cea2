"""All mentions of attacks of a document: what rules of nearness find, and what trees tell beside.

Only sentences with a word of violence and one of care, in which nearness found no sure attack on a
facility, are parsed; the parser sees no side's name.
"""

from collections.abc import Sequence
from dataclasses import replace

from solferino.extract.care.goods import lawful
from solferino.extract.events.bearing import told_in, weighed
from solferino.extract.events.certain import armed_text
from solferino.extract.events.feint import SILENT, accidental, dated, played, spared
from solferino.extract.events.happening import Happening, happenings, void, words_of_attack
from solferino.extract.events.idle import disputed
from solferino.extract.events.inflicted import Inflicted, Sentence
from solferino.extract.events.parsed import KINDS, Parse, trees
from solferino.extract.events.proof import borne_out
from solferino.extract.events.roles import role_of
from solferino.extract.events.running import tells_none
from solferino.extract.events.track import Track
from solferino.extract.events.violence import WORDS, worth_a_tree
from solferino.extract.passage import Passage
from solferino.extract.rulebook import stands_in
from solferino.extract.study import Study
from solferino.extract.syntax.tree import Tree

RULE = "event/by-tree"
OWN = (RULE, "event/goes-on", "event/machines", "event/works")


def mentions(study: Study, track: Track, parse: Parse | None) -> tuple[Happening, ...]:
    """Find all happenings of a document, in order of place; without a parser, those of nearness."""
    found = happenings(study)
    if disputed(study) or stands_in(study.layout.without, KINDS, OWN):
        return found
    if parse is not None and study.obeys(RULE):
        found = _with_those_told(study, found, parse)
    found = borne_out(study, track, found, parse)
    asked = [study.passages[n] for n in sorted(told_in(study, found))] if parse else []
    told = zip(asked, trees(study, asked, parse), strict=True) if parse else ()
    return weighed(study, found, {p.number: t for p, t in told})


def _with_those_told(
    study: Study, found: Sequence[Happening], parse: Parse
) -> tuple[Happening, ...]:
    """Put in what trees tell beside what nearness found."""
    open_ones = [p for p in study.passages if _open(p, found)]
    text = study.layout.lower
    war = armed_text(study, void) or any(sign in text for sign in WORDS["on-purpose"])
    told = list(found)
    for passage, tree in zip(open_ones, trees(study, open_ones, parse), strict=True):
        here = [h for h in told if h.passage == passage.number]
        made = _happening(study, passage, tree, here, war=war)
        if made is not None:
            told = [h for h in told if h not in here[:1]] + [made]
    return tuple(sorted(told, key=lambda h: (h.passage, h.inside)))


def _open(passage: Passage, found: Sequence[Happening]) -> bool:
    if passage.zone in SILENT or passage.entry or spared(passage) or not worth_a_tree(passage):
        return False
    here = [h for h in found if h.passage == passage.number]
    return not any(h.sure and not h.general and h.facility and h.types for h in here)


def _happening(
    study: Study, passage: Passage, tree: Tree, here: Sequence[Happening], *, war: bool
) -> Happening | None:
    """Make the happening that a tree tells, with what nearness found in the same sentence."""
    facilities = [f for f in study.facilities[passage.number] if role_of(passage, f) != "receiving"]
    sentence = Sentence(passage, study.names[passage.number], facilities, tree, war=war)
    told = [one for one in sentence.found() if not void(passage, one.term)]
    told = [one for one in told if _counts(study, passage, one)]
    if not told or tells_none(study, passage):
        return None
    terms, weapons = words_of_attack(study, passage)
    arms = dict.fromkeys(one.weapon for one in told if one.weapon is not None)
    near = here[0].facility if here else None
    by_tree = next((one.facility for one in told if one.facility), None)
    made = Happening(
        passage=passage.number,
        terms=tuple(dict.fromkeys((*terms, *(one.term for one in told)))),
        weapons=weapons or tuple(arms),
        facility=near if near and not near.plural else by_tree,
        sure=True,
        general=False,
        goods=True,
    )
    return replace(made, clause=here[0].clause, inside=here[0].inside) if here else made


def _counts(study: Study, passage: Passage, one: Inflicted) -> bool:
    """Whether an attack told stands against what the text as a whole is about."""
    if accidental(study):
        return one.forced
    if one.facility is None and one.held == {"goods"} and not lawful(passage):
        return False
    return dated(passage) if played(study) else True
