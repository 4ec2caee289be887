"""The stream of the talks: its events, its state, and the rules that its events keep."""
