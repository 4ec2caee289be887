"""The stream of one round of talks: its events, its state, and the rules that its events keep."""
