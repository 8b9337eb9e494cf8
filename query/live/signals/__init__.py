"""What passes and is kept nowhere: who is here and who is typing, told to other processes and to members of rooms.

signals     the whole of it in one process, and the telling of it in turn
bus         what processes tell each other
exchange    who is connected here, told to the others, and what they tell
online      who is here, as all processes tell it
rooms       which members of followed rooms are here
room        one of those rooms
members     who its members are, read
typists     who is typing where
frames      signals as frames
pace        how often all this is told
"""
