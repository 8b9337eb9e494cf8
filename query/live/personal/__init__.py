"""The personal stream: what concerns one person in all of their rooms, followed from the whole log once a process.

feed         the process's one reader of the log, and whom it tells
stream       what one connection is told, and which rooms its account was in when
concern      whom an event concerns, and why
beginning    how a stream of its own begins (`GET /v1/me/stream`)
beside       how it begins on a connection that follows rooms, too (`connect` with `notices`)
"""
