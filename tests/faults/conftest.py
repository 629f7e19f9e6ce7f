"""What these tests share with those of the terminal face: a program that is shipped without content, and modules for it."""

from tests.cli.conftest import home, shelved

__all__ = ["home", "shelved"]
