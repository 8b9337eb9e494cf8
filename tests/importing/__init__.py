"""Talk from elsewhere: read, planned, imported."""
