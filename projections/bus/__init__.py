"""The bus: the JetStream stream that is a copy of the log, message by message."""
