"""The browser client, served whole from what `web/` was built into."""
