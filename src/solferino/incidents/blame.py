"""Who blames whom for an incident, who admits it and who denies it: one row per speaker."""

from collections.abc import Iterable

from solferino.incidents.ground import Ground, foremost
from solferino.model import Accusation, Telling, ToldBlame
from solferino.text.fold import fold


def accusations(tellings: Iterable[Telling], ground: Ground) -> tuple[Accusation, ...]:
    """Gather blame by actor, stance and speaker, each an entity or else a folded name.

    Nothing is weighed: an allegation and its denial stand beside each other, in the order of
    actor, stance and speaker.
    """
    rows: dict[tuple[str, str, str], list[tuple[ToldBlame, str]]] = {}
    for told in tellings:
        for blame in told.responsibility:
            actor = _party(told.document, blame.blame.actor, ground)
            speaker = _party(told.document, blame.by, ground) if blame.by is not None else ""
            rows.setdefault((actor, blame.blame.stance, speaker), []).append((blame, told.document))
    found = (_accusation(rows[row], ground) for row in sorted(rows))
    return tuple(sorted(found, key=lambda a: (fold(a.actor), a.stance, fold(a.by or ""))))


def _party(document: str, name: str, ground: Ground) -> str:
    entity = ground.directory.of(document, name)
    return f"entity {entity}" if entity is not None else f"name {' '.join(fold(name).split())}"


def _accusation(row: list[tuple[ToldBlame, str]], ground: Ground) -> Accusation:
    told, document = min(row, key=lambda pair: pair[0].claim)
    claims = tuple(sorted({blame.claim for blame, _ in row}))
    return Accusation(
        actor=foremost(blame.blame.actor for blame, _ in row) or told.blame.actor,
        entity=ground.directory.of(document, told.blame.actor),
        stance=told.blame.stance,
        by=foremost(blame.by for blame, _ in row if blame.by is not None),
        by_entity=ground.directory.of(document, told.by),
        claims=claims,
        origins=ground.origins_of(claims),
    )
