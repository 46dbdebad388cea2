"""How the shipped models are made: data in, weights and figures out. Nothing of it is installed.

Texts of others are never kept here: annotations stand apart from them, as digests and offsets.
"""
