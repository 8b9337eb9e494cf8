"""Everything that can be asked over HTTP and the OpenAPI document tells of."""

from command.routes import routes as writes
from parley.health import live, metrics, ready
from query.routes import routes as reads

routes = (*reads, *writes, live, ready, metrics)
