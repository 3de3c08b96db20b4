"""Measurements against the budgets in docs/benchmarks.md. Times are ratios within one run; bytes are exact."""
