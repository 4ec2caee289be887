"""The rules of a negotiation and its record: pure, with clock, ids and user given from outside."""
