"""People counted: a number with those it counts, and the words that say what befell them."""
