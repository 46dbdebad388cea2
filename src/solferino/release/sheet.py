"""The page of a release: one file that holds everything, checks itself and prints clean."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from html import unescape
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from solferino.codec import encode, value
from solferino.model import Claim, Document, ExhibitValue, Release
from solferino.publish.catalogue import Tongue
from solferino.publish.phrase import UNKNOWN
from solferino.publish.quote import Quoter
from solferino.publish.said import Teller
from solferino.publish.shown import in_css, straight, visible
from solferino.publish.stories import gradings, replies
from solferino.publish.story_rows import GradingRow, ReplyRow
from solferino.publish.view import View
from solferino.release.exhibits import Exhibit
from solferino.release.history import Logged, log
from solferino.release.key import Key
from solferino.release.merkle import leaf, proofs, root
from solferino.release.numbering import Numbering
from solferino.release.profile import Profile
from solferino.release.published import Published
from solferino.release.selection import Withheld
from solferino.release.spoken import Spoken, fact, graded, reason, spoken, titled, tongues

SALT = 32  # hexadecimal digits
APART = "apart"  # ends the name of a value that belongs to no incident
TAG = re.compile(r"<[^<>]*>")  # of our own markup, in which every other < is escaped
Fact = tuple[str, str]
Telling = Callable[[str, str], Markup]


@value
class Item:
    """One value with its words, and the proof that it is among those of the release.

    `spoken` says it in other languages than English, by code.
    """

    id: str
    kind: str
    value: str
    by: str
    note: str
    before: str
    words: str
    after: str
    language: str | None
    source: int
    place: str
    rights: str
    salt: str
    spoken: Mapping[str, Spoken] = field(default_factory=dict)
    proof: str = ""

    @property
    def leaf(self) -> bytes:
        """Hash what a reader sees of it: id, value, words and salt, as one JSON array."""
        return leaf(encode([self.id, self.value, self.words, self.salt]))


@value
class Told:
    """One incident of the page; `id` is that of the published picture."""

    id: str
    number: int
    title: str
    told: tuple[tuple[str, str], ...]
    gradings: tuple[GradingRow, ...]
    replies: tuple[ReplyRow, ...]
    items: tuple[Item, ...]


Groups = Mapping[str, tuple[Item, ...]]  # by incident (id), in order of number, and `APART`


@value
class Part:
    """What the dossier tells of an incident, or of what is in none, with its proof.

    `of` is the incident's id in the published picture, or `APART`.
    """

    id: str
    of: str
    html: Markup
    salt: str
    proof: str = ""

    @property
    def leaf(self) -> bytes:
        """Hash what a reader sees of it: id, all of its text, and salt, as one JSON array."""
        return leaf(encode([self.id, unescape(TAG.sub("", self.html)), self.salt]))


@value
class Source:
    """One annex: the document's number here, its name, and what may be told of it."""

    number: int
    name: str
    told: tuple[tuple[str, str | None], ...]


@value
class Show:
    """A picture on the page: the annex of which it is a page (0: of none), its place, its bytes."""

    number: int
    annex: int
    page: int
    rights: str
    digest: str
    data: bytes

    @property
    def uri(self) -> Markup:
        """Give the picture as an address that holds it."""
        return Markup("data:image/png;base64,") + base64.b64encode(self.data).decode()


@value
class Sheet:
    """Everything that the page shows, apart from its language; `parts` are there in each, by code.

    `count` is how many quotations are under the root; parts are under it besides.
    """

    number: int
    series: str
    at: str
    address: str
    why: str
    practice: bool
    incidents: tuple[Told, ...]
    sources: tuple[Source, ...]
    log: tuple[Logged, ...]
    withheld: tuple[tuple[str, str, int], ...]
    root: str
    count: int
    read: int
    engine: str
    reviewed: bool
    annexes: Mapping[str, int]
    apart: tuple[Item, ...] = ()
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    exhibits: tuple[Show, ...] = ()


def silence(_of: str, _code: str) -> Markup:
    """Tell nothing: a page that shows the values alone."""
    return Markup()


def with_exhibits(page: Sheet, shown: Iterable[Exhibit]) -> Sheet:
    """Put the pictures that leave onto the page."""
    shows = (
        Show(
            number=number,
            annex=page.annexes.get(exhibit.document, 0),
            page=exhibit.page,
            rights=visible(exhibit.rights),
            digest=exhibit.digest,
            data=exhibit.data,
        )
        for number, exhibit in enumerate(shown, start=1)
    )
    return replace(page, exhibits=tuple(shows))


def sheet(
    published: Published,
    release: Release,
    earlier: Sequence[Release],
    keyed: tuple[Profile, Key],
    dossier: Telling = silence,
    *,
    practice: bool = False,
) -> Sheet:
    """Gather the page; `earlier` are the releases of the same series before this one.

    `keyed` is the profile by which all of it leaves, with the key of the series. `dossier` gives
    what the dossier tells in each language, by code, of an incident (id) or of what is `APART`.
    """
    profile, key = keyed
    view = View(published.picture)
    teller = Teller(view, view.documents, Quoter(view.documents, alone=profile.words == "none"))
    groups = _groups(teller, published, key)
    told = (_part(of, code, dossier, key) for code in tongues() for of in groups)
    groups, parts, leaves = _proven(groups, [part for part in told if part.html])
    return Sheet(
        number=release.number,
        series=release.series,
        at=release.at,
        address=release.address,
        why=release.why,
        practice=practice,
        incidents=_told(release, view, groups, profile),
        sources=tuple(_source(d, teller.number(d.id)) for d in teller.sources),
        log=log([*earlier, release]),
        withheld=_reasons(published.withheld),
        root=root(leaves),
        count=sum(map(len, groups.values())),
        read=view.extent[0],
        engine=published.picture.engine,
        reviewed=profile.reviewed,
        annexes={d.id: teller.number(d.id) for d in teller.sources},
        apart=groups[APART],
        parts={c: tuple(p for p in parts if p.id.endswith(f".{c}")) for c in tongues()},
    )


def _reasons(withheld: Iterable[Withheld]) -> tuple[tuple[str, str, int], ...]:
    """Count why files and values stay inside."""
    found = Counter(("files" if w.kind == "file" else "values", w.why) for w in withheld)
    return tuple((noun, why, n) for (noun, why), n in sorted(found.items()))


def _proven(groups: Groups, parts: Sequence[Part]) -> tuple[Groups, list[Part], list[bytes]]:
    """Give every item and part its proof; beside them all leaves, items first."""
    leaves = [*(i.leaf for own in groups.values() for i in own), *(p.leaf for p in parts)]
    paths = iter([" ".join(f"{s}{h}" for s, h in steps) for steps in proofs(leaves)])
    items = {g: tuple(replace(i, proof=next(paths)) for i in own) for g, own in groups.items()}
    return items, [replace(part, proof=next(paths)) for part in parts], leaves


def _groups(teller: Teller, published: Published, key: Key) -> Groups:
    """Gather the items of each incident (id), in order of number, and of what is in none."""
    view, numbers = teller.view, dict(published.picture.numbers)
    loose = sorted((c for c in view.held.values() if not view.incidents_of(c.id)), key=view.order)
    held: dict[str, Iterable[Claim]] = {
        i: view.claims_of(view.incidents[i])
        for i in sorted(view.incidents, key=lambda i: numbers[i])
    }
    found = {}
    for of, claims in {**held, APART: loose}.items():
        found[of] = tuple(_item(claim, of[:8], teller, published, key) for claim in claims)
    return found


def _part(of: str, code: str, dossier: Telling, key: Key) -> Part:
    name = f"part-{of[:16]}.{code}"
    salt = key.digest("salt", name)[:SALT]
    return Part(id=name, of=of, html=dossier(of, code), salt=salt)


def _told(release: Release, view: View, groups: Groups, profile: Profile) -> tuple[Told, ...]:
    """Tell each incident in order of number."""
    numbers = dict(view.picture.numbers)
    told = {p.number: p.told for p in release.incidents}
    return tuple(
        Told(
            id=i.id,
            number=numbers[i.id],
            title=visible(i.title),
            told=tuple(_published(told[numbers[i.id]], profile.silent)),
            gradings=gradings(i, view),
            replies=replies(i, view),
            items=groups[i.id],
        )
        for i in sorted(view.incidents.values(), key=lambda i: numbers[i.id])
    )


def _published(told: Iterable[tuple[str, str]], silent: Collection[str]) -> Iterator[Fact]:
    """Leave out fields of which the profile never tells; one that is empty may be unpublished."""
    for name, content in told:
        if name not in silent:
            yield name, "" if content == UNKNOWN else content


def _item(claim: Claim, group: str, teller: Teller, published: Published, key: Key) -> Item:
    said = teller.said(claim)
    quote = said.quote
    name = f"{claim.id[:16]}-{group}"
    exhibit = claim.value if isinstance(claim.value, ExhibitValue) else None
    statement = teller.view.statements[claim.statement]
    source = teller.view.documents[claim.span.document]
    place = published.citations.get(claim.id, "")
    return Item(
        id=name,
        kind=claim.kind,
        value=visible(said.value),
        by=visible(said.by),
        note=said.note,
        before=visible(quote.before),
        words=visible(quote.exact),
        after=visible(quote.after),
        language=quote.language,
        source=said.source,
        place=place,
        rights=visible(exhibit.rights) if exhibit and exhibit.rights else "",
        salt=key.digest("salt", name)[:SALT],
        spoken=spoken(claim, statement, source.described.publisher or source.name, place),
    )


def _source(document: Document, number: int) -> Source:
    told = document.described
    return Source(
        number=number,
        name=visible(document.name),
        told=(
            ("publisher", told.publisher),
            ("published", told.published),
            ("language", told.language),
            ("address", told.url),
            ("rights", told.rights),
            ("digest", document.original or None),
        ),
    )


def render(page: Sheet, profile: Profile, numbering: Numbering, tongue: str) -> bytes:
    """Write the page in a language of the catalogue, as HTML in UTF-8; the same bytes each time."""
    speech = tongues()[tongue]
    environment = Environment(
        loader=PackageLoader("solferino", "release/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = speech.words
    environment.filters["titled"] = lambda title: titled(title, speech)
    environment.filters["fact"] = lambda told: fact(told[0], told[1], speech)
    environment.filters["graded"] = lambda row: graded(row, speech)
    environment.filters["in_css"] = in_css
    environment.filters["straight"] = straight
    environment.filters["reason"] = lambda why: reason(why, speech)
    script = (files("solferino.release") / "templates" / "verify.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    sheets = (files("solferino.publish") / "templates" / n for n in ("style.css", "drawing.css"))
    setting = {
        **{name: getattr(page, name) for name in Sheet.__dataclass_fields__},
        "says": profile.says.get(tongue, profile.says["en"]),
        "parts": {part.of: part for part in page.parts.get(tongue, ())},
        "retired": tuple(_retired(numbering, speech)),
        "script": Markup(script),  # noqa: S704  (our own file)
        "script_digest": f"sha256-{digest}",
        "style": Markup("\n".join(s.read_text("utf-8") for s in sheets)),  # noqa: S704  (our own file)
    }
    html = environment.get_template("release.html").render(
        page=setting, tongue=speech, say=speech.say
    )
    return html.encode("utf-8", "replace")


def _retired(numbering: Numbering, tongue: Tongue) -> Iterable[str]:
    for old, new in numbering.redirects:
        yield tongue.say("merged", old=old, new=new)
    for old, several in numbering.successors:
        names = ", ".join(tongue.say("no", n=n) for n in several)
        yield tongue.say("split", old=old, new=names)
    for old in numbering.withdrawn:
        yield tongue.say("withdrawn", old=old)
