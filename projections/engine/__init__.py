"""What runs projections: pages of the log, checkpoints, ownership, wake-ups and health."""
