"""Places: where an attack was, how closely the words tell it, and in which country."""
