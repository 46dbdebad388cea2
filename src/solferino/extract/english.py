"""The English engine: one document in, statements, claims, mentions and accounts out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from solferino.extract.accounts.account import Accountant
from solferino.extract.accounts.allotted import allotted
from solferino.extract.accounts.attach import attach
from solferino.extract.accounts.circumstance import circumstances
from solferino.extract.accounts.communique import communiques
from solferino.extract.accounts.elsewhere import elsewhere
from solferino.extract.accounts.exhibit import exhibits
from solferino.extract.accounts.office import offices
from solferino.extract.accounts.outage import outages
from solferino.extract.accounts.rejoinder import rejoinders
from solferino.extract.appeals.appeal import appeals
from solferino.extract.blame.accusation import accusing
from solferino.extract.blame.blame import blamed
from solferino.extract.blame.deed import SILENT, deed_trees, deed_words, nameless
from solferino.extract.care.record import records
from solferino.extract.days.dateline import text_day
from solferino.extract.days.time import Anchor
from solferino.extract.events.draft import Draft, drafts
from solferino.extract.events.mentions import mentions
from solferino.extract.events.track import Track
from solferino.extract.figures.parsing import trees, unbound
from solferino.extract.figures.tally import tallies
from solferino.extract.language import is_english
from solferino.extract.lexicon import lexicon
from solferino.extract.named.bare import of_care
from solferino.extract.named.company import in_company
from solferino.extract.named.facility import Facility, facilities
from solferino.extract.named.names import Name, names
from solferino.extract.named.parties import with_parties
from solferino.extract.named.short_names import with_short_forms
from solferino.extract.named.sides import with_sides
from solferino.extract.passage import Layout, Passage, lay_out
from solferino.extract.people.definite import first_told
from solferino.extract.places.place import is_place, spots, with_spots
from solferino.extract.places.settlement import of_people, told_places
from solferino.extract.rulebook import known_rules, stands_in
from solferino.extract.study import Notebook, Study, countries_of
from solferino.extract.syntax.mask import Masked
from solferino.extract.syntax.shipped import Hearing, Models
from solferino.extract.voice.author import author
from solferino.extract.voice.learned import LEARNED, with_learned
from solferino.extract.voice.scene import Scene
from solferino.extract.voice.statements import Listener
from solferino.model import (
    Account,
    BlameValue,
    CasualtyValue,
    Claim,
    Document,
    EventValue,
    Extraction,
    Mention,
    Problem,
    Statement,
    Voice,
    WeaponValue,
)
from solferino.ports import Gazetteer

LANGUAGE = "en"
MODELS = Models()
OF_HARM = ("harm/", "quantity/", "words/harm/")
BY_FRAME = (
    "harm/crew-of",
    "harm/list-mates",
    "harm/no-count",
    "harm/own-words",
    "harm/those-were",
)
# What is claimed only of an attack: what no attack of the text keeps, is claimed of none.
TIED = (BlameValue, CasualtyValue, EventValue, WeaponValue)

# Rules of doers, for which the trees and the answers of parties would stand in; and their own.
OF_DOERS = ("blame/", "names/", "event/gunmen")
ANSWERS = (
    "blame/alibi",
    "blame/no-of-use",
    "blame/nothing-happened",
    "blame/of-itself",
    "blame/own-error",
    "blame/owns-up",
    "blame/says-no",
    "blame/tree",
    "blame/undecided",
)


class EnglishExtractor:
    """Rules and lexicons for English, and trained models beside them. See ADRs 9, 13, 14.

    Without the rule `voice/learned`, or where the models are missing, the rules work alone, at
    lower recall.
    """

    name = "english"
    version = "6"

    def __init__(self, without: frozenset[str] = frozenset()) -> None:
        """Make the engine, but for some rules of its rulebook; its version then tells which.

        Raises `UsageError` for a rule that the rulebook does not know.
        """
        self.without = known_rules(LANGUAGE, without)
        if without:
            self.version = f"{self.version} without {', '.join(sorted(without))}"

    def extract(self, document: Document, gazetteer: Gazetteer) -> Extraction:
        """Read one document; every span is exact characters of it."""
        if not is_english(document):
            return Extraction(document=document.id, problems=(_foreign(document),))
        hearing = new_hearing()
        study = with_spots(study_of(document, gazetteer, self.without, hearing))
        track = Track(study)
        parse = hearing.parse if hearing else None
        events = drafts(study, track, mentions(study, track, parse))
        study = _with_deeds(study, track, events, hearing)
        notebook = Notebook(study)
        accountant = Accountant(study, track, notebook)
        accounts = accountant.accounts(events)
        tallies(study, notebook)
        appeals(study, notebook)
        records(study, notebook)
        outages(study, notebook)
        offices(study, notebook)
        exhibits(study, notebook)
        circumstances(study, notebook)
        owned = allotted(study, track, events)
        accounts = _answered(study, notebook, accounts, owned)
        accounts = communiques(study, notebook, accounts, owned)
        accounts = attach(accounts, owned, notebook)
        numbers = {p.number for passages in owned.values() for p in passages}
        loose = elsewhere(study, notebook, accounts, numbers)
        return Extraction(
            document=document.id,
            statements=notebook.statements(),
            claims=_told_once(notebook, accounts, loose),
            mentions=tuple(_mentions(study)),
            accounts=accounts,
        )


def _answered(
    study: Study,
    notebook: Notebook,
    accounts: tuple[Account, ...],
    owned: Mapping[int, list[Passage]],
) -> tuple[Account, ...]:
    """Give accounts the denials and admissions of those who speak for a party."""
    if stands_in(study.layout.without, OF_DOERS, ANSWERS):
        return accounts
    told = rejoinders(study, notebook, accounts, owned)
    return tuple(replace(a, claims=told[i]) for i, a in enumerate(accounts))


def _told_once(
    notebook: Notebook, accounts: Sequence[Account], loose: frozenset[str]
) -> tuple[Claim, ...]:
    """Give the claims, each figure and each naming once: a second telling of one is no other."""
    tied = loose.union(c for a in accounts for c in a.claims)
    kept = [c for c in notebook.claims.values() if c.id in tied or not isinstance(c.value, TIED)]
    return tuple(sorted(kept, key=lambda c: c.id))


def _foreign(document: Document) -> Problem:
    """Say that a document is kept but not understood."""
    return Problem(
        name=document.name,
        stage="language",
        message="This document is not in English, and no extractor for its language is installed.",
        remedy="It is kept and shown; code it by hand, or add a translation beside it.",
        receipt=document.receipt,
        document=document.id,
    )


def new_hearing() -> Hearing | None:
    """Let the models hear one document; null where they are missing."""
    return Hearing(MODELS) if MODELS.present() else None


def study_of(
    document: Document,
    gazetteer: Gazetteer,
    without: frozenset[str] = frozenset(),
    hearing: Hearing | None = None,
) -> Study:
    """Lay a document out, find its names and facilities, and hear who says what.

    Without a `hearing` by the models the rules work alone.
    """
    layout = lay_out(document, lexicon(LANGUAGE), without)
    countries = countries_of(layout.passages)
    told = told_places(layout.passages)
    places = _places(layout, gazetteer, told)
    meant = told if "place/told" not in without else frozenset()
    placed = partial(_placed, gazetteer, meant, countries)
    found = [names(p, f, placed) for p, f in zip(layout.passages, places, strict=True)]
    known = with_short_forms(layout.passages, found, places)
    named = in_company(layout.passages, known, places, lambda text: is_place(gazetteer, text))
    sided = with_sides(layout.passages, named, places)
    named = with_parties(layout.passages, sided, places, placed)
    asked = _expected(layout, named, hearing)
    own = author(layout, named)
    return Study(
        layout=layout,
        names=tuple(named),
        facilities=tuple(places),
        statements=tuple(_heard(layout, named, places, own, hearing)),
        gazetteer=gazetteer,
        anchor=_anchor(layout),
        countries=countries,
        told=told,
        people=first_told(layout.passages),
        author=own,
        trees=trees(asked, hearing) if hearing else {},
    )


def _places(
    layout: Layout, gazetteer: Gazetteer, told: frozenset[str]
) -> list[tuple[Facility, ...]]:
    """Give the facilities of each passage that are of care, places before them taken off."""
    found = [
        tuple(_described(gazetteer, told, p, f) for f in facilities(p)) for p in layout.passages
    ]
    return of_care(layout.passages, found)


def _expected(
    layout: Layout, named: Sequence[tuple[Name, ...]], hearing: Hearing | None
) -> Mapping[int, Masked]:
    """Tell the models which sentences will be parsed for people harmed; by number of passage."""
    if hearing is None or stands_in(layout.without, OF_HARM, BY_FRAME):
        return {}
    asked = unbound(layout.passages, named)
    hearing.expect(one.text for one in asked.values())
    return asked


def _heard(
    layout: Layout,
    named: Sequence[tuple[Name, ...]],
    places: Sequence[tuple[Facility, ...]],
    own: Voice | None,
    hearing: Hearing | None,
) -> list[Statement]:
    """Hear who says what, by the rules and, where they may, by the models beside them."""
    heard = Listener(layout, named, places, own).listen()
    if hearing is None or LEARNED in layout.without:
        return heard
    scenes = [
        Scene(document=layout.document, passage=p, names=n, facilities=f)
        for p, n, f in zip(layout.passages, named, places, strict=True)
    ]
    return with_learned(layout, scenes, heard, hearing)


def _placed(
    gazetteer: Gazetteer, told: frozenset[str], countries: Sequence[str], text: str
) -> bool:
    """Whether a name is a place: by the text's own grammar, or one that a gazetteer knows well."""
    return text.lower() in told or is_place(gazetteer, text, countries)


def _with_deeds(study: Study, track: Track, events: list[Draft], hearing: Hearing | None) -> Study:
    """Parse the sentences of events in which no rule of nearness names a doer."""
    if stands_in(study.layout.without, OF_DOERS, ANSWERS) or hearing is None:
        return study
    owned = allotted(study, track, events)
    told = {p.number: p for i, e in enumerate(events) if e.role != "background" for p in owned[i]}
    asked = [p for p in told.values() if deed_words(p) and not _charged(study, p)]
    taken = {p.number for p in asked}
    rest = study.passages if events else ()
    open_to = (p for p in rest if p.number not in taken and p.zone not in SILENT)
    asked += [p for p in open_to if accusing(p) and not _charged(study, p)]
    return replace(study, deeds=deed_trees(asked, study.names, hearing.parse))


def _charged(study: Study, passage: Passage) -> bool:
    """Whether rules of nearness name a doer in a sentence."""
    acts = tuple(passage.of("event", "weapon", "harm"))
    found = blamed(passage, study.names[passage.number], acts)
    named = study.layout.without or not study.obeys("blame/whose-men")
    return any(b.stance == "alleged" and (named or not nameless(b.actor)) for b in found)


def _described(
    gazetteer: Gazetteer, told: frozenset[str], passage: Passage, facility: Facility
) -> Facility:
    """Take a place before a type word for a description: "Aleppo hospital" is no name.

    So does a place that only the text tells, before a type word in small letters.
    """
    own = passage.slice(facility.start, facility.end)
    if own.startswith("#"):
        return replace(facility, key="") if is_place(gazetteer, facility.key.title()) else facility
    head = " ".join(w for w in own.split() if w.lower() in facility.key.split())
    small = passage.words[facility.last - 1].text.islower() and passage.obeys("facility/told-town")
    if head and small and (head.lower() in told or of_people(head, told)):
        town = "" if of_people(head, told) else head.lower()
        return replace(facility, key="", town=facility.town or town)
    return replace(facility, key="") if head and is_place(gazetteer, head) else facility


def _anchor(layout: Layout) -> Anchor | None:
    """Find the date that the text's dates are read against.

    The publication date where one is told; else the date in a dateline or credit line; else, in
    a text woven from posts, the latest post's date, since a text is no older than what it quotes.
    """
    published = layout.document.described.published
    if published is not None and "time/published" not in layout.without:
        return Anchor(date=published, source="document")
    own = text_day(layout.passages)
    if own is not None and "time/dateline" not in layout.without:
        return own
    woven = "time/posts" not in layout.without
    posts = sorted(p.date for p in layout.document.parts if p.kind == "post" and p.date)
    return Anchor(date=posts[-1], source="posts") if posts and woven else None


def _mentions(study: Study) -> Iterator[Mention]:
    """Give every name of the text as a mention, for resolution."""
    document = study.document
    for passage, named, placed in zip(study.passages, study.names, study.facilities, strict=True):
        if passage.zone == "boilerplate":
            continue
        towns = spots(study, passage)
        near = towns[0].value if towns else None
        for facility in placed:
            if not facility.plural:
                yield Mention(
                    span=document.span(facility.start, facility.end),
                    kind="facility",
                    name=facility.name,
                    country=near.country if near else None,
                    place=near.name if near else None,
                )
        for name in named:
            if name.kind != "place":
                yield Mention(
                    span=document.span(name.start, name.end),
                    kind=name.kind,
                    name=name.canonical,
                    country=name.country,
                )
        yield from _owners(study, passage)
        for spot in towns:
            yield Mention(
                span=document.span(spot.start, spot.end),
                kind="place",
                name=spot.value.name,
                country=spot.value.country,
            )


def _owners(study: Study, passage: Passage) -> Iterator[Mention]:
    """Give the states that own a weapon by their adjective: "a Ruritan missile"."""
    taken = {i for n in study.names[passage.number] for i in range(n.first, n.last)}
    arms = {t.first for t in passage.of("weapon", "event")}
    for term in passage.of("demonym"):
        if term.last in arms and term.first not in taken:
            yield Mention(
                span=study.document.span(term.start, term.end),
                kind="government",
                name=term.entry.name,
                country=term.code,
            )
