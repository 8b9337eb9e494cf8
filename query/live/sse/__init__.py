"""Server-Sent Events: the live stream for whoever cannot use WebSockets, carried by plain HTTP."""
