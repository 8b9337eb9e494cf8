"""The pages that show the OpenAPI document, served whole from here: they work without internet."""

from importlib.resources import files
from pathlib import Path

from litestar import MediaType, Router, get
from litestar.datastructures import CacheControlHeader, ResponseHeader
from litestar.static_files import create_static_files_router

# The published builds, in packages that carry little else; nothing of them is imported.
FOLDERS = (
    files("parley.openapi") / "assets",
    files("star_openapi_scalar") / "templates" / "scalar" / "js",
    files("star_openapi_swagger") / "templates" / "swagger",
    files("star_openapi_redoc") / "templates" / "redoc" / "js",
)
# Nothing is asked of any other origin, whatever the builds would like to ask.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src blob:; base-uri 'none'; frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/assets/{style}">
<body>
<div id="page"></div>
{build}<script type="module" src="/docs/assets/{script}"></script>
"""
BUILD = '<script src="/docs/assets/{}"></script>\n'  # one that is no module


@get("/docs", media_type=MediaType.HTML, sync_to_thread=False)
def scalar() -> str:
    """The document in Scalar."""
    return PAGE.format(style="page.css", build=BUILD.format("scalar.standalone.js"), script="scalar.js")


@get("/docs/swagger", media_type=MediaType.HTML, sync_to_thread=False)
def swagger() -> str:
    """The document in Swagger UI."""
    return PAGE.format(style="css/swagger-ui.css", build=BUILD.format("js/swagger-ui-bundle.js"), script="swagger.js")


@get("/docs/redoc", media_type=MediaType.HTML, sync_to_thread=False)
def redoc() -> str:
    """The document in ReDoc."""
    return PAGE.format(style="page.css", build="", script="redoc.js")


def pages() -> Router:
    """The three pages and what they are made of."""
    made_of = create_static_files_router(
        path="/assets",
        directories=[Path(str(folder)) for folder in FOLDERS],
        cache_control=CacheControlHeader(max_age=3600),
        include_in_schema=False,
    )
    policy = ResponseHeader(name="Content-Security-Policy", value=POLICY)
    assets = Router(path="/docs", route_handlers=[made_of])
    return Router(
        path="/", route_handlers=[scalar, swagger, redoc, assets], response_headers=[policy], include_in_schema=False
    )
