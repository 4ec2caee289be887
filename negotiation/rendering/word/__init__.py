"""What documents of Word are made of: words, blocks, pages, and the archive that holds them (ISO/IEC 29500)."""
