"""The write side: what people may do, decided and appended to the log."""
