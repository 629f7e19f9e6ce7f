"""cstrain trains people who serve customers, in the terminal."""

__version__ = "0.1.0"
