"""Postgres and NATS from wheels, run as children under a data folder."""
