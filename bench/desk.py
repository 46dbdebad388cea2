"""How fast the desk answers, on a case of 2,000 documents: python -m bench.desk [DOCUMENTS].

Pages aim at 100 ms and answers of the queue at 50 ms at the 95th percentile. Each page is asked for
in turns with the others; then claims are accepted one after another while what follows from them is
drawn anew in the same process, as it is at a desk.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import anyio
import httpx
from starlette.types import ASGIApp

from solferino import plugins
from solferino.desk.guard import Door
from solferino.desk.serve import make_desk
from solferino.pipeline import work
from solferino.store.case import Case
from solferino.workers import pool

DOCUMENTS = 2000
EACH = 4  # documents about one incident
TURNS = 15  # each page is asked for this often; the first is told apart, the median counts
ANSWERS = 30  # claims that are accepted one after another
PORT = 8122
HOME = f"http://127.0.0.1:{PORT}"
SYLLABLES = ("bar", "dov", "kel", "mir", "nor", "ost", "pel", "quor", "rin", "sav", "tor", "vel")
SMALL = ("the", "a", "of", "and", "to", "in", "it", "was", "for", "on", "with", "as", "by", "at")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
SAYINGS = (
    "{Weapon} hit the {name} hospital in {town} on {day} {month} 2031, its director {a} said.",
    "At least {n} people were killed in the attack, {a} told reporters.",
    "The {force} army denied that it had fired on the hospital in {town}.",
    "{b}, a nurse in {town}, said {m} patients were injured.",
    "Officials in {town} accused the {force} army of the attack.",
    "The hospital has been out of service since, said {b}.",
    "{a} asked the Red Cross to send ambulances. No reply came.",
    "Before the attack the hospital saw {m}00 patients a month, according to {a}.",
    "A video by {b} shows smoke over {town}.",
    "{town} lies two hours from {other}; the road was closed on {day} {month}.",
)


def name(chance: random.Random) -> str:
    """Invent a name."""
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 3))).capitalize()


def talk(chance: random.Random) -> str:
    """Invent a sentence that says nothing, so that texts are not copies of each other."""
    words = [f"{chance.choice(SMALL)} {name(chance).lower()}" for _ in range(10)]
    return " ".join(words).capitalize() + "."


def texts(number: int) -> Iterator[bytes]:
    """Invent texts: a few about each incident, no two alike, the same ones each time."""
    chance = random.Random(7)  # noqa: S311  (not for secrets)
    for _ in range(0, number, EACH):
        words = {k: name(chance) for k in ("name", "town", "force", "a", "b", "other")}
        words["a"] += f" {name(chance)}"
        words["b"] += f" {name(chance)}"
        words["day"], words["month"] = str(chance.randint(1, 28)), chance.choice(MONTHS)
        for _ in range(EACH):
            more = {"n": str(chance.randint(2, 40)), "m": str(chance.randint(3, 60))}
            more["Weapon"] = chance.choice(("Rockets", "Shells", "Two missiles", "Mortar rounds"))
            chosen = chance.sample(SAYINGS[1:], 6)
            told = [saying.format(**words, **more) for saying in (SAYINGS[0], *chosen)]
            told = [f"{saying} {talk(chance)} {talk(chance)}" for saying in told]
            yield "\n\n".join(told).encode()


def clock() -> str:
    return "2031-01-01T00:00:00Z"


def made(folder: Path, number: int) -> Case:
    """Make and work the case; tells how long that took."""
    before = time.perf_counter()
    kit = plugins.kit(plugins.find())
    with Case.create(folder, "Bench", clock=clock, by="bench") as case, pool(2) as workers:
        for at, text in enumerate(texts(number)):
            case.receive(f"{at:05}.txt", text)
        for _ in work(case, kit, workers):
            pass
    print(f"Made a case of {number:,} documents in {time.perf_counter() - before:,.0f} s")
    return Case.open(folder, clock=clock, by="bench")


async def measured(app: ASGIApp, key: str, addresses: dict[str, str]) -> dict[str, list[float]]:
    """Ask for each page, in turns; returns seconds at the server."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        await client.get("/enter", params={"key": key})
        found: dict[str, list[float]] = {page: [] for page in addresses}
        for _ in range(TURNS):
            for page, address in addresses.items():
                before = time.perf_counter()
                answer = await client.get(address)
                found[page].append(time.perf_counter() - before)
                answer.raise_for_status()
    return found


async def answering(app: ASGIApp, key: str, claims: list[str]) -> list[float]:
    """Accept claims one after another; returns seconds at the server."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        await client.get("/enter", params={"key": key})
        client.cookies.set("solferino-by", "AN")
        found = []
        for claim in claims:
            form = {"decision": "accept", "back": "/queue"}
            before = time.perf_counter()
            answer = await client.post(
                f"/decide/claim/{claim}", data=form, headers={"Origin": HOME}
            )
            found.append(time.perf_counter() - before)
            assert answer.status_code == 303, answer.text
    return found


def late(times: list[float]) -> float:
    """Give the 95th percentile, the nearest rank."""
    ordered = sorted(times)
    return ordered[-(-len(ordered) * 95 // 100) - 1]


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder, made(Path(folder) / "case", number) as case:
        picture = case.picture("bench")
        largest = max(picture.incidents, key=lambda i: len(i.accounts))
        longest = max(picture.documents, key=lambda d: len(d.text))
        addresses = {
            "overview": "/",
            "overview, filtered": "/?q=hospital+2031-03",
            "incident with most accounts": f"/incidents/{largest.id}",
            "documents": "/documents?page=3",
            "longest document": f"/documents/{longest.id}",
            "its exact text": f"/documents/{longest.id}/text",
            "search, common word": "/search?words=hospital",
            "search, phrase and speaker": "/search?words=%22the+attack%22&kind=casualty",
            "search, kind of value": "/search?kind=blame",
            "drawings of the case": "/pictures",
            "drawings of that incident": f"/incidents/{largest.id}/pictures",
            "intake": "/intake",
            "row of that incident": f"/coding/{largest.id}",
            "incidents": "/incidents",
            "queue": "/queue",
            "registries": "/registries",
            "problems": "/problems",
            "ledger": "/ledger",
            "work": "/work",
        }
        keys: list[str] = []
        app = make_desk(case, Door(keys.append), PORT, clock)
        found = anyio.run(measured, app, keys[0], addresses)
        again = make_desk(case, Door(keys.append), PORT, clock)
        answers = anyio.run(answering, again, keys[-1], [c.id for c in picture.claims[:ANSWERS]])
        print(f"{len(picture.incidents):,} incidents, {len(picture.claims):,} claims")
        print(f"The largest incident has {len(largest.accounts)} accounts")
        print(
            f"  {'page':32} {'first':>8} {'median':>8} {'95th':>8} {'worst':>8}   ms at the server"
        )
        for page, times in found.items():
            later = times[1:]
            told = [times[0], median(later), late(later), max(later)]
            print(f"  {page:32} " + " ".join(f"{1000 * t:8.1f}" for t in told))
        told = [answers[0], median(answers), late(answers), max(answers)]
        print(f"  {'an answer of the queue':32} " + " ".join(f"{1000 * t:8.1f}" for t in told))


if __name__ == "__main__":
    main()
