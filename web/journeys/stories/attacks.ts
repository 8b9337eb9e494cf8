/** A message, a name and a room full of HTML and script stay words; nothing runs, nothing is asked of other servers. */
import { Api } from "../api.ts";
import { PASSWORD } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes } from "../until.ts";

const MARK = "globalThis.pwned=1;alert(1)";
const ATTACKS = [
  `<script>${MARK}</script>`,
  `<img src=x onerror="${MARK}">`,
  `<svg onload="${MARK}"><animate onbegin="${MARK}" attributeName=x dur=1s></svg>`,
  `<iframe srcdoc="<script>parent.${MARK}</script>"></iframe>`,
  `<a href="javascript:${MARK}">click me</a> [and me](javascript:${MARK}) [or me](data:text/html,<script>${MARK}</script>)`,
  `![picture](https://elsewhere.example/track.png) ![x](x" onerror="${MARK})`,
  `<style>@import "https://elsewhere.example/a.css"; body { display: none }</style>`,
  `<form action="https://elsewhere.example/"><input name=password><button formaction="javascript:${MARK}">Sign in</button></form>`,
  `<base href="https://elsewhere.example/"><meta http-equiv=refresh content="0;url=https://elsewhere.example/">`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${MARK}&gt;">`,
  `<details open ontoggle="${MARK}"><summary>x</summary></details><div style="position:fixed;inset:0">over all</div>`,
  "```html\n</code></pre><script>" + MARK + "</script>\n```",
  `{{constructor.constructor("${MARK}")()}} <div v-html="'<img src=x onerror=${MARK}>'"></div>`,
  "\u202egnp.exe \u2066\u2067 right to left\u202e",
];
const FORBIDDEN =
  "script, img, svg[onload], iframe, form, style, base, meta, object, embed, [onerror], [onload], [style*=fixed]";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const asked: string[] = [];
  ann.context.on("request", (request) => asked.push(request.url()));
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, `<img src=x onerror=${MARK}>`);
  const name = `<script>${MARK}</script> ${ann.username}`;
  const room = await ben.open(name);
  await ben.ask("PATCH", `/v1/rooms/${room}`, { topic: `<img src=x onerror="${MARK}">` });
  for (const attack of ATTACKS) await ben.say(room, attack);
  await ben.say(room, "that was all");
  const shown = await ann.joinsRoom(name);
  await shown.sees("that was all");
  for (const attack of ATTACKS) await shown.say(attack);
  await shown.say("and that of mine");
  await becomes("what waits", () => ann.page.getByText(ann.named("message.sending")).count(), 0);

  await becomes("what ran", () => ann.page.evaluate(() => "pwned" in globalThis), false);
  await becomes("what came alive", () => shown.messages.locator(FORBIDDEN).count(), 0);
  const links = shown.messages.locator("a[href]");
  const schemes = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
  const bad = schemes.filter((scheme) => !["http:", "https:", "mailto:"].includes(scheme));
  if (bad.length) throw new Error(`links lead to ${bad.join(", ")}`);
  const elsewhere = asked.filter((url) => !url.startsWith(stage.url) && !url.startsWith("data:"));
  if (elsewhere.length) throw new Error(`other servers were asked: ${elsewhere.join(", ")}`);
}
