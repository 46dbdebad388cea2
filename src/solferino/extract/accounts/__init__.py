"""Accounts: the slots of one event, filled, with all that is said around it."""
