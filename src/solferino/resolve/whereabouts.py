"""Where a mention is: its town and country, read from the words through the gazetteer."""

from collections import Counter
from collections.abc import Iterable

from solferino.codec import value
from solferino.model import Mention
from solferino.ports import Gazetteer, Place
from solferino.text.fold import fold

CLEARLY_LARGER = 10  # times: less, and a namesake in another country leaves the place open
DEPTH = 4  # parents that are followed: a quarter in a city in a district in a region


@value
class Whereabouts:
    """Where something is, as far as the words tell.

    `place` is the gazetteer's entry of the place as named, `town` the identity of the city that
    it is or lies in, `unlisted` the folded name of a place that the gazetteer lacks.
    """

    country: str | None = None
    town: str | None = None
    unlisted: str | None = None
    place: Place | None = None

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

    One map serves one call of `resolve`; it remembers what it has looked up.
    """

    def __init__(self, gazetteer: Gazetteer, mentions: Iterable[Mention]) -> None:
        """Count which country each document names most."""
        self._gazetteer = gazetteer
        self._known: dict[tuple[str | None, str | None, str | None], Whereabouts] = {}
        countries: dict[str, Counter[str]] = {}
        for mention in mentions:
            if mention.country is not None:
                countries.setdefault(mention.span.document, Counter())[mention.country] += 1
        self._told = {d: most_told(counts.elements()) for d, counts in countries.items()}

    def told(self, document: str) -> str | None:
        """Name the country that a document's mentions name most, if one is ahead."""
        return self._told.get(document)

    def where(self, mention: Mention) -> Whereabouts:
        """Find where the mention's own place is; for a mention of a place, that place."""
        name = mention.name if mention.kind == "place" else mention.place
        told = self.told(mention.span.document)
        question = (name, mention.country, told)
        if question not in self._known:
            self._known[question] = self._look(*question)
        return self._known[question]

    def _look(self, name: str | None, country: str | None, told: str | None) -> Whereabouts:
        if not name:
            return Whereabouts(country=country)
        parts = dict.fromkeys([name, *(part.strip() for part in name.split(","))])
        for part in parts:
            place = self._choose(part, country, told)
            if place is not None:
                return Whereabouts(
                    country=place.country or country, town=self._town(place), place=place
                )
        if any(self._gazetteer.places(part) for part in parts):
            return Whereabouts(country=country)
        return Whereabouts(country=country, unlisted=" ".join(fold(name).split()))

    def _choose(self, name: str, country: str | None, told: str | None) -> Place | None:
        """Take the best-known bearer of a name in the right country, or none."""
        found = [p for p in self._gazetteer.places(name) if p.kind != "adjective"]
        if country is not None:
            return next((p for p in found if p.country == country), None)
        at_home = next((p for p in found if p.country == told), None)
        if told is not None and at_home is not None:
            return at_home
        if not found or found[0].kind != "city":
            return found[0] if found else None
        rivals = [p.population for p in found if p.country != found[0].country]
        clear = found[0].population >= CLEARLY_LARGER * max(rivals, default=0)
        return found[0] if clear else None

    def _town(self, place: Place) -> str | None:
        at: Place | None = place
        for _ in range(DEPTH):
            if at is None or at.kind == "city":
                break
            at = self._choose(at.parent, place.country, None) if at.parent else None
        return place_key(at) if at is not None and at.kind == "city" else None


def most_told(told: Iterable[str | None]) -> str | None:
    """Take what is told most often; null where nothing is told, or two things equally often."""
    counts = Counter(t for t in told if t is not None).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]
