"""The people of a picture: who may be named, and who is withheld, with all that they are called."""

from collections.abc import Iterable, Iterator, Mapping

from solferino.codec import value
from solferino.model import (
    AppealValue,
    CasualtyValue,
    CircumstanceValue,
    Claim,
    Clearances,
    Entity,
    ExhibitValue,
    FacilityValue,
    PlaceValue,
    ProfileValue,
    protected,
)
from solferino.ports import Picture
from solferino.release.key import Key
from solferino.release.people import BRACKETED, Person, Roll, is_name
from solferino.release.profile import Profile
from solferino.text.fold import fold
from solferino.text.segment import bare_words

LOOSE = "name:"  # begins the anchor of a name that may be a body's as well
ALONE = "person:"  # begins that of a person who belongs to no entity
SIDES = ("government", "armed_group")
THE = "the "
SPEAKERS = ("person", "facility_staff", "unnamed")


@value
class Roster:
    """Who is withheld (`roll`), the entities among them, and names that may stand.

    `things` are those of facilities, places, bodies and media: no person's, no party's.
    """

    roll: Roll
    withheld: frozenset[str]
    named: tuple[str, ...]
    things: tuple[str, ...] = ()


def roster(
    picture: Picture,
    profile: Profile,
    clearances: Clearances,
    key: Key,
    leaving: Iterable[Claim] = (),
) -> Roster:
    """Divide the people of a picture by what the profile lets out.

    Nobody is named by default: a person of whom nothing was decided is withheld. Protection goes
    before every clearance. A name that a value that leaves has for a facility or place is that
    thing's name, whomever a machine took it for.
    """
    if profile.named == "all":
        return Roster(roll=Roll(()), withheld=frozenset(), named=())
    parted = _parted(picture, profile, clearances, leaving)
    groups, known = parted.groups, parted.named | parted.others
    everybody = profile.named == "cleared"
    _join(groups, _told(picture), known, ALONE if everybody else None)
    _join(groups, _ends(picture), known, LOOSE if everybody else None)
    _join(groups, (p.name for p in picture.protections), (), ALONE)
    groups = {anchor: names for anchor, names in groups.items() if names}
    letters = key.pseudonyms(groups)
    people = (
        Person(anchor=a, names=tuple(sorted(names)), pseudonym=f"{_noun(a)} {letters[a]}")
        for a, names in sorted(groups.items())
    )
    allowed = tuple(sorted(known))
    return Roster(
        roll=Roll(people, allowed),
        withheld=frozenset(groups),
        named=allowed,
        things=tuple(sorted(parted.things)),
    )


@value
class _Parted:
    """Names of entities: of people to withhold (by entity) and to name, of others and of things."""

    groups: dict[str, set[str]]
    named: set[str]
    others: set[str]
    things: set[str]


def _parted(
    picture: Picture, profile: Profile, clearances: Clearances, leaving: Iterable[Claim]
) -> _Parted:
    hidden = protected(picture.entities, picture.protections)
    dead = _cleared_dead(picture.claims, clearances)
    inside = frozenset(fold(n) for held in collectors(picture).values() for n in held)
    common = _Common(picture)
    stated = frozenset(fold(n) for c in leaving for n in _stated(c))
    words = {m.id: m.span.text for m in picture.mentions}
    parted = _Parted(groups={}, named=set(), others=set(), things=set())
    for entity in picture.entities:
        names = {entity.name, *entity.names, *(words[m] for m in entity.mentions if m in words)}
        if entity.kind != "person":
            parted.others.update(names)
            parted.things.update(() if entity.kind in SIDES else names)
        elif entity.id in hidden or _works_here(entity, names, inside, clearances):
            parted.groups[entity.id] = names
        elif _may_be_named(entity, profile, clearances, dead):
            parted.named.update(names)
        else:
            parted.groups[entity.id] = _no_thing(common.without(entity, names), stated)
    return parted


def _works_here(
    entity: Entity, names: set[str], inside: frozenset[str], clearances: Clearances
) -> bool:
    """Whether a person of the texts collected or reviewed for the case, and nobody let them out."""
    return not (inside.isdisjoint(fold(n) for n in names) or clearances.person(entity.mentions))


class _Common:
    """Tells names of one word from common words: those a document also writes in lower case."""

    def __init__(self, picture: Picture) -> None:
        self._texts = {d.id: d.text for d in picture.documents}
        self._home = {m.id: m.span.document for m in picture.mentions}
        self._lower: dict[str, frozenset[str]] = {}

    def without(self, entity: Entity, names: set[str]) -> set[str]:
        """Leave out single words that the documents of an entity write in lower case, too."""
        if all(len(n.split()) > 1 for n in names):
            return names
        homes = {self._home[m] for m in entity.mentions if m in self._home}
        return {
            n
            for n in names
            if len(n.split()) > 1 or not any(fold(n) in self._words(home) for home in homes)
        }

    def _words(self, document: str) -> frozenset[str]:
        if document not in self._lower:
            found = bare_words(self._texts[document])
            self._lower[document] = frozenset(fold(w) for w in found if w[0].islower())
        return self._lower[document]


def _stated(claim: Claim) -> Iterator[str]:
    if isinstance(claim.value, FacilityValue | PlaceValue):
        yield from (claim.value.name, claim.span.text)


def _no_thing(names: set[str], stated: frozenset[str]) -> set[str]:
    """Take away what is the name of a thing; single words that remain of one are no person's."""
    kept = {n for n in names if fold(n) not in stated}
    if kept == names:
        return names
    return {n for n in kept if len(n.split()) > 1}


def _noun(anchor: str) -> str:
    """Call whoever is resolved a person; a name that belongs to no entity may be a body's."""
    return "Name" if anchor.startswith(LOOSE) else "Person"


def _may_be_named(
    entity: Entity, profile: Profile, clearances: Clearances, dead: frozenset[str]
) -> bool:
    if profile.named == "unprotected" or clearances.person(entity.mentions):
        return True
    return not dead.isdisjoint(fold(n) for n in (entity.name, *entity.names))


def _cleared_dead(claims: Iterable[Claim], clearances: Clearances) -> frozenset[str]:
    """Give the names, folded, that a cleared figure of people harmed holds."""
    return frozenset(
        fold(name)
        for claim in claims
        if isinstance(claim.value, CasualtyValue) and claim.value.names and clearances.claim(claim)
        for name in claim.value.names
    )


def _join(
    groups: dict[str, set[str]], names: Iterable[str], known: Iterable[str], alone: str | None
) -> None:
    """Put names that belong to no entity with the person who is called so, else by themselves.

    `alone` begins the anchor of one by itself; null leaves such a name out.
    """
    standing = {fold(_called(n)) for n in known}
    home: dict[str, str] = {fold(n): anchor for anchor, held in groups.items() for n in held}
    for name in sorted({_called(n) for n in names}):
        key = fold(name)
        if key in standing or not key:
            continue
        if key in home:
            groups[home[key]].add(name)
        elif alone is not None:
            groups[alone + key] = {name}
            home[key] = alone + key


def _called(name: str) -> str:
    """Leave out an article, and what stands in brackets."""
    bare = BRACKETED.sub(" ", name).strip() or name
    return bare[len(THE) :] if bare.lower().startswith(THE) else bare


def _told(picture: Picture) -> Iterator[str]:
    """Give the names of people that stand in fields: speakers, authors, recorders, the harmed."""
    found: list[str | None] = []
    for statement in picture.statements:
        for voice in statement.voice:
            names = (voice.name, voice.span.text if voice.span else None)
            sure = voice.kind in SPEAKERS[:2]
            found += [n for n in names if n and voice.kind in SPEAKERS and (sure or " " in n)]
    for claim in picture.claims:
        for value_ in (claim.value, claim.proposed):
            found += _names_in(value_)
    for document in picture.documents:
        found += [document.told.author, document.format_told.author]
        found += [p.author for p in document.parts]
    for origin in picture.origins:
        if origin.kind in ("eyewitness", "victim", "facility_staff", "exhibit"):
            found.append(origin.name)
    found += [h.asked_by for h in picture.hearings]
    yield from (n for n in found if n and is_name(n))


def _ends(picture: Picture) -> Iterator[str]:
    """Give names in fields that may be a person's or a body's."""
    found: list[str | None] = []
    for claim in picture.claims:
        for value_ in (claim.value, claim.proposed):
            match value_:
                case AppealValue(sender=sender, recipient=recipient):
                    found += [sender, recipient]
                case CircumstanceValue(by=by):
                    found.append(by)
                case ExhibitValue(published_by=by):
                    found.append(by)
                case _:
                    pass
    yield from (n for n in found if n and is_name(n))


def _names_in(told: object) -> list[str | None]:
    match told:
        case CasualtyValue(names=names):
            return list(names)
        case ExhibitValue(recorded_by=by):
            return [by]
        case ProfileValue(of=of):
            return [of]
        case _:
            return []


def collectors(picture: Picture) -> Mapping[str, tuple[str, ...]]:
    """Give names that never leave and are nobody's in the story: by what they are."""
    came = [d.acquisition for d in picture.documents]
    people = {p for a in came for p in (a.collector, a.received_from)}
    reviewers: set[str | None] = {a.by for a in picture.assessments}
    reviewers |= {h.by for h in picture.hearings} | {p.by for p in picture.protections}
    reviewers |= {g.by for g in picture.gradings}
    reviewers |= {h.asked_by for h in picture.hearings}
    return {
        "collector": tuple(sorted(p for p in people if p)),
        "reviewer": tuple(sorted(r for r in reviewers if r)),
    }
