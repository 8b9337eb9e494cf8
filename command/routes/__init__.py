"""The write routes; flat, because several share a path with a read route."""

from command.routes.accounts import change_display_name, change_password, register
from command.routes.erasure import erase_me
from command.routes.members import join_room, leave_room, put_member, remove_member
from command.routes.messages import delete_message, edit_message, send_message
from command.routes.open_sessions import end_session, my_sessions
from command.routes.reading import mark_read
from command.routes.rooms import archive_room, create_room, describe_room
from command.routes.server import server
from command.routes.sessions import jwks, refresh, sign_in, sign_out
from command.routes.usernames import username_holder

routes = (
    register,
    change_display_name,
    change_password,
    erase_me,
    sign_in,
    refresh,
    sign_out,
    my_sessions,
    end_session,
    username_holder,
    jwks,
    server,
    create_room,
    describe_room,
    archive_room,
    join_room,
    leave_room,
    put_member,
    remove_member,
    send_message,
    edit_message,
    delete_message,
    mark_read,
)
