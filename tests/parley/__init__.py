"""The front door under test."""
