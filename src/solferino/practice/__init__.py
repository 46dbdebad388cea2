"""The practice case: a small invented war in sixteen documents of fiction, with its answer key."""
