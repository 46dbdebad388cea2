"""The letter that lies on top of a release, and the sums by which its files can be checked."""

import textwrap
from collections.abc import Iterator, Mapping

from solferino.codec import sha256
from solferino.publish.catalogue import Tongue
from solferino.release.profile import Profile
from solferino.release.sheet import Sheet
from solferino.release.spoken import tongues

SUMS = "SHA256SUMS"
WIDTH = 78  # columns of the letter
OWN = "en"
INDENT = "  "


def sums(files: Mapping[str, bytes]) -> bytes:
    """List the SHA-256 of every file, as `sha256sum -c` and `shasum -a 256 -c` read it."""
    return "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())).encode()


def letters(page: Sheet, profile: Profile, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Write the letter in every language of the catalogue; `files` are those that it goes with."""
    return {
        "README.txt" if code == OWN else f"README.{code}.txt": _letter(page, profile, files, tongue)
        for code, tongue in tongues().items()
    }


def _letter(page: Sheet, profile: Profile, files: Mapping[str, bytes], tongue: Tongue) -> bytes:
    lines = [line for part in _parts(page, profile, files, tongue) for line in (*part, "")]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _parts(
    page: Sheet, profile: Profile, files: Mapping[str, bytes], tongue: Tongue
) -> Iterator[list[str]]:
    """Tell what this is, what lies here, how to check it, and what it does not show."""
    say, internal = tongue.say, page.internal
    yield [page.title(tongue)]
    if page.practice:
        yield [say("practice")]
    yield _wrapped(profile.says.get(tongue.code, profile.says[OWN]))
    yield list(_facts(page, tongue, internal=internal))
    yield [say("letter.here"), *_listed(files, tongue)]
    yield [say("letter.check"), *_numbered(_checks(page, files, tongue))]
    yield [say("letter.limits"), *_wrapped(say("letter.limits_told"))]
    if not internal:
        yield [say("letter.cite"), *_wrapped(say("letter.cite_told"))]


def _facts(page: Sheet, tongue: Tongue, *, internal: bool) -> Iterator[str]:
    say = tongue.say
    held = f"{say('incidents', n=len(page.incidents))} · {say('quoted', n=page.count)}"
    told = [("published", page.at), ("holds", held)]
    if not internal:
        told += [
            ("why", page.why or say("no_reason")),
            ("objections", page.address or say("no_address")),
            ("root", page.root),
        ]
    for name, content in told:
        yield f"{say(name)}: {content}"


def _listed(files: Mapping[str, bytes], tongue: Tongue) -> Iterator[str]:
    """Name what lies in the folder, each with a line of what it is."""
    tops = sorted({first + rest[:1] for first, rest in map(_parted, files)})
    for name in (*sorted(tops, key=lambda n: _kind(n) != "page"), SUMS):
        key = f"letter.file.{_kind(name)}"
        yield INDENT + name
        if tongue.has(key):
            yield from _wrapped(tongue.say(key), INDENT * 3)


def _parted(name: str) -> tuple[str, str]:
    first, between, _ = name.partition("/")
    return first, between


def _kind(name: str) -> str:
    """Tell what a file is: release, pages, word, or the form that it is written in."""
    if name.endswith("/"):
        return name.removesuffix("/")
    first, last = name.partition(".")[0], name.rpartition(".")[2]
    if first in ("case-csv", "case-ssa", "case-shcc"):
        return first.removeprefix("case-")
    return "page" if (first, last) == ("release", "html") else last


def _checks(page: Sheet, files: Mapping[str, bytes], tongue: Tongue) -> Iterator[str]:
    say = tongue.say
    yield say("letter.sums")
    yield say("letter.another_way")
    if "release.html" in files:
        yield say("letter.itself", n=page.count)


def _numbered(texts: Iterator[str]) -> Iterator[str]:
    for number, text in enumerate(texts, start=1):
        first, *rest = _wrapped(text, INDENT * 2)
        yield f"{number}. {first.strip()}"
        yield from rest


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Break a text into lines; commands in it stand on lines of their own."""
    return [
        line
        for piece in text.splitlines()
        for line in textwrap.wrap(
            piece,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]
