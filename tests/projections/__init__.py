"""Projections under test: two laws for each, and what happens when something dies."""
