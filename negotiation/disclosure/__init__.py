"""Copies of a record for others, from which what is not for them is withheld, and which still have its head."""
