"""Formats of exchange: each writer is a pure function of the picture that it is given."""
