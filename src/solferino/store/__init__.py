"""A case on the disk: what came in stays as it was, who did what is on record."""

from solferino.store.case import Case
from solferino.store.facts import Founding
from solferino.store.intake import Intake, Survey, receive, receive_folder, survey
from solferino.store.integrity import check
from solferino.store.ledger import Clock, Entry, Head
from solferino.store.report import Finding, Report

__all__ = [
    "Case",
    "Clock",
    "Entry",
    "Finding",
    "Founding",
    "Head",
    "Intake",
    "Report",
    "Survey",
    "check",
    "receive",
    "receive_folder",
    "survey",
]
