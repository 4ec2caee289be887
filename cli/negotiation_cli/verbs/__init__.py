"""The commands: each module holds a few that belong together, and is loaded when one of them is run."""
