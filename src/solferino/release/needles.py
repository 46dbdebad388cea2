"""What must be in no byte that leaves: the list for the leak test, made from the whole case."""

from collections.abc import Iterable, Iterator

from solferino.model import Document
from solferino.ports import Picture
from solferino.redact import contacts
from solferino.release.leaks import Needle
from solferino.release.people import ALONE, is_sure
from solferino.release.phrases import keys_of
from solferino.release.profile import Profile
from solferino.release.published import Published
from solferino.release.roster import collectors
from solferino.text.fold import fold
from solferino.text.segment import bare_words

TOO_SHORT = 3  # characters: shorter texts come by chance


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
        *(Needle(text=text, kind="value that nobody released") for text in published.unreleased),
    ]
    return tuple(sorted(set(found), key=lambda n: (n.kind, n.text, n.words)))


def telling(found: Iterable[Needle], fixed: bytes) -> tuple[Needle, ...]:
    """Leave out single words that stand in what every publication holds: they tell nothing."""
    known = {fold(w) for w in bare_words(fixed.decode("utf-8", "replace"))}
    return tuple(n for n in found if not n.words or fold(n.text) not in known)


def allowed(published: Published) -> tuple[str, ...]:
    """Give names that may stand although a withheld name is a part of them."""
    return published.roster.named


def _names(published: Published) -> Iterator[Needle]:
    things = {key for name in published.roster.named for key in keys_of(name)}
    for person in published.roster.roll.people:
        for name in person.names:
            if len(name) >= TOO_SHORT:
                yield Needle(text=name, kind="name of a person")
            bare = keys_of(name)
            family = bare[-1] if len(bare) > 1 else ""
            if len(family) > ALONE and is_sure(family) and family not in things:
                yield Needle(text=bare[-1], kind="name of a person")


def _contacts(documents: Iterable[Document]) -> Iterator[Needle]:
    for document in documents:
        for contact in contacts(document.text):
            words = document.text[contact.start : contact.end]
            if len(words) > TOO_SHORT:
                yield Needle(text=words, kind=contact.kind, words=False)
        for part in document.parts:
            if part.handle and len(part.handle) > TOO_SHORT:
                yield Needle(text=part.handle, kind="handle")


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
    for document in documents:
        for name in {document.name, document.name.partition("/")[0]} - cited:
            if len(name) > TOO_SHORT:
                yield Needle(text=name, kind="name of a file")
