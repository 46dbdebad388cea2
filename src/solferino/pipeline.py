"""START HERE: how a folder of files becomes incidents.

`work` brings a case up to date. It reads what is unread, extracts from what is unmined, and
derives entities, origins, incidents and gradings from all of it. Nothing here prints or knows a
format, a language or a database: it yields progress, which the command line draws as a bar and
the desk as a page.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from solferino.codec import value
from solferino.coding.mapping import read_mapping
from solferino.errors import UngroundedError
from solferino.extract.coded import Coder, cells_of, row_id
from solferino.extract.grounding import grounded
from solferino.incidents.ground import Ground
from solferino.incidents.link import linkage, questions, sights_of
from solferino.incidents.picture import incidents
from solferino.incidents.sight import wordings
from solferino.incidents.succession import said_on
from solferino.model import (
    Account,
    Claim,
    Description,
    Directory,
    Document,
    Entity,
    Extraction,
    Incident,
    Judgement,
    Mention,
    Origin,
    Override,
    Problem,
    Rated,
    Receipt,
    Related,
    Statement,
    still_standing,
    telling,
)
from solferino.model.coding import Coding
from solferino.model.register import Amendment, Enrolment, Entry
from solferino.model.source import Reading, document_of
from solferino.origins.copies import finding
from solferino.origins.trace import trace
from solferino.ports import Container, Gazetteer, Kit, Memory, Picture, Reader
from solferino.publish.checking import check
from solferino.publish.drafts import Checked
from solferino.publish.view import View
from solferino.read.coded import CodedReader
from solferino.read.opening import Opened, open_original
from solferino.resolve.deaths import named_dead
from solferino.resolve.entities import Sources, resolution
from solferino.resolve.register.enlisting import entries_of
from solferino.resolve.register.linking import Said, find_in
from solferino.resolve.register.register import Register
from solferino.review import Reviewed
from solferino.store.case import Case
from solferino.store.findings import Link
from solferino.store.memory import Notes
from solferino.text.fold import fold
from solferino.weigh.counting import count
from solferino.weigh.ladder import grade
from solferino.weigh.legal import sheet
from solferino.weigh.ruled import overrule, rate, relate
from solferino.workers import Fault, attempt, in_order, suited

Thing = TypeVar("Thing", Receipt, Document)
Found = TypeVar("Found", Statement, Claim, Mention, Account)
Outcome = TypeVar("Outcome")

Codings = Mapping[str, Coding]  # by the receipt of the file
Rows = Mapping[str, tuple[str, str]]  # documents that are rows: register, and its event
NO_CODINGS: Codings = MappingProxyType({})
CODED = f"{Coder.name}/{Coder.version}"  # the part of the kit that reads rows

STEPS = 5  # of deriving; finding copies counts besides once and again for each document
REPORT = "Report it; the file is kept, and `solferino work CASE --afresh` tries again."


@value
class Progress:
    """That `done` of `total` things of a stage are done; `subject` names the last one."""

    stage: str
    done: int
    total: int
    subject: str = ""


def work(case: Case, kit: Kit, workers: Executor) -> Iterator[Progress]:
    """Bring a case up to date: read what is new, extract from it, derive what follows."""
    case.adopt_kit(tuple(sorted({*kit.parts(), CODED})))
    coded = codings(case)
    unread = case.unread()
    offers = ((receipt, case.data(receipt.original)) for receipt in unread)
    reading = partial(read, codings=coded)
    readings = in_order(suited(workers, len(unread)), reading, kit.readers, offers, _size)
    yield from _filed("read", unread, readings, partial(_file_reading, case))
    unmined = case.unmined()
    mining = partial(extract, codings=coded)
    findings = in_order(suited(workers, len(unmined)), mining, kit, unmined)
    yield from _filed("extract", unmined, findings, partial(_file_findings, case))
    yield from derive(case, kit)


@value
class Derivation:
    """What follows from a case's documents and decisions, not filed yet; links by their table."""

    links: dict[str, tuple[Link, ...]]
    memory: Notes
    steps: int


def derive(case: Case, kit: Kit) -> Iterator[Progress]:
    """Derive entities, origins, incidents and gradings, in place of those that were there.

    Here the subject names the step that comes next; the longest tells how far it is.
    """
    found = yield from derivation(case, kit)
    file(case, found)
    yield Progress(stage="derive", done=found.steps, total=found.steps)


def file(case: Case, found: Derivation) -> None:
    """Keep what was derived, in place of what was there."""
    case.replace_links(**found.links)
    case.remember(found.memory)


def derivation(case: Case, kit: Kit) -> Generator[Progress, None, Derivation]:
    """Derive without writing anything: a case that is open for reading is enough."""
    documents, judgements, mentions = case.documents(), case.judgements(), case.mentions()
    seen = case.reviewed()
    statements, claims, accounts = seen.statements, seen.held, seen.accounts
    steps = 2 * len(documents) + STEPS
    deriving = partial(Progress, stage="derive", total=steps)
    yield deriving(done=0, subject="entities")
    memory = case.memory()
    sources = _sources(documents, claims, mentions)
    entities = _entities(case, kit, memory, (documents, mentions), sources)
    directory = Directory(entities, mentions)
    yield deriving(done=1, subject="copies")
    rows = listed_in(documents, codings(case))
    comparing = finding(documents, memory, {name: told[0] for name, told in rows.items()})
    copies = yield from _counted(comparing, partial(deriving, subject="copies"))
    yield deriving(done=2 * len(documents) + 2, subject="origins")
    traced = trace(documents, statements, claims, directory, copies, judgements)
    related = relate(traced, case.rulings(Related), entities)
    origins = rate(related, case.rulings(Rated), entities)
    yield deriving(done=2 * len(documents) + 3, subject="incidents")
    found, asked = _incidents(seen, documents, directory, origins, (judgements, rows))
    yield deriving(done=2 * len(documents) + 4, subject="gradings")
    names = {e.id: e.name for e in entities}
    graded = grade(found, accounts, origins, claims, statements, names)
    gradings = overrule(graded, found, case.rulings(Override))
    links: dict[str, Sequence[Link]] = {
        "entities": entities,
        "copies": copies,
        "origins": origins,
        "incidents": found,
        "gradings": gradings,
        "questions": asked,
    }
    return Derivation(links={n: tuple(t) for n, t in links.items()}, memory=memory, steps=steps)


def _incidents(
    seen: Reviewed,
    documents: Sequence[Document],
    directory: Directory,
    origins: Iterable[Origin],
    told: tuple[Sequence[Judgement], Rows],
) -> tuple[tuple[Incident, ...], list[Judgement]]:
    """Link the accounts of one event, and draw each incident from its accounts.

    Beside them stand the pairs of accounts that rules leave to a person. `told` are people's
    judgements, and which documents are rows of a register.
    """
    judgements, rows = told
    claims, statements = {c.id: c for c in seen.held}, {s.id: s for s in seen.statements}
    tellings = [telling(account, claims, statements) for account in seen.accounts]
    words = wordings(tellings, claims, statements, documents, directory)
    ground = Ground(
        claims=claims,
        statements=statements,
        directory=directory,
        origins=_by_claim(origins),
        said_on=said_on(documents, seen.held),
    )
    linked = linkage(sights_of(tellings, directory, words, rows), judgements)
    return incidents(linked.groups, tellings, ground), questions(linked)


def _entities(
    case: Case,
    kit: Kit,
    memory: Memory,
    read: tuple[Sequence[Document], Sequence[Mention]],
    sources: Sources,
) -> tuple[Entity, ...]:
    """Resolve mentions into entities, and look the facilities up in the case's register."""
    judgements, gazetteer = case.judgements(), kit.gazetteer
    documents, mentions = read
    found = resolution(mentions, judgements, gazetteer, memory, sources).entities
    facilities = register(case, listed(case, memory), gazetteer)
    days = {d.id: d.described.published or "" for d in documents}
    said = Said(days=days, judgements=tuple(judgements))
    return find_in(facilities, found, mentions, gazetteer, said)


def picture(case: Case, engine: str) -> Picture:
    """Draw all that is known at one moment, with what is read off it; `engine` is its version."""
    seen = case.picture(engine)
    return replace(
        seen,
        elements=sheet(seen.incidents, seen.accounts, seen.claims, seen.statements),
        countings=count(seen.incidents, seen.claims),
    )


def listed(case: Case, memory: Memory | None = None) -> list[Entry]:
    """Read what the lists of a case's register tell, list by list, or recall it."""
    lists = still_standing(case.rulings(Enrolment))
    read = (entries_of(one, partial(case.data, one.original), memory) for one in lists)
    return [entry for entries in read for entry in entries]


def register(case: Case, lists: Iterable[Entry], gazetteer: Gazetteer | None = None) -> Register:
    """Join what lists tell of facilities with what people say of them.

    The gazetteer is needed only to find what mentions in documents mean.
    """
    amendments = still_standing(case.rulings(Amendment))
    return Register(lists, amendments, case.judgements(), gazetteer)


def draft_document(text: str, language: str | None = None) -> Document:
    """Make a document of a draft that is to be checked; it belongs to no case."""
    receipt = Receipt(original="", name="draft", told=Description(language=language))
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "draft")


def check_text(text: str, kit: Kit, seen: Picture, language: str | None = None) -> Checked:
    """Mark each figure, name, date and attribution of a draft by what the case's documents say.

    Pure: nothing of the draft enters the case. `language` is the draft's, found out if null.
    """
    draft = draft_document(text, language)
    return check(draft, extract(kit, draft), View(seen))


def unsure(case: Case, kit: Kit) -> tuple[Judgement, ...]:
    """List the pairs of mentions that rules leave to a person, by mention; nothing is changed."""
    mentions = case.mentions()
    sources = _sources(case.documents(), case.reviewed().held, mentions)
    found = resolution(mentions, case.judgements(), kit.gazetteer, case.memory(), sources)
    return found.unsure


def _sources(
    documents: Iterable[Document], claims: Iterable[Claim], mentions: Iterable[Mention]
) -> Sources:
    texts = {document.id: document.text for document in documents}
    return Sources(texts=texts, dead=named_dead(claims, mentions))


def _counted(
    going: Generator[int, None, Outcome], tell: Callable[..., Progress]
) -> Generator[Progress, None, Outcome]:
    """Tell of a step of deriving as it counts what it has done, the step before it included."""
    while True:
        try:
            done = next(going)
        except StopIteration as end:
            found: Outcome = end.value
            return found
        yield tell(done=1 + done)


def _by_claim(origins: Iterable[Origin]) -> dict[str, tuple[str, ...]]:
    """Tell of each claim which origins it rests on."""
    found: dict[str, tuple[str, ...]] = {}
    for origin in origins:
        for claim in origin.claims:
            found[claim] = (*found.get(claim, ()), origin.id)
    return found


def codings(case: Case) -> Codings:
    """Give what stands of the codings of registers, by the receipt of the file."""
    standing = still_standing(case.rulings(Coding))
    return {coding.receipt: coding for coding in sorted(standing, key=lambda c: c.id)}


def listed_in(documents: Iterable[Document], known: Codings) -> Rows:
    """Say of each row of a register which register it stands in, and what that calls the event.

    Rows without an id of their own are told apart by their place in their file.
    """
    found: dict[str, tuple[str, str]] = {}
    for document in documents:
        coding = known.get(document.receipt)
        if coding is not None:
            row = row_id(read_mapping(coding.mapping), cells_of(document))
            own = (coding.receipt, document.name)
            found[document.id] = own if row is None else (fold(coding.coder), row)
    return found


def read(
    readers: Sequence[Reader | Container],
    offer: tuple[Receipt, bytes],
    codings: Codings = NO_CODINGS,
) -> Opened:
    """Read one original, given with its receipt, or all that is in it.

    A file that somebody coded is read by its mapping. What goes wrong in a reader is a problem.
    """
    receipt, data = offer
    coding = codings.get(receipt.id)
    own = [CodedReader(coding)] if coding is not None else []
    return open_original(receipt, data, [*own, *readers], _behind_wall)


def _behind_wall(name: str, task: Callable[[], Outcome]) -> Outcome | Problem:
    outcome = attempt(task)
    return _problem("read", name, outcome) if isinstance(outcome, Fault) else outcome


def extract(kit: Kit, document: Document, codings: Codings = NO_CODINGS) -> Extraction:
    """Let every extractor at one document; what goes wrong in one is a problem beside the rest.

    What an extractor finds leaves only where it follows from its words. A row of a register is
    read by its mapping alone: beside what its coder says, a machine's reading of the same prose
    would be a second account of one event.
    """
    coding = codings.get(document.receipt)
    coded = coding is not None and read_mapping(coding.mapping).kind == "incidents"
    extractors = (Coder(coding),) if coded and coding is not None else kit.extractors
    found = [attempt(e.extract, document, kit.gazetteer) for e in extractors]
    language = False if coded else None
    sound = [grounded(document, e, english=language) for e in found if not isinstance(e, Fault)]
    faults = [f for f in found if isinstance(f, Fault)]
    problems = [_problem("extract", document.name, f, document=document.id) for f in faults]
    return Extraction(
        document=document.id,
        statements=_once(s for e in sound for s in e.statements),
        claims=_once(c for e in sound for c in e.claims),
        mentions=_once(m for e in sound for m in e.mentions),
        accounts=_once(a for e in sound for a in e.accounts),
        problems=(*(p for e in sound for p in e.problems), *problems),
    )


def _filed(
    stage: str,
    things: Sequence[Thing],
    outcomes: Iterator[Outcome],
    file: Callable[[Thing, Outcome], None],
) -> Iterator[Progress]:
    """File each outcome in the order of the things, and tell of it."""
    for done, (thing, outcome) in enumerate(zip(things, outcomes, strict=True), start=1):
        file(thing, outcome)
        yield Progress(stage=stage, done=done, total=len(things), subject=thing.name)


def _size(offer: tuple[Receipt, bytes]) -> int:
    return len(offer[1])


def _file_reading(case: Case, receipt: Receipt, opened: Opened | Fault) -> None:
    if isinstance(opened, Fault):
        lost = replace(_problem("read", receipt.name, opened), receipt=receipt.id)
        opened = Opened(documents=(), problems=(lost,))
    case.file_documents(receipt.id, opened.documents, opened.problems)


def _file_findings(case: Case, document: Document, found: Extraction | Fault) -> None:
    """File what was found; what does not stand in the text is refused, and the refusal shown."""
    if isinstance(found, Fault):
        case.file_problem(_problem("extract", document.name, found, document=document.id))
        return
    try:
        case.file_extraction(found)
    except UngroundedError as error:
        fault = Fault(message=error.message, remedy=error.remedy, expected=False)
        case.file_problem(_problem("extract", document.name, fault, document=document.id))


def _problem(stage: str, name: str, fault: Fault, *, document: str | None = None) -> Problem:
    message = fault.message if fault.expected else f"A part of the kit failed: {fault.message}"
    return Problem(
        name=name,
        stage=stage,
        message=message,
        remedy=fault.remedy or REPORT,
        document=document,
    )


def _once(things: Iterable[Found]) -> tuple[Found, ...]:
    """Keep the first of the things with one id: two extractors may find the same."""
    kept: dict[str, Found] = {}
    for thing in things:
        kept.setdefault(thing.id, thing)
    return tuple(kept.values())
