"""Whether attacks fall on the facilities that nearness gave them, by the trees of the sentences.

A facility stays where the tree of its sentence makes it the target, where that of another sentence
of the text does, or where the trees leave it open. One that is told of only as the place where
somebody was taken, died, was nursed or spoke is given up; so is one that is left open beside guns
alone, for hospitals stand in every report of a shooting. What then falls on nobody of care, is no
attack on health care.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from solferino.extract.care.carers import of_care
from solferino.extract.events.happening import Happening, it_suffered
from solferino.extract.events.parsed import KINDS, Parse, trees
from solferino.extract.events.roles import role_of
from solferino.extract.events.target import HIT, OPEN, OTHER, Place
from solferino.extract.events.track import Track
from solferino.extract.events.violence import is_ward
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.rulebook import stands_in
from solferino.extract.study import Study
from solferino.extract.syntax.tree import Tree

RULE = "event/target"
GUNS = frozenset(("individual_weapons", "gunfire", "sniper"))


def borne_out(
    study: Study, track: Track, found: Sequence[Happening], parse: Parse | None
) -> tuple[Happening, ...]:
    """Give the happenings with the facilities that they fall on; those of no care are left out."""
    if parse is None or not study.obeys(RULE) or stands_in(study.layout.without, KINDS, (RULE,)):
        return tuple(found)
    scene = Scene(study, found, parse)
    proven = {track.identity(h.facility) for h in found if scene.part(h) == HIT}
    told = (scene.kept(h, {one.number for one in proven if one is not None}, track) for h in found)
    return tuple(h for h in told if h is not None)


class Scene:
    """The sentences of a text's happenings, with their trees."""

    def __init__(self, study: Study, found: Sequence[Happening], parse: Parse) -> None:
        self.study = study
        self.home = dict(self._homes(found))
        numbers = sorted(set(self.home.values()))
        asked = [study.passages[n] for n in numbers]
        self.trees: Mapping[int, Tree] = dict(zip(numbers, trees(study, asked, parse), strict=True))

    def _homes(self, found: Iterable[Happening]) -> Iterator[tuple[tuple[int, int], int]]:
        """Give for each facility the number of the sentence that names it, but for entries."""
        for happening in found:
            facility = happening.facility
            here = self.study.facilities[happening.passage] if facility is None else (facility,)
            for one in here:
                passage = self.study.layout.at(one.start)
                if passage is not None and not passage.entry and not happening.general:
                    yield (one.start, one.end), passage.number

    def part(self, happening: Happening) -> str:
        """Say what part the facility of a happening plays, in the sentence that names it."""
        facility = happening.facility
        return OPEN if facility is None else self._part(happening, facility)

    def _part(self, happening: Happening, facility: Facility) -> str:
        number = self.home.get((facility.start, facility.end))
        if number is None:
            return HIT
        passage = self.study.passages[number]
        own = number == happening.passage
        terms = (*happening.terms, *happening.weapons) if own else passage.of("event", "weapon")
        place = Place(passage, self.trees[number], (*terms, *passage.of("effect")))
        found = place.part(facility)
        if found == OPEN and not own and role_of(passage, facility) == "receiving":
            return OTHER
        here = self.study.passages[happening.passage]
        again = _ward(here) or it_suffered(here)  # "it was hit at noon"
        return OPEN if found == OTHER and not own and again else found

    def kept(self, happening: Happening, proven: set[int], track: Track) -> Happening | None:
        """Give a happening with what it falls on; null where that is nothing of care."""
        facility = happening.facility
        found = self.part(happening)
        if facility is None:
            return replace(happening, apart=True) if self._apart(happening) else happening
        if found == HIT:
            return happening
        identity = track.identity(facility)
        if identity is not None and identity.number in proven:
            return happening
        passage = self.study.passages[happening.passage]
        codes = {t.code for t in (*happening.terms, *happening.weapons)}
        guns = codes & GUNS and codes <= GUNS | {"attack"} and not _ward(passage)
        if found == OPEN and not guns:
            return happening
        other = self._beside(happening, passage)
        if other is not None:
            return replace(happening, facility=other)
        cared = happening.goods or of_care(self.study, passage)
        return replace(happening, facility=None, apart=True) if cared else None

    def _apart(self, happening: Happening) -> bool:
        """Whether a sentence names facilities, and all of them only as places of care or work."""
        here = self.study.facilities[happening.passage]
        return bool(here) and all(self._part(happening, f) == OTHER for f in here)

    def _beside(self, happening: Happening, passage: Passage) -> Facility | None:
        """Find another facility of the sentence that its tree makes the target."""
        tree = self.trees.get(passage.number)
        if tree is None:
            return None
        terms = (*happening.terms, *happening.weapons, *passage.of("effect"))
        for facility in self.study.facilities[passage.number]:
            here = facility != happening.facility and role_of(passage, facility) == "attacked"
            if here and Place(passage, tree, terms).part(facility) == HIT:
                return facility
        return None


def _ward(passage: Passage) -> bool:
    """Whether a part of a building of care is named, not just any: "the burns unit", "its roof"."""
    return any(
        is_ward(passage, t) or passage.words[t.first].key == "its" for t in passage.of("part")
    )
