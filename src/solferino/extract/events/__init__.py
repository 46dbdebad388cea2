"""Events: mentions of attacks, told apart from what is none, before they become accounts."""
