"""Drawings that are made without script: maps, courses of time, bars, and ways to an origin."""
