"""Names of people, bodies and sides in a passage, with what kind each is.

Bodies and armed actors come from the lexicon first; a country's adjective with a word of force
makes an actor ("Syrian air force"); the remaining runs of capitalised words are people or bodies
by the words inside them and around them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from solferino.codec import value
from solferino.extract.lexicon import Term, table
from solferino.extract.named.facility import NAMES, NEVER, PARTICLES, Facility
from solferino.extract.named.lone import LED_IN, described, spoken_for
from solferino.extract.named.metonym import metonyms
from solferino.extract.passage import Passage
from solferino.model.terms import EntityKind

JOINTS = ("at", "of", "in", "for", "the")  # small words between a facility and its town
TITLES = frozenset(NAMES["titles"])
BODIES = frozenset(NAMES["bodies"])
MEDIA = frozenset(NAMES["media"])
CALLED_MEDIA = frozenset(NAMES["called_media"])
JOINERS = frozenset(NAMES["joiners"])
ARMED = frozenset(NAMES["armed"])
MEN_LED = 2  # words of a body's name behind a participle in front ("Suspected Sarn Front fighters")
PLACE_NOUNS = frozenset(table("en", "places")["nouns"])
AREAS = frozenset(table("en", "places")["areas"])
PEOPLES = frozenset(table("en", "places")["peoples"])
GOVERNMENT = frozenset(
    ("ministry", "department", "parliament", "authority", "directorate", "police")
)


@value
class Name:
    """A name at one place; `canonical` is the lexicon's name or the words themselves."""

    start: int
    end: int
    first: int
    last: int
    text: str
    kind: EntityKind
    canonical: str
    country: str | None = None
    titled: bool = False
    known: bool = False


def names(
    passage: Passage, facilities: tuple[Facility, ...], is_place: Callable[[str], bool]
) -> tuple[Name, ...]:
    """Find all names in a passage, facilities apart; in order of place, never overlapping."""
    found = list(_known(passage, facilities))
    found += _actors(passage, facilities, found)
    found += _seats(passage, facilities, found)
    for name in list(_runs(passage, facilities, found)):
        place = (
            passage.obeys("names/place")
            and name.kind == "person"
            and not name.titled
            and (is_place(name.text) or in_place(passage, name.first, name.last))
        )
        found.append(replace(name, kind="place") if place else name)
    return tuple(sorted(found, key=lambda n: n.first))


def in_place(passage: Passage, first: int, last: int) -> bool:
    """Whether words stand where only a place can: "in X", "the town of X", "X district"."""
    before = [w.key for w in passage.words[max(0, first - 2) : first]] or [""]
    if before[-1] in LED_IN or (before[-1] == "of" and before[0] in PLACE_NOUNS):
        return True
    after = passage.words[last : last + 1]
    beside = bool(after) and passage.slice(passage.words[last - 1].end, after[0].start) == " "
    return beside and after[0].text in AREAS and passage.words[last - 1].key not in PEOPLES


def _taken(first: int, last: int, others: Sequence[Name | Facility]) -> bool:
    return any(o.first < last and first < o.last for o in others)


def name_of(passage: Passage, first: int, last: int, kind: EntityKind, **more: object) -> Name:
    """Make the name of words [first, last); `more` gives what is told besides of it."""
    start, end = passage.words[first].start, passage.words[last - 1].end
    text = passage.slice(start, end)
    canonical = str(more.get("canonical") or text)
    country = more.get("country")
    return Name(
        start=start,
        end=end,
        first=first,
        last=last,
        text=text,
        kind=kind,
        canonical=canonical,
        country=str(country) if country else None,
        titled=bool(more.get("titled")),
        known=bool(more.get("known")),
    )


def _known(passage: Passage, facilities: tuple[Facility, ...]) -> Iterator[Name]:
    for term in passage.of("body"):
        inside = [f for f in facilities if f.first <= term.first and term.last <= f.last]
        if inside:
            continue
        yield name_of(
            passage,
            term.first,
            term.last,
            _kind(term.entry.kind),
            canonical=term.entry.name,
            country=term.entry.country,
            known=True,
        )


def _kind(text: str) -> EntityKind:
    kinds: dict[str, EntityKind] = {
        "government": "government",
        "armed_group": "armed_group",
        "media": "media",
        "person": "person",
    }
    return kinds.get(text, "organization")


def _actors(
    passage: Passage, facilities: tuple[Facility, ...], taken: list[Name]
) -> Iterator[Name]:
    """Join a country's adjective, or a side's word, with the force noun that follows it.

    An adjective that the lexicon does not know counts where a plain word of force follows it.
    """
    forces = {t.first: t for t in passage.of("force")}
    known = passage.of("demonym", "side")
    sides = {t.first: t.last for t in passage.of("side")}
    for term in known:
        at = term.last
        while at in sides and at not in forces:
            at = sides[at]
        force = forces.get(at)
        free = force and not _taken(term.first, force.last, [*taken, *facilities])
        joined = passage.obeys("names/force")
        if joined and force and free and not any(t.last == term.first for t in known):
            country = term.code if term.category == "demonym" else None
            yield _actor(passage, term.first, force, country, _canonical(passage, term, force))
    for first, force in forces.items():
        several = force.last - first > 1 and first in sides  # "the occupation army", by itself
        if several and passage.obeys("names/force"):
            led = any(t.last == first for t in known)
            if not led and not _taken(first, force.last, [*taken, *facilities]):
                yield _actor(passage, first, force, None, passage.slice(force.start, force.end))
        elif first and _unknown_side(passage, first - 1, force):
            own = passage.slice(passage.words[first - 1].start, force.end)
            body = _body_before(passage, first)
            if _taken(body, force.last, [*taken, *facilities]):
                continue
            if body < first - 1:
                yield name_of(passage, body, first, "armed_group")
            else:
                yield _actor(passage, first - 1, force, None, own)


def _body_before(passage: Passage, last: int) -> int:
    """Find where the name of an armed body begins whose men are told of: "Sarn Front fighters"."""
    words = passage.words
    if words[last - 1].key not in ARMED or not passage.obeys("names/men-of-body"):
        return last - 1
    first = last - 1
    while first and _capital(passage, first - 1):
        if passage.slice(words[first - 1].end, words[first].start) != " ":
            break
        first -= 1
    led = not first and words[first].key.endswith("ed") and last - first > MEN_LED
    return _after_lead(passage, first + led, last) if first < last - 1 else first


def _seats(passage: Passage, facilities: tuple[Facility, ...], taken: list[Name]) -> Iterator[Name]:
    """Read a capital that speaks or is accused, and the house of a government, as that body."""
    for seat in metonyms(passage) if passage.obeys("names/seat") else ():
        if not _taken(seat.first, seat.last, [*taken, *facilities]):
            yield name_of(
                passage,
                seat.first,
                seat.last,
                seat.kind,
                canonical=seat.body,
                country=seat.country,
                known=True,
            )


def _actor(passage: Passage, first: int, force: Term, country: str | None, name: str) -> Name:
    kind: EntityKind = "government" if force.code == "government" else "armed_group"
    return name_of(passage, first, force.last, kind, country=country, canonical=name)


def _unknown_side(passage: Passage, index: int, force: Term) -> bool:
    """Whether a capitalised word before "army" and the like tells whose army it is."""
    if not passage.obeys("names/unknown-side"):
        return False
    word = passage.words[index]
    plain = passage.words[force.last - 1].key in ARMED | {
        "troops",
        "soldiers",
        "force",
        "government",
        "regime",
    }
    gap = passage.slice(word.end, force.start) == " "
    known = any(
        t.first <= index < t.last for t in passage.of("demonym", "side", "country", "force")
    )
    return (
        plain
        and gap
        and word.text[0].isupper()
        and word.key not in NEVER
        and not known
        and not passage.is_title
    )


def _canonical(passage: Passage, term: Term, force: Term) -> str:
    """Name an actor by its side: "Syrian air strikes" are the Syrian forces' own."""
    own = passage.slice(passage.words[term.first].start, passage.words[force.last - 1].end)
    acts = {t.first for t in passage.of("weapon", "event")}
    return passage.slice(term.start, term.end) + " forces" if force.first in acts else own


def _runs(passage: Passage, facilities: tuple[Facility, ...], taken: list[Name]) -> Iterator[Name]:
    """Read runs of capitalised words, where nothing else is named, as people or bodies."""
    covered = {i for o in taken for i in range(o.first, o.last)}
    covered |= {i for f in facilities for i in range(f.first, f.last)}
    at = 0
    while at < len(passage.words):
        last = _run_end(passage, at)
        for first, end in _free(at, last, covered):
            yield from _read_run(passage, _behind_joint(passage, at, first, end), end)
        at = max(last, at + 1)


def _free(first: int, last: int, covered: set[int]) -> list[tuple[int, int]]:
    """Cut a run into the stretches that nothing else covers."""
    free: list[tuple[int, int]] = []
    for i in range(first, last):
        if i in covered:
            continue
        if free and free[-1][1] == i:
            free[-1] = (free[-1][0], i + 1)
        else:
            free.append((i, i + 1))
    return free


def _behind_joint(passage: Passage, start: int, first: int, last: int) -> int:
    """Index behind the small words that joined a stretch to what was cut off before it.

    "Of Tor Ghundi" behind "Basic Health Unit" begins at the town.
    """
    joints = JOINTS if passage.obeys("names/behind-joint") else ()
    while start < first < last and passage.words[first].key in joints:
        first += 1
    return first


def _run_end(passage: Passage, first: int) -> int:
    """Index after the last word of the run of capitals that begins here."""
    words = passage.words
    if not _begins(passage, first):
        return first
    at = first + 1
    while at < len(words):
        gap = passage.slice(words[at - 1].end, words[at].start)
        dotted = gap == ". " and (words[at - 1].key in TITLES or len(words[at - 1].text) == 1)
        if gap not in (" ", "-", "’", "'", "‑", " @", ".") and not dotted:
            break
        if words[at].text[0].isupper() and (
            words[at].key not in NEVER or words[at].key in PARTICLES
        ):
            at += 1
        elif words[at].key in PARTICLES and _capital(passage, at + 1) and gap in (" ", "-"):
            at += 2
        elif _joins(passage, first, at):
            at += 2 if _capital(passage, at + 1) else 3
        else:
            break
    return at


def _begins(passage: Passage, first: int) -> bool:
    word = passage.words[first]
    if not word.text[0].isupper() or (word.key in NEVER and word.key not in PARTICLES):
        return False
    following = passage.words[first + 1].text if first + 1 < len(passage.words) else ""
    if word.key == "an" and len(following) > 1 and (following.isupper() or following[0] in "AEIOU"):
        return False  # "An NGO worker", "An Upland commander": an article; "An Najaf" is none
    if word.key in TITLES or len(word.text) > 1 or _capital(passage, first + 1):
        return word.key not in NEVER or _capital(passage, first + 1)
    return False


def _capital(passage: Passage, index: int) -> bool:
    words = passage.words
    return index < len(words) and words[index].text[0].isupper() and words[index].key not in NEVER


def _joins(passage: Passage, first: int, at: int) -> bool:
    """Whether "of", "for" or "and" goes on with the name of a body (Ministry of Health)."""
    inside = {w.key for w in passage.words[first:at]}
    if passage.words[at].key not in JOINERS or not inside & (BODIES | {"coordinator", "director"}):
        return False
    if passage.words[at].key in ("in", "on", "to", "and") and not inside & {"coordinator"}:
        return passage.words[at].key == "and" and _capital(passage, at + 1) and len(inside) > 2  # noqa: PLR2004
    the = at + 1 < len(passage.words) and passage.words[at + 1].key == "the"
    return _capital(passage, at + 1) or (the and _capital(passage, at + 2))


def _read_run(passage: Passage, first: int, last: int) -> Iterator[Name]:
    words = passage.words
    keys = [w.key for w in words[first:last]]
    body = any(k in BODIES for k in keys)
    if body and keys[0] not in TITLES and passage.obeys("names/body"):
        first = _after_lead(passage, first, last)
        if last - first > 1:
            kind: EntityKind = "government" if GOVERNMENT & set(keys) else "organization"
            kind = "armed_group" if keys[-1] in ARMED else kind
            yield name_of(passage, first, last, kind)
        return
    medium = any(k in MEDIA for k in keys) or _called_medium(passage, first)
    medium = medium and passage.obeys("names/media")
    if medium and keys[0] not in TITLES and last - first > 1:
        yield name_of(passage, first, last, "media")
        return
    own = _after_office(passage, first, last)
    office = own > first or _role_before(passage, own)
    if own < last and (office or (last - own > 1 and not passage.is_title)):
        countries = passage.of("country", "demonym")
        land = any(t.first <= own and t.last >= last for t in countries)
        if not land and passage.obeys("names/person"):
            yield name_of(passage, own, last, "person", titled=office)
    elif last - first == 1 and described(passage, last):
        yield name_of(passage, first, last, "person")
    elif spoken_for(passage, first, last):
        human = any(t.code == "person" and t.last <= first for t in passage.of("role"))
        yield name_of(passage, first, last, "person" if human else "organization")


def _called_medium(passage: Passage, first: int) -> bool:
    """Whether a name is told to be a medium's: "the outlet X Today"."""
    return first > 0 and passage.words[first - 1].key in CALLED_MEDIA


def _after_lead(passage: Passage, first: int, last: int) -> int:
    """Index where a body's own name begins after an office in it ("Medical Director of the X")."""
    roles = [t for t in passage.of("role") if first <= t.first < last and t.code == "person"]
    at = max((t.last for t in roles), default=first)
    while at < last and passage.words[at].key in JOINERS:
        at += 1
    return at if at < last else first


def _after_office(passage: Passage, first: int, last: int) -> int:
    """Index after the titles, offices and countries that open a run ("UN Special Envoy X")."""
    at = first
    for i in range(first, last):
        if passage.words[i].text.islower():
            break
        office = any(t.first <= i < t.last for t in passage.of("role", "demonym"))
        if office or passage.words[i].key in TITLES:
            at = i + 1
    return at if at < last else first


def _role_before(passage: Passage, first: int) -> bool:
    """Whether a word of office stands directly before the name ("correspondent X")."""
    return any(
        t.last == first and t.code in ("person", "facility_staff") for t in passage.of("role")
    )
