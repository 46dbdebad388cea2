"""Days: which days a date as written means, and the day that a text gives as its own."""
