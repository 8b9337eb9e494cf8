"""Tests of the events and of the log."""
