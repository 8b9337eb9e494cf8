"""The live stream: what happens in rooms, told to everybody who follows them as it happens.

    bus ─▶ broker ─▶ hub ─▶ followed room ─▶ subscription ─▶ transport ─▶ client
                                                  client ─▶ transport ─▶ connection ─▶ requests, commands, signals

One process, put together
    gateway         makes all that there is one of, starts and stops it
    given           what the composition root gives it
    route           `/v1/live`: from an HTTP request to a connection and its transport
    background      what runs for ever beside the connections, whatever fails once
    wheel           heartbeats and deadlines of all connections, by one timer
    admitted        who was let in, by account, address and sign-in session
    limits          how much an account, an address and a connection may ask
    counters        what has come of all connections so far
    census          that and what is open now, for the metrics
Rooms, from the bus to those who follow
    broker          between processes: the live bus
    hub             inside one: which rooms are followed, and every frame in order
    followed_room   one of them: its followers, its recent frames
    follower        who follows, as the hub knows them
    chunk           a frame on its way to many, made once in each form
    framed          an event of the log or the bus as such a frame
    refill          what the bus lost, and the watch that finds out
    recent_frames   what followers missed lately, read once for all who lack the same
    pages           reading the log, on few connections to the database
One client's connection
    connection      what it says, in its order, and what is answered
    signing_in      whose it is
    decoding        from a message to a frame
    request_queue   frames that read something, one after the other
    requests        what those ask for: `connect`, `follow`, `unfollow`
    in_flight       commands, beside each other
    attempts        what goes wrong with one frame is its answer
    codes           why a connection ends
Its follow of one room
    subscription    what the hub hands frames to
    plan            what it begins with: what is sent, fetched or hidden
    catching_up     from there to live, without a seam
What all of an account's connections share
    room_states     what `ready` tells of its rooms
    marks           what it marked as read, told to all of them
    recent_marks    what it marked lately, before the log has it
    batcher         questions of many, answered by one reading
What carries a connection
    transport       what a connection and that know of each other
    socket          a WebSocket framed by us, on the bare connection
    asgi_socket     a WebSocket framed by another server
    protocol        uvicorn's WebSocket up to the handshake
    form            JSON or MessagePack, deflated or not
    incoming        from bytes to messages
    outgoing        from frames to bytes
    deflate         compression without state
    loop_turn       what became due in one turn of the loop is one write
    sse/            the same by server-sent events, over plain HTTP
Packages of their own
    personal/       what concerns one in all rooms, followed or not
    signals/        who is here and who is typing
"""
