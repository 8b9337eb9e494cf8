"""What signing up, in and out needs beside the log."""

from msgspec import Struct

from command.passwords import Passwords
from command.writer import Writer
from runtime.postgres import Pool
from runtime.tokens import Tokens


class Access(Struct, frozen=True):
    """One for each process."""

    writer: Writer
    pool: Pool
    passwords: Passwords
    tokens: Tokens
