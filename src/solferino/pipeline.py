"""START HERE: how a folder of files becomes incidents.

`work` brings a case up to date. It reads what is unread, extracts from what is unmined, and
derives entities, origins, incidents and gradings from all of it. Nothing here prints or knows a
format, a language or a database: it yields progress, which the command line draws as a bar and
the desk as a page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from itertools import tee
from types import MappingProxyType
from typing import TypeVar

from solferino.codec import value
from solferino.coding.mapping import read_mapping
from solferino.deriving.derivation import Derivation, Progress, Standing, derivation
from solferino.deriving.registers import listed, register
from solferino.deriving.rows import NO_CODINGS, Codings, codings
from solferino.extract.coded import Coder
from solferino.extract.wall.grounding import grounded
from solferino.model import (
    Account,
    Claim,
    Description,
    Document,
    Extraction,
    Judgement,
    Mention,
    Problem,
    Receipt,
    Statement,
)
from solferino.model.source import Reading, document_of
from solferino.origins.copies import revisions
from solferino.ports import Container, Kit, Picture, Reader
from solferino.publish.checking import check
from solferino.publish.drafts import Checked
from solferino.publish.view import View
from solferino.read.coded import CodedReader
from solferino.read.opening import Opened, open_original
from solferino.resolve.deaths import named_dead
from solferino.resolve.entities import Sources, resolution
from solferino.store.case import Case
from solferino.store.differing import Difference
from solferino.weigh.counting import count
from solferino.weigh.legal import sheet
from solferino.workers import Fault, attempt, in_order, suited

Thing = TypeVar("Thing", Receipt, Document)
Found = TypeVar("Found", Statement, Claim, Mention, Account)
Outcome = TypeVar("Outcome")

CODED = f"{Coder.name}/{Coder.version}"  # the part of the kit that reads rows

__all__ = [
    "Derivation",
    "Known",
    "Progress",
    "Standing",
    "check_text",
    "coded_row",
    "codings",
    "derivation",
    "derive",
    "draft_document",
    "extract",
    "file",
    "listed",
    "picture",
    "read",
    "register",
    "unsure",
    "work",
]


@value
class Known:
    """What a look at files found out before they came in, by the same kit.

    `opened` gives by receipt (id) what came of reading, `found` by document (id) what was found.
    """

    opened: Mapping[str, Opened]
    found: Mapping[str, Extraction]


NOTHING = Known(opened=MappingProxyType({}), found=MappingProxyType({}))
PARCEL = 1 << 16  # characters of texts whose findings are filed together
KNOWN = PARCEL << 4  # where nothing was looked for: little is lost when it is interrupted
REPORT = "Report it; the file is kept, and `solferino work CASE --afresh` tries again."


def work(case: Case, kit: Kit, workers: Executor, known: Known = NOTHING) -> Iterator[Progress]:
    """Bring a case up to date: read what is new, extract from it, derive what follows.

    What is `known` is neither read nor looked for again.
    """
    case.adopt_kit(tuple(sorted({*kit.parts(), CODED})))
    coded = codings(case)
    unread = case.unread()
    fresh = [receipt for receipt in unread if receipt.id not in known.opened]
    offers = ((receipt, case.data(receipt.original)) for receipt in fresh)
    reading = partial(read, codings=coded)
    readings = in_order(suited(workers, len(fresh)), reading, kit.readers, offers, _size)
    stage = Progress(stage="read", done=0, total=len(unread))
    outcomes = ([(r, known.opened.get(r.id) or next(readings))] for r in unread)
    yield from _filed(stage, outcomes, partial(_file_readings, case))
    total, unmined = case.derived.unmined()
    waiting, under_way = tee(unmined)  # no more texts stand in memory than are under way
    mining = partial(extract, codings=coded)
    crew = suited(workers, total - len(known.found))
    findings = in_order(crew, mining, kit, waiting, ready=lambda d: known.found.get(d.id))
    stage = Progress(stage="extract", done=0, total=total)
    parcels = _parcels(zip(under_way, findings, strict=True), KNOWN if known.found else PARCEL)
    yield from _filed(stage, parcels, partial(_file_findings, case))
    yield from derive(case, kit)


def derive(case: Case, kit: Kit) -> Iterator[Progress]:
    """Derive entities, origins, incidents and gradings, in place of those that were there."""
    found = yield from derivation(case, kit)
    file(case, found)
    yield Progress(stage="derive", done=found.steps, total=found.steps)


def file(case: Case, found: Derivation, compared: Difference | None = None) -> None:
    """Keep what was derived, in place of what was there.

    `compared` is what `case.difference` says of its links, where nothing was derived since.
    """
    case.derived.file_links(case.difference(**found.links) if compared is None else compared)
    if found.memory is not None:
        case.remember(found.memory, whole=found.whole)


def picture(case: Case, engine: str) -> Picture:
    """Draw all that is known at one moment, with what is read off it; `engine` is its version."""
    seen = case.picture(engine)
    return replace(
        seen,
        elements=sheet(seen.incidents, seen.accounts, seen.claims, seen.statements),
        countings=count(seen.incidents, seen.claims),
        revisions=revisions(seen.documents),
    )


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
    told = {document.id: document for document in documents}
    days = {name: d.described.published for name, d in told.items() if d.described.published}
    texts = {name: document.text for name, document in told.items()}
    return Sources(texts=texts, dead=named_dead(claims, mentions), days=days)


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
    return _whole(document, found, english=False if coded else None)


def coded_row(document: Document, found: Extraction) -> Extraction:
    """Give what `extract` would of a row of a register, of which the coder found this."""
    return _whole(document, [found], english=False)


def _whole(
    document: Document, found: Iterable[Extraction | Fault], *, english: bool | None
) -> Extraction:
    """Put together what stands in the words of a document, with the problems that were met."""
    given = list(found)
    sound = [grounded(document, e, english=english) for e in given if not isinstance(e, Fault)]
    faults = [f for f in given if isinstance(f, Fault)]
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
    stage: Progress,
    outcomes: Iterable[Sequence[tuple[Thing, Outcome]]],
    file: Callable[[Sequence[tuple[Thing, Outcome]]], None],
) -> Iterator[Progress]:
    """File the outcomes of things in order, some at once, and tell of each when it is kept."""
    done = 0
    for some in outcomes:
        file(some)
        for thing, _ in some:
            done += 1
            yield replace(stage, done=done, subject=thing.name)


def _parcels(
    outcomes: Iterable[tuple[Document, Outcome]], full: int
) -> Iterator[list[tuple[Document, Outcome]]]:
    """Put the outcomes of short texts together, which cost less than a transaction for each.

    A parcel is `full` with so many characters of texts.
    """
    some: list[tuple[Document, Outcome]] = []
    weight = 0
    for document, outcome in outcomes:
        some.append((document, outcome))
        weight += len(document.text)
        if weight >= full:
            yield some
            some, weight = [], 0
    if some:
        yield some


def _size(offer: tuple[Receipt, bytes]) -> int:
    return len(offer[1])


def _file_readings(case: Case, some: Sequence[tuple[Receipt, Opened | Fault]]) -> None:
    for receipt, opened in some:
        if isinstance(opened, Fault):
            lost = replace(_problem("read", receipt.name, opened), receipt=receipt.id)
            opened = Opened(documents=(), problems=(lost,))  # noqa: PLW2901
        case.file_documents(receipt.id, opened.documents, opened.problems)


def _file_findings(case: Case, some: Sequence[tuple[Document, Extraction | Fault]]) -> None:
    """File what was found; what does not stand in the text is refused, and the refusal shown."""
    faults = {d.id: found for d, found in some if isinstance(found, Fault)}
    refused = case.derived.file_extractions([f for _, f in some if not isinstance(f, Fault)])
    for document, _ in some:
        error, fault = refused.get(document.id), faults.get(document.id)
        if error is not None:
            fault = Fault(message=error.message, remedy=error.remedy, expected=False)
        if fault is not None:
            told = _problem("extract", document.name, fault, document=document.id)
            case.file_problem(told)


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
