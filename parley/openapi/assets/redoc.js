// Shows the document in ReDoc, which reports to nobody how it is used.
import { init } from "./redoc.standalone.js";

init("/openapi.json", { disableTelemetry: true }, document.getElementById("page"));
