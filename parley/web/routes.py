"""Where the browser client is served: at every address that is not the API's."""

from pathlib import Path
from typing import Any

from litestar import MediaType, Request, Response, Router, get

from parley.web.files import BUILT, INDEX, File, client
from runtime.problems import OF_STATUS, Refused

# Its scripts and styles are its own, and it talks with nobody but the server it came from.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
UNBUILT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley</title>
<link rel="icon" href="data:,">
<h1>Parley runs, without its web client</h1>
<p>The client has not been built. In a checkout <code>make web</code> builds it, and <code>make run</code> does so by
itself; then start Parley again.
<p>All of Parley can be used without it: <a href="/docs">the HTTP API</a>, <a href="/docs/live">the live stream</a>.
"""


def web(folder: Path = BUILT) -> Router:
    """The routes of the client that lies in a folder."""

    @get(["/", "/{path:path}"], sync_to_thread=False)
    def page_or_file(request: Request[Any, Any, Any]) -> Response[bytes]:
        """A file of the client, or the client itself, which knows what to show at an address of its own."""
        path, files = request.scope["path"], client(folder)
        if path in files:
            return _served(request, files[path])
        if "." in path.rpartition("/")[2] or _is_of_the_api(request, path):
            raise Refused(OF_STATUS[404])  # a page in place of a script or an answer would only confuse
        if INDEX in files:
            return _served(request, files[INDEX])
        return Response(UNBUILT.encode(), status_code=503, media_type=MediaType.HTML, headers=HEADERS)

    return Router(path="/", route_handlers=[page_or_file], include_in_schema=False)


def _is_of_the_api(request: Request[Any, Any, Any], path: str) -> bool:
    first = f"{path}/".split("/")[1]
    return bool(first) and any(f"{route.path}/".startswith(f"/{first}/") for route in request.app.routes)


def _served(request: Request[Any, Any, Any], file: File) -> Response[bytes]:
    coding = file.form(request.headers.get("accept-encoding", ""))
    etag = f'"{file.etag}{coding and "-"}{coding}"'  # other bytes, another tag
    headers = HEADERS | {"ETag": etag, "Cache-Control": file.cache_control, "Vary": "Accept-Encoding"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=file.media_type)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(file.forms[coding], headers=headers, media_type=file.media_type)
