"""Migrations: the tables of the log and of its read models, forward only."""
