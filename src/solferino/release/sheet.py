"""What the page of a release holds: one file that holds everything, checks itself, prints clean."""

import base64
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from html import unescape

from markupsafe import Markup

from solferino.codec import encode, value
from solferino.model import Claim, Document, ExhibitValue, Release, withheld_names
from solferino.publish.catalogue import Tongue
from solferino.publish.phrase import UNKNOWN
from solferino.publish.quote import Quoter
from solferino.publish.said import Teller
from solferino.publish.shown import visible
from solferino.publish.stories import gradings, replies
from solferino.publish.story_rows import GradingRow, ReplyRow
from solferino.publish.view import View
from solferino.redact import names_pattern, without_contacts
from solferino.release.exhibits import Exhibit
from solferino.release.history import BESIDE, Logged, log
from solferino.release.key import Key
from solferino.release.merkle import leaf, proofs, root
from solferino.release.profile import Profile
from solferino.release.published import Published
from solferino.release.selection import Withheld
from solferino.release.spoken import Spoken, spoken, tongues

SALT = 32  # hexadecimal digits
APART = "apart"  # ends the name of a value that belongs to no incident
TAG = re.compile(r"<[^<>]*>")  # of our own markup, in which every other < is escaped
Fact = tuple[str, str]
Telling = Callable[[str, str], Markup]


@value
class Item:
    """One value with its words, and the proof that it is among those of the release.

    `label` says what the value is. `spoken` says all in other languages than English, by code.
    """

    id: str
    label: str
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

    `count` is how many quotations are under the root; parts are under it besides. `internal` is no
    release; by a `wordless` profile no words leave, and values name only the annexes.
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
    internal: bool = False
    wordless: bool = False

    def title(self, tongue: Tongue) -> str:
        """Say which release it is; what stays in the house is none."""
        if self.internal:
            return tongue.say("letter.internal")
        return tongue.say("title", n=self.number, series=self.series)


class Means:
    """What a page is made with: who tells, what leaves, by which profile, under which key."""

    def __init__(self, published: Published, profile: Profile, key: Key) -> None:
        """Index what leaves; only an internal page still has protected names to be hidden."""
        picture = published.picture
        self.published, self.profile, self.key = published, profile, key
        self.wordless = profile.words == "none"
        self._hidden = names_pattern(withheld_names(picture.entities, picture.protections))
        self.view = View(picture)
        documents = self.view.documents
        self.teller = Teller(
            self.view,
            documents,
            Quoter(documents, self._hidden, picture.paragraphs, alone=self.wordless),
        )

    def shown(self, text: str) -> str:
        """Show a text of the case as the dossier does: no protected name, no contact."""
        return visible(without_contacts(text, self._hidden))


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
    means = Means(published, *keyed)
    teller, groups = means.teller, _groups(means)
    told = (_part(of, code, dossier, means.key) for code in tongues() for of in groups)
    groups, parts, leaves = _proven(groups, [part for part in told if part.html])
    return Sheet(
        number=release.number,
        series=release.series,
        at=release.at,
        address=release.address,
        why=release.why,
        practice=practice,
        incidents=_told(release, groups, means),
        sources=tuple(_source(d, means) for d in teller.sources),
        log=log([*earlier, release]),
        withheld=_reasons(published.withheld),
        root=root(leaves),
        count=sum(map(len, groups.values())),
        read=means.view.extent[0],
        engine=published.picture.engine,
        reviewed=means.profile.reviewed,
        annexes={d.id: teller.number(d.id) for d in teller.sources},
        apart=groups[APART],
        parts={c: tuple(p for p in parts if p.id.endswith(f".{c}")) for c in tongues()},
        internal=means.profile.audience == "internal",
        wordless=means.wordless,
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


def _groups(means: Means) -> Groups:
    """Gather the items of each incident (id), in order of number, and of what is in none."""
    view, numbers = means.view, dict(means.view.picture.numbers)
    loose = sorted((c for c in view.held.values() if not view.incidents_of(c.id)), key=view.order)
    held: dict[str, Iterable[Claim]] = {
        i: view.claims_of(view.incidents[i])
        for i in sorted(view.incidents, key=lambda i: numbers[i])
    }
    found = {}
    for of, claims in {**held, APART: loose}.items():
        found[of] = tuple(_item(claim, of[:8], means) for claim in claims)
    return found


def _part(of: str, code: str, dossier: Telling, key: Key) -> Part:
    name = f"part-{of[:16]}.{code}"
    salt = key.digest("salt", name)[:SALT]
    return Part(id=name, of=of, html=dossier(of, code), salt=salt)


def _told(release: Release, groups: Groups, means: Means) -> tuple[Told, ...]:
    """Tell each incident in order of number."""
    view, numbers = means.view, dict(means.view.picture.numbers)
    told = {p.number: p.told for p in release.incidents}
    return tuple(
        Told(
            id=i.id,
            number=numbers[i.id],
            title=means.shown(i.title),
            told=tuple(_published(told[numbers[i.id]], means)),
            gradings=tuple(
                replace(g, subject=means.shown(g.subject), why=means.shown(g.why))
                for g in gradings(i, view)
            ),
            replies=tuple(
                replace(r, party=means.shown(r.party), text=r.text and means.shown(r.text))
                for r in replies(i, view)
            ),
            items=groups[i.id],
        )
        for i in sorted(view.incidents.values(), key=lambda i: numbers[i.id])
    )


def _published(told: Iterable[Fact], means: Means) -> Iterator[Fact]:
    """Leave out fields of which the profile never tells; one that is empty may be unpublished."""
    for name, content in told:
        if name not in means.profile.silent and name not in BESIDE:
            yield name, "" if content == UNKNOWN else means.shown(content)


def _item(claim: Claim, group: str, means: Means) -> Item:
    said, shown = means.teller.said(claim), means.shown
    quote = said.quote
    name = f"{claim.id[:16]}-{group}"
    exhibit = claim.value if isinstance(claim.value, ExhibitValue) else None
    statement = means.view.statements[claim.statement]
    source = means.view.documents[claim.span.document]
    told = spoken(claim, statement, source.described.publisher or source.name, quote.place)
    return Item(
        id=name,
        label=shown(means.teller.speech.label(claim.value, claim.kind)),
        value=shown(said.value),
        by=shown(said.by),
        note=said.note,
        before=visible(quote.before),
        words="" if means.wordless else visible(quote.exact),
        after=visible(quote.after),
        language=quote.language,
        source=said.source,
        place=quote.place,
        rights=visible(exhibit.rights) if exhibit and exhibit.rights else "",
        salt=means.key.digest("salt", name)[:SALT],
        spoken={
            c: replace(s, label=shown(s.label), value=shown(s.value), by=shown(s.by))
            for c, s in told.items()
        },
    )


def _source(document: Document, means: Means) -> Source:
    told = document.described
    return Source(
        number=means.teller.number(document.id),
        name=means.shown(document.name),
        told=(
            ("publisher", means.shown(told.publisher) if told.publisher else None),
            ("published", told.published),
            ("language", told.language),
            ("address", told.url),
            ("rights", told.rights),
            ("digest", document.original or None),
        ),
    )
