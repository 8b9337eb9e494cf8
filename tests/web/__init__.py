"""The browser client, as it is served and as it is built."""
