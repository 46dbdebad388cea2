"""What a force says of its own deeds in a text of its own: communiqués, bulletins, posts.

"On Sunday our fighters stormed the infirmary" stands in nobody's mouth, and is yet the word of who
wrote it. Where nobody is told to be its author, the force is called what the text calls it ("our
aviation"). Words are data (rejoinders.toml).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from solferino.extract.accounts.party import FORCES, STATE, TALK, Party, is_party, party_of
from solferino.extract.accounts.retort import ACCOUNT, AUXILIARY, NO
from solferino.extract.lexicon import table
from solferino.extract.passage import Passage
from solferino.extract.study import Notebook, Study
from solferino.model import Account, BlameValue, Claim
from solferino.model.terms import Stance

DATA = table("en", "rejoinders")["own_text"]
ARMED, MANY, DID, BLOWS, REFUSING, BASES, MINE = (
    frozenset(DATA[k]) for k in ("men", "many", "did", "blows", "refusing", "bases", "mine")
)
MEN = ARMED | MANY
RULE, NO_RULE = "blame/communique", "blame/communique-no"
BY: dict[Stance, str] = {"admitted": RULE, "denied": NO_RULE}
TOLD = ("blame/struck", "blame/subject", "blame/agent", "blame/tree", "blame/weapon")
NEAR = 6  # words from men to what they did, over what describes them
SILENT = ("boilerplate", "infobox")
LIGHT = frozenset(
    ("brought", "carried", "conducted", "dropped", "entered", "laid", "launched", "opened", "set")
)
PASSIVE = ("was", "were", "been", "being", "be", "is", "are")
ORGAN = re.compile(r"\b(?:army|command|council|military|movement|front|staff|wing|forces?)\b")
NOT_HIT = frozenset(("aimed", "attacked", "bombed", "hit", "shelled", "struck", "targeted"))
OURS = re.compile(
    r"\b(?:operation|attack|strike|raid|action|bomb|mine|missile|drone|shell) (?:was|is) ours\b"
)


def communiques(
    study: Study,
    notebook: Notebook,
    accounts: Sequence[Account],
    owned: Mapping[int, list[Passage]],
) -> tuple[Account, ...]:
    """Give the accounts with what the author of the text says of its own deeds."""
    if not study.obeys(RULE):
        return tuple(accounts)
    author = _author(study)
    # "The armed forces" in a head is nobody's name: then the text's own words are.
    called = author.text if author is not None and author.words - STATE - FORCES - TALK else None
    disowned = any(_disowns(study, p) for p in study.passages)
    mains = [i for i, a in enumerate(accounts) if a.role == "main"]
    made: dict[int, list[str]] = {}
    for passage in study.passages:
        home = next((i for i, ps in owned.items() if passage in ps), None)
        home = mains[0] if home is None and len(mains) == 1 else home
        if home is None or accounts[home].role == "background":
            continue
        for start, end, stance, worded in _own(study, passage, author):
            if author is None and called is None and not worded.startswith("our"):
                continue  # "we carried out an operation" is a surgeon's word as well
            if stance == "admitted" and disowned:
                continue  # "we struck a depot; the hospital was neither aimed at nor hit"
            # "Our gunners" and, further on, "we"; a body that fights is known by its guns.
            called = called or (_body(study) or worded)
            value = BlameValue(actor=called, stance=stance)
            claim = notebook.note((start, end), value, BY[stance], "medium")
            made.setdefault(home, []).extend(filter(None, [notebook.kept(claim)]))
    accounts = [
        replace(a, claims=_with(notebook, a, made.get(i, []))) for i, a in enumerate(accounts)
    ]
    return tuple(_of_author(study, notebook, a, author) for a in accounts)


def _with(notebook: Notebook, account: Account, made: Sequence[str]) -> tuple[str, ...]:
    """Add claims, one for each actor and stance that the account has not yet."""
    held = [notebook.claims[c].value for c in account.claims if c in notebook.claims]
    known = {(v.actor.lower(), v.stance) for v in held if isinstance(v, BlameValue)}
    new: list[str] = []
    for claim in made:
        value = notebook.claims[claim].value
        key = (value.actor.lower(), value.stance) if isinstance(value, BlameValue) else None
        if key is not None and key not in known:
            known.add(key)
            new.append(claim)
    return (*account.claims, *new)


def _own(
    study: Study, passage: Passage, author: Party | None
) -> Iterator[tuple[int, int, Stance, str]]:
    """Find a deed of its own that a sentence in the text's own voice tells or denies."""
    reported = passage.of("speech_clause", "speech_object") or any(q in passage.text for q in '"“')
    if passage.zone in SILENT or reported or study.voiced(passage.start, passage.end):
        return
    words, men = passage.words, MEN if author is not None else ARMED
    keys = [w.key for w in words]
    for i, key in enumerate(keys):
        found = _by_we(keys, i) if key == "we" else _by_men(keys, i, men) if key == "our" else None
        if found is None:
            continue
        last, stance = found
        heads = [j for j in range(i, min(last, i + 5)) if keys[j] in MEN or keys[j] == "force"]
        worded = passage.slice(words[i].start, words[max(heads, default=i)].end)
        yield words[i].start, words[last].end, stance, worded[:1].lower() + worded[1:]
        return
    if (mine := OURS.search(passage.text.lower())) is not None:
        yield passage.start + mine.start(), passage.start + mine.end(), "admitted", "we"


def _disowns(study: Study, passage: Passage) -> bool:
    """Whether a text says in its own voice that something was not hit or aimed at."""
    if passage.zone in SILENT or study.voiced(passage.start, passage.end):
        return False
    keys = [w.key for w in passage.words]
    return any(k in NOT_HIT and NO & set(keys[max(0, i - NEAR) : i]) for i, k in enumerate(keys))


def _by_we(keys: Sequence[str], at: int) -> tuple[int, Stance] | None:
    """Read "we struck", "we have never laid", "we categorically reject the claim"."""
    for i in range(at + 1, min(len(keys), at + NEAR)):
        between = set(keys[at + 1 : i])
        if keys[i] in REFUSING and ACCOUNT & set(keys[i + 1 : i + 1 + NEAR]):
            return i, "denied"
        denied = bool(between & NO)
        done = keys[i] in DID - LIGHT or (keys[i] in LIGHT and BLOWS & set(keys[i + 1 : i + NEAR]))
        if (done or (denied and keys[i] in BASES)) and not between & set(PASSIVE):
            return i, "denied" if denied or _none(keys, i) else "admitted"
        if keys[i] not in AUXILIARY | NO and not keys[i].endswith("ly"):
            return None
    return None


def _by_men(keys: Sequence[str], at: int, men: frozenset[str]) -> tuple[int, Stance] | None:
    """Read "our fighters stormed", "none of our aircraft struck", "our guns fired no round"."""
    head = next((i for i in range(at + 1, min(len(keys), at + 4)) if keys[i] in men), None)
    if head is None:
        return None
    for i in range(head + 1, min(len(keys), head + 2 * NEAR)):
        light = keys[i] in LIGHT and not BLOWS & set(keys[i + 1 : i + 1 + NEAR])
        if keys[i] in DID and not light and keys[i - 1] not in (*PASSIVE, "and", "that"):
            inside = set(keys[head:i]) | set(keys[max(0, at - 2) : at])
            return i, "denied" if inside & NO or _none(keys, i) else "admitted"
        if keys[i] in PASSIVE or keys[i] in ("who", "which", "but"):
            return None
    return None


def _none(keys: Sequence[str], deed: int) -> bool:
    return bool(NO & set(keys[deed + 1 : deed + 3]))


def _body(study: Study) -> str | None:
    own = study.author
    return own.name if own is not None and own.kind != "person" else None


def _author(study: Study) -> Party | None:
    """Give the force whose own word a text is, if it is one's."""
    own = study.author
    if own is None or not (own.kind == "armed_group" or ORGAN.search(own.name.lower())):
        return None
    return party_of(own.name, armed=True)


def _of_author(study: Study, notebook: Notebook, account: Account, author: Party | None) -> Account:
    """Take the deeds of its author that a text tells in its own voice for what the author owns."""
    if author is None or not _own_text(study):
        return account
    made: dict[str, str] = {}
    for claim in _blames(notebook, account.claims):
        value = claim.value
        own = isinstance(value, BlameValue) and value.stance == "alleged" and claim.rule in TOLD
        if own and isinstance(value, BlameValue) and is_party(author, value.actor):
            if notebook.speaker(claim) not in (None, author.text):
                continue
            told = BlameValue(actor=author.text, stance="admitted")
            note = notebook.note((claim.span.start, claim.span.end), told, RULE, "medium")
            if notebook.kept(note) is not None:
                made[claim.id] = note.id
    return replace(account, claims=tuple(dict.fromkeys(made.get(c, c) for c in account.claims)))


def _blames(notebook: Notebook, claims: Sequence[str]) -> Iterator[Claim]:
    yield from (notebook.claims[c] for c in claims if c in notebook.claims)


def _own_text(study: Study) -> bool:
    """Whether a text speaks in its author's name: of "our men" and "heroes", in its own voice."""
    return any(
        w.key in MINE and study.voiced(w.start, w.end) is None
        for p in study.passages
        for w in p.words
    )
