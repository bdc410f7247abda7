"""Makes tests/ itself importable, so that every test finds the made-up cases in `samples_case`."""
