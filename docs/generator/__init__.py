"""Writing the reference pages from the code, and running the examples that they show."""
