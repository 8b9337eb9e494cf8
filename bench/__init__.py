"""Measurements: one command each, always beside a limit that was measured in the same run."""
