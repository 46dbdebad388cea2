"""How something leaves a case for others: a profile says what may, and all else stays inside."""
