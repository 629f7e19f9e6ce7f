"""That nothing confirmed is ever lost: real runs killed, disks that fail, bad days, and many at once (docs/faults.md).

The tests here run a bounded number of rounds; `python -m tests.faults` runs as many as are wanted and prints a table.
"""

from pathlib import Path

ROOT = Path(__file__).parents[2]
