"""Codings of others: what the columns of a register's file mean, and the codes in its cells."""
