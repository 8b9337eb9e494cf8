"""What every process needs, under test."""
