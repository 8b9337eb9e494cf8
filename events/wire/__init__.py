"""The frames of the live protocol, as projections build them and gateways pass them on.

JSON text, one object a frame, its name in the field `frame`. Ids are UUID strings, positions `<epoch>.<position>`.
"""
