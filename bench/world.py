"""A made-up world for the bench of entities: who and what there is, and how texts spell it.

All names are drawn from syllables with a fixed seed, so that every run makes the same world.
Names are kept as sounds and written in Latin letters, as several careful writers might, and in
Arabic and Cyrillic ones. A tenth of the facilities bear the name of one in another town, and
some towns have two of one name with different specialties: what must not be joined is there too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from solferino.codec import value
from solferino.model import Mention, Span
from solferino.model.terms import EntityKind
from solferino.ports import Place

SEED = 1859
PER_DOCUMENT = 20
PER_TOWN = 400  # mentions, about: as many documents as tell of one town
COUNTRIES = ("XA", "XB", "XC", "XD", "XE", "XF")

# A consonant's sound: in Latin letters (careful writers differ), Arabic and Cyrillic ones.
CONSONANTS = (
    (("b",), "ب", "б"),
    (("t",), "ت", "т"),
    (("j",), "ج", "дж"),
    (("h",), "ح", "х"),
    (("kh",), "خ", "х"),
    (("d",), "د", "д"),
    (("r",), "ر", "р"),
    (("z",), "ز", "з"),
    (("s",), "س", "с"),
    (("sh",), "ش", "ш"),
    (("f",), "ف", "ф"),
    (("q", "k"), "ق", "к"),
    (("k",), "ك", "к"),
    (("l",), "ل", "л"),
    (("m",), "م", "м"),
    (("n",), "ن", "н"),
    (("gh",), "غ", "г"),
)
VOWELS = (
    (("a", "e"), "", "а"),
    (("i", "e"), "", "и"),
    (("u", "o"), "", "у"),
    (("a", "aa"), "ا", "а"),
    (("i", "ee"), "ي", "и"),
    (("u", "oo", "ou"), "و", "у"),
)
SPECIALTIES = (
    ("Children's Hospital", "Hospital for Children", "مستشفى {} للأطفال", "Детская больница {}"),
    ("Maternity Hospital", "Hospital for Women", "مستشفى {} للولادة", "Родильный дом {}"),
    ("Eye Hospital", "Ophthalmic Hospital", "مستشفى {} للعيون", "Глазная больница {}"),
)
PLAIN = ("Hospital", "Medical Complex", "مستشفى {}", "Больница {}")
BODIES = ("Relief", "Health Monitor", "Watch", "Medical Union", "Aid Foundation")

Sounds = tuple[tuple[int, int], ...]  # consonant and vowel of each syllable


@value
class Thing:
    """Something that texts name, with the spellings that they use, and where it is."""

    id: str
    kind: EntityKind
    spellings: tuple[str, ...]
    country: str
    town: str | None


@value
class World:
    """Mentions in documents, the true entity of each by the mention's id, and the gazetteer."""

    mentions: tuple[Mention, ...]
    true: Mapping[str, str]
    atlas: "Atlas"


class Atlas:
    """The gazetteer of the made-up world: knows the towns by each spelling."""

    name = "made up"
    version = "1"

    def __init__(self, towns: Sequence[Thing]) -> None:
        self._places: dict[str, list[Place]] = {}
        for number, town in enumerate(towns):
            place = Place(
                name=town.spellings[0],
                kind="city",
                country=town.country,
                population=100_000 - number % 90_000,
                scheme="made",
                code=str(number),
            )
            for spelling in dict.fromkeys(town.spellings):
                self._places.setdefault(spelling.lower(), []).append(place)

    def places(self, name: str) -> tuple[Place, ...]:
        """Find the towns of this spelling."""
        return tuple(self._places.get(name.lower(), ()))


class _Maker:
    """Draws a world; everything hangs on the seed and on the number of mentions."""

    def __init__(self, count: int) -> None:
        self._random = Random(SEED)  # noqa: S311  (the same world each time)
        self._count = count
        self._names = 0

    def towns(self) -> list[Thing]:
        taken: set[str] = set()
        found: list[Thing] = []
        while len(found) < max(3, self._count // PER_TOWN):
            spellings = self._spelled(self._sounds(3))
            if not taken & {s.lower() for s in spellings}:
                taken |= {s.lower() for s in spellings}
                country = COUNTRIES[len(found) % len(COUNTRIES)]
                found.append(self._thing("place", spellings, country, spellings[0]))
        return found

    def town_things(self, town: Thing, namesake: Sounds) -> Iterator[Thing]:
        """Give what is in a town: facilities, two of one name, one with another's name, people."""
        own = self._sounds(2)
        plans = [(self._sounds(2), PLAIN) for _ in range(6)]
        plans += [(own, SPECIALTIES[0]), (own, SPECIALTIES[1]), (namesake, PLAIN)]
        for sounds, kind in plans:
            yield self._thing("facility", self._facility(sounds, kind), town.country, town.town)
        for _ in range(16):
            given, family = self._sounds(2), self._sounds(3)
            yield self._thing("person", self._person(given, family), town.country, None)
        sounds = self._sounds(2)
        for word in self._random.sample(BODIES, 3):
            spellings = tuple(f"{name} {word}" for name in self._latin(sounds, 2))
            yield self._thing("organization", spellings, town.country, None)

    def sounds(self) -> Sounds:
        """Draw a name that several towns will give to a facility."""
        return self._sounds(2)

    def mentions(self, towns: Sequence[Thing]) -> Iterator[tuple[Mention, str]]:
        """Write documents, each about one town; a thing is named more often than the next."""
        random = self._random
        shared = self.sounds()
        made = 0
        for number, town in enumerate(towns):
            if number % 9 == 0:
                shared = self.sounds()
            things = [town, *self.town_things(town, shared)]
            weights = [1 / (rank + 1) ** 0.5 for rank in range(len(things))]
            share = (self._count - made) // (len(towns) - number)
            for at in range(share):
                (thing,) = random.choices(things, weights)
                document = f"document {number}-{at // PER_DOCUMENT}"
                yield self._mention(thing, document, at % PER_DOCUMENT), thing.id
            made += share

    def _mention(self, thing: Thing, document: str, at: int) -> Mention:
        name = self._random.choice(thing.spellings)
        placed = thing.town is not None and self._random.random() < 0.8
        span = Span(document=document, start=at * 100, end=at * 100 + len(name), text=name)
        told = thing.country if placed or self._random.random() < 0.5 else None
        place = thing.town if placed and thing.kind == "facility" else None
        return Mention(span=span, kind=thing.kind, name=name, country=told, place=place)

    def _thing(
        self, kind: EntityKind, spellings: Sequence[str], country: str, town: str | None
    ) -> Thing:
        self._names += 1
        kept = tuple(dict.fromkeys(spellings))
        return Thing(id=f"t{self._names}", kind=kind, spellings=kept, country=country, town=town)

    def _sounds(self, syllables: int) -> Sounds:
        count = syllables + self._random.randint(0, 1)
        pick = self._random.randrange
        return tuple((pick(len(CONSONANTS)), pick(len(VOWELS))) for _ in range(count))

    def _facility(self, sounds: Sounds, kind: Sequence[str]) -> list[str]:
        first, second, arabic, cyrillic = kind
        latin = self._latin(sounds, 3)
        return [
            f"al-{latin[0]} {first}",
            f"Al {latin[1]} {second}",
            f"{latin[2]} {first}",
            arabic.format("ال" + _written(sounds, 1)),
            cyrillic.format("Аль-" + _written(sounds, 2).capitalize()),
        ]

    def _person(self, given: Sounds, family: Sounds) -> list[str]:
        firsts, lasts = self._latin(given, 2), self._latin(family, 2)
        return [
            f"{firsts[0]} {lasts[0]}",
            f"Dr. {firsts[1]} {lasts[1]}",
            f"{_written(given, 1)} {_written(family, 1)}",
            f"{_written(given, 2).capitalize()} {_written(family, 2).capitalize()}",
        ]

    def _spelled(self, sounds: Sounds) -> tuple[str, ...]:
        return (*self._latin(sounds, 2), _written(sounds, 1), _written(sounds, 2).capitalize())

    def _latin(self, sounds: Sounds, count: int) -> list[str]:
        choose: Callable[[Sequence[str]], str] = self._random.choice
        return [
            "".join(choose(CONSONANTS[c][0]) + choose(VOWELS[v][0]) for c, v in sounds).capitalize()
            for _ in range(count)
        ]


def world(count: int) -> World:
    """Make a world of so many mentions."""
    maker = _Maker(count)
    towns = maker.towns()
    told = list(maker.mentions(towns))
    return World(
        mentions=tuple(mention for mention, _ in told),
        true={mention.id: thing for mention, thing in told},
        atlas=Atlas(towns),
    )


def _written(sounds: Sounds, script: int) -> str:
    """Write sounds in Arabic (1) or Cyrillic (2) letters; short vowels are not written there."""
    return "".join(str(CONSONANTS[c][script]) + str(VOWELS[v][script]) for c, v in sounds)
