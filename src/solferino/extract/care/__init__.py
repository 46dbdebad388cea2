"""Facilities and carers under attack: what was hit, what became of it, and what it had to give."""
