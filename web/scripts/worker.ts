/** The service worker, at an address of its own, knows every file of its build by its hash. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

const NAME = "worker.js";

export function worker(): Plugin {
  let folder = "";
  return {
    name: "worker",
    apply: "build",
    config: () => ({
      build: {
        rolldownOptions: {
          input: {
            index: fileURLToPath(new URL("../index.html", import.meta.url)),
            worker: fileURLToPath(new URL("../src/worker/worker.ts", import.meta.url)),
          },
          output: {
            entryFileNames: (chunk) => (chunk.name === "worker" ? NAME : "assets/[name]-[hash].js"),
          },
        },
      },
    }),
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    writeBundle: () => {
      fill(folder);
    },
  };
}

function fill(folder: string): void {
  const plain = readFileSync(join(folder, NAME), "utf8");
  if (/\b(import|export)\b/.test(plain)) throw new Error(`${NAME} must stand alone: ${plain.slice(0, 200)}`);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => name !== NAME && statSync(join(folder, name)).isFile());
  const list = Object.fromEntries(files.map((name) => [`/${name}`, hash(readFileSync(join(folder, name)))]));
  const version = hash(JSON.stringify(list)).slice(7, 19);
  const filled = plain.replace("__FILES__", () => JSON.stringify(list)).replace("__VERSION__", JSON.stringify(version));
  writeFileSync(join(folder, NAME), filled);
}

/** As the attribute `integrity` has it. */
function hash(bytes: string | Buffer): string {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}
