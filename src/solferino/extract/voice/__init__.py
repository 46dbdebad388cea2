"""Who says what: speech cues, their speakers, and the statements between them."""
