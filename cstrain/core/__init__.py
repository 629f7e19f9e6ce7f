"""The domain, pure: no file, clock, randomness, database or screen. `now` and `rng` are arguments."""
