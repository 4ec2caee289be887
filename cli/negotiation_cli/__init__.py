"""The command line of the negotiation log: text in, one call into `negotiation`, text out."""
