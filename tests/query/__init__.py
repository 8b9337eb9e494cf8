"""The read side, over HTTP and WebSocket, against real servers."""
