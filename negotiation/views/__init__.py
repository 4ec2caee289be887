"""What people ask of the talks: read models, each a pure fold of a history."""
