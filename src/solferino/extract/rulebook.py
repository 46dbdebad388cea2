"""The rules of a language's engine by name, each with its meaning, so that one can do without any.

A rule makes something (a statement, a claim, a name) or forbids it (an age is no count). Its id
is `group/name`. Those that the code follows are listed in the language's rulebook.toml; besides,
each category of words in the lexicons is a rule that admits them (`words/weapon/rocket`).
"""

import sys
from collections.abc import Iterable, Iterator

from solferino.errors import UsageError
from solferino.extract.lexicon import lexicon, table


def rulebook(language: str) -> dict[str, str]:
    """Give every rule of a language's engine with its meaning, in order of the book."""
    told = {
        f"{group}/{name}": meaning
        for group, rules in table(language, "rulebook")["rule"].items()
        for name, meaning in rules.items()
    }
    return told | {rule: _words(rule) for rule in sorted(lexicon(language).rules)}


def _words(rule: str) -> str:
    _, category, *code = rule.split("/")
    return f"the lexicons' words of {category}" + (f": {code[0]}" if code else "")


def known_rules(language: str, rules: Iterable[str]) -> frozenset[str]:
    """Take rules by their ids; raises `UsageError` for one that the rulebook does not know."""
    asked = frozenset(rules)
    unknown = sorted(asked - rulebook(language).keys()) if asked else []
    if unknown:
        raise UsageError(
            f"no such rule: {', '.join(unknown)}", "docs/rules.md lists the rules by name."
        )
    return asked


def stands_in(without: frozenset[str], kinds: tuple[str, ...], but: tuple[str, ...] = ()) -> bool:
    """Whether a rule of some kinds is off, for which whoever asks would stand in unseen.

    Whatever finds by other means what a rule leaves open asks first, so that an engine without the
    rule shows what the rule does. `kinds` are beginnings of ids, `but` rules that do not count.
    """
    return any(rule.startswith(kinds) for rule in without if rule not in but)


def page(language: str) -> Iterator[str]:
    """Write the rulebook as a page, line by line: docs/rules.md."""
    yield "# Rules of the engine"
    yield ""
    yield "Made by `python -m solferino.extract.rulebook > docs/rules.md`; do not edit."
    yield ""
    yield "What a rule makes carries its name, in the export as `rule`. Any of these rules can be"
    yield 'switched off: `EnglishExtractor(without=frozenset({"harm/list"}))`.'
    for group, rules in table(language, "rulebook")["rule"].items():
        yield from ("", f"## {group}", "", "| rule | meaning |", "|---|---|")
        yield from (f"| `{group}/{name}` | {meaning} |" for name, meaning in rules.items())
    yield from (
        "",
        "## words",
        "",
        "Each category of the lexicons is a rule that admits words.",
        "",
    )
    yield from (f"- `{rule}`" for rule in sorted(lexicon(language).rules))


if __name__ == "__main__":
    sys.stdout.write("\n".join((*page("en"), "")))
