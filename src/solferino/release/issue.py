"""One publication from beginning to end: what leaves, in all its forms, searched for leaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from importlib.resources import files as resources

from solferino.codec import digest, value
from solferino.model import Clearances, Printed, Release
from solferino.ports import Exporter, Picture
from solferino.publish import phrase
from solferino.publish.dossier import Dossier, Edition
from solferino.release.brief import brief
from solferino.release.exhibits import Exhibit, Files, exhibits, taken_back
from solferino.release.folder import exported, refuse_leaks
from solferino.release.history import printed
from solferino.release.key import Key
from solferino.release.letter import SUMS, letters, sums
from solferino.release.needles import allowed, codes, needles, telling
from solferino.release.numbering import Numbering, number
from solferino.release.opening import layers
from solferino.release.page import render
from solferino.release.profile import Profile
from solferino.release.published import Published, publish
from solferino.release.selection import Chosen
from solferino.release.sheet import APART, Sheet, Telling, sheet, with_exhibits
from solferino.release.spoken import tongues

DOSSIER, EXHIBITS, DOCX = "dossier", "exhibits", "docx"


@value
class Setting:
    """What is known of the occasion: when, whether the case is fiction, and the forms' writers.

    `by` publishes, `why` there is a new release; `address` is where objections go. `files` are
    those of the case, of which pictures are drawn that somebody let out. `chosen` are incidents (by
    id) of which alone anything leaves, `called` what that selection is called: a series of its own.
    """

    at: str
    practice: bool
    exporters: tuple[Exporter, ...]
    by: str = ""
    why: str = ""
    address: str = ""
    files: Files = Files()
    chosen: Chosen = None
    called: str = ""


@value
class Issue:
    """A publication that may be written: what leaves, its release, and every file."""

    published: Published
    release: Release
    fresh: bool
    files: Mapping[str, bytes]


def issue(
    picture: Picture,
    profile: Profile,
    decided: tuple[Clearances, Sequence[Release]],
    secret: bytes,
    setting: Setting,
) -> Issue:
    """Make every file of a release; `LeakError` where anything in them must stay inside.

    `decided` are the clearances and all earlier releases of the case, in the order in which they
    came. Where nothing differs from the last release of the series, it is that release again, with
    its number and day, to the same bytes; else the next.
    """
    clearances, entered = decided
    releases = [r for r in entered if r.retracts is None]  # what is out cannot be taken back
    published = publish(picture, profile, clearances, secret, setting.chosen)
    told = [i for i in picture.incidents if i.id in published.incidents]
    series = series_of(profile, setting.called)
    numbering = number(told, releases, series)
    numbers = {published.incidents[i]: n for i, n in numbering.numbers.items()}
    out = replace(published.picture, numbers=tuple(sorted(numbers.items())))
    taken = taken_back(setting.files, clearances)
    published = replace(published, picture=out, withheld=(*published.withheld, *taken))
    shown = _shown(published, profile, clearances, Key(secret), setting)
    accounts = {published.incidents[i.id]: i.accounts for i in told}
    before = [r for r in releases if r.series == series]
    content = digest([profile, setting.address, out, numbering, _seen(shown), len(taken)])
    release = _release(series, before, printed(out, numbers, accounts), setting, content)
    again = next((r for r in before[-1:] if r.content == release.content), None)
    release, earlier = (again, before[:-1]) if again else (release, before)
    setting = replace(setting, at=release.at)
    pages = _dossier(out, profile, setting)
    keyed = (profile, Key(secret))
    page = sheet(published, release, earlier, keyed, _telling(pages), practice=setting.practice)
    files = _files(out, profile, setting, pages) | {e.file: e.data for e in shown}
    files = _with_letters(files, with_exhibits(page, shown), profile, numbering)
    fixed = (_fixed(picture, profile, setting), _vocabulary(files))
    sought = telling(needles(picture, published, profile), *fixed)
    refuse_leaks(files, sought, allowed(published), setting.address)
    return Issue(published=published, release=release, fresh=again is None, files=files)


def _shown(
    published: Published, profile: Profile, clearances: Clearances, key: Key, setting: Setting
) -> tuple[Exhibit, ...]:
    if EXHIBITS not in profile.forms:
        return ()
    return exhibits(setting.files, published, clearances, key)


def _seen(shown: Sequence[Exhibit]) -> list[tuple[str, str]]:
    return [(e.digest, e.rights) for e in shown]


def _telling(pages: Dossier) -> Telling:
    """Give what the pages tell of an incident, or of what is in none, for the one file."""
    return lambda of, code: pages.apart(code) if of == APART else pages.within(of, code)


def _with_letters(
    files: Mapping[str, bytes], page: Sheet, profile: Profile, numbering: Numbering
) -> dict[str, bytes]:
    """Put beside the files of a release its page, the letter and the sums of all of them."""
    held = {**files, **_rendered(page, profile, numbering)}
    held |= letters(page, profile, held)
    return {**held, SUMS: sums(held)}


def _rendered(page: Sheet, profile: Profile, numbering: Numbering) -> dict[str, bytes]:
    files = {}
    for tongue in tongues():
        name = "release" if tongue == "en" else f"release.{tongue}"
        files[f"{name}.html"] = render(page, profile, numbering, tongue)
        if DOCX in profile.forms:
            says = profile.says.get(tongue, profile.says["en"])
            files[f"{name}.docx"] = brief(page, says, tongues()[tongue])
    return files


def series_of(profile: Profile, called: str = "") -> str:
    """Name a series of releases: by its profile, and by what a selection of incidents is called."""
    return f"{profile.name}: {called}" if called else profile.name


def _release(
    series: str,
    before: Sequence[Release],
    incidents: tuple[Printed, ...],
    setting: Setting,
    content: str,
) -> Release:
    return Release(
        series=series,
        number=len(before) + 1,
        at=setting.at,
        content=content,
        address=setting.address,
        incidents=incidents,
        by=setting.by,
        why=setting.why,
    )


def _files(
    picture: Picture, profile: Profile, setting: Setting, pages: Dossier
) -> dict[str, bytes]:
    files = exported(picture, profile.forms, setting.exporters)
    if DOSSIER in profile.forms:
        files |= {f"{DOSSIER}/{name}": pages.page(name) for name in pages.names}
    return files


def _fixed(picture: Picture, profile: Profile, setting: Setting) -> bytes:
    """Give all that would leave if a case held nothing: headers and explanations of our own.

    Codes in English are left out: names may be made of such words, and a value brings those it has.
    """
    lists = {f.name: () for f in fields(Picture) if isinstance(getattr(picture, f.name), tuple)}
    named = replace(picture, name="", created="", extent=None, profile=profile.name)
    bare = replace(named, **lists)  # type: ignore[arg-type]  # all of them are tuples
    pages = _dossier(bare, profile, setting)
    files = _files(bare, profile, setting, pages).values()
    own = [resources(f"solferino.{room}") / "templates" for room in ("publish", "release")]
    own += [resources("solferino.release") / "catalogue" / t for t in tongues()]
    own += [resources("solferino.publish") / "words" / t for t in tongues()]
    english = resources("solferino.publish") / "words" / "en" / "codes.toml"
    ours = (f.read_bytes() for folder in own for f in folder.iterdir() if f != english)
    opened = (inner for data in (*files, *ours) for _, inner in layers(data))
    return b"\n".join(opened)


def _vocabulary(names: Iterable[str]) -> bytes:
    """Give words that may leave by any value: codes, columns and labels, and names of our files."""
    rooms = (resources(f"solferino.publish{room}") for room in ("", ".exchange"))
    tables = (f.read_text("utf-8") for r in rooms for f in r.iterdir() if f.name.endswith(".toml"))
    return "\n".join((*codes(), *phrase.codes().values(), *tables, *names)).encode()


def _dossier(picture: Picture, profile: Profile, setting: Setting) -> Dossier:
    internal = profile.audience == "internal"
    edition = Edition(
        profile=profile.name,
        reviewed=profile.public,
        held=internal,
        silent=profile.silent,
        wordless=profile.words == "none",
        tells=None if internal else frozenset(profile.claims),
        exported="json" in profile.forms,
        fields=None if internal else profile.fields,
    )
    return Dossier(picture, setting.at, practice=setting.practice, edition=edition)


def forms_missing(profile: Profile, exporters: Iterable[Exporter]) -> tuple[str, ...]:
    """Name the forms of a profile that nothing here writes."""
    known = {e.name for e in exporters} | {DOSSIER, EXHIBITS, DOCX}
    return tuple(form for form in profile.forms if form not in known)
