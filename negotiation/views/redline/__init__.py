"""What two wordings have in common: by words, by provisions, and what stands in square brackets."""
