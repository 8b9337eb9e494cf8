"""The log: one Postgres table, appended to by one function and read by stream, key and position."""
