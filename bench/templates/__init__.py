"""The attack templates of MUC-4: reading, measuring, restoring case, filling with the engine.

Nothing of that set is in the project, and nothing trained on it leaves this folder: it is a
ruler, laid on the engine's words for armed groups, named victims, targets and weapons.
"""
