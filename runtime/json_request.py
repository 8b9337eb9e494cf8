"""How a request's body is read: JSON that says it is JSON, straight into the struct its route asks for."""

from functools import cache
from typing import Any

import msgspec
from litestar import Request

from runtime.problems import INVALID, OF_STATUS, Refused, problem

MAX_BODY_BYTES = 1024 * 1024  # for Litestar's `request_max_body_size`
NOT_JSON = problem("not_json", 400, "The body is not JSON.")


@cache
def _decoder(annotation: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(annotation)


def _whole(number: str) -> int | float:
    value = float(number)
    return int(value) if value.is_integer() else value


_lenient = msgspec.json.Decoder(float_hook=_whole)


def _decoded(body: bytes, annotation: Any) -> Any:
    """The body as that; raises what msgspec raises. 3.0 is an integer to JSON Schema, and none to msgspec."""
    try:
        return _decoder(annotation).decode(body)
    except msgspec.ValidationError as error:
        try:
            return msgspec.convert(_lenient.decode(body), annotation)
        except msgspec.ValidationError:
            raise error from None


class JsonRequest(Request[Any, Any, Any]):
    """For Litestar's `request_class`: its own reader takes any media type, and fails on what is not UTF-8."""

    async def json(self) -> Any:
        """The body as what the route's `data` is declared to be; raises `Refused` with 400 or 415."""
        media_type, _, parameters = self.headers.get("content-type", "").partition(";")
        if media_type.strip().lower() != "application/json":
            raise Refused(OF_STATUS[415])
        if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
            raise Refused(OF_STATUS[415])
        field = self.route_handler.parsed_data_field
        try:
            return _decoded(await self.body(), field.annotation if field else Any)
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at ")
            errors = [{"message": message, "key": path.strip("`").removeprefix("$.")}]
            raise Refused(msgspec.structs.replace(INVALID, extra={"errors": errors})) from None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise Refused(NOT_JSON) from None
