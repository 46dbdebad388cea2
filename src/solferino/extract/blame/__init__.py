"""Blame: who is named as the doer of an attack, always in somebody's voice."""
