"""Who sits at the desk and how they like it: kept in cookies of this machine, asked once."""

from collections.abc import Mapping
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from solferino.codec import value

TONGUE, BY, BLUR, KEYS = (f"solferino-{name}" for name in ("tongue", "by", "blur", "keys"))
YEAR = 365 * 24 * 60 * 60
LONGEST = 80  # characters of a name


@value
class Sitting:
    """A person at the desk: language (ISO 639-1), name, whether passages are blurred, keys.

    `keys` are pairs of a deed and the key chosen for it, where it is not the desk's own.
    """

    tongue: str = "en"
    by: str = ""
    blur: bool = False
    keys: tuple[tuple[str, str], ...] = ()


def sitting(request: Request) -> Sitting:
    """Read the cookies; what is not there or not understood is as on the first day."""
    told = {name: unquote(content) for name, content in request.cookies.items()}
    pairs = (pair.partition("=") for pair in told.get(KEYS, "").split("&"))
    return Sitting(
        tongue=told.get(TONGUE, "en"),
        by=cleaned(told.get(BY, "")),
        blur=told.get(BLUR) == "yes",
        keys=tuple((deed, key) for deed, _, key in pairs if deed and key),
    )


def remember(answer: Response, **told: str) -> None:
    """Put what is told (by the names of the cookies above) into cookies that no script reads."""
    for name, content in told.items():
        answer.set_cookie(
            f"solferino-{name}", quote(content, safe=""), YEAR, httponly=True, samesite="strict"
        )


def decider(request: Request, form: Mapping[str, str]) -> str:
    """Say who decides: the name that a form gives, else that of the sitting; "" where none is."""
    return cleaned(form.get("by", "")) or sitting(request).by


def cleaned(name: str) -> str:
    """Make one line of a name: no control characters, no outer spaces, not overlong."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:LONGEST]


def way_back(address: str) -> str:
    """Take an address of this desk to return to; anything else is the first page."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() and "\\" not in address else "/"
