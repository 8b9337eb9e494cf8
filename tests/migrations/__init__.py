"""Migrations under test."""
