"""Tables of others taken in: a map says which entries the rows of a CSV file are."""
