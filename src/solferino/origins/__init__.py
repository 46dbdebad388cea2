"""Where a report comes from: copies, what they changed, and the first-hand origins behind it."""
