"""One publication from beginning to end: what leaves, in all its forms, searched for leaks."""

from collections.abc import Iterable
from dataclasses import fields, replace
from importlib.resources import files as resources

from solferino.codec import value
from solferino.model import Clearances
from solferino.ports import Exporter, Picture
from solferino.publish.dossier import BANNER, Dossier
from solferino.release.folder import exported, refuse_leaks
from solferino.release.leaks import layers
from solferino.release.needles import allowed, needles, telling
from solferino.release.profile import Profile
from solferino.release.published import Published, publish

DOSSIER = "dossier"


@value
class Setting:
    """What is known of the occasion: when, whether the case is fiction, and the forms' writers."""

    at: str
    practice: bool
    exporters: tuple[Exporter, ...]


def files_of(
    picture: Picture, profile: Profile, clearances: Clearances, secret: bytes, setting: Setting
) -> tuple[Published, dict[str, bytes]]:
    """Make every file of a publication; `LeakError` where anything in them must stay inside."""
    published = publish(picture, profile, clearances, secret)
    files = _files(published.picture, profile, setting)
    sought = needles(picture, published, profile)
    refuse_leaks(files, telling(sought, _fixed(picture, profile, setting)), allowed(published))
    return published, files


def _files(picture: Picture, profile: Profile, setting: Setting) -> dict[str, bytes]:
    files = exported(picture, profile.forms, setting.exporters)
    return files | _dossier(picture, profile, setting) if DOSSIER in profile.forms else files


def _fixed(picture: Picture, profile: Profile, setting: Setting) -> bytes:
    """Give all that would leave if a case held nothing: headers and explanations of our own."""
    lists = {f.name: () for f in fields(Picture) if isinstance(getattr(picture, f.name), tuple)}
    named = replace(picture, name="", created="", extent=None, profile=profile.name)
    bare = replace(named, **lists)  # type: ignore[arg-type]  # all of them are tuples
    files = _files(bare, profile, setting).values()
    templates = (f.read_bytes() for f in (resources("solferino.publish") / "templates").iterdir())
    opened = (inner for data in (*files, *templates) for _, inner in layers(data))
    return b"\n".join(opened)


def _dossier(picture: Picture, profile: Profile, setting: Setting) -> dict[str, bytes]:
    notice = BANNER if not profile.public else f"profile {profile.name}: reviewed values only"
    pages = Dossier(
        picture, setting.at, practice=setting.practice, notice=notice, reviewed=profile.public
    )
    return {f"{DOSSIER}/{name}": pages.page(name) for name in pages.names}


def forms_missing(profile: Profile, exporters: Iterable[Exporter]) -> tuple[str, ...]:
    """Name the forms of a profile that nothing here writes."""
    known = {e.name for e in exporters} | {DOSSIER}
    return tuple(form for form in profile.forms if form not in known)
