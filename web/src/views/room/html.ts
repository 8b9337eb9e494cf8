/** The server's HTML of a message as it is shown: people by their names, links that open apart, code that can be copied. */

const MENTION = /<span(?=[^>]*\sclass="mention")[^>]*\sdata-account="([0-9a-f-]{36})"[^>]*>[^<]*<\/span>/g;
const NAMED = /<@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>/gi;
const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export interface Naming {
  readonly nameOf: (account: string) => string;
  readonly me: string | null;
  /** What the button over a block of code is called. */
  readonly copy: string;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);
}

/** The server has sanitised it: only whole elements of it are put in others here, and every name is escaped. */
export function decorated(html: string, { nameOf, me, copy }: Naming): string {
  return html
    .replace(MENTION, (whole, account: string) => {
      const name = nameOf(account);
      const kind = account === me ? "mention mine" : "mention";
      return name ? `<span class="${kind}" dir="auto" data-account="${account}">@${escaped(name)}</span>` : whole;
    })
    .replace(/<(\/?)h([1-6])>/g, (_, end: string, level: string) => (end ? "</p>" : `<p class="h${level}">`))
    .replace(/<input[^>]*>/g, (box) => `<span class="box">${/\schecked/.test(box) ? "☑" : "☐"}</span>`)
    .replace(/<a href=/g, '<a target="_blank" href=')
    .replace(/<table>/g, '<div class="wide" tabindex="0"><table>')
    .replace(/<\/table>/g, "</table></div>")
    .replace(/<pre(?: lang="([^"]*)")?>/g, (_, language: string | undefined) => {
      const button = `<button type="button" class="copy">${escaped(copy)}</button>`;
      return `<div class="code"><span class="head"><span>${language ?? ""}</span>${button}</span><pre tabindex="0">`;
    })
    .replace(/<\/pre>/g, "</pre></div>");
}

/** What somebody wrote with names for ids: for words that nobody rendered, and to be edited or quoted. */
export function named(body: string, nameOf: (account: string) => string): string {
  return body.replace(NAMED, (whole, account: string) => {
    const name = nameOf(account.toLowerCase());
    return name ? `@${name}` : whole;
  });
}

/** The first words, on one line, for a quote. */
export function gist(body: string, nameOf: (account: string) => string, most = 140): string {
  const plain = body
    .replace(/^\s*(?:[>#]+|[-*+])\s+/gm, "")
    .replace(/`+|\*\*|__|~~/g, "")
    .replace(/(?<![\w*])([*_])(?=\S)([^*_\n]+)(?<=\S)\1(?![\w*])/g, "$2")
    .replace(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, "$1");
  const line = named(plain, nameOf).replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line;
}
