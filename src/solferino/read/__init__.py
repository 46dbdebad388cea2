"""Bytes become text: readers bid for an original, the best one reads it."""
