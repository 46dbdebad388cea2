"""The page of a release: one file that holds everything, checks itself and prints clean."""

import base64
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from solferino.codec import encode, value
from solferino.model import Claim, Document, ExhibitValue, Incident, Release
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
from solferino.release.merkle import leaf, proof, root
from solferino.release.numbering import Numbering
from solferino.release.profile import Profile
from solferino.release.published import Published
from solferino.release.spoken import Spoken, fact, graded, reason, spoken, tongues

SALT = 32  # hexadecimal digits
Fact = tuple[str, str]


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
    """One incident of the page."""

    number: int
    title: str
    told: tuple[tuple[str, str], ...]
    gradings: tuple[GradingRow, ...]
    replies: tuple[ReplyRow, ...]
    items: tuple[Item, ...]


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
    """Everything that the page shows, apart from its language."""

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
    exhibits: tuple[Show, ...] = ()


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
    *,
    practice: bool = False,
) -> Sheet:
    """Gather the page; `earlier` are the releases of the same series before this one.

    `keyed` is the profile by which all of it leaves, with the key of the series.
    """
    profile = keyed[0]
    view = View(published.picture)
    teller = Teller(view, view.documents, Quoter(view.documents))
    incidents, leaves = _told(release, teller, published, keyed)
    reasons = Counter(
        ("files" if w.kind == "file" else "values", w.why) for w in published.withheld
    )
    return Sheet(
        number=release.number,
        series=release.series,
        at=release.at,
        address=release.address,
        why=release.why,
        practice=practice,
        incidents=incidents,
        sources=tuple(_source(d, teller.number(d.id)) for d in teller.sources),
        log=log([*earlier, release]),
        withheld=tuple((noun, why, n) for (noun, why), n in sorted(reasons.items())),
        root=root(leaves),
        count=len(leaves),
        read=view.extent[0],
        engine=published.picture.engine,
        reviewed=profile.reviewed,
        annexes={d.id: teller.number(d.id) for d in teller.sources},
    )


def _told(
    release: Release, teller: Teller, published: Published, keyed: tuple[Profile, Key]
) -> tuple[tuple[Told, ...], list[bytes]]:
    """Tell each incident in order of number; every item with its proof, beside all the leaves."""
    view, numbers = teller.view, dict(published.picture.numbers)
    told = {p.number: p.told for p in release.incidents}
    ordered = sorted(view.incidents.values(), key=lambda i: numbers[i.id])
    profile, key = keyed
    items = [_items(i, teller, published, key) for i in ordered]
    if profile.words == "none":  # a mark stands for the words, and there is nothing around it
        items = [tuple(replace(o, before="", after="") for o in own) for own in items]
    leaves = [item.leaf for own in items for item in own]
    at = iter(range(len(leaves)))
    return tuple(
        Told(
            number=numbers[i.id],
            title=visible(i.title),
            told=tuple(_published(told[numbers[i.id]], profile.silent)),
            gradings=gradings(i, view),
            replies=replies(i, view),
            items=tuple(_proven(item, leaves, next(at)) for item in own),
        )
        for i, own in zip(ordered, items, strict=True)
    ), leaves


def _published(told: Iterable[tuple[str, str]], silent: Collection[str]) -> Iterator[Fact]:
    """Leave out fields of which the profile never tells; one that is empty may be unpublished."""
    for name, content in told:
        if name not in silent:
            yield name, "" if content == UNKNOWN else content


def _items(incident: Incident, teller: Teller, published: Published, key: Key) -> tuple[Item, ...]:
    return tuple(
        _item(c, incident, teller, published, key) for c in teller.view.claims_of(incident)
    )


def _item(claim: Claim, incident: Incident, teller: Teller, published: Published, key: Key) -> Item:
    said = teller.said(claim)
    quote = said.quote
    name = f"{claim.id[:16]}-{incident.id[:8]}"
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


def _proven(item: Item, leaves: Sequence[bytes], at: int) -> Item:
    return replace(item, proof=" ".join(f"{side}{held}" for side, held in proof(leaves, at)))


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
    environment.filters["fact"] = lambda told: fact(told[0], told[1], speech)
    environment.filters["graded"] = lambda row: graded(row, speech)
    environment.filters["in_css"] = in_css
    environment.filters["straight"] = straight
    environment.filters["reason"] = lambda why: reason(why, speech)
    script = (files("solferino.release") / "templates" / "verify.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    style = (files("solferino.publish") / "templates" / "style.css").read_text("utf-8")
    setting = {
        **{name: getattr(page, name) for name in Sheet.__dataclass_fields__},
        "says": profile.says.get(tongue, profile.says["en"]),
        "retired": tuple(_retired(numbering, speech)),
        "script": Markup(script),  # noqa: S704  (our own file)
        "script_digest": f"sha256-{digest}",
        "style": Markup(style),  # noqa: S704  (our own file)
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
