"""A trainer's group session: who is in it, beginning it, holding it, and going on with it."""
