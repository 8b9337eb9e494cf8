/** A Chromium to drive: the machine's own, else the one that npm brought. */
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium, type Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];
const KEPT = fileURLToPath(new URL("../node_modules/.chromium", import.meta.url));

export async function openBrowser(args: string[] = []): Promise<Browser> {
  const own = ofTheMachine();
  return chromium.launch({
    ...(own ? { executablePath: own } : await carried()),
    args: ["--no-sandbox", ...args], // root has no sandbox to make
  });
}

function ofTheMachine(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/** The packed Chromium, unpacked once, and the libraries that a bare system lacks. */
async function carried(): Promise<{ executablePath: string; env: Record<string, string> }> {
  if (!existsSync(KEPT)) await unpack();
  const fonts = join(KEPT, "fonts.conf"); // that of the package names folders of another machine
  await writeFile(fonts, `<fontconfig><dir>${KEPT}/fonts</dir><cachedir>${KEPT}/fonts-cache</cachedir></fontconfig>`);
  const env = { ...process.env, FONTCONFIG_FILE: fonts, LD_LIBRARY_PATH: join(KEPT, "al2023", "lib") };
  return { executablePath: join(KEPT, "chromium"), env: env as Record<string, string> };
}

async function unpack(): Promise<void> {
  const making = await mkdtemp(`${KEPT}-`);
  const before = process.env["TMPDIR"] ?? "/tmp";
  process.env["TMPDIR"] = making; // where the package puts everything
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs24.x"; // or it leaves its libraries packed
  try {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
    await rename(making, KEPT);
  } catch (error) {
    await rm(making, { recursive: true });
    if (!existsSync(KEPT)) throw error; // else another run was quicker
  } finally {
    process.env["TMPDIR"] = before;
  }
}
