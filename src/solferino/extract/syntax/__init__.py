"""What trained models make of sentences: trees of words, and marks of who says what."""
