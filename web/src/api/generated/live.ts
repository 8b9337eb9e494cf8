/** The live protocol's frames; made by `npm run types`. */

/** Any frame that a client says. */
export type ClientFrame = ClientConnect | ClientFollow | ClientUnfollow | ClientCommandSendMessage | ClientCommandEditMessage | ClientCommandDeleteMessage | ClientCommandMarkRead | ClientPong | ClientSignal;

/** Says who is connecting: the first frame of a client, due within five seconds of `hello`. Answered with `ready`, then, in the order of `resume`, with one `followed` or `rejected` for each room in it. A `rejected` with the `id` of this frame comes instead of all that: say it again. Said again on an open connection it renews the token, for the same account only. */
export type ClientConnect = {
  /** Which frame this is. */
  frame: "connect";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Whether to be told, from `ready` on and until the connection ends, what concerns one in all of one's rooms, followed or not: by `notice`, and by `moved` for those that are not followed. */
  notices?: boolean;
  /** Rooms to follow from where the client was, after a reconnect; their answers name the room and have no id. Of a room that is named twice the last holds. */
  resume?: Resume[];
  /** The `access_token` of `POST /v1/sessions`; it never stands in an address. */
  token: string;
};

/** Where to take up one room after a reconnect: after `seq` of `epoch`. */
export type Resume = {
  /** Which incarnation of the log seqs and positions belong to. */
  epoch: string;
  /** Which room. */
  room: string;
  /** The last seq that the client has. */
  seq: number;
};

/** Asks for a room's events, from somewhere on and then as they happen; a follow of the same room is replaced. Answered with `followed`, then the events, or with `rejected` where there is nothing that the client may see. */
export type ClientFollow = {
  /** Which frame this is. */
  frame: "follow";
  /** After a seq of an epoch, with the last few events, or from now on: `head`. */
  from?: "head" | Start;
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Which room. */
  room: string;
};

/** Where to begin following: after `seq` of `epoch`, or with the last `last` seqs. */
export type Start = {
  /** The epoch that `seq` is of. */
  epoch?: string | null;
  /** How many of the last events to begin with. */
  last?: number | null;
  /** The last seq that the client has; what came after it is sent. */
  seq?: number | null;
};

/** Wants no more of a room's events. There is no answer; what was on its way still comes. */
export type ClientUnfollow = {
  /** Which frame this is. */
  frame: "unfollow";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Which room. */
  room: string;
};

/** Say something; the `command_id` becomes the message's id. Something to be done in a room; answered with `accepted` or `rejected`, in whatever order commands are done. Sent again with the same `command_id`, after a lost answer or a reconnect, it is done once and answered the same. */
export type ClientCommandSendMessage = {
  /** Made by the client, new for each command; of `send_message` it is the message's id. */
  command_id: string;
  /** Say something; the `command_id` becomes the message's id. */
  data: {
    /** What to say, in markdown; not only blanks. */
    body: string;
    /** The message it answers. */
    reply_to?: string | null;
  };
  /** Which frame this is. */
  frame: "command";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Which room. */
  room: string;
  /** Which command. */
  type: "send_message";
};

/** Put other words in place of those of a message of one's own. Something to be done in a room; answered with `accepted` or `rejected`, in whatever order commands are done. Sent again with the same `command_id`, after a lost answer or a reconnect, it is done once and answered the same. */
export type ClientCommandEditMessage = {
  /** Made by the client, new for each command; of `send_message` it is the message's id. */
  command_id: string;
  /** Put other words in place of those of a message of one's own. */
  data: {
    /** What to say, in markdown; not only blanks. */
    body: string;
    /** The id its sender gave the message. */
    message_id: string;
  };
  /** Which frame this is. */
  frame: "command";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Which room. */
  room: string;
  /** Which command. */
  type: "edit_message";
};

/** Take a message back. Something to be done in a room; answered with `accepted` or `rejected`, in whatever order commands are done. Sent again with the same `command_id`, after a lost answer or a reconnect, it is done once and answered the same. */
export type ClientCommandDeleteMessage = {
  /** Made by the client, new for each command; of `send_message` it is the message's id. */
  command_id: string;
  /** Take a message back. */
  data: {
    /** The id its sender gave the message. */
    message_id: string;
  };
  /** Which frame this is. */
  frame: "command";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Which room. */
  room: string;
  /** Which command. */
  type: "delete_message";
};

/** Say how far one has read; answered with how far that is, for a mark never goes back. The log keeps at most one mark of a room in thirty seconds, the newest. Something to be done in a room; answered with `accepted` or `rejected`, in whatever order commands are done. Sent again with the same `command_id`, after a lost answer or a reconnect, it is done once and answered the same. */
export type ClientCommandMarkRead = {
  /** Made by the client, new for each command; of `send_message` it is the message's id. */
  command_id: string;
  /** Say how far one has read; answered with how far that is, for a mark never goes back. The log keeps at most one mark of a room in thirty seconds, the newest. */
  data: {
    /** The greatest seq that was read. */
    seq: number;
  };
  /** Which frame this is. */
  frame: "command";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Which room. */
  room: string;
  /** Which command. */
  type: "mark_read";
};

/** The answer to a `ping`; any frame will do, and whoever says nothing until the next one is disconnected. */
export type ClientPong = {
  /** Which frame this is. */
  frame: "pong";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
};

/** Something that passes: nobody keeps it, and it may get lost. Only a refusal is answered, with `rejected`. `typing` is for members of a room who follow it, and is said again every three seconds while it holds. `idle` ends it, and tells that nobody is at this connection until it says `active`, `typing` or a command. */
export type ClientSignal = {
  /** Which frame this is. */
  frame: "signal";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Which room. */
  room: string;
  /** Which signal. */
  type: "active" | "idle" | "typing";
};

/** Any frame that the server says. */
export type ServerFrame = ServerHello | ServerReady | ServerFollowed | ServerEvent | ServerSignal | ServerAccepted | ServerRejected | ServerEnded | ServerLagging | ServerNotice | ServerMoved | ServerGap | ServerPing | ServerGoodbye;

/** The first frame of a connection: whom the client has reached, and what it has to keep to. */
export type ServerHello = {
  /** Which incarnation of the log seqs and positions belong to. */
  epoch: string;
  /** Which frame this is. */
  frame: "hello";
  /** A `ping` comes this often, in milliseconds. */
  heartbeat_ms: number;
  /** The longest frame a client may send. */
  max_frame_bytes: number;
  /** The protocol spoken, which is the WebSocket subprotocol too. */
  protocol: string;
  /** This connection, for logs and questions. */
  session: string;
};

/** The client is known: who it is and its rooms, as they are at a position. */
export type ServerReady = {
  /** The account that this is about. */
  account: string;
  /** Which frame this is. */
  frame: "ready";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** The rooms I am a member of, without archived ones. */
  rooms: RoomState[];
};

/** One of my rooms, as `ready` lists it. */
export type RoomState = {
  /** The seq of the room's last event. */
  head: number;
  /** How many of those mention one; null while nobody can tell. */
  mentions?: number | null;
  /** The seq up to which one has read; null while nobody can tell. */
  read_seq?: number | null;
  /** What I am in it: owner, admin, moderator or member. */
  role: string;
  /** Which room. */
  room: string;
  /** How many messages one has not read; null while nobody can tell. */
  unread?: number | null;
};

/** A follow begins: the events asked for come next, up to `head`, and then each as it happens. */
export type ServerFollowed = {
  /** Which incarnation of the log seqs and positions belong to. */
  epoch: string;
  /** Which frame this is. */
  frame: "followed";
  /** Not sent here: fetch it with `GET /v1/rooms/{room}/events`. Null when nothing is. */
  gap: Range | null;
  /** The seq of the room's last event. */
  head: number;
  /** Among what was asked for, the seqs one may not see. Null when there are none. */
  hidden: Range | null;
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id: string | number | null;
  /** Whether all that was asked for follows; if not, `gap` says what is left out. */
  recovered: boolean;
  /** Which room. */
  room: string;
};

/** Seqs from … to, both included. */
export type Range = {
  /** The first seq. */
  from: number;
  /** The last seq. */
  to: number;
};

/** One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEvent = ServerEventRoomCreated | ServerEventRoomRenamed | ServerEventRoomTopicChanged | ServerEventRoomArchived | ServerEventMemberJoined | ServerEventMemberAdded | ServerEventMemberLeft | ServerEventMemberRemoved | ServerEventMemberRoleChanged | ServerEventMemberErased | ServerEventMessageSent | ServerEventMessageEdited | ServerEventMessageDeleted | ServerEventMessageErased;

/** Somebody opened a room. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventRoomCreated = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Somebody opened a room. */
  data: {
    history: History;
    /** The room's name. Reads `erased` once it has been erased. */
    name: string;
    /** The room's topic; empty when it has none. Reads `erased` once it has been erased. */
    topic: string;
    visibility: Visibility;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "room_created";
  /** The version of that type's data. */
  v: 1;
};

/** How far back a member may read. */
export type History = "all" | "since_join";

/** Who may read a room: every signed-in account, or its members. */
export type Visibility = "private" | "public";

/** The room has another name. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventRoomRenamed = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** The room has another name. */
  data: {
    /** The room's name. Reads `erased` once it has been erased. */
    name: string;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "room_renamed";
  /** The version of that type's data. */
  v: 1;
};

/** The room has another topic; an empty one means none. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventRoomTopicChanged = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** The room has another topic; an empty one means none. */
  data: {
    /** The room's topic; empty when it has none. Reads `erased` once it has been erased. */
    topic: string;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "room_topic_changed";
  /** The version of that type's data. */
  v: 1;
};

/** The room is closed for good: it can be read, and nothing more is said in it. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventRoomArchived = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** The room is closed for good: it can be read, and nothing more is said in it. */
  data: {
    
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "room_archived";
  /** The version of that type's data. */
  v: 1;
};

/** Somebody came in by themselves. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMemberJoined = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Somebody came in by themselves. */
  data: {
    /** The account that this is about. */
    account_id: string;
    role: Role;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "member_joined";
  /** The version of that type's data. */
  v: 1;
};

/** What a member may do, from most to least. */
export type Role = "admin" | "member" | "moderator" | "owner";

/** Somebody was brought in by another. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMemberAdded = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Somebody was brought in by another. */
  data: {
    /** The account that this is about. */
    account_id: string;
    role: Role;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "member_added";
  /** The version of that type's data. */
  v: 1;
};

/** Somebody went by themselves. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMemberLeft = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Somebody went by themselves. */
  data: {
    /** The account that this is about. */
    account_id: string;
    role: Role;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "member_left";
  /** The version of that type's data. */
  v: 1;
};

/** Somebody was put out by another. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMemberRemoved = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Somebody was put out by another. */
  data: {
    /** The account that this is about. */
    account_id: string;
    /** Why, in the words of who did it; empty when nothing was said. Reads `erased` once it has been erased. */
    reason: string;
    role: Role;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "member_removed";
  /** The version of that type's data. */
  v: 1;
};

/** A member may do more, or less, than before. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMemberRoleChanged = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** A member may do more, or less, than before. */
  data: {
    /** The account that this is about. */
    account_id: string;
    role: Role;
    /** What they were before. */
    was: Role;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "member_role_changed";
  /** The version of that type's data. */
  v: 1;
};

/** Somebody who is here, or was, has erased their account: nothing they said can be read any more. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMemberErased = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Somebody who is here, or was, has erased their account: nothing they said can be read any more. */
  data: {
    /** The account that this is about. */
    account_id: string;
    /** What they went as; null for who had gone before. */
    role: Role | null;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "member_erased";
  /** The version of that type's data. */
  v: 1;
};

/** Somebody said something in a room. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMessageSent = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Somebody said something in a room. */
  data: {
    /** What was said, in markdown, exactly as it was written. */
    body: string | null;
    /** The accounts named in the body as `<@account_id>`, each once. */
    mentions: string[];
    /** The id its sender gave the message. */
    message_id: string;
    /** There when the words are gone: deleted, edited since, or erased. */
    redacted?: true;
    /** The message it answers. */
    reply_to: string | null;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** The body as HTML, sanitised; absent without a body. */
  html?: string;
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "message_sent";
  /** The version of that type's data. */
  v: 1;
};

/** An author put other words in place of the ones said. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMessageEdited = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** An author put other words in place of the ones said. */
  data: {
    /** What was said, in markdown, exactly as it was written. */
    body: string | null;
    /** The accounts named in the body as `<@account_id>`, each once. */
    mentions: string[];
    /** The id its sender gave the message. */
    message_id: string;
    /** There when the words are gone: deleted, edited since, or erased. */
    redacted?: true;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** The body as HTML, sanitised; absent without a body. */
  html?: string;
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "message_edited";
  /** The version of that type's data. */
  v: 1;
};

/** A message is taken back; outwardly its words are gone. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMessageDeleted = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** A message is taken back; outwardly its words are gone. */
  data: {
    /** The id its sender gave the message. */
    message_id: string;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "message_deleted";
  /** The version of that type's data. */
  v: 1;
};

/** A message's words are gone for ever: nobody can read them any more, not even who keeps the log. One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`. A client passes over types it does not know; their `seq` counts like any other. */
export type ServerEventMessageErased = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** A message's words are gone for ever: nobody can read them any more, not even who keeps the log. */
  data: {
    /** The id its sender gave the message. */
    message_id: string;
  };
  /** The event's id, the same wherever the event is seen. */
  event_id: string;
  /** Which frame this is. */
  frame: "event";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** What happened; it says what `data` holds. */
  type: "message_erased";
  /** The version of that type's data. */
  v: 1;
};

/** Something that passes: it has no seq, is kept nowhere, and is the first to be left out for a slow reader. A client passes over types it does not know. */
export type ServerSignal = {
  data: Typing;
  /** Which frame this is. */
  frame: "signal";
  /** Which room. */
  room: string;
  type: "typing";
} | {
  data: Presence | Present;
  /** Which frame this is. */
  frame: "signal";
  /** Which room. */
  room: string;
  type: "presence";
} | {
  data: Read;
  /** Which frame this is. */
  frame: "signal";
  /** Which room. */
  room: string;
  type: "read";
};

/** A member of a room came, went, or is at it no more. */
export type Presence = {
  /** The account that this is about. */
  account: string;
  /** When they were last here, of somebody who is offline now. */
  last_seen?: string | null;
  /** Whether any connection of theirs is open, and at use. */
  state: "idle" | "offline" | "online";
};

/** All members of a room that are here: what was known before holds no more. */
export type Present = {
  /** The accounts that are connected and not at it. */
  idle: string[];
  /** The accounts that are online. */
  online: string[];
};

/** How far one has read a room oneself, whichever connection marked it: told to all connections of the reader. */
export type Read = {
  /** How many of those mention one; null while nobody can tell. */
  mentions: number | null;
  /** The seq in the room's log up to which it is read. */
  seq: number;
  /** How many messages one has not read; null while nobody can tell. */
  unread: number | null;
};

/** Somebody is typing in a room; a message of theirs ends it, too. */
export type Typing = {
  /** The account that this is about. */
  account: string;
  /** For how long this holds, in milliseconds, unless it is said again; 0: no longer. */
  until_ms: number;
};

/** A command is done and on disk. Its event comes as a frame of its own to whoever follows the room. */
export type ServerAccepted = {
  /** Whether it had been done before: this is the first result again. */
  duplicate: boolean;
  /** Which frame this is. */
  frame: "accepted";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id: string | number | null;
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
};

/** What was asked is not done; the connection goes on. */
export type ServerRejected = {
  /** Which frame this is. */
  frame: "rejected";
  /** Ties an answer to what was asked: the client's own choice, given back as it was. */
  id?: string | number | null;
  /** Why, as HTTP would say it: a problem document (RFC 9457). */
  problem: Problem;
  /** The room that was meant, where the frame named one. */
  room?: string | null;
};

/** One thing that is not valid. */
export type Mistake = {
  /** Which field or parameter; empty for the whole. */
  key?: string;
  /** What is wrong with it. */
  message: string;
  /** Where a parameter stands: `query`, `header`. */
  source?: string;
};

/** What went wrong (RFC 9457). `type` is stable and for programs; other members may follow. */
export type Problem = {
  /** What is wrong this time. */
  detail?: string;
  /** What is not valid, one by one. */
  errors?: Mistake[];
  /** Seconds until the same would be taken; of a 429, over HTTP and live. */
  retry_after?: number;
  /** The status of the answer. */
  status: number;
  /** What it means, for people. */
  title: string;
  /** Which problem it is. */
  type: string;
};

/** A follow is over with this seq: the room was archived, or one is no member of it any more. */
export type ServerEnded = {
  /** Which frame this is. */
  frame: "ended";
  /** `removed`, `left` or `archived`. */
  reason: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
};

/** A reader is too slow: the follow ends after what was sent; the client pages, then follows again. */
export type ServerLagging = {
  /** Which frame this is. */
  frame: "lagging";
  /** The seq of the room's last event. */
  head: number;
  /** `slow_reader`. */
  reason: string;
  /** Which room. */
  room: string;
};

/** Something in one of my rooms that concerns me; what was said is read in the room. On the personal stream, and where a `connect` asked for `notices`. */
export type ServerNotice = {
  /** On whose behalf it happened. */
  actor: string;
  /** When it happened, in UTC. */
  at: string;
  /** Which frame this is. */
  frame: "notice";
  /** The message, where it is about one. */
  message?: string;
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** What I am now, or was until now, where it is about that. */
  role?: string;
  /** Which room. */
  room: string;
  /** The event's number in its room's log: 1, 2, 3 … without a gap. */
  seq: number;
  /** Why: I was `mentioned`, `replied_to`, `added`, `removed`, or my `role_changed`; or I `joined` or `left` somewhere else. A client passes over types it does not know. */
  type: string;
};

/** Something happened in one of my rooms; of each room at most once a second. On the personal stream, and, of rooms that are not followed, where a `connect` asked for `notices`. */
export type ServerMoved = {
  /** Which frame this is. */
  frame: "moved";
  /** The seq of the room's last event. */
  head: number;
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
  /** Which room. */
  room: string;
};

/** What concerned me since `after` is not told; `GET /v1/rooms` and the rooms' messages have it. On the personal stream it comes where too much has happened, and from `position` on that goes on. Where a `connect` asked for `notices` it comes to a slow reader and ends them: `connect` again. */
export type ServerGap = {
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  after: string;
  /** Which frame this is. */
  frame: "gap";
  /** Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query. */
  position: string;
};

/** The heartbeat. Whose head is beyond the last seq the client has of a room has lost something: follow anew. */
export type ServerPing = {
  /** Which frame this is. */
  frame: "ping";
  /** The head of each followed room that moved since the last ping, by room. */
  heads: Record<string, number>;
};

/** The last frame before the connection is closed, with the same code. */
export type ServerGoodbye = {
  /** Come back after a random time from … to, in milliseconds, so that not all come at once. */
  after_ms?: [number, number];
  /** Why, as in the WebSocket close frame. */
  code: number;
  /** Which frame this is. */
  frame: "goodbye";
  /** The same in words, for people. */
  reason: string;
  /** Whether coming back makes sense. */
  retry: boolean;
};
