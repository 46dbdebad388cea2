"""Which rules a case rests on: it fails when one of them is switched off.

`python -m tests.extract.switches` prints, for each case that names no rule, the rules without which
it fails; with words of titles behind it only those cases. Write down the one that the case is for.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.extract.findings import extract, faults, findings
from tests.extract.prose import Case, read_cases

from solferino.extract.rulebook import rulebook
from solferino.extract.voice.learned import LEARNED

FOLDER = Path(__file__).with_name("cases")


def fails(case: Case, *without: str) -> bool:
    """Whether a case fails when some rules are switched off.

    The trained models are a second pair of ears, which may hear what a rule no longer does: they
    are switched off with any other rule, so that only the rule stands between. A case also rests on
    a rule without which it fails although they hear: on one that corrects what they hear.
    """
    switched = (frozenset((*without, *models)) for models in ((LEARNED,), ()))
    found = (
        extract(case.text, case.published, off, case.address, case.publisher) for off in switched
    )
    return any(any(faults(case.wanted, case.unwanted, findings(one))) for one in found)


def resting_on(case: Case) -> Iterator[str]:
    """Give the rules without which a case fails, the named ones before the lexicons' words."""
    told = case.text, case.published
    plain = extract(*told, address=case.address, publisher=case.publisher)
    for rule in rulebook("en"):
        if extract(*told, frozenset([rule]), case.address, case.publisher) != plain and fails(
            case, rule
        ):
            yield rule


def main() -> None:
    """Print the rules of the cases that name none, or of those asked for."""
    asked = sys.argv[1:]
    for case in read_cases(FOLDER):
        chosen = any(word in case.name for word in asked) if asked else not case.rules
        if chosen and not case.misses:
            rules = ", ".join(resting_on(case)) or "none"
            sys.stdout.write(f"{case.file}.md:{case.line}: {case.title}\n    {rules}\n")


if __name__ == "__main__":
    main()
