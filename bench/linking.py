"""How linking grows: made-up accounts of many incidents, linked at three sizes, purity scored.

`python -m bench.linking [CLAIMS ...]` makes a case of about so many claims (10,000, 100,000 and
1,000,000 where no number is given) as extraction would leave them, and links it. Made are towns
with hospitals; strikes on them over three years; accounts of each strike by several documents,
which name the facility or describe it or leave it out, tell the day, the day after, a month or no
day, figures that differ, and the name of somebody hurt; now and then a hospital with hundreds of
accounts of one strike, and one capital with a fifth of all strikes. Everything is drawn from the
digest of a number, so each run makes the same case. An account has about twelve claims.

Timed is linking after extraction: from accounts and their words to groups, in seconds of the
processor. Purity is scored beside the time: B-cubed against the strikes that the accounts were made
from. An account that fits two strikes is rightly left alone, so recall stays below one.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from solferino.codec import sha256, value
from solferino.incidents.link import linkage, sights_of
from solferino.incidents.wording import wording
from solferino.measure.score import b_cubed
from solferino.model import (
    CasualtyValue,
    Directory,
    FacilityValue,
    PlaceValue,
    Telling,
    TimeValue,
    ToldHarm,
)
from solferino.model.terms import Weapon

SIZES = (10_000, 100_000, 1_000_000)
CLAIMS = 12  # of an account: facility, place, day, event, weapon, figures, blame, effects
START = date(2031, 1, 1)
DAYS = 1_100
STRIKES_OF_A_HOSPITAL = 6
ACCOUNTS = (1, 1, 1, 2, 2, 3, 3, 4, 5, 8)  # of a strike
HOT = 400  # accounts of the hot hospital's strikes, each
CAPITAL = 5  # one town of so many is the capital
WEAPONS: tuple[Weapon, ...] = ("airstrike", "missile", "rocket", "shelling", "gunfire", "drone")
SOUNDS = (
    "ba",
    "ren",
    "to",
    "vil",
    "ska",
    "mor",
    "dun",
    "le",
    "har",
    "quo",
    "zin",
    "pel",
    "os",
    "ty",
)


@value
class Made:
    """An account, its words and day of publication, and the strike that it was made from."""

    telling: Telling
    words: tuple[str, int]
    strike: str


def drawn(*key: object) -> int:
    """Draw a number from the digest of a key."""
    return int(sha256(repr(key).encode())[:12], 16)


def named(*key: object) -> str:
    """Make up a name."""
    seed, word = drawn("name", *key), ""
    for _ in range(3 + seed % 2):
        seed, sound = divmod(seed, len(SOUNDS))
        word += SOUNDS[sound]
    return word.title()


def made(claims: int) -> Iterator[Made]:
    """Make accounts of about so many claims in all."""
    wanted, strike = claims // CLAIMS, 0
    told = 0
    while told < wanted:
        hot = strike % 2_000 == 7
        number = HOT if hot else ACCOUNTS[drawn("accounts", strike) % len(ACCOUNTS)]
        for n in range(min(number, wanted - told)):
            yield _account(strike, n)
            told += 1
        strike += 1


def _account(strike: int, n: int) -> Made:
    hospital = strike // STRIKES_OF_A_HOSPITAL
    town = "Korvantis" if hospital % CAPITAL == 0 else named("town", hospital // 3)
    day = START + timedelta(days=drawn("day", strike) % DAYS)
    chance = drawn("account", strike, n)
    how, dated, toll = chance % 10, chance // 10 % 10, chance // 100 % 4
    facility = f"{named('hospital', hospital, 1)} {named('hospital', hospital, 2)} Hospital"
    victim = f"{named('first', strike)} {named('last', strike)}"
    dead, home = 1 + drawn("dead", strike) % 30, named("home", strike)
    weapon = WEAPONS[drawn("weapon", strike) % len(WEAPONS)]
    account = sha256(f"{strike} {n}".encode())[:16]
    words = f"In {town} a strike hit. Among the dead was {victim}, {20 + dead}, of {home}."
    return Made(
        telling=Telling(
            account=account,
            document=sha256(f"document {strike} {n}".encode())[:16],
            role="main" if chance // 1000 % 8 else "secondary",
            facility=_facility(facility, how),
            facility_alt=(),
            place=PlaceValue(name=town, country="XA"),
            time=_time(day, dated),
            event_types=("heavy_weapons",),
            weapons=(weapon,),
            effects=(),
            casualties=tuple(_dead(number) for number in {dead, dead + toll // 3}),
            responsibility=(),
            claims=(),
        ),
        words=(words if chance // 10_000 % 2 else "", day.toordinal() + 1),
        strike=str(strike),
    )


def _facility(name: str, how: int) -> FacilityValue | None:
    """Name the facility in most accounts; describe it, or leave it out, in some."""
    if how == 0:
        return None
    return FacilityValue(
        name="the hospital" if how == 1 else name, role="attacked", type="hospital"
    )


def _time(day: date, how: int) -> TimeValue | None:
    """Tell the day in most accounts; the day after, a month or nothing in some."""
    if how == 0:
        return None
    first, last = day, day
    if how == 1:
        first, last = day.replace(day=1), day.replace(day=28)
        first, last = min(first, day), max(last, day)
    if how == 2:
        first = last = day + timedelta(days=1)
    return TimeValue(
        earliest=first.isoformat(), latest=last.isoformat(), edtf=None, basis="explicit"
    )


def _dead(number: int) -> ToldHarm:
    figure = CasualtyValue(kind="killed", group="total", min=number, max=number, qualifier="exact")
    return ToldHarm(figure=figure, said_by=None, claim=f"killed {number}")


def linking(claims: int) -> str:
    """Link a made case, and tell as a line of a table."""
    case = list(made(claims))
    nobody = Directory([], [])
    before = time.process_time()
    words = {m.telling.account: wording([m.words[0]], said=m.words[1]) for m in case}
    found = linkage(sights_of([m.telling for m in case], nobody, words))
    seconds = time.process_time() - before
    group = {account: str(n) for n, some in enumerate(found.groups) for account in some}
    precision, recall, f1 = b_cubed([(m.strike, group[m.telling.account]) for m in case])
    largest = Counter(group.values()).most_common(1)[0][1]
    return (
        f"  {claims:9,} claims {len(case):7,} accounts {seconds:7.2f} s"
        f" {1e6 * seconds / len(case):6.0f} µs/account {len(found.found) / len(case):6.1f} pairs"
        f"   B3 {f1:.3f} (P {precision:.3f} R {recall:.3f})   largest group {largest}"
    )


def main(arguments: list[str]) -> None:
    for claims in map(int, arguments or SIZES):
        print(linking(int(claims)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
