"""How fast the desk answers: python -m bench.desk [DOCUMENTS [FOLDER]].

Pages aim at 100 ms and answers of the queue at 50 ms at the 95th percentile. Each page is asked for
in turns with the others; then claims are accepted one after another, and the page of the queue that
comes next is shown, while what follows from them is derived behind. Then `DECISIONS` more are
accepted at one stroke, and answers and some pages measured again. The case is made in a folder that
goes again, or in FOLDER, where it stays; one that is there already is taken.

Two times are told of each: that of the processor, and the clock's, which is longer where the
machine does other things. Of an answer, the time in which the processor derives is left out of the
first and is in the second.

What was looked at once is remembered for the last few incidents. So incidents that nobody has
looked at yet are asked for besides, one after another, and the page of one after each answer to it.
"""

import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

import anyio
import httpx
from sqlalchemy import Connection, select
from starlette.types import ASGIApp

from bench.many import made
from bench.scale import MEBIBYTE, UNIT
from solferino.codec import value
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk, settle
from solferino.model import Incident, assess
from solferino.store import listing, lookup, schema
from solferino.store.case import Case

DOCUMENTS = 2000
TURNS = 21  # each page is asked for this often; the first is told apart
ANSWERS = 40  # claims that are accepted one after another
DECISIONS = 5000  # claims that are accepted before that is measured again
PORT = 8122
HOME = f"http://127.0.0.1:{PORT}"
HEADS = (
    f"  {'milliseconds of the processor':32} {'first':>8} {'median':>8} {'95th':>8} {'clock':>8}"
)
LATER = (
    "overview",
    "incident with most accounts",
    "queue",
    "row of that incident",
    "ledger",
    "search, kind of value",
    "a value",
)
UNSEEN = {  # pages of incidents that nobody has looked at, more of them than are remembered
    "incident, first part": "/incidents/{}",
    "incident, all of it": "/incidents/{}?whole=1",
    "row": "/coding/{}",
    "drawings": "/incidents/{}/pictures",
    "queue": "/queue?incident={}",
}
Times = list[tuple[float, float]]  # seconds of the processor and of the clock


@value
class Known:
    """What is asked for in a case (ids), and how many accounts the incident has."""

    incident: str
    accounts: int
    held: tuple[str, ...]
    usual: str
    large: tuple[str, ...]
    common: tuple[str, ...]
    document: str
    person: str
    body: str
    claims: tuple[str, ...]
    further: tuple[str, ...]


def clock() -> str:
    return "2031-10-01T00:00:00Z"


def moment() -> tuple[float, float]:
    """Read the processor's time, deriving behind left out, and the clock's."""
    behind = [t.ident for t in threading.enumerate() if t.name == "shift"]
    spent = sum(time.clock_gettime(time.pthread_getcpuclockid(ident)) for ident in behind if ident)
    return time.process_time() - spent, time.perf_counter()


async def asked(client: httpx.AsyncClient, address: str, form: object = None) -> Times:
    """Ask for one page, or post a form; returns how long it took."""
    before = moment()
    headers = {"Origin": HOME}
    if form is None:
        answer = await client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    else:
        answer = await client.post(address, data=form, headers=headers)  # type: ignore[arg-type]
        assert answer.status_code == 303, answer.text
    after = moment()
    return [(after[0] - before[0], after[1] - before[1])]


async def measured(app: ASGIApp, key: str, addresses: dict[str, str]) -> dict[str, Times]:
    """Ask for each page, in turns."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        await client.get("/enter", params={"key": key})
        found: dict[str, Times] = {page: [] for page in addresses}
        for _ in range(TURNS):
            for page, address in addresses.items():
                found[page] += await asked(client, address)
    return found


async def unseen(app: ASGIApp, key: str, incidents: Sequence[str]) -> dict[str, Times]:
    """Ask for pages of incidents that nobody has looked at yet, one after another."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        await client.get("/enter", params={"key": key})
        return {
            page: [t for id_ in incidents for t in await asked(client, address.format(id_))]
            for page, address in UNSEEN.items()
        }


async def answered_there(app: ASGIApp, key: str, known: Known) -> Times:
    """Accept claims of the incident with most accounts; returns times of its whole page after."""
    transport = httpx.ASGITransport(app=app)
    there, times = f"/incidents/{known.incident}?whole=1", Times()
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        await client.get("/enter", params={"key": key})
        client.cookies.set("solferino-by", "CE")
        await asked(client, there)
        for claim in known.held:
            form = {"decision": "accept", "back": there}
            await asked(client, f"/decide/claim/{claim}", form)
            times += await asked(client, there)
    return times


async def answering(app: ASGIApp, key: str, claims: Sequence[str]) -> tuple[Times, Times]:
    """Accept claims one after another; returns times of the answers, and of the pages after."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        await client.get("/enter", params={"key": key})
        client.cookies.set("solferino-by", "AN")
        answers, pages = Times(), Times()
        await asked(client, "/queue")
        for claim in claims:
            form = {"decision": "accept", "back": "/queue"}
            answers += await asked(client, f"/decide/claim/{claim}", form)
            pages += await asked(client, "/queue")
    return answers, pages


def late(times: Iterable[float]) -> float:
    """Give the 95th percentile, the nearest rank."""
    ordered = sorted(times)
    return ordered[-(-len(ordered) * 95 // 100) - 1]


def told(name: str, times: Times) -> str:
    """Tell the first, and of the later ones median and 95th percentile, and that by the clock."""
    own, clocks = zip(*times[1:], strict=True)
    each = (times[0][0], median(own), late(own), late(clocks))
    return f"  {name:32} " + " ".join(f"{1000 * t:8.1f}" for t in each)


def measured_desk(case: Case) -> Iterator[str]:
    """Measure the desk on a case, line by line."""
    keys: list[str] = []
    app = make_desk(case, Door(keys.append), PORT, clock)
    settle()
    with case.derived.database.transaction() as connection:
        counts = listing.tallies(connection)
        known = chosen(connection)
    yield ", ".join(f"{number:,} {name}" for name, number in counts.items())
    yield f"The incident with most accounts has {known.accounts}"
    found = anyio.run(measured, app, keys[0], addresses(known))
    yield HEADS
    for page, times in found.items():
        yield told(page, times)
    all_later = [t for times in found.values() for t in times[1:]]
    yield told("all pages", [all_later[0], *all_later])
    for name, incidents in (("most accounts", known.large), ("as many as most", known.common)):
        yield f"  not looked at before, {len(incidents)} with {name}:"
        app = make_desk(case, Door(keys.append), PORT, clock)
        for page, times in anyio.run(unseen, app, keys[-1], incidents).items():
            yield told(f"  {page}", times)
    app = make_desk(case, Door(keys.append), PORT, clock)
    times = anyio.run(answered_there, app, keys[-1], known)
    yield told("all of it, after an answer there", times)
    yield from answered(case, known.claims[:ANSWERS])
    decided(case, known.further)
    yield f"With {len(known.further):,} more decisions"
    yield from answered(case, known.claims[ANSWERS:])
    again = make_desk(case, Door(keys.append), PORT, clock)
    pages = addresses(known)
    some = {page: pages[page] for page in LATER}
    for page, times in anyio.run(measured, again, keys[-1], some).items():
        yield told(page, times)
    yield f"Peak memory {_peak():,} MiB"


def answered(case: Case, claims: Sequence[str]) -> Iterator[str]:
    """Accept claims one after another, and tell how long that and the queue took."""
    keys: list[str] = []
    app = make_desk(case, Door(keys.append), PORT, clock)
    answers, pages = anyio.run(answering, app, keys[-1], claims)
    yield told("an answer of the queue", answers)
    yield told("the page of the queue after it", pages)


def decided(case: Case, claims: Sequence[str]) -> None:
    """Accept claims at one stroke."""
    with Case.open(case.path, clock=clock, by="bench", writing=True) as writing:
        with writing.derived.database.transaction() as connection:
            held = lookup.claims(connection, claims)
            said = {s.id: s for s in lookup.statements(connection, {c.statement for c in held})}
        rulings = [assess(c, said[c.statement], "accept", by="BO") for c in held]
        writing.decide(*rulings, by="BO")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT // MEBIBYTE


def chosen(connection: Connection) -> Known:
    """Choose the incident with most accounts, the longest document, names that many bear."""

    def first(asked: str) -> str:
        return str(connection.exec_driver_sql(asked).scalar())

    incident = first("SELECT id FROM listed ORDER BY told, id LIMIT 1")
    half = int(first("SELECT count(*) FROM listed")) // 2
    many = 2 * ANSWERS + DECISIONS
    some = select(schema.claims.c.id).order_by(schema.claims.c.id).limit(many)
    claims = tuple(connection.execute(some).scalars())
    large = select(schema.listed.c.id).order_by(schema.listed.c.told, schema.listed.c.id)
    common = large.offset(half)
    found = lookup.named(connection, schema.incidents, Incident, [incident])
    accounts = lookup.accounts(connection, found[0].accounts)
    held = sorted({claim for account in accounts for claim in account.claims})
    return Known(
        incident=incident,
        held=tuple(held[:TURNS]),
        large=tuple(connection.execute(large.limit(TURNS)).scalars()),
        common=tuple(connection.execute(common.limit(TURNS)).scalars()),
        usual=first(f"SELECT id FROM listed ORDER BY told, id LIMIT 1 OFFSET {half}"),  # noqa: S608
        accounts=-int(first("SELECT min(told) FROM listed")),
        document=first("SELECT id FROM documents ORDER BY length(body) DESC, id LIMIT 1"),
        person=first("SELECT id FROM registered WHERE kind = 'person' ORDER BY id DESC LIMIT 1"),
        body=first("SELECT id FROM entities ORDER BY length(body) DESC, id LIMIT 1"),
        claims=claims[: 2 * ANSWERS],
        further=claims[2 * ANSWERS :],
    )


def addresses(known: Known) -> dict[str, str]:
    """Name the pages that are asked for."""
    incident, document = known.incident, known.document
    return {
        "overview": "/",
        "overview, filtered": "/?q=hospital+2031-03",
        "incident with most accounts": f"/incidents/{incident}",
        "its part on people": f"/incidents/{incident}/parts/people",
        "its part on grades and origins": f"/incidents/{incident}/parts/weighed",
        "all of it, as after a decision": f"/incidents/{incident}?whole=1",
        "queue at that incident": f"/queue?incident={incident}",
        "incident with as many as most": f"/incidents/{known.usual}",
        "documents": "/documents?page=3",
        "documents, filtered": "/documents?q=0042",
        "longest document": f"/documents/{document}",
        "its exact text": f"/documents/{document}/text",
        "search, common word": "/search?words=hospital",
        "search, phrase and speaker": "/search?words=%22the+attack%22&kind=casualty",
        "search, kind of value": "/search?kind=blame",
        "drawings of the case": "/pictures",
        "drawings of that incident": f"/incidents/{incident}/pictures",
        "intake": "/intake",
        "row of that incident": f"/coding/{incident}",
        "incidents": "/incidents?page=3",
        "queue": "/queue",
        "registries": "/registries",
        "registries, filtered": "/registries?kind=people&q=bar",
        "a person": f"/registries/{known.person}",
        "a body that most documents name": f"/registries/{known.body}",
        "a value": f"/claims/{known.claims[0]}",
        "problems": "/problems",
        "ledger": "/ledger",
        "work": "/work",
        "publish, which asks first": "/publish",
        "import": "/import",
        "check a text": "/check",
        "settings": "/settings",
    }


def desk(number: int = 1000, place: Path | None = None) -> Iterator[str]:
    """Measure the desk on a case of so many documents, made where it is not there."""
    with tempfile.TemporaryDirectory() as folder:
        place = place or Path(folder) / "case"
        steps: list[str] = []
        if not place.exists():
            made(place, number, steps.append)
        yield "The desk: milliseconds for each page, and for answers of the queue"
        yield from steps
        with Case.open(place, clock=clock, by="bench") as case:
            yield from measured_desk(case)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    for line in desk(number, Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        print(line, flush=True)


if __name__ == "__main__":
    main()
