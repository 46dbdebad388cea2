"""One door for all parts of the kit: entry points, the built-ins' through the same as anybody's.

Groups: `solferino.readers`, `.extractors`, `.gazetteers`, `.exporters`. An entry point names a
class without arguments; what it makes has `name`, `version` and the methods of its Protocol in
`solferino.ports`.
"""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from solferino.codec import value
from solferino.errors import UsageError
from solferino.ports import Kit
from solferino.workers import Fault, attempt

METHODS = {
    "readers": ("bid", "read or members"),  # a reader, a container, or both
    "extractors": ("extract",),
    "gazetteers": ("places",),
    "exporters": ("write",),
}


@value
class Plugin:
    """One part as found: the group it stands in, its entry point's name, and the package.

    `notice` is null when the part works, else why it was left out. `part` is what was made.
    """

    group: str
    entry: str
    package: str
    name: str = ""
    version: str = ""
    notice: str | None = None
    part: Any = None


def find(points: Iterable[EntryPoint] | None = None) -> tuple[Plugin, ...]:
    """Load every part, sorted by group and name; one that does not load carries a notice."""
    if points is None:
        points = [p for group in METHODS for p in entry_points(group=f"solferino.{group}")]
    return tuple(sorted((_load(p) for p in points), key=lambda p: (p.group, p.entry, p.package)))


def kit(plugins: Iterable[Plugin]) -> Kit:
    """Put the working parts together; raises `UsageError` when a necessary one is missing.

    A gazetteer from elsewhere goes before the built-in one.
    """
    sound = [p for p in plugins if p.notice is None]
    by_group = {group: [p for p in sound if p.group == group] for group in METHODS}
    for group in ("readers", "extractors", "gazetteers"):
        if not by_group[group]:
            raise UsageError(
                f"no {group} are installed",
                "Run `make setup` again; `solferino plugins` shows what was found.",
            )
    gazetteers = sorted(by_group["gazetteers"], key=lambda p: p.package == "solferino")
    return Kit(
        readers=tuple(p.part for p in by_group["readers"]),
        extractors=tuple(p.part for p in by_group["extractors"]),
        gazetteer=gazetteers[0].part,
        exporters=tuple(p.part for p in by_group["exporters"]),
    )


def _load(point: EntryPoint) -> Plugin:
    group = point.group.removeprefix("solferino.")
    package = point.dist.name if point.dist is not None else "?"
    found = Plugin(group=group, entry=point.name, package=package)
    part = attempt(_make, point)
    if isinstance(part, Fault):
        return _left_out(found, part.message)
    wanted = ("name", "version", *METHODS[group])
    missing = [m for m in wanted if not any(hasattr(part, way) for way in m.split(" or "))]
    if missing:
        return _left_out(found, f"has no {', '.join(missing)}")
    return Plugin(
        group=group,
        entry=point.name,
        package=package,
        name=part.name,
        version=part.version,
        part=part,
    )


def _make(point: EntryPoint) -> Any:  # noqa: ANN401  (a stranger's class may be anything)
    return point.load()()


def _left_out(plugin: Plugin, notice: str) -> Plugin:
    return Plugin(group=plugin.group, entry=plugin.entry, package=plugin.package, notice=notice)
