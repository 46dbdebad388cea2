"""Whether two web addresses are one: the form in which they are compared."""

import re
from contextlib import suppress
from urllib.parse import SplitResult, quote, unquote, urlsplit

# Parameters that tell where a reader came from, and never what is shown. Source: the lists that
# browsers and crawlers strip (Brave, Firefox, Wayback Machine).
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref_src|ref_url|cmpid",
    re.IGNORECASE,
)
WEB = ("http", "https")
PORTS = {80, 443, None}
ROUTE = ("!", "/")  # so begins a fragment that names a page of its own
BYTES = "surrogateescape"  # what is not UTF-8 stays the bytes that it is
SAFE = "/:@!$&'()*+,;=~-._?"


def comparable(url: str) -> str:
    """Write a web address so that equal strings are one address; others come back trimmed.

    Dropped are what differs between links to one page: `http` or `https`, `www.`, letters' case
    in the host, the usual port, a slash at the end, the fragment, and parameters that only
    track (`utm_source`). What may select another page stays, parameters in their order included.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:
        return url
    if parts.scheme.lower() not in WEB or not host:
        return url
    query = "&".join(
        _quoted(pair)
        for pair in parts.query.split("&")
        if pair and not TRACKING.fullmatch(pair.partition("=")[0])
    )
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(ROUTE) else ""
    path = _quoted(parts.path).rstrip("/")
    return f"https://{host}{path}{'?' if query else ''}{query}{fragment}"


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".").removeprefix("www.")
    with suppress(UnicodeError):  # it is compared as it stands
        name = name.encode("idna").decode()
    return name if parts.port in PORTS else f"{name}:{parts.port}"


def _quoted(part: str) -> str:
    """Write percent signs one way: letters that need none have none."""
    pieces = re.split(r"(%(?:2[36f]|3[bdf]|25|40)|[+])", part, flags=re.IGNORECASE)
    return "".join(
        piece.upper() if i % 2 else quote(unquote(piece, errors=BYTES), safe=SAFE, errors=BYTES)
        for i, piece in enumerate(pieces)
    )
