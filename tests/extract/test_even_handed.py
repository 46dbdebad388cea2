"""Nobody's name changes anything: two parties swap their names, and all else stays as it was."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.extract.findings import extract
from tests.extract.texts import texts

from solferino.codec import encode
from solferino.model import Extraction

HERE = Path(__file__).parent
MISSES = {
    (miss["text"], miss["swap"]): miss["why"]
    for miss in tomllib.loads((HERE / "uneven.toml").read_text("utf-8")).get("miss", [])
}


@dataclass(frozen=True)
class Swap:
    """Two dresses of one text: in the second the parties have each other's names.

    `names` are the names of the parties in the texts of this project, with what stands for them
    in either dress; a text is dressed when it has one of `parties`. `same` are further pairs by
    which what comes out speaks of the two: canonical names and country codes.
    """

    name: str
    names: tuple[tuple[str, str, str], ...]
    parties: tuple[str, ...]
    same: tuple[tuple[str, str], ...] = ()

    def dress(self, text: str, which: int) -> str:
        """Give the text in its first (0) or second (1) dress."""
        return _replaced(text, {own: dressed[which] for own, *dressed in self.names})

    def back(self, text: str) -> str:
        """Write what came out of the second dress as it would come out of the first."""
        pairs = {(one, other) for _, one, other in self.names} | set(self.same)
        return _replaced(text, {b: a for a, b in pairs} | dict(pairs))


def _replaced(text: str, names: Mapping[str, str]) -> str:
    """Replace whole words, all at once, the longest first."""
    longest = sorted(names, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in longest)
    return re.sub(rf"\b(?:{pattern})\b", lambda found: names[found[0]], text)


def armies(name: str, one: str, other: str, *same: tuple[str, str]) -> Swap:
    """Let two countries' forces take the parts of all parties, in both directions."""
    return Swap(
        name=name,
        names=(
            ("Tavrosk", one, other),
            ("River Brigades", f"{other} forces", f"{one} forces"),
            ("Marenthian", one, other),
        ),
        parties=("Tavrosk", "River Brigades", "Marenthian"),
        same=((one, other), *same),
    )


def movements(name: str, one: str, other: str, *same: tuple[str, str]) -> Swap:
    """Let two movements take the parts of all parties, in both directions."""
    places = (
        "The Tavrosk army",
        "the Tavrosk army",
        "The Marenthian army",
        "the Marenthian army",
    )
    others = (
        "The River Brigades",
        "the River Brigades",
        "The Dawn Movement",
        "the Dawn Movement",
        "The Upland Front",
        "the Upland Front",
        "Upland Front",
        "The Front",
        "the Front",
    )
    return Swap(
        name=name,
        names=(*((n, one, other) for n in places), *((n, other, one) for n in others)),
        parties=("Tavrosk", "Marenthian", "River Brigades", "Dawn Movement", "Upland Front"),
        same=((one, other), *same),
    )


SWAPS = (
    armies(
        "Russian and Ukrainian",
        "Russian",
        "Ukrainian",
        ("Russian Armed Forces", "Armed Forces of Ukraine"),
        ("RU", "UA"),
    ),
    armies(
        "Israeli and Syrian",
        "Israeli",
        "Syrian",
        ("Israel Defense Forces", "Syrian Armed Forces"),
        ("IL", "SY"),
    ),
    armies("Norvish and Belmaran", "Norvish", "Belmaran"),
    movements("Hezbollah and Hamas", "Hezbollah", "Hamas", ("LB", "PS")),
    Swap(
        name="army and front",
        names=(
            ("Marenthian army", "Marenthian army", "Upland Front"),
            ("Upland Front", "Upland Front", "Marenthian army"),
            ("the Front", "the Front", "the army"),
            ("The Front", "The Front", "The army"),
            ("the army", "the army", "the Front"),
            ("The army", "The army", "The Front"),
            # Neither a newspaper's name nor a kind of truck is the name of a party.
            ("Upland Front Press", "Upland Front Press", "Upland Front Press"),
            ("The army trucks", "The army trucks", "The army trucks"),
        ),
        parties=("Marenthian army", "Upland Front"),
        # A value may hold the short name without its article.
        same=(
            ('actor":"Front', 'actor":"army'),
            ('request":"Front', 'request":"army'),
            ('affiliation","value":"Front', 'affiliation","value":"army'),
            ('value":"Front\'s', 'value":"army\'s'),
        ),
    ),
)


def params() -> Iterable[Any]:
    for name, (text, _) in texts().items():
        for swap in SWAPS:
            if any(party in text for party in swap.parties):
                why = MISSES.get((name, swap.name))
                marks = (
                    [pytest.mark.xfail(reason=why, strict=True, raises=pytest.fail.Exception)]
                    if why
                    else []
                )
                yield pytest.param(name, swap, id=f"{name} - {swap.name}", marks=marks)


def plain(found: Extraction, back: Callable[[str], str] = str) -> Counter[str]:
    """Write all that came out without places in the text, ids and articles, names led back."""
    told = {c.id: back(f"{c.kind} {encode(c.value).decode()}") for c in found.claims}
    lines = [f"claim {line}" for line in told.values()]
    for s in found.statements:
        chain = " via ".join(f"{v.name} ({v.kind})" for v in s.voice)
        lines.append(back(f"statement {s.act} {s.polarity} {s.modality} [{chain}] {s.span.text}"))
    for account in found.accounts:
        inside = sorted(told[c] for c in account.claims)
        leading = [told.get(c or "") for c in (account.facility, account.place, account.time)]
        lines.append(f"account {account.role} {leading} {inside}")
    lines += [back(f"mention {m.kind} {m.name} {m.country}") for m in found.mentions]
    return Counter(re.sub(r"\b([Aa])n? ", "", line) for line in lines)


@pytest.mark.parametrize(("name", "swap"), list(params()))
def test_two_parties_may_swap_their_names(name: str, swap: Swap) -> None:
    text, published = texts()[name]
    first = plain(extract(swap.dress(text, 0), published))
    second = plain(extract(swap.dress(text, 1), published), swap.back)
    only = [f"  only in the first dress: {line}" for line in first - second]
    only += [f"  only in the second dress: {line}" for line in second - first]
    if only:
        pytest.fail(f"{name}, {swap.name}:\n" + "\n".join(sorted(only)), pytrace=False)


def test_every_miss_that_is_listed_is_tested() -> None:
    tested = {(p.values[0], p.values[1].name) for p in params()}
    assert set(MISSES) <= tested


def test_the_swap_is_its_own_inverse() -> None:
    for swap in SWAPS:
        for text, _ in texts().values():
            dressed = swap.dress(text, 0)
            assert swap.back(swap.back(dressed)) == dressed
