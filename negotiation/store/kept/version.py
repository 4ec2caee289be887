"""The version of what is kept: it changes with whatever changes what a fold gives, or how that is kept."""

VERSION = "a7b9f64ad83b"
