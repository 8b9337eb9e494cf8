"""Measurements: one command each, beside a limit that was measured in the same run where there is one."""
