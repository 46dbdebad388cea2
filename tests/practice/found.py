"""What came out of the practice case, indexed by the names that its key uses."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from tests.practice.key import CASE, GOLD, SAME_NAME, Json, forms

from solferino.measure.names import most_alike
from solferino.measure.pairing import pair
from solferino.ports import Picture


@dataclass(frozen=True, eq=False)
class Found:
    """The export, the dossier's files by name, the received files by name, and the picture."""

    export: Json
    pages: dict[str, bytes]
    received: dict[str, bytes]
    picture: Picture

    @cached_property
    def documents(self) -> dict[str, Json]:
        return {d["name"]: d for d in self.export["documents"]}

    @cached_property
    def document_names(self) -> dict[str, str]:
        return {d["id"]: d["name"] for d in self.export["documents"]}

    @cached_property
    def claims(self) -> dict[str, Json]:
        return {c["id"]: c for c in self.export["claims"]}

    @cached_property
    def statements(self) -> dict[str, Json]:
        return {s["id"]: s for s in self.export["statements"]}

    @cached_property
    def incidents(self) -> dict[str, Json]:
        return {i["id"]: i for i in self.export["incidents"]}

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """All names of each entity."""
        return {
            e["id"]: [e["name"], *(n["text"] for n in e["names"])] for e in self.export["entities"]
        }

    @cached_property
    def answers(self) -> dict[tuple[str, str], str]:
        """The incident in which the account of a document stands that answers a key."""
        answered = {}
        for name, gold in GOLD.items():
            accounts = [
                (i["id"], a)
                for i in self.export["incidents"]
                for a in i["accounts"]
                if self.document_names[a["document"]] == name
            ]
            for i, j in pair(gold["incidents"], [a for _, a in accounts]):
                answered[gold["incidents"][i]["key"], name] = accounts[j][0]
        return answered

    def home(self, key: str) -> Json | None:
        """Find the incident that holds most of the accounts that answer a key.

        Of several that hold as many, it is the one of the document that the key names first.
        """
        told = [self.answers.get((key, row["doc"])) for row in CASE["incidents"][key]]
        held = Counter(incident for incident in told if incident)
        return self.incidents[held.most_common(1)[0][0]] if held else None

    def of_document(self, thing: Json, name: str) -> list[Json]:
        """List the claims of a tally, an appeal or an exhibit that stand in a document."""
        claims = [self.claims[c] for c in thing["claims"]]
        return [c for c in claims if self.document_names[c["document"]] == name]

    def behind(self, document: str) -> list[str]:
        """Name those whose voice a document's own is: its publisher and its author."""
        told = self.documents[document]
        return [told[by] for by in ("publisher", "author") if told[by]]

    def called(self, name: str | None, entity: str | None) -> list[str]:
        return [n for n in (name, *self.names.get(entity or "", ())) if n]

    def is_called(self, wanted: str, name: str | None, entity: str | None = None) -> bool:
        """Whether a name, under any name of its entity, means the one that is wanted."""
        called = self.called(name, entity)
        return max(most_alike(form, called) for form in forms(wanted)) >= SAME_NAME
