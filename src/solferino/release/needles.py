"""What must be in no byte that leaves: the list for the leak test, made from the whole case."""

from collections.abc import Iterable, Iterator
from typing import Literal, get_args, get_origin

from solferino.model import Document, terms
from solferino.ports import Picture
from solferino.publish.exchange.countries import country
from solferino.publish.phrase import words
from solferino.redact import contacts
from solferino.release.leaks import Needle
from solferino.release.people import ALONE, is_sure
from solferino.release.profile import Profile
from solferino.release.published import Published
from solferino.release.roster import collectors
from solferino.release.sources import OWN, handles
from solferino.release.unreviewed import joined, telling_name, within
from solferino.text.phrases import folded

TOO_SHORT = 3  # characters: shorter texts come by chance
VALUE, FILE = "value that nobody released", "name of a file"
THINGS = (VALUE, FILE, "name of a facility", "name of a place", "name of a source")


def needles(picture: Picture, published: Published, profile: Profile) -> tuple[Needle, ...]:
    """List what must stay inside; for an internal profile nothing must."""
    if profile.audience == "internal":
        return ()
    found = [
        *_names(published),
        *_contacts(picture.documents),
        *_people(picture),
        *_ids(picture, published),
        *_files(picture.documents, published),
        *_things(picture, published, profile),
        *_sources(picture.documents, published, profile),
        *(Needle(text=text, kind=VALUE) for text in published.unreleased),
    ]
    return tuple(sorted(set(found), key=lambda n: (n.kind, n.text, n.words)))


def telling(found: Iterable[Needle], fixed: bytes, labels: bytes = b"") -> tuple[Needle, ...]:
    """Leave out what stands in what every publication holds: it tells nothing.

    That is single words of the `fixed` text; for what is no name of a person and no contact also
    several words of it, and words of `labels`, which any value may bring.
    """
    known, wide = (joined([text.decode("utf-8", "replace")]) for text in (fixed, labels))

    def tells(needle: Needle) -> bool:
        if not needle.words or not folded(needle.text):
            return True
        if needle.kind in THINGS:
            return not within(needle.text, known) and not within(needle.text, wide)
        return len(needle.text.split()) > 1 or not within(needle.text, known)

    return tuple(n for n in found if tells(n))


def codes() -> Iterator[str]:
    """Yield every code of the contract in plain words."""
    for listed in vars(terms).values():
        if get_origin(listed) is Literal:
            yield from (words(code) for code in get_args(listed))


def allowed(published: Published) -> tuple[str, ...]:
    """Give names that may stand although a withheld name is a part of them."""
    return published.roster.named


def _names(published: Published) -> Iterator[Needle]:
    things = {key for name in published.roster.named for key in folded(name)}
    for person in published.roster.roll.people:
        for name in person.names:
            if len(name) >= TOO_SHORT:
                yield Needle(text=name, kind="name of a person")
            bare = folded(name)
            family = bare[-1] if len(bare) > 1 else ""
            if len(family) > ALONE and is_sure(family) and family not in things:
                yield Needle(text=bare[-1], kind="name of a person")


def _contacts(documents: Iterable[Document]) -> Iterator[Needle]:
    for document in documents:
        for contact in contacts(document.text):
            words = document.text[contact.start : contact.end]
            if len(words) > TOO_SHORT:
                yield Needle(text=words, kind=contact.kind, words=False)
    for handle in handles(documents):
        bare = handle.lstrip("@＠/").removeprefix("u/").partition("@")[0]
        if len(handle) > TOO_SHORT:
            yield Needle(text=handle, kind="handle")
        if len(bare) > TOO_SHORT and OWN.fullmatch(bare):
            yield Needle(text=bare, kind="handle")


def _people(picture: Picture) -> Iterator[Needle]:
    for kind, names in collectors(picture).items():
        for name in names:
            if len(name) >= TOO_SHORT:
                yield Needle(text=name, kind=f"name of a {kind}")


def _ids(picture: Picture, published: Published) -> Iterator[Needle]:
    """Digests by which a guess could be tested: of originals, of texts, of everything inside."""
    documents = published.picture.documents
    open_ = {d.original for d in documents} | {d.text_sha256 for d in documents}
    for document in picture.documents:
        for digest in (document.original, document.text_sha256, document.id, document.receipt):
            if digest not in open_:
                yield Needle(text=digest, kind="digest", words=False)
    for things in (picture.entities, picture.mentions, picture.incidents, picture.origins):
        for thing in things:
            yield Needle(text=thing.id, kind="digest")


def _files(documents: Iterable[Document], published: Published) -> Iterator[Needle]:
    cited = {d.name for d in published.picture.documents}
    known = joined(published.released)
    for document in documents:
        for name in {document.name, document.name.partition("/")[0]} - cited:
            if len(name) > TOO_SHORT and not within(name, known):
                yield Needle(text=name, kind=FILE)


def _things(picture: Picture, published: Published, profile: Profile) -> Iterator[Needle]:
    """Names of facilities and places, of which the profile lets none out."""
    inside = {k for k in ("facility", "place") if "name" not in profile.claims.get(k, ())}
    known = joined((*published.released, *_countries(picture)))
    for entity in picture.entities if profile.words == "none" else ():
        for name in sorted({entity.name, *entity.names}) if entity.kind in inside else ():
            if _is_name(name) and not within(name, known):
                yield Needle(text=name, kind=f"name of a {entity.kind}")


def _countries(picture: Picture) -> set[str]:
    """Name the countries of a case, which tell nothing: every profile may name them."""
    codes = {e.country for e in picture.entities}
    return {land.name for land in map(country, codes) if land}


def _is_name(name: str) -> bool:
    return telling_name(name) or len(folded(name)) > 1


def _sources(
    documents: Iterable[Document], published: Published, profile: Profile
) -> Iterator[Needle]:
    """Addresses of sources that are not cited; also what they are called, where no words leave."""
    documents = tuple(documents)
    open_ = [d.described for d in documents if d.id in published.cited]
    cited = {t for told in open_ for t in (told.title, told.publisher, told.url) if t}
    known = joined((*published.released, *cited))
    for told in (d.described for d in documents if d.id not in published.cited):
        if told.url and told.url not in cited and "url" not in profile.fields["document"]:
            yield Needle(text=told.url, kind="address of a source", words=False)
        for name in (told.title, told.publisher) if profile.words == "none" else ():
            if name and _is_name(name) and not within(name, known):
                yield Needle(text=name, kind="name of a source")
