"""Which facility of the text a mention stands for: light coreference within one document."""

from dataclasses import replace

from solferino.codec import value
from solferino.extract.events.aside import aside
from solferino.extract.events.roles import role_of
from solferino.extract.lexicon import table
from solferino.extract.named.facility import Facility
from solferino.extract.passage import Passage
from solferino.extract.study import Study

VEHICLES = ("ambulance",)
STORES = ("warehouse", "blood_bank", "pharmacy")
WHOLE = ("hospital", "clinic")
RULES = table("en", "rules")["track"]
PARTS = frozenset(RULES["parts"])
LIKE, EARLIER = tuple(RULES["like"]), tuple(RULES["earlier"])
ANY_KIND = ("facility", "centre", "center", "institution", "structure")  # words for any of them


@value
class Identity:
    """One facility of a document: a running number, its key ("" while only described), type.

    `count` is above 1 for several facilities told of as one ("four clinics").
    """

    number: int
    key: str
    type: str
    count: int = 1


class Track:
    """Follows the facilities of a document from mention to mention."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.identities: list[Identity] = []
        self.of: dict[tuple[int, int], Identity] = {}
        self.names: dict[int, list[Facility]] = {}
        self.subject: int | None = None
        self.passing: set[int] = set()  # told of in one clause only: nothing points back at them
        self.followed = study.obeys("facility/followed")
        self._starts = {p.paragraph: p.start for p in reversed(study.passages)}
        for passage, facilities in zip(study.passages, study.facilities, strict=True):
            if passage.zone == "boilerplate":
                continue
            clause = aside(passage)
            for facility in facilities:
                apart = clause is not None and not clause.earlier and clause.holds(facility.start)
                apart = apart and _new_here(facility)
                another = bool(self.identities) and _another(passage, facility)
                mention = replace(facility, other=True) if apart or another else facility
                identity = self._follow(mention, self._starts[passage.paragraph])
                if identity is not None:
                    self.of[facility.start, facility.end] = identity
                    self.names.setdefault(identity.number, []).append(facility)
                    if apart:
                        self.passing.add(identity.number)
                    if passage.zone in ("headline", "infobox") and self.subject is None:
                        self.subject = identity.number

    def identity(self, facility: Facility | None) -> Identity | None:
        """Give the identity of a mention; null for none and for several at once."""
        if facility is None:
            return None
        found = self.of.get((facility.start, facility.end))
        return None if found is None else self.identities[found.number]

    def best_name(self, identity: Identity) -> Facility:
        """Give the fullest name of an identity: its own name first, then the longest."""
        return max(
            self.names[identity.number],
            key=lambda f: (
                bool(f.key),
                not _is_part(f),
                not f.name.islower(),
                len(f.name.split()),
                -f.start,
            ),
        )

    def _follow(self, facility: Facility, paragraph: int) -> Identity | None:
        """Find whom a mention stands for; `paragraph` is where its paragraph begins."""
        if facility.plural:
            return self._group(facility) if facility.count else None
        if facility.key:
            return self._named(facility)
        if _part(facility) and self.study.obeys("facility/part"):
            whole = [i for i in self.identities if i.count == 1 and i.type in WHOLE]
            if whole:
                return max(whole, key=lambda i: max(f.start for f in self.names[i.number]))
        single = [i for i in self.identities if i.count == 1 and i.number not in self.passing]
        alike = [i for i in single if _compatible(i.type, facility.type)]
        if facility.town:
            alike = [i for i in alike if self._fits(i, facility)]
        if self._brought_in(facility):
            alike = [i for i in alike if not self._of_another_kind(i, facility)]
        if facility.other or not alike or not self.followed:
            return self._new(facility)
        alike = self._of_kind(alike, facility) or alike
        recent = max(alike, key=lambda i: max(f.start for f in self.names[i.number]))
        if max(f.start for f in self.names[recent.number]) < paragraph:
            recent = next((i for i in alike if i.number == self.subject), recent)
        named = [i for i in alike if i.key]
        return named[0] if len(named) == 1 and not facility.definite else recent

    def _of_kind(self, alike: list[Identity], facility: Facility) -> list[Identity]:
        """Prefer facilities that go by the same word: "the polyclinic" is no hospital beside it."""
        if not facility.definite or not self.study.obeys("facility/same-kind"):
            return []
        return [i for i in alike if self._called(i, facility)]

    def _called(self, identity: Identity, facility: Facility) -> bool:
        """Whether a facility goes by the word of a mention, or by one for any of them."""
        called = {_kind_word(f) for f in self.names[identity.number]}
        kind = _kind_word(facility)
        return kind in called or kind in ANY_KIND or bool(called & set(ANY_KIND))

    def _brought_in(self, facility: Facility) -> bool:
        """Whether "a" brings a facility in, as one not told of yet: "a first-aid post"."""
        before = self.study.document.text[: facility.start][-3:].lower().split()
        return before[-1:] in (["a"], ["an"]) and self.study.obeys("facility/brought-in")

    def _of_another_kind(self, identity: Identity, facility: Facility) -> bool:
        """Whether a mention calls itself what no name of an identity does, or takes people in.

        "Shells hit the X Hospital. The wounded were treated at a first-aid post."
        """
        kind = _kind_word(facility)
        called = {_kind_word(f) for f in self.names[identity.number]}
        other = kind not in (*called, *ANY_KIND) and not called & set(ANY_KIND)
        return other or self._receives(facility)

    def _receives(self, facility: Facility) -> bool:
        """Whether people who were hurt are taken to a facility where it is named."""
        passage = next(p for p in self.study.passages if p.start <= facility.start < p.end)
        return role_of(passage, facility) == "receiving"

    def _group(self, facility: Facility) -> Identity:
        """Follow several facilities under one count: the same number means the same ones."""
        same = (i for i in self.identities if i.count == facility.count)
        return next(same, None) or self._new(facility)

    def _fits(self, identity: Identity, facility: Facility) -> bool:
        """Whether an identity is in the mention's town, or in none told and of its type.

        A named hospital is not meant by "the medical centre in X", unless X was told of it.
        """
        towns = {f.town for f in self.names[identity.number] if f.town}
        named = facility.name[0].isupper() and self.study.obeys("facility/same-kind")
        if named and not self._called(identity, facility):
            return False  # "Milsk central hospital" is no polyclinic of Milsk
        if not towns and identity.key and self.study.obeys("facility/own-town"):
            called = {_kind_word(f) for f in self.names[identity.number]}
            return _kind_word(facility) in called  # "the health post in X" is no X Clinic
        if not towns and not identity.key and self.study.obeys("facility/own-kind"):
            return identity.type in (facility.type, "facility") or facility.type == "facility"
        return not towns or facility.town in towns

    def _named(self, facility: Facility) -> Identity:
        for identity in self.identities:
            known = set(identity.key.split())
            if (
                known
                and _compatible(identity.type, facility.type)
                and self._alike(identity, facility)
            ):
                return identity
        taking = self.study.obeys("facility/named-takes-in") and self._receives(facility)
        open_ones = [
            i
            for i in self.identities
            if not (i.key or taking)
            and i.count == 1
            and i.number not in self.passing
            and _compatible(i.type, facility.type)
        ]
        if open_ones and not facility.other and not any(i.key for i in self.identities):
            named = Identity(number=open_ones[0].number, key=facility.key, type=facility.type)
            self.identities[named.number] = named
            return named
        return self._new(facility)

    def _alike(self, identity: Identity, facility: Facility) -> bool:
        """Whether two names are one: the same words, or a shorter form that adds nothing."""
        known, own = set(identity.key.split()), set(facility.key.split())
        kinds = frozenset[str]().union(*(f.kinds for f in self.names[identity.number]))
        if known == own:
            return kinds <= facility.kinds or facility.kinds <= kinds
        if own < known:
            return facility.kinds <= kinds
        return known < own and kinds <= facility.kinds

    def _new(self, facility: Facility) -> Identity:
        identity = Identity(
            number=len(self.identities),
            key=facility.key,
            type=facility.type,
            count=facility.count or 1,
        )
        self.identities.append(identity)
        return identity


def _is_part(facility: Facility) -> bool:
    """Whether words name a part of a facility: "the maternity ward", "the pharmacy"."""
    return not facility.key and facility.name.lower().split()[-1:][0] in PARTS


def _part(facility: Facility) -> bool:
    """Whether words point at a part of a facility just told of, and not at one of its own."""
    return facility.definite and not facility.town and _is_part(facility)


def _another(passage: Passage, facility: Facility) -> bool:
    """Whether a sentence turns to an earlier or like attack, on a facility not yet told of."""
    text = passage.text.lower()
    like = any(sign in text for sign in LIKE) or text.startswith(EARLIER)
    return like and _new_here(facility) and passage.obeys("facility/another")


def _kind_word(facility: Facility) -> str:
    """Give the word that says what a facility is: "post" of "a first-aid post"."""
    field = "field " if "field" in facility.kinds else ""
    return field + facility.name.split()[-1].casefold()


def _new_here(facility: Facility) -> bool:
    """Whether words that name nothing tell of a facility for the first time ("a clinic")."""
    return not facility.key and not facility.definite


def _compatible(left: str, right: str) -> bool:
    special = (*VEHICLES, *STORES)
    if left in special or right in special:
        return left == right
    return True
