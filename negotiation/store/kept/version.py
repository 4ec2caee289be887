"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "4002350f0c4f"
