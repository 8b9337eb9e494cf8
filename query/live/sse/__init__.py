"""Server-Sent Events: the live stream for whoever cannot use WebSockets, carried by plain HTTP.

room            `GET /v1/rooms/{room_id}/stream`
me              `GET /v1/me/stream`
answer          the HTTP answer of both: refused, or carried to its end
event_stream    the transport
encoding        from frames to events, each with the id to resume from
line            how an answer that nobody reads is cut off
"""
