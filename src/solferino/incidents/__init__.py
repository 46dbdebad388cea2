"""From accounts to incidents: which tell of one event, and what they tell together."""
