"""The stream of one proposal: its events, its state, and the rules that its events keep."""
