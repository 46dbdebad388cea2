"""Solferino: an offline evidence desk for people who document attacks on health care."""

__version__ = "0.1.0"
