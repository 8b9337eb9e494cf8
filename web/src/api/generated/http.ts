/** The HTTP API; made by `npm run types`. */

export interface paths {
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I?
         * @description The account whose token you sent. Right after registering this waits until the account can be read.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        /**
         * Erase my account
         * @description Erase your account, for good: the keys to all you have said and to your names are destroyed, your username and
         *     address are free for others after thirty days, and every session of yours ends, this one too.
         */
        delete: operations["erase_me"];
        options?: never;
        head?: never;
        /**
         * Change my display name
         * @description Be shown under another name; it need not be unique.
         */
        patch: operations["change_display_name"];
        trace?: never;
    };
    "/v1/accounts/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is this?
         * @description The public names of one account.
         */
        get: operations["person"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who are these?
         * @description The public names of many accounts at once: `?ids=…&ids=…`. Where one of them is `parked`, that is the answer.
         */
        get: operations["people"];
        put?: never;
        /**
         * Register
         * @description Make an account. With an `Idempotency-Key`, a repeat gives the same account.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My rooms
         * @description The rooms you are a member of, archived ones too.
         */
        get: operations["my_rooms"];
        put?: never;
        /**
         * Open a room
         * @description Open a room and own it.
         */
        post: operations["create_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public rooms
         * @description The rooms that everybody may read and join, whether you are in them or not.
         */
        get: operations["directory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One room
         * @description A room that is public or yours; any other is not found.
         */
        get: operations["one_room"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename a room or change its topic
         * @description Give a room another name or topic. For admins and owners.
         */
        patch: operations["describe_room"];
        trace?: never;
    };
    "/v1/rooms/{room_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is in a room
         * @description The members of a room that you may read.
         */
        get: operations["room_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who of a room is here
         * @description Who is here, for members of the room; who follows it live is told of each change.
         */
        get: operations["room_presence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was said
         * @description The last messages of a room, or those before, after or around a seq, or around a moment.
         *
         *     Seqs are sparse here, because other events have theirs; the room's log has them all.
         */
        get: operations["room_messages"];
        put?: never;
        /**
         * Send a message
         * @description Say something in a room. Sending the same `message_id` again gives the first result.
         */
        post: operations["send_message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/messages/{message_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One message
         * @description A message that you may read; any other is not found.
         */
        get: operations["one_message"];
        put?: never;
        post?: never;
        /**
         * Delete a message
         * @description Take a message back: your own, or anybody's as a moderator or above.
         */
        delete: operations["delete_message"];
        options?: never;
        head?: never;
        /**
         * Edit a message
         * @description Put other words in place of your own.
         */
        patch: operations["edit_message"];
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description What was said in the rooms that you may read, found by its words, by who said it, where and when.
         *
         *     What is deleted, erased or hidden from you is not found, and for nothing nothing is. `position` is what search has
         *     come to: of what was said after it, nothing is found yet, mostly for a second.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The room's log
         * @description Every event of the room that you may read, as live `event` frames, straight from the log.
         *
         *     Words that were deleted, edited since, or erased are `"body": null, "redacted": true` at the same seq.
         */
        get: operations["room_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The room's events as they happen
         * @description The frames of `/v1/live` for whoever cannot use WebSockets: first `followed`, then every event in seq order.
         *
         *     With `Last-Event-ID`, what came since is sent, however long ago that was; without it, and without `last`, what
         *     happens from now on. After `ended` there is nothing to come back for. After `lagging`, `rejected` or `goodbye`, and
         *     after a line that broke, come back with `Last-Event-ID`: nothing is lost. A `ping` comes every 25 seconds.
         */
        get: operations["room_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What concerns me, as it happens
         * @description First `ready`, how all my rooms stand; then a `notice` whenever I am mentioned, replied to, added or removed.
         *
         *     `moved` says that something happened in a room, at most once a second each, and a `signal` of type `read` how far I
         *     have read on another device. With `Last-Event-ID` the notices since come before `ready`, or a `gap` where that would
         *     be too many. A `ping` comes every 25 seconds, `goodbye` before an end: come back with `Last-Event-ID`.
         */
        get: operations["my_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change my password
         * @description Change your password. Every other session of yours ends; this one goes on.
         */
        put: operations["change_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where am I signed in?
         * @description Every session of yours that has not ended.
         */
        get: operations["my_sessions"];
        put?: never;
        /**
         * Sign in
         * @description Begin a session.
         */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stay signed in
         * @description Turn a refresh token into new tokens. An answer that was lost can be asked for again for 30 seconds.
         *
         *     Using an older one ends the session: somebody else has it too. Whoever holds one of an account that is erased is
         *     told so: drop what you keep of it.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description End this session: neither its access tokens nor its refresh token are honoured any more.
         */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out elsewhere
         * @description End one of your sessions: neither its access tokens nor its refresh token are honoured any more.
         */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usernames/{username}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who has this username?
         * @description Find somebody by the whole of their username, to bring them into a room for instance.
         */
        get: operations["username_holder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public keys
         * @description The keys that access tokens are signed with, by `kid`.
         */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What server is this?
         * @description What a client may know before anybody has signed in.
         */
        get: operations["server"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a room
         * @description Close a room for good. For owners.
         */
        post: operations["archive_room"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/members/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Join a room
         * @description Join a public room. Whoever enters an empty one owns it.
         */
        put: operations["join_room"];
        post?: never;
        /**
         * Leave a room
         * @description Leave a room. Its last owner stays while anybody else does.
         */
        delete: operations["leave_room"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/members/{account_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add a member or change a role
         * @description Bring somebody in, or give a member another role. For moderators and above, below their own rank.
         */
        put: operations["put_member"];
        post?: never;
        /**
         * Remove a member
         * @description Put somebody out. For moderators and above, of those below them; for owners, of everybody.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rooms/{room_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark a room as read
         * @description Say how far you have read. It counts at once, for you alone, and never goes back; saying something marks, too.
         *
         *     The log keeps at most one mark of a room in thirty seconds, the newest.
         */
        put: operations["mark_read"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alive?
         * @description The process runs.
         */
        get: operations["live"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready?
         * @description The process can accept commands and answer queries.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics
         * @description How this process is doing, and how the log and all projections stand, in the text format of Prometheus.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Changed
         * @description A command was accepted; `seq` and `position` are those of its last event.
         */
        Changed: {
            /**
             * @description The number of the event in its stream; of a room the live cursor.
             * @example 42
             */
            seq: number;
            /**
             * @description Where the log is now: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
            /**
             * @description Whether this command had been accepted before.
             * @example false
             */
            duplicate: boolean;
        };
        /**
         * Credentials
         * @description Who signs in.
         */
        Credentials: {
            /** @example ann */
            username: string;
            /** @example correct horse battery staple */
            password: string;
        };
        /**
         * Description
         * @description What a room is to be called; what is left out stays.
         */
        Description: {
            name?: string | null;
            topic?: string | null;
        };
        /**
         * Done
         * @description What was done.
         */
        Done: {
            /**
             * @description Keys that opened your words and names.
             * @example 3
             */
            keys_destroyed: number;
            /**
             * @description Your username, and your address if you gave one.
             * @example 2
             */
            names_released: number;
            /**
             * @description This one included.
             * @example 2
             */
            sessions_ended: number;
            /**
             * @description The rooms you were a member of.
             * @example 12
             */
            rooms_left: number;
        };
        /**
         * Erased
         * @description What an erasure has done, and what remains.
         */
        Erased: {
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            account_id: string;
            /**
             * @description Where the log is now: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
            done: components["schemas"]["Done"];
            /**
             * @description What stays, and for how long.
             * @example [
             *       "Events that say who did what, when and in which room, by ids alone: their words and names open for nobody.",
             *       "What others wrote, your names where they typed them included, and the names and topics you gave to rooms.",
             *       "Until they are overwritten: old pages and the write-ahead log of the database, and backups made before."
             *     ]
             */
            remains: string[];
        };
        /**
         * Erasure
         * @description Who erases an account knows its password.
         */
        Erasure: {
            /**
             * @description Of this account.
             * @example correct horse battery staple
             */
            password: string;
        };
        /**
         * EventFrame
         * @description One event of a room: of one room always the last `seq` plus one, but for a `gap` or what is `hidden`.
         *
         *     A client passes over types it does not know; their `seq` counts like any other.
         */
        EventFrame: {
            /** @enum {string} */
            frame: "event";
            /**
             * Format: uuid
             * @description Which room.
             * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
             */
            room: string;
            /**
             * @description The event's number in its room's log: 1, 2, 3 … without a gap.
             * @example 4711
             */
            seq: number;
            /**
             * @description Where in the whole log, `<epoch>.<position>`: opaque, good as `min_position` of any query.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
            /**
             * Format: uuid
             * @description The event's id, the same wherever the event is seen.
             * @example 019378a1-5f70-7d1e-8c55-31f0a2b9c4e8
             */
            event_id: string;
            /**
             * @description What happened; it says what `data` holds.
             * @example message_sent
             */
            type: string;
            /**
             * @description The version of that type's data.
             * @example 1
             */
            v: number;
            /**
             * Format: date-time
             * @description When it happened, in UTC.
             * @example 2026-11-22T09:30:00.123456Z
             */
            at: string;
            /**
             * Format: uuid
             * @description On whose behalf it happened.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            actor: string;
            /** @description The event's own fields; `redacted` when its words are gone. */
            data: Record<string, never>;
            /**
             * @description The body as HTML, sanitised; absent without a body.
             * @example <p>Tea is <strong>ready</strong></p>
             */
            html?: string;
        };
        /**
         * Found
         * @description A page of what was found, the newest first.
         */
        Found: {
            hits: components["schemas"]["Hit"][];
            /**
             * @description `cursor` of the next page; null on the last.
             * @example null
             */
            next: string | null;
            /**
             * @description What was named and is nobody, or no room that you may know.
             * @example [
             *       "from:nobody"
             *     ]
             */
            unknown: string[];
            /**
             * @description What the answer is true at: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * Health
         * @description The state of each part; without NATS the log's head is read instead, and projections run in processes of theirs.
         *
         *     `projections` has each one's lag in events and how many keys it has parked, or its trouble where it has stopped.
         */
        Health: {
            /**
             * @description Whether commands are accepted and queries answered.
             * @example true
             */
            ready: boolean;
            /**
             * @description Whether the database answers.
             * @example true
             */
            postgres: boolean;
            /**
             * @description Whether it is known which sessions have ended.
             * @example true
             */
            ended_sessions: boolean;
            /**
             * @description Whether the live stream is carried by NATS.
             * @example true
             */
            nats: boolean;
            /**
             * @description Each one's lag in events, or its trouble.
             * @example {
             *       "core": "0 behind"
             *     }
             */
            projections: {
                [key: string]: string;
            };
        };
        /**
         * History
         * @description How far back a member may read.
         * @enum {string}
         */
        History: "all" | "since_join";
        /**
         * Hit
         * @description A message, where it was said, and what it says around the words that were found.
         */
        Hit: {
            /**
             * Format: uuid
             * @description Which room it is.
             * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
             */
            room_id: string;
            /**
             * @description The room's name.
             * @example General
             */
            room_name: string;
            message: components["schemas"]["Message"];
            excerpt: components["schemas"]["Piece"][];
        };
        /**
         * Holder
         * @description Who has a username.
         */
        Holder: {
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            account_id: string;
        };
        /**
         * LastSeen
         * @description Somebody who is not here, and was lately.
         */
        LastSeen: {
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            account_id: string;
            /**
             * @description When, in UTC.
             * @example 2026-11-22T09:30:00+00:00
             */
            at: string;
        };
        /**
         * Member
         * @description Somebody in a room: their names, what they may do, and the seq they came with.
         */
        Member: {
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            account_id: string;
            /**
             * @description Null for imported and erased accounts.
             * @example ann
             */
            username: string | null;
            /**
             * @description How they are shown.
             * @example Ann Lee
             */
            display_name: string;
            role: components["schemas"]["Role"];
            /**
             * @description Its number in the room's log.
             * @example 4711
             */
            since_seq: number;
            /**
             * @description When, in UTC.
             * @example 2026-11-22T09:30:00+00:00
             */
            joined_at: string;
        };
        /**
         * Members
         * @description A page of a room's members.
         */
        Members: {
            members: components["schemas"]["Member"][];
            /**
             * @description What the answer is true at: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * Membership
         * @description What somebody is to be in a room; without a role, a newcomer is a plain member and a member stays as he is.
         */
        Membership: {
            role?: components["schemas"]["Role"] | null;
        };
        /**
         * Message
         * @description A message as it reads now; `redacted` when its words are gone: deleted, erased, or changed out of your sight.
         */
        Message: {
            /**
             * Format: uuid
             * @description The id its sender gave the message.
             * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
             */
            message_id: string;
            /**
             * @description Its number in the room's log.
             * @example 4711
             */
            seq: number;
            author: components["schemas"]["Person"];
            /**
             * @description Markdown as it was written; null when it is gone.
             * @example Hello, *Ben*!
             */
            body: string | null;
            /**
             * @description The body rendered and sanitised.
             * @example <p>Hello, <em>Ben</em>!</p>
             */
            html: string | null;
            /**
             * @description The message it answers.
             * @example 019378a0-11c2-7d10-8a2b-7be0d5c1a3f4
             */
            reply_to: string | null;
            /**
             * @description When, in UTC.
             * @example 2026-11-22T09:30:00+00:00
             */
            sent_at: string;
            /**
             * @description When, in UTC; null when it did not happen.
             * @example null
             */
            edited_at: string | null;
            /** @example false */
            deleted: boolean;
            /** @example false */
            redacted: boolean;
        };
        /**
         * Messages
         * @description A page of messages, the oldest first.
         */
        Messages: {
            messages: components["schemas"]["Message"][];
            /**
             * @description What the answer is true at: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * Mistake
         * @description One thing that is not valid.
         */
        Mistake: {
            /**
             * @description What is wrong with it.
             * @example Expected `str`, got `int`
             */
            message: string;
            /**
             * @description Which field or parameter; empty for the whole.
             * @example name
             */
            key?: string;
            /** @description Where a parameter stands: `query`, `header`. */
            source?: string;
        };
        /**
         * NewAccount
         * @description Who wants an account.
         */
        NewAccount: {
            /**
             * @description 2 to 32 of a-z, 0-9, dot, underscore, hyphen; upper case is lowered.
             * @example ann
             */
            username: string;
            /**
             * @description 8 to 1024 characters.
             * @example correct horse battery staple
             */
            password: string;
            display_name?: string | null;
            email?: string | null;
        };
        /**
         * NewBody
         * @description The words to put in place of the ones said.
         */
        NewBody: {
            /**
             * @description 1 to 16,000 characters of Markdown; `<@account_id>` mentions somebody.
             * @example Hello, *Ben*!
             */
            body: string;
        };
        /**
         * NewDisplayName
         * @description How a person wants to be shown.
         */
        NewDisplayName: {
            /**
             * @description 1 to 64 characters on one line, not all of them blank or invisible; none hides or turns others, joiners stand between what they join, and at most 4 marks on one.
             * @example Ann Lee
             */
            display_name: string;
        };
        /**
         * NewMessage
         * @description What somebody says.
         */
        NewMessage: {
            /**
             * @description 1 to 16,000 characters of Markdown; `<@account_id>` mentions somebody.
             * @example Hello, *Ben*!
             */
            body: string;
            message_id?: string | null;
            reply_to?: string | null;
        };
        /**
         * NewPassword
         * @description The password a person wants, and the one they have.
         */
        NewPassword: {
            /**
             * @description 8 to 1024 characters.
             * @example correct horse battery staple
             */
            current_password: string;
            /**
             * @description 8 to 1024 characters.
             * @example correct horse battery staple
             */
            new_password: string;
        };
        /**
         * NewRoom
         * @description A room somebody wants; without a topic it has none.
         */
        NewRoom: {
            /**
             * @description 1 to 80 characters on one line, not all of them blank or invisible; none hides or turns others, joiners stand between what they join, and at most 4 marks on one.
             * @example General
             */
            name: string;
            /**
             * @description Who may find, read and join it.
             * @example public
             */
            visibility: components["schemas"]["Visibility"];
            /**
             * @description At most 250 characters on one line, not all of them invisible; none hides or turns others, joiners stand between what they join, and at most 4 marks on one.
             * @example Anything at all
             */
            topic?: string;
            history?: components["schemas"]["History"] | null;
        };
        /**
         * OpenSession
         * @description One place where somebody is signed in.
         */
        OpenSession: {
            /**
             * Format: uuid
             * @description Which session it is.
             * @example 0e5b2f64-2f0c-4c5e-9f2b-6a0d6a3c7d11
             */
            session_id: string;
            /**
             * @description When somebody signed in, in UTC.
             * @example 2026-11-22T09:30:00+00:00
             */
            started_at: string;
            /**
             * @description When its tokens were given out last: it was in use then.
             * @example 2026-11-23T08:15:00+00:00
             */
            renewed_at: string;
            /**
             * @description Whether it is the one you ask in.
             * @example true
             */
            current: boolean;
            /**
             * @description What its client called itself when somebody signed in, on one line: its `User-Agent`. Null where it said nothing. Anybody can say anything there: it is no proof.
             * @example Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0
             */
            device: string | null;
        };
        /**
         * OpenSessions
         * @description Where somebody is signed in.
         */
        OpenSessions: {
            sessions: components["schemas"]["OpenSession"][];
        };
        /**
         * Opened
         * @description A new room, of which you are the owner.
         */
        Opened: {
            /**
             * Format: uuid
             * @description Which room it is.
             * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
             */
            room_id: string;
            /**
             * @description The number of the event in its stream; of a room the live cursor.
             * @example 42
             */
            seq: number;
            /**
             * @description Where the log is now: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
            /**
             * @description Whether this command had been accepted before.
             * @example false
             */
            duplicate: boolean;
        };
        /**
         * People
         * @description Those of the asked accounts that exist.
         */
        People: {
            accounts: components["schemas"]["Person"][];
            /**
             * @description What the answer is true at: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * Person
         * @description An account as everybody sees it; imported and erased accounts have no username.
         */
        Person: {
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            account_id: string;
            /**
             * @description Null for imported and erased accounts.
             * @example ann
             */
            username: string | null;
            /**
             * @description How they are shown.
             * @example Ann Lee
             */
            display_name: string;
            /**
             * @description Whether the account was erased; nobody knows its names any more.
             * @example false
             */
            erased: boolean;
        };
        /**
         * Piece
         * @description Some of what a message says, in the order in which it says it.
         */
        Piece: {
            /**
             * @description Plain text, never HTML.
             * @example the room with a
             */
            text: string;
            /**
             * @description Whether these words were searched for.
             * @example false
             */
            found: boolean;
        };
        /**
         * Problem
         * @description What went wrong (RFC 9457). `type` is stable and for programs; other members may follow.
         */
        Problem: {
            /**
             * @description Which problem it is.
             * @example /problems/not_found
             */
            type: string;
            /**
             * @description What it means, for people.
             * @example There is nothing here that you may see.
             */
            title: string;
            /**
             * @description The status of the answer.
             * @example 404
             */
            status: number;
            /** @description What is wrong this time. */
            detail?: string;
            /** @description What is not valid, one by one. */
            errors?: components["schemas"]["Mistake"][];
            /**
             * @description Seconds until the same would be taken; of a 429, over HTTP and live.
             * @example 0.02
             */
            retry_after?: number;
        };
        /**
         * PublicKey
         * @description A JSON Web Key (RFC 8037).
         */
        PublicKey: {
            /**
             * @description Its name, as tokens give it in their header.
             * @example 0001
             */
            kid: string;
            /**
             * @description The family of keys.
             * @example OKP
             */
            kty: string;
            /**
             * @description The curve.
             * @example Ed25519
             */
            crv: string;
            /**
             * @description The key itself, base64url.
             * @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo
             */
            x: string;
            /**
             * @description What it is for: signatures.
             * @example sig
             */
            use: string;
            /**
             * @description How it signs.
             * @example EdDSA
             */
            alg: string;
        };
        /**
         * PublicKeys
         * @description A JSON Web Key Set (RFC 7517).
         */
        PublicKeys: {
            keys: components["schemas"]["PublicKey"][];
        };
        /**
         * ReadUpTo
         * @description How far somebody has read.
         */
        ReadUpTo: {
            /**
             * @description The greatest seq that was read.
             * @example 4711
             */
            seq: number;
        };
        /**
         * Refresh
         * @description The refresh token of the last answer.
         */
        Refresh: {
            /**
             * @description Good once, within 30 days; sent again within 30 seconds, it gets the same refresh token.
             * @example ATeKGi9ufDGaSy9vDXyeEQAAAAHk…
             */
            refresh_token: string;
        };
        /**
         * Registered
         * @description A new account.
         */
        Registered: {
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            account_id: string;
            /** @example ann */
            username: string;
            /**
             * @description Where the log is now: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * Role
         * @description What a member may do, from most to least.
         * @enum {string}
         */
        Role: "admin" | "member" | "moderator" | "owner";
        /**
         * Room
         * @description A room; `head` is the seq of its last event, `role` mine, null where I am no member.
         *
         *     `read_seq` is up to where I have read, `unread` and `mentions` what I have not; what is deleted or erased does not
         *     count, and what I said neither.
         */
        Room: {
            /**
             * Format: uuid
             * @description Which room it is.
             * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
             */
            room_id: string;
            /**
             * @description The room's name.
             * @example General
             */
            name: string;
            /**
             * @description Empty when it has none.
             * @example Anything at all
             */
            topic: string;
            visibility: components["schemas"]["Visibility"];
            history: components["schemas"]["History"];
            /** @example false */
            archived: boolean;
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            created_by: string;
            /**
             * @description When, in UTC.
             * @example 2026-11-22T09:30:00+00:00
             */
            created_at: string;
            /**
             * @description The seq of the room's last event.
             * @example 4711
             */
            head: number;
            /**
             * @description How many.
             * @example 12
             */
            member_count: number;
            role: components["schemas"]["Role"] | null;
            /**
             * @description How many messages you have not read; null where you are no member.
             * @example 3
             */
            unread: number | null;
            /**
             * @description How many of those mention you; null where you are no member.
             * @example 1
             */
            mentions: number | null;
            /**
             * @description The seq up to which you have read; null where you are no member.
             * @example 4706
             */
            read_seq: number | null;
            /**
             * @description When, in UTC; null when it did not happen.
             * @example null
             */
            last_said_at: string | null;
        };
        /**
         * RoomEvents
         * @description A page of a room's log: the frames a follower was sent, without what is no longer said.
         */
        RoomEvents: {
            /**
             * @example [
             *       {
             *         "frame": "event",
             *         "room": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
             *         "seq": 4711,
             *         "position": "1f0c22aa9b3d.5120",
             *         "event_id": "019378a1-5f70-7d1e-8c55-31f0a2b9c4e8",
             *         "type": "message_sent",
             *         "v": 1,
             *         "at": "2026-11-22T09:30:00Z",
             *         "actor": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
             *         "data": {
             *           "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
             *           "body": "Hello, *Ben*!",
             *           "mentions": [],
             *           "reply_to": null
             *         },
             *         "html": "<p>Hello, <em>Ben</em>!</p>"
             *       }
             *     ]
             */
            events: components["schemas"]["EventFrame"][];
            /**
             * @description What the answer is true at: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * RoomPresence
         * @description Who of a room's members is here, and who was lately, as far as the process that answers knows.
         */
        RoomPresence: {
            /**
             * @description Whether this is told of this room: not of one with too many members.
             * @example true
             */
            told: boolean;
            /**
             * @description The accounts that are online.
             * @example [
             *       "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"
             *     ]
             */
            online: string[];
            /**
             * @description Those that are connected and not at it.
             * @example []
             */
            idle: string[];
            /** @description When others were last here. */
            last_seen: components["schemas"]["LastSeen"][];
            /**
             * @description What the answer is true at: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * Rooms
         * @description Some rooms.
         */
        Rooms: {
            rooms: components["schemas"]["Room"][];
            /**
             * @description What the answer is true at: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
        };
        /**
         * Sent
         * @description A message that was said.
         */
        Sent: {
            /**
             * Format: uuid
             * @description The id its sender gave the message.
             * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
             */
            message_id: string;
            /**
             * @description The number of the event in its stream; of a room the live cursor.
             * @example 42
             */
            seq: number;
            /**
             * @description Where the log is now: pass it as `min_position`.
             * @example 1f0c22aa9b3d.5120
             */
            position: string;
            /**
             * @description Whether this command had been accepted before.
             * @example false
             */
            duplicate: boolean;
        };
        /**
         * Server
         * @description This server, as everybody may see it.
         */
        Server: {
            /**
             * @description Whether anybody can sign in: where nobody can yet, a client offers to make the first account.
             * @example true
             */
            has_accounts: boolean;
        };
        /**
         * Session
         * @description What to sign requests with (`Authorization: Bearer …`), and what to get the next from.
         */
        Session: {
            /**
             * @description A JWT signed with Ed25519.
             * @example eyJhbGciOiJFZERTQSIs…
             */
            access_token: string;
            /**
             * @description Good once, within 30 days; sent again within 30 seconds, it gets the same refresh token.
             * @example ATeKGi9ufDGaSy9vDXyeEQAAAAHk…
             */
            refresh_token: string;
            /**
             * @description Seconds the access token is good for.
             * @example 600
             */
            expires_in: number;
            /**
             * Format: uuid
             * @description Whose account it is.
             * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
             */
            account_id: string;
        };
        /**
         * Visibility
         * @description Who may read a room: every signed-in account, or its members.
         * @enum {string}
         */
        Visibility: "private" | "public";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    me: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The signed-in account. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *       "username": "ann",
                     *       "display_name": "Ann Lee",
                     *       "erased": false
                     *     }
                     */
                    "application/json": components["schemas"]["Person"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/unavailable`: This is not available right now.
             *     - `/problems/parked`: This cannot be shown until somebody who runs this server has looked at it; everything else goes on.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    erase_me: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["Erasure"];
            };
        };
        responses: {
            /** @description Your account is erased; within a minute nothing of it is shown anywhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "done": {
                     *         "keys_destroyed": 3,
                     *         "names_released": 2,
                     *         "sessions_ended": 2,
                     *         "rooms_left": 12
                     *       },
                     *       "remains": [
                     *         "Events that say who did what, when and in which room, by ids alone: their words and names open for nobody.",
                     *         "What others wrote, your names where they typed them included, and the names and topics you gave to rooms.",
                     *         "Until they are overwritten: old pages and the write-ahead log of the database, and backups made before."
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Erased"];
                };
            };
            /**
             * @description - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/wrong_password`: The username or the password is wrong.
             *     - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             *     - `/problems/busy`: Too many people are signing in at this moment.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_display_name: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "display_name": "Ann Lee"
                 *     }
                 */
                "application/json": components["schemas"]["NewDisplayName"];
            };
        };
        responses: {
            /** @description You are shown under this name from now on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /**
             * @description - `/problems/unusable_display_name`: A display name has 1 to 64 characters on one line; some can be seen, none hides or turns others.
             *     - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    person: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Whose account it is.
                 * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
                 */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account's public names. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *       "username": "ann",
                     *       "display_name": "Ann Lee",
                     *       "erased": false
                     *     }
                     */
                    "application/json": components["schemas"]["Person"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/unavailable`: This is not available right now.
             *     - `/problems/parked`: This cannot be shown until somebody who runs this server has looked at it; everything else goes on.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    people: {
        parameters: {
            query: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
                /**
                 * @description Repeat it for each id.
                 * @example [
                 *       "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"
                 *     ]
                 */
                ids: string[];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts that exist among those asked for. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accounts": [
                     *         {
                     *           "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *           "username": "ann",
                     *           "display_name": "Ann Lee",
                     *           "erased": false
                     *         }
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["People"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/unavailable`: This is not available right now.
             *     - `/problems/parked`: This cannot be shown until somebody who runs this server has looked at it; everything else goes on.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "ann",
                 *       "password": "correct horse battery staple",
                 *       "display_name": "Ann Lee",
                 *       "email": "ann@example.org"
                 *     }
                 */
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description The account exists; sign in next. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *       "username": "ann",
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /**
             * @description - `/problems/unusable_username_or_email`: This name cannot be used.
             *     - `/problems/unusable_password`: A password has 8 to 1024 characters.
             *     - `/problems/unusable_display_name`: A display name has 1 to 64 characters on one line; some can be seen, none hides or turns others.
             *     - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/username_taken`: This username is taken.
             *     - `/problems/email_taken`: This e-mail address belongs to another account.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             *     - `/problems/busy`: Too many people are signing in at this moment.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    my_rooms: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every room you are a member of, by name. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rooms": [
                     *         {
                     *           "room_id": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
                     *           "name": "General",
                     *           "topic": "Anything at all",
                     *           "visibility": "private",
                     *           "history": "all",
                     *           "archived": false,
                     *           "created_by": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *           "created_at": "2026-11-22T09:30:00+00:00",
                     *           "head": 4711,
                     *           "member_count": 12,
                     *           "role": "admin",
                     *           "unread": 3,
                     *           "mentions": 1,
                     *           "read_seq": 4706,
                     *           "last_said_at": null
                     *         }
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["Rooms"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    create_room: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "General",
                 *       "visibility": "public",
                 *       "topic": "Anything at all",
                 *       "history": "all"
                 *     }
                 */
                "application/json": components["schemas"]["NewRoom"];
            };
        };
        responses: {
            /** @description The room is open. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "room_id": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Opened"];
                };
            };
            /**
             * @description - `/problems/unusable_name`: A room's name has 1 to 80 characters on one line; some can be seen, none hides or turns others.
             *     - `/problems/unusable_topic`: A topic has at most 250 characters on one line; some can be seen, none hides or turns others.
             *     - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    directory: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
                /**
                 * @description The last room_id of the page before.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                after?: string;
                /**
                 * @description The rooms in the order of this moment (RFC 3339): on further pages, when something was said last in the first room of the first page, so that none moves from one page to another meanwhile. `Link` has it.
                 * @example 2026-11-22T09:30:00Z
                 */
                as_of?: string;
                /**
                 * @description How many at most, up to 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description Only those that have these words in their name or topic, whatever their case.
                 * @example general
                 */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the public rooms, those first in which something was said last; a room in which nothing was is in order by when it was made. `Link` leads to the next page. */
            200: {
                headers: {
                    /**
                     * @description Where the pages beside this one are (RFC 8288), `prev` and `next`; absent where there is none.
                     * @example </v1/rooms/directory?after=5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "rooms": [
                     *         {
                     *           "room_id": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
                     *           "name": "General",
                     *           "topic": "Anything at all",
                     *           "visibility": "private",
                     *           "history": "all",
                     *           "archived": false,
                     *           "created_by": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *           "created_at": "2026-11-22T09:30:00+00:00",
                     *           "head": 4711,
                     *           "member_count": 12,
                     *           "role": "admin",
                     *           "unread": 3,
                     *           "mentions": 1,
                     *           "read_seq": 4706,
                     *           "last_said_at": null
                     *         }
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["Rooms"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    one_room: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "room_id": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
                     *       "name": "General",
                     *       "topic": "Anything at all",
                     *       "visibility": "private",
                     *       "history": "all",
                     *       "archived": false,
                     *       "created_by": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *       "created_at": "2026-11-22T09:30:00+00:00",
                     *       "head": 4711,
                     *       "member_count": 12,
                     *       "role": "admin",
                     *       "unread": 3,
                     *       "mentions": 1,
                     *       "read_seq": 4706,
                     *       "last_said_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Room"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    describe_room: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "General",
                 *       "topic": "Anything at all"
                 *     }
                 */
                "application/json": components["schemas"]["Description"];
            };
        };
        responses: {
            /** @description The room has its new name and topic. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /**
             * @description - `/problems/unusable_name`: A room's name has 1 to 80 characters on one line; some can be seen, none hides or turns others.
             *     - `/problems/unusable_topic`: A topic has at most 250 characters on one line; some can be seen, none hides or turns others.
             *     - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_a_member`: You are not a member of this room.
             *     - `/problems/not_allowed`: Your role in this room does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/room_is_archived`: This room is archived: it can be read, and nothing more is said in it.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    room_members: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
                /**
                 * @description The last account_id of the page before.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                after?: string;
                /**
                 * @description How many at most.
                 * @example 1000
                 */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the members with their roles; `Link` leads to the next. */
            200: {
                headers: {
                    /**
                     * @description Where the pages beside this one are (RFC 8288), `prev` and `next`; absent where there is none.
                     * @example </v1/rooms/directory?after=5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "members": [
                     *         {
                     *           "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *           "username": "ann",
                     *           "display_name": "Ann Lee",
                     *           "role": "admin",
                     *           "since_seq": 4711,
                     *           "joined_at": "2026-11-22T09:30:00+00:00"
                     *         }
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["Members"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    room_presence: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The members who are online or idle, and when others were last seen. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "told": true,
                     *       "online": [
                     *         "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"
                     *       ],
                     *       "idle": [],
                     *       "last_seen": [
                     *         {
                     *           "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *           "at": "2026-11-22T09:30:00+00:00"
                     *         }
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["RoomPresence"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    room_messages: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
                /**
                 * @description Only messages with a smaller seq, the last of them.
                 * @example 4711
                 */
                before?: number;
                /**
                 * @description Only messages with a greater seq, the first of them.
                 * @example 4711
                 */
                after?: number;
                /**
                 * @description Half of the page before this seq, half from it on.
                 * @example 4711
                 */
                around?: number;
                /**
                 * @description Half of the page before this moment (RFC 3339), half from the first message at it or after it on; after all that was said, the last page.
                 * @example 2026-11-22T09:30:00Z
                 */
                at?: string;
                /**
                 * @description How many at most, up to 200.
                 * @example 50
                 */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages, the oldest first; `Link` leads to the pages before and after it. */
            200: {
                headers: {
                    /**
                     * @description Where the pages beside this one are (RFC 8288), `prev` and `next`; absent where there is none.
                     * @example </v1/rooms/directory?after=5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "messages": [
                     *         {
                     *           "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
                     *           "seq": 4711,
                     *           "author": {
                     *             "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *             "username": "ann",
                     *             "display_name": "Ann Lee",
                     *             "erased": false
                     *           },
                     *           "body": "Hello, *Ben*!",
                     *           "html": "<p>Hello, <em>Ben</em>!</p>",
                     *           "reply_to": "019378a0-11c2-7d10-8a2b-7be0d5c1a3f4",
                     *           "sent_at": "2026-11-22T09:30:00+00:00",
                     *           "edited_at": null,
                     *           "deleted": false,
                     *           "redacted": false
                     *         }
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["Messages"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/unavailable`: This is not available right now.
             *     - `/problems/parked`: This cannot be shown until somebody who runs this server has looked at it; everything else goes on.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    send_message: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "body": "Hello, *Ben*!",
                 *       "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11"
                 *     }
                 */
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description The message is in the room's log, for ever at this seq. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Sent"];
                };
            };
            /**
             * @description - `/problems/unusable_body`: A message has 1 to 16,000 characters, not all of them blank.
             *     - `/problems/two_ids`: The message_id is the command's id: send one of the two, or the same.
             *     - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_a_member`: You are not a member of this room. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/no_such_message`: There is no such message in this room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/message_is_deleted`: This message was deleted.
             *     - `/problems/message_id_taken`: This message id is taken: make a new one.
             *     - `/problems/room_is_archived`: This room is archived: it can be read, and nothing more is said in it.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    one_message: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
                /**
                 * @description The id its sender gave the message.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message, as a page of messages has it. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
                     *       "seq": 4711,
                     *       "author": {
                     *         "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *         "username": "ann",
                     *         "display_name": "Ann Lee",
                     *         "erased": false
                     *       },
                     *       "body": "Hello, *Ben*!",
                     *       "html": "<p>Hello, <em>Ben</em>!</p>",
                     *       "reply_to": "019378a0-11c2-7d10-8a2b-7be0d5c1a3f4",
                     *       "sent_at": "2026-11-22T09:30:00+00:00",
                     *       "edited_at": null,
                     *       "deleted": false,
                     *       "redacted": false
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/unavailable`: This is not available right now.
             *     - `/problems/parked`: This cannot be shown until somebody who runs this server has looked at it; everything else goes on.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_message: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
                /**
                 * @description The id its sender gave the message.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message's words are gone from everybody's sight. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description - `/problems/invalid`: This is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_a_member`: You are not a member of this room.
             *     - `/problems/not_allowed`: Your role in this room does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/no_such_message`: There is no such message in this room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/event_too_large`: This is too long to be kept. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edit_message: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
                /**
                 * @description The id its sender gave the message.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "body": "Hello, *Ben*!"
                 *     }
                 */
                "application/json": components["schemas"]["NewBody"];
            };
        };
        responses: {
            /** @description The message has these words now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /**
             * @description - `/problems/unusable_body`: A message has 1 to 16,000 characters, not all of them blank.
             *     - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_a_member`: You are not a member of this room.
             *     - `/problems/not_your_message`: Only its author may change a message.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/no_such_message`: There is no such message in this room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/message_is_deleted`: This message was deleted.
             *     - `/problems/room_is_archived`: This room is archived: it can be read, and nothing more is said in it.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
                /**
                 * @description Words, all of which must be there; the last may be the beginning of one. `"some words"` stand together, `-word` must not be there, and one of two is enough with `OR` between them. `from:name`, `in:room`, `before:2026-01-31` and `after:2026-01-31` narrow it, with quotes around a name of several words: `in:"The kitchen"`. Other forms of a word are found, too, in English and Russian.
                 * @example kettle from:ann in:"The kitchen" after:2026-01-31
                 */
                q?: string;
                /**
                 * @description Only in this room.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room?: string;
                /**
                 * @description Only what they said: a username, an account_id, or the name they are shown under.
                 * @example ann
                 */
                from?: string;
                /**
                 * @description Only what was said before this day or moment, in UTC.
                 * @example 2026-01-31
                 */
                before?: string | unknown | unknown;
                /**
                 * @description Only what was said on this day or later, or from this moment on.
                 * @example 2026-01-31
                 */
                after?: string | unknown | unknown;
                /**
                 * @description How many at most, up to 200.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description The `next` of the page before.
                 * @example 1795339800000000.5b0c1de43a528b5ea1f790c4fb3a4d21.4711
                 */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of messages, the newest first; `Link` leads to the next. */
            200: {
                headers: {
                    /**
                     * @description Where the pages beside this one are (RFC 8288), `prev` and `next`; absent where there is none.
                     * @example </v1/rooms/directory?after=5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "hits": [
                     *         {
                     *           "room_id": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
                     *           "room_name": "General",
                     *           "message": {
                     *             "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
                     *             "seq": 4711,
                     *             "author": {
                     *               "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *               "username": "ann",
                     *               "display_name": "Ann Lee",
                     *               "erased": false
                     *             },
                     *             "body": "Hello, *Ben*!",
                     *             "html": "<p>Hello, <em>Ben</em>!</p>",
                     *             "reply_to": "019378a0-11c2-7d10-8a2b-7be0d5c1a3f4",
                     *             "sent_at": "2026-11-22T09:30:00+00:00",
                     *             "edited_at": null,
                     *             "deleted": false,
                     *             "redacted": false
                     *           },
                     *           "excerpt": [
                     *             {
                     *               "text": "the room with a ",
                     *               "found": false
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "next": null,
                     *       "unknown": [
                     *         "from:nobody"
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["Found"];
                };
            };
            /**
             * @description - `/problems/search_too_broad`: There is too much to look through: name a room, a person, a time, or a rarer word.
             *     - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/too_many_searches`: Too many searches are under way: ask again in a moment. */
            429: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/unavailable`: This is not available right now.
             *     - `/problems/parked`: This cannot be shown until somebody who runs this server has looked at it; everything else goes on.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    room_events: {
        parameters: {
            query?: {
                /**
                 * @description Answer only from a state that includes this position, as an earlier answer gave it: read your own writes. Waits up to five seconds, then 409 `stale_read`.
                 * @example 1f0c22aa9b3d.5120
                 */
                min_position?: string;
                /**
                 * @description The seq after which to begin.
                 * @example 4711
                 */
                after?: number;
                /**
                 * @description How many at most, up to 200.
                 * @example 50
                 */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the log in seq order; `Link` leads to the next. */
            200: {
                headers: {
                    /**
                     * @description Where the pages beside this one are (RFC 8288), `prev` and `next`; absent where there is none.
                     * @example </v1/rooms/directory?after=5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21>; rel="next"
                     */
                    Link?: string;
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "frame": "event",
                     *           "room": "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21",
                     *           "seq": 4711,
                     *           "position": "1f0c22aa9b3d.5120",
                     *           "event_id": "019378a1-5f70-7d1e-8c55-31f0a2b9c4e8",
                     *           "type": "message_sent",
                     *           "v": 1,
                     *           "at": "2026-11-22T09:30:00Z",
                     *           "actor": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10",
                     *           "data": {
                     *             "message_id": "019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11",
                     *             "body": "Hello, *Ben*!",
                     *             "mentions": [],
                     *             "reply_to": null
                     *           },
                     *           "html": "<p>Hello, <em>Ben</em>!</p>"
                     *         }
                     *       ],
                     *       "position": "1f0c22aa9b3d.5120"
                     *     }
                     */
                    "application/json": components["schemas"]["RoomEvents"];
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    room_stream: {
        parameters: {
            query?: {
                /**
                 * @description How many of the last events to begin with; 0 is from now on.
                 * @example 4711
                 */
                last?: number;
            };
            header?: {
                /**
                 * @description The last `id` that came, after a reconnect: what came after it is sent. Browsers' and most other clients of event streams send it by themselves.
                 * @example 1f0c22aa9b3d.4711
                 */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events, until the client hangs up or there is nothing more to tell. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 1200
                     *
                     *     event: followed
                     *     id: 1f0c22aa9b3d.4710
                     *     data: {"frame":"followed","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","epoch":"1f0c22aa9b3d","head":4710,"recovered":true,"gap":null,"hidden":null,"id":null}
                     *
                     *     event: event
                     *     id: 1f0c22aa9b3d.4711
                     *     data: {"frame":"event","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","seq":4711,"position":"1f0c22aa9b3d.5120","event_id":"019378a1-5f70-7d1e-8c55-31f0a2b9c4e8","type":"message_sent","v":1,"at":"2026-11-22T09:30:00Z","actor":"8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10","data":{"message_id":"019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11","body":"Hello, *Ben*!","mentions":[],"reply_to":null},"html":"<p>Hello, <em>Ben</em>!</p>"}
                     */
                    "text/event-stream": string;
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_found`: There is nothing here that you may see. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/too_many_requests`: Too many requests; wait a little. */
            429: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    my_stream: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The last `id` that came, after a reconnect: what came after it is sent. Browsers' and most other clients of event streams send it by themselves.
                 * @example 1f0c22aa9b3d.4711
                 */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events, until the client hangs up. */
            200: {
                headers: {
                    /**
                     * @description What the answer is true at.
                     * @example 1f0c22aa9b3d.5120
                     */
                    "Parley-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example retry: 1200
                     *
                     *     event: ready
                     *     id: 1f0c22aa9b3d.5119
                     *     data: {"frame":"ready","account":"8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10","rooms":[{"room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","head":4710,"role":"member"}],"position":"1f0c22aa9b3d.5119"}
                     *
                     *     event: notice
                     *     id: 1f0c22aa9b3d.5120
                     *     data: {"frame":"notice","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","seq":4711,"position":"1f0c22aa9b3d.5120","type":"mentioned","at":"2026-11-22T09:30:00Z","actor":"0b7f2a51-7c1e-8f5a-9d0f-5a3f0c6e7d21","message":"019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11"}
                     *
                     *     event: moved
                     *     id: 1f0c22aa9b3d.5120
                     *     data: {"frame":"moved","room":"5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21","head":4711,"position":"1f0c22aa9b3d.5120"}
                     */
                    "text/event-stream": string;
                };
            };
            /**
             * @description - `/problems/bad_request`: This request cannot be understood.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/stale_read`: What you ask for has not reached the read side yet: ask again in a moment.
             *     - `/problems/stale_epoch`: This position is of a log that was replaced since: load anew what you hold.
             */
            409: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/too_many_requests`: Too many requests; wait a little. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current_password": "correct horse battery staple",
                 *       "new_password": "correct horse battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description The new password holds, and your other sessions have ended. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /**
             * @description - `/problems/unusable_password`: A password has 8 to 1024 characters.
             *     - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/wrong_password`: The username or the password is wrong.
             *     - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             *     - `/problems/busy`: Too many people are signing in at this moment.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    my_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your sessions, the one that was in use last first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "sessions": [
                     *         {
                     *           "session_id": "0e5b2f64-2f0c-4c5e-9f2b-6a0d6a3c7d11",
                     *           "started_at": "2026-11-22T09:30:00+00:00",
                     *           "renewed_at": "2026-11-23T08:15:00+00:00",
                     *           "current": true,
                     *           "device": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["OpenSessions"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
                /**
                 * @description What your client is called: its first 256 characters are kept as long as the session, and shown to whoever signed in as the session's `device`.
                 * @example Tea-Bot/1.0 (Linux)
                 */
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "username": "ann",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description A session has begun. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJFZERTQSIs…",
                     *       "refresh_token": "ATeKGi9ufDGaSy9vDXyeEQAAAAHk…",
                     *       "expires_in": 600,
                     *       "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/wrong_password`: The username or the password is wrong. */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             *     - `/problems/busy`: Too many people are signing in at this moment.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refresh_token": "ATeKGi9ufDGaSy9vDXyeEQAAAAHk…"
                 *     }
                 */
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description The next pair of tokens; the refresh token you sent is used up in 30 seconds. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "access_token": "eyJhbGciOiJFZERTQSIs…",
                     *       "refresh_token": "ATeKGi9ufDGaSy9vDXyeEQAAAAHk…",
                     *       "expires_in": 600,
                     *       "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /**
             * @description - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/bad_refresh_token`: This refresh token is not good any more; sign in again.
             *     - `/problems/account_is_erased`: This account is erased: nobody signs in to it any more.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended, everywhere within a second. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description - `/problems/invalid`: This is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/event_too_large`: This is too long to be kept. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which session it is.
                 * @example 0e5b2f64-2f0c-4c5e-9f2b-6a0d6a3c7d11
                 */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description That session has ended, everywhere within a second. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description - `/problems/invalid`: This is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_session`: You have no such session.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/event_too_large`: This is too long to be kept. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    username_holder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Whom to find; upper case is lowered.
                 * @example ann
                 */
                username: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account that has it now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "account_id": "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10"
                     *     }
                     */
                    "application/json": components["schemas"]["Holder"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_account`: There is no such account.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JSON Web Key Set (RFC 7517). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {
                     *           "kid": "0001",
                     *           "kty": "OKP",
                     *           "crv": "Ed25519",
                     *           "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
                     *           "use": "sig",
                     *           "alg": "EdDSA"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["PublicKeys"];
                };
            };
        };
    };
    server: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is to know without signing in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "has_accounts": true
                     *     }
                     */
                    "application/json": components["schemas"]["Server"];
                };
            };
            /** @description - `/problems/unavailable`: This is not available right now. */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archive_room: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The room can be read, and nothing more is said in it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description - `/problems/invalid`: This is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_a_member`: You are not a member of this room.
             *     - `/problems/not_allowed`: Your role in this room does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/command_id_reused`: This id was used before, for a command with another content. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/event_too_large`: This is too long to be kept. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    join_room: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You are a member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description - `/problems/invalid`: This is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/room_is_archived`: This room is archived: it can be read, and nothing more is said in it.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/event_too_large`: This is too long to be kept. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leave_room: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description You are no member any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description - `/problems/invalid`: This is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/last_owner`: You are the last owner of this room: make somebody else an owner first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/event_too_large`: This is too long to be kept. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
                /**
                 * @description Whose account it is.
                 * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
                 */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "role": "moderator"
                 *     }
                 */
                "application/json": components["schemas"]["Membership"];
            };
        };
        responses: {
            /** @description The account is a member, in this role. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /**
             * @description - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_a_member`: You are not a member of this room.
             *     - `/problems/not_allowed`: Your role in this room does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/no_such_account`: There is no such account.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/room_is_archived`: This room is archived: it can be read, and nothing more is said in it.
             *     - `/problems/last_owner`: You are the last owner of this room: make somebody else an owner first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
                /**
                 * @description Whose account it is.
                 * @example 8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10
                 */
                account_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account is no member any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description - `/problems/invalid`: This is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_a_member`: You are not a member of this room.
             *     - `/problems/not_allowed`: Your role in this room does not allow this.
             */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/no_such_member`: That account is not a member of this room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/last_owner`: You are the last owner of this room: make somebody else an owner first.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/event_too_large`: This is too long to be kept. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mark_read: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The id of this command, made by you (UUID version 7 preferred). The same request again with the same id changes nothing more and gives the first result; another request with it is 409 `command_id_reused`. Without it every request is a new command.
                 * @example 019378a1-5f6e-7c31-9a4b-2f6f0d7c9e11
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Which room it is.
                 * @example 5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21
                 */
                room_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "seq": 4711
                 *     }
                 */
                "application/json": components["schemas"]["ReadUpTo"];
            };
        };
        responses: {
            /** @description The room is read up to `seq`: as far as it was ever marked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "seq": 42,
                     *       "position": "1f0c22aa9b3d.5120",
                     *       "duplicate": false
                     *     }
                     */
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /**
             * @description - `/problems/not_json`: The body is not JSON.
             *     - `/problems/invalid`: This is not valid.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/not_signed_in`: Sign in first.
             *     - `/problems/bad_token`: This is not a token we gave out.
             *     - `/problems/expired_token`: This token is too old; refresh it.
             *     - `/problems/session_over`: This session has ended; sign in again.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme that would do (RFC 6750).
                     * @example Bearer realm="parley"
                     */
                    "WWW-Authenticate": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/not_a_member`: You are not a member of this room. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/no_such_room`: There is no such room.
             *     - `/problems/not_found`: There is nothing here that you may see.
             */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/command_id_reused`: This id was used before, for a command with another content.
             *     - `/problems/seq_ahead`: The room has not come to this seq yet.
             */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/event_too_large`: This is too long to be kept.
             *     - `/problems/too_large`: The body of this request is too large.
             */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/rate_limited`: That was too often: wait a little. */
            429: {
                headers: {
                    /**
                     * @description The quota that is used up, `r`: how much of it is left, `t`: seconds until some of it is back.
                     * @example "sends";r=0;t=1
                     */
                    RateLimit: string;
                    /**
                     * @description Which quota it is, `q`: how much may come at once, `w`: seconds in which all of it comes back.
                     * @example "sends";q=200;w=4
                     */
                    "RateLimit-Policy": string;
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description - `/problems/contention`: Others changed what this command depends on, again and again; nothing was done.
             *     - `/problems/overloaded`: Too many commands are waiting; this one was not taken.
             *     - `/problems/log_unavailable`: The log could not be reached in time; the command may or may not have been accepted: repeat it as it is.
             *     - `/problems/unavailable`: This is not available right now.
             */
            503: {
                headers: {
                    /**
                     * @description Seconds after which the same request may be sent again.
                     * @example 1
                     */
                    "Retry-After": number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description - `/problems/log_full`: There is no room left to store anything; nothing was accepted. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example ok */
                    "text/plain": string;
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "ready": true,
                     *       "postgres": true,
                     *       "ended_sessions": true,
                     *       "nats": true,
                     *       "projections": {
                     *         "core": "0 behind"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Not now: a load balancer sends nobody here. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every metric of this process, then those of the log and of all projections. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # TYPE parley_requests_total counter
                     *     parley_requests_total 42.0
                     */
                    "text/plain": string;
                };
            };
        };
    };
}
