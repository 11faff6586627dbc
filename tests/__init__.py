"""The tests: a file per module or promise; ``benchmarks`` prints numbers."""
