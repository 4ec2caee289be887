"""Fields as people write them: by which words, how references in them are written out, and what was left empty."""
