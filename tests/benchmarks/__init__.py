"""Measurements against the budgets: each a ratio to a floor measured in the same run. `python -m tests.benchmarks` runs all.

They are measurements, not tests: CI proves only that they run (tests/benchmarks/test_they_run.py).
"""
