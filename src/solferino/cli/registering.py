"""The verb `register`: the facilities that a case knows from lists and from people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from solferino.cli.cases import CASE, PATH, open_case
from solferino.cli.deciding import Reason, decide, reasoned, somebody, undo
from solferino.cli.enrolling import import_
from solferino.cli.facilities import bundled, command, enter, known
from solferino.cli.talk import Talk
from solferino.codec import value
from solferino.errors import UsageError
from solferino.model import Entity, Judgement, still_standing, to_fall
from solferino.model.register import Amendment, Enrolment, Entry
from solferino.model.terms import VERDICTS, Verdict
from solferino.resolve.register import editing
from solferino.resolve.register.enlisting import entry_of
from solferino.resolve.register.mapping import read_mapping
from solferino.resolve.register.register import Register
from solferino.resolve.register.writing import as_csv, as_geojson
from solferino.store.case import Case
from solferino.text.fold import fold

NEW = "new"  # instead of an entry: a facility that no list has
OVERVIEW = ("entry", "name", "type", "town", "country", "point", "identifiers")
DETAILS = ("property", "value", "tag", "since", "until", "as_of", "source")
DOUBTS = ("entries", "names", "why")


@value
class Change:
    """Details to add, to put in place of others and to take off, as PROPERTY=VALUE."""

    add: tuple[str, ...]
    put: tuple[str, ...]
    drop: tuple[str, ...]


@command
@click.argument("words", required=False)
@click.option("--doubts", is_flag=True, help="What only a person can settle.")
@click.option("--lists", is_flag=True, help="The lists that the register is made from.")
def show(*, case: Path, words: str | None, doubts: bool, lists: bool, talk: Talk) -> None:
    """Show the register, or all that is told of one facility.

    WORDS are of a name, SCHEME:CODE (wikidata:Q42) or the beginning of an id.
    """
    with open_case(case, talk) as opened:
        if lists:
            enrolled = still_standing(opened.rulings(Enrolment))
            rows = [(e.name, read_mapping(e.mapping).name, e.by, e.original) for e in enrolled]
            talk.table("lists", ("name", "mapping", "by", "original"), rows)
            return
        facilities = known(opened)
    if doubts:
        told = [
            (" ".join(d.entries), _names(facilities, d.entries), d.why) for d in facilities.doubts
        ]
        talk.table("doubts", DOUBTS, told)
        return
    found = facilities.find(words) if words else facilities.entries
    if words and len(found) == 1:
        talk.say(f"{found[0].name} ({found[0].id})")
        details = [tuple(getattr(d, name) for name in DETAILS) for d in found[0].details]
        talk.table("details", DETAILS, details)
    else:
        talk.table("facilities", OVERVIEW, [_overview(entry) for entry in found])


@command
@click.argument("words", metavar="ENTRY")
@bundled(
    "change",
    Change,
    click.option("--add", multiple=True, metavar="PROPERTY=VALUE", help="Tell one thing more."),
    click.option("--set", "put", multiple=True, metavar="PROPERTY=VALUE", help="Replace."),
    click.option("--drop", multiple=True, metavar="PROPERTY[=VALUE]", help="Take off."),
)
@bundled(
    "marks",
    editing.About,
    click.option("--tag", help="Language of a name, precision of a point, scheme of a number."),
    click.option("--since", help="From when it holds."),
    click.option("--until", help="Until when it held; `unknown` for a former name."),
    click.option("--as-of", help="When it was told."),
    click.option("--source", default="", help="Who tells it; you, if not given."),
)
@reasoned
def edit(
    *, case: Path, words: str, change: Change, marks: editing.About, reason: Reason, talk: Talk
) -> None:
    """Correct or complete what is told of one facility.

    ENTRY is a name, SCHEME:CODE or an id, or `new` for a facility that no list has. Properties:
    name, type, town, country, point, operator, part_of, identifier, beds, staff, services. The
    lists stay as they are, your word lies over them; --undo takes your edits of ENTRY back
    (with --add, --set or --drop those of that property only).
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        facilities = known(opened)
        amendments: Sequence[Amendment | None]
        if reason.undo:
            amendments = _undone(opened, facilities, (words, by, reason.why), change)
        else:
            about = replace(marks, source=marks.source or by)
            amendments = _amendments(facilities, change, about, (words, by, reason.why))
        entered = enter(opened, amendments)
    if not entered:
        raise UsageError("that changes nothing", "`solferino register CASE show` tells what is.")
    talk.give({"entered": entered}, f"Kept: {len(entered)} edits.")


@command
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(VERDICTS))
@reasoned
def judge(
    *, case: Path, left: str, right: str, verdict: Verdict, reason: Reason, talk: Talk
) -> None:
    """Say of two entries of the register that they are one facility, or two.

    LEFT and RIGHT are names, SCHEME:CODE or ids. Your word wins over every number that they
    share; --undo takes it back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        facilities = known(opened)
        one, other = (editing.only_one(facilities, words).id for words in (left, right))
        given = opened.judgements()
        pairs = _pairs(facilities, one, other)
        if reason.undo:
            own = [
                j
                for j in still_standing(given)
                if j.by == by and j.verdict == verdict and {j.left, j.right} in pairs
            ]
            judgements = [to_fall(j, given, why=reason.why) for j in own]
        else:
            judgements = [Judgement(left=one, right=other, verdict=verdict, by=by, why=reason.why)]
        entered = enter(opened, judgements)
    if not entered:
        raise UsageError("that changes nothing", "It stands already, or you have not said it.")
    talk.give({"entered": entered}, "Kept.")


@command
@click.argument("facility")
@click.argument("words", metavar="ENTRY")
@click.argument("verdict", type=click.Choice(("same", "different")), default="same")
@reasoned
def tie(
    *, case: Path, facility: str, words: str, verdict: Verdict, reason: Reason, talk: Talk
) -> None:
    """Say which entry of the register a facility of the documents is, or is not.

    FACILITY is a name or the beginning of an id, as `solferino show CASE entities facility` lists
    it; ENTRY is a name, SCHEME:CODE or an id of the register. With `different` the entry is taken
    away from the facility. Your word goes before all names; --undo takes it back.
    """
    by = somebody(talk)
    with open_case(case, talk, writing=True) as opened:
        entry = editing.only_one(known(opened), words).id
        entity = _facility(opened, facility)
        standing = [
            j
            for j in still_standing(opened.judgements())
            if j.by == by and j.left in entity.mentions and j.right == entry
        ]
        ruling = Judgement(left=entity.id, right=entry, verdict=verdict, by=by, why=reason.why)
        if reason.undo:
            undo(opened, [j for j in standing if j.verdict == verdict], reason, talk)
        else:
            decide(opened, ruling, standing, talk)


def _facility(case: Case, called: str) -> Entity:
    """Find the one facility of a name, or of an id that begins so."""
    facilities = [e for e in case.picture("").entities if e.kind == "facility"]
    named = [e for e in facilities if fold(called) in {fold(n) for n in (e.name, *e.names)}]
    found = named or [e for e in facilities if e.id.startswith(called)]
    if len(found) != 1:
        listed = ", ".join(f"{e.id[:12]} ({e.name})" for e in found)
        raise UsageError(
            f"{len(found)} facilities are called {called}",
            f"Give the beginning of one id: {listed}."
            if found
            else "Take one from `solferino show CASE entities facility`.",
        )
    return found[0]


@command
@click.option("-o", "--output", "out", type=PATH, required=True, help="A .csv or .geojson file.")
def export(*, case: Path, out: Path, talk: Talk) -> None:
    """Write the register as CSV or GeoJSON, by the name of the file.

    CSV has a row for each detail, GeoJSON a feature for each facility. Imported again, either
    gives the same register.
    """
    form = {".csv": as_csv, ".geojson": as_geojson, ".json": as_geojson}.get(out.suffix.lower())
    if form is None:
        raise UsageError(f"{out.name} names no form", "End its name with .csv or .geojson.")
    with open_case(case, talk) as opened:
        facilities = known(opened)
    try:
        out.write_bytes(form(facilities.entries))
    except OSError as error:
        raise UsageError(f"cannot write {out}: {error.strerror}", "Give another place.") from error
    count = len(facilities)
    talk.give({"output": str(out), "facilities": count}, f"{count} facilities are in {out}")


def _amendments(
    facilities: Register, change: Change, about: editing.About, whose: tuple[str, str, str]
) -> list[Amendment]:
    words, by, why = whose
    adds = [editing.detail_of(editing.asked(text), about) for text in change.add]
    puts = [editing.detail_of(editing.asked(text), about) for text in change.put]
    drops = [editing.asked(text) for text in change.drop]
    if not (adds or puts or drops):
        raise UsageError("nothing to change is named", "Give --add, --set or --drop.")
    if words == NEW:
        return editing.adding(entry_of([*adds, *puts]).id, [*adds, *puts], by, why)
    entry = editing.only_one(facilities, words)
    return [
        *(a for one in drops for a in editing.dropping(facilities, entry, one, by, why)),
        *(a for one in puts for a in editing.replacing(facilities, entry, one, by, why)),
        *editing.adding(entry.id, adds, by, why),
    ]


def _undone(
    case: Case, facilities: Register, whose: tuple[str, str, str], change: Change
) -> list[Amendment | None]:
    words, by, why = whose
    given = case.rulings(Amendment)
    own = [a for a in still_standing(given) if a.by == by]
    wanted = [editing.asked(text) for text in (*change.add, *change.put, *change.drop)]
    entry = editing.only_one(facilities, words)
    return [to_fall(a, given, why=why) for a in editing.undone(facilities, entry, wanted, own)]


def _pairs(facilities: Register, one: str, other: str) -> list[set[str]]:
    return [{a, b} for a in facilities.members(one) for b in facilities.members(other)]


def _overview(entry: Entry) -> tuple[object, ...]:
    best = (entry.latest(name) for name in ("type", "town", "country", "point"))
    codes = " ".join(f"{scheme}:{code}" for scheme, code in entry.codes)
    return entry.id, entry.name, *(d.value if d else None for d in best), codes


def _names(facilities: Register, ids: Iterable[str]) -> str:
    found = (facilities.entry(id_) for id_ in ids)
    return "; ".join(entry.name for entry in found if entry)


@click.group()
@CASE
@click.pass_context
def register(ctx: click.Context, case: Path) -> None:
    """Load, show, edit and export a register of facilities.

    It says which hospitals and clinics there are: names in their scripts, place, operator,
    identifiers, beds and staff over time, each with its source. Lists come in by `import`,
    people correct by `edit`, `judge` and `tie`; nothing is overwritten, and --undo takes any of it
    back. Each command takes --json, --at, --by and --debug. More: docs/register.md.
    """
    ctx.obj = case


for _command in (import_, show, edit, judge, tie, export):
    register.add_command(_command)
