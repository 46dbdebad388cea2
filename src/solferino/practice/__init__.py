"""The practice case: a small invented war in eight documents of fiction, with its answer key."""
