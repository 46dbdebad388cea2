"""Appeals: who asked whom for what, and what was answered."""
