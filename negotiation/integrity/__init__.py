"""What shows that a record is the one that was written: a hash for each entry, and a tree over all of them."""
