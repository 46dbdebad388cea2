"""Where a mention is: its town and country, read from the words through the gazetteer."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from solferino.codec import value
from solferino.model import Mention
from solferino.ports import Gazetteer, Place
from solferino.resolve.bearers import bearers, meant, sure
from solferino.text.fold import fold

TWO = 2
Tell = Callable[[str], Iterable[Mention]]  # the mentions of a document, by its id
DEPTH = 4  # parents that are followed: a quarter in a city in a district in a region


@value
class Whereabouts:
    """Where something is, as far as the words tell.

    `place` is the gazetteer's entry of the place as named, `town` the identity of the city that
    it is or lies in, `unlisted` the folded name of a place that the gazetteer lacks. `several`
    says that the name has more than one bearer that might have been meant.
    """

    country: str | None = None
    town: str | None = None
    unlisted: str | None = None
    place: Place | None = None
    several: bool = False

    @property
    def identity(self) -> str | None:
        """A key of exactly this place: a quarter is not its town."""
        if self.place is not None:
            return place_key(self.place)
        return self.unlisted


def place_key(place: Place) -> str:
    """Name a place of the gazetteer: by its code there, else by name and country."""
    if place.code is not None:
        return f"{place.scheme}:{place.code}"
    return f"{place.kind}:{fold(place.name)}:{place.country}"


class Map:
    """Places mentions by their words, their country and the country that their document tells of.

    One map serves one call of `resolve`; it remembers what it has looked up. A document is looked
    into when it is first asked about.
    """

    def __init__(self, gazetteer: Gazetteer, mentions: Iterable[Mention] | Tell) -> None:
        """Take the mentions of all documents, or what gives those of one by its id."""
        self._gazetteer = gazetteer
        self._tell = mentions if callable(mentions) else _by_document(mentions)
        self._known: dict[tuple[str | None, ...], Whereabouts] = {}
        self._beside: dict[str, tuple[Place, ...]] = {}
        self._told: dict[str, str | None] = {}

    def told(self, document: str) -> str | None:
        """Name the country that a document's mentions name most, if one is ahead."""
        if document not in self._told:
            self._told[document] = most_told([m.country for m in self._tell(document)])
        return self._told[document]

    def where(self, mention: Mention) -> Whereabouts:
        """Find where the mention's own place is; for a mention of a place, that place."""
        return self.called(mention.name if mention.kind == "place" else mention.place, mention)

    def called(self, name: str | None, mention: Mention) -> Whereabouts:
        """Find where a place is that is named beside a mention or in its words."""
        document = mention.span.document
        told = self.told(document)
        question = (name, mention.country, told)
        if question not in self._known:
            self._known[question] = self._look(name, mention.country, told, ())
        found = self._known[question]
        if not found.several:
            return found
        here = (*question, document)
        if here not in self._known:
            beside = self.beside(document)
            self._known[here] = self._look(name, mention.country, told, beside)
        return self._known[here]

    def beside(self, document: str) -> tuple[Place, ...]:
        """Give the places of a document whose names have one bearer only."""
        if document not in self._beside:
            names = {m.name for m in self._tell(document) if m.kind == "place"}
            self._beside[document] = sure(names, self._gazetteer.places, self.told(document))
        return self._beside[document]

    def _look(
        self, name: str | None, country: str | None, told: str | None, beside: Sequence[Place]
    ) -> Whereabouts:
        if not name:
            return Whereabouts(country=country)
        parts = dict.fromkeys([name, *(part.strip() for part in name.split(","))])
        several = False
        last = self._gazetteer.places(next(reversed(parts)))
        if country is None and len(parts) > 1 and last and last[0].kind == "country":
            country = last[0].country  # "Palmyra, Syria" is in Syria
        for part in parts:
            found = bearers(self._gazetteer.places(part), country, told)
            place = meant(found, beside)
            several = several or len(found) > 1
            if place is not None:
                return Whereabouts(
                    country=place.country or country,
                    town=self._town(place),
                    place=place,
                    several=several,
                )
        if any(self._gazetteer.places(part) for part in parts):
            return Whereabouts(country=country, several=several)
        return Whereabouts(country=country, unlisted=" ".join(fold(name).split()))

    def _town(self, place: Place) -> str | None:
        at: Place | None = place
        for _ in range(DEPTH):
            if at is None or at.kind == "city":
                break
            parents = self._gazetteer.places(at.parent) if at.parent else ()
            at = meant(bearers(parents, place.country, None), ())
        return place_key(at) if at is not None and at.kind == "city" else None


def _by_document(mentions: Iterable[Mention]) -> Tell:
    told: dict[str, list[Mention]] = {}
    for mention in mentions:
        told.setdefault(mention.span.document, []).append(mention)
    return lambda document: told.get(document, ())


def most_told(told: Iterable[str | None]) -> str | None:
    """Take what is told most often; null where nothing is told, or two things equally often."""
    known = [t for t in told if t is not None]
    if len(known) < TWO or len(set(known)) < TWO:
        return known[0] if known else None
    (first, most), (_, next_) = Counter(known).most_common(2)
    return first if most > next_ else None
