"""The page of a release written as HTML, with the script by which it checks itself."""

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from solferino.publish.catalogue import Tongue
from solferino.publish.shown import in_css, straight
from solferino.release.numbering import Numbering
from solferino.release.profile import Profile
from solferino.release.sheet import Sheet
from solferino.release.spoken import fact, graded, reason, titled, tongues


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
        "title": page.title(speech),
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
