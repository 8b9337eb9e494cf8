"""The write side: decided, appended, and asked over HTTP."""
