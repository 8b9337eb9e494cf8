"""What tests stand on: servers, databases and secrets of their own."""
