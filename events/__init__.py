"""The facts: event structs, their registry, sealing, wire frames and the log."""
