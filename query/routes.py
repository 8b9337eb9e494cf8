"""The read routes, with what they all share: their view of the read models and their refusals."""

from litestar import Router
from litestar.datastructures import ResponseHeader
from litestar.di import Provide

from query.directory import directory
from query.live.route import live
from query.live.sse.me import my_stream
from query.live.sse.room import room_stream
from query.members import room_members
from query.message import one_message
from query.messages import room_messages
from query.paging import only_known_parameters
from query.people import me, people, person
from query.presence import room_presence
from query.problems import HANDLERS
from query.room_log import room_events
from query.rooms import my_rooms, one_room
from query.search.route import search, search_view
from query.view import POSITION_HEADER, log_view, view

reads = Router(
    path="/",
    route_handlers=[
        me,
        person,
        people,
        my_rooms,
        directory,
        one_room,
        room_members,
        room_presence,
        room_messages,
        one_message,
        search,
        room_events,
        room_stream,
        my_stream,
    ],
    dependencies={"view": Provide(view), "log_view": Provide(log_view), "search_view": Provide(search_view)},
    guards=[only_known_parameters],
    response_headers=[
        ResponseHeader(name=POSITION_HEADER, description="What the answer is true at.", documentation_only=True)
    ],
    exception_handlers=HANDLERS,
)
routes = (reads, live)
