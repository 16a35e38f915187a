"""What Regie costs in time, memory and space: ``python -m tests.bench`` prints one table per topic."""
