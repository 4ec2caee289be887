"""Dates as people know them, their words and durations, and the three clocks on which questions are asked."""
