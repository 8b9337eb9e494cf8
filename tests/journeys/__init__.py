"""Real people over HTTP and WebSocket against the real thing."""
