"""A case on the disk: what came in stays as it was, who did what is on record."""

from solferino.store.case import Case
from solferino.store.facts import Founding
from solferino.store.ledger import Clock, Entry, Head

__all__ = ["Case", "Clock", "Entry", "Founding", "Head"]
