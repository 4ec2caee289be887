"""Which version of the program this is: whatever tells it asks here, without a look at how it was installed."""

NAME = "negotiation-log"
VERSION = "0.1.0"
"""As the wheel is named, too, which is built from this."""
