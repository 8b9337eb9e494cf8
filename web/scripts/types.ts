/** Makes src/api/generated of the committed contracts; with `--check` only says whether that is up to date. */
import { readFileSync, writeFileSync } from "node:fs";

import openapiTS, { astToString } from "openapi-typescript";

import { live } from "./live_types.ts";

const contracts = new URL("../../docs/contracts/", import.meta.url);
const generated = new URL("../src/api/generated/", import.meta.url);
const openapi = readFileSync(new URL("openapi.json", contracts), "utf8");
const made = {
  "http.ts": `/** The HTTP API; made by \`npm run types\`. */\n\n${astToString(await openapiTS(openapi, { silent: true }))}`,
  "live.ts": live((name) => JSON.parse(readFileSync(new URL(`schemas/${name}.json`, contracts), "utf8"))),
};

for (const [name, text] of Object.entries(made)) {
  const file = new URL(name, generated);
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`src/api/generated/${name} is not what the contracts say: npm run types`);
    process.exitCode = 1;
  }
}
