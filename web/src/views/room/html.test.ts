import { expect, test } from "vitest";

import { decorated, gist, named } from "./html.ts";

const ANN = "8d3cf6a5-51b1-8f0e-9a61-6f0d4c1f2f10";
const BEN = "0b7f2a51-7c1e-8f5a-9d0f-5a3f0c6e7d21";
const names = new Map([[ANN, "Ann <b>"]]);
const nameOf = (id: string) => names.get(id) ?? "";
const naming = { nameOf, me: ANN, copy: "Copy" };

function mention(id: string): string {
  return `<p>Hi <span class="mention" data-account="${id}">@${id}</span>!</p>`;
}

test("who is mentioned is shown by name, and a name is never markup", () => {
  expect(decorated(mention(ANN), naming)).toBe(
    `<p>Hi <span class="mention mine" dir="auto" data-account="${ANN}">@Ann &lt;b&gt;</span>!</p>`,
  );
  expect(decorated(mention(BEN), naming)).toBe(mention(BEN));
});

test("the order of attributes does not matter, and other spans are left alone", () => {
  const other = `<span data-account="${ANN}" class="mention">@x</span> <span class="x" data-account="${ANN}">y</span>`;
  expect(decorated(other, naming)).toContain('@Ann &lt;b&gt;</span> <span class="x"');
});

test("links open apart, and code and tables can be reached by keyboard", () => {
  expect(decorated('<a href="https://a.example" rel="noopener">a</a>', naming)).toContain('<a target="_blank" href=');
  const code = decorated('<pre lang="py"><code>1 &lt; 2</code></pre>', naming);
  expect(code).toContain('<span>py</span><button type="button" class="copy">Copy</button>');
  expect(code).toContain('<pre tabindex="0"><code>1 &lt; 2</code></pre></div>');
  expect(decorated("<table><tbody></tbody></table>", naming)).toMatch(
    /^<div class="wide" tabindex="0"><table>.*<\/div>$/,
  );
});

test("headings and boxes of a message are none of the page's", () => {
  const list = '<ul><li><input type="checkbox" checked="" disabled=""> tea</li></ul>';
  expect(decorated(`<h1>Big</h1>${list}`, naming)).toBe(
    '<p class="h1">Big</p><ul><li><span class="box">☑</span> tea</li></ul>',
  );
});

test("a quote is one short line of plain words", () => {
  expect(gist("> **Look**\n\n<@8D3CF6A5-51b1-8f0e-9a61-6f0d4c1f2f10>", nameOf)).toBe("Look @Ann <b>");
  expect(gist("The *new* [one](https://a.example), snake_case_name, 2 * 3 * 4", nameOf)).toBe(
    "The new one, snake_case_name, 2 * 3 * 4",
  );
  expect(gist("word ".repeat(100), nameOf, 12)).toBe("word word wo…");
  expect(named(`<@${BEN}>`, nameOf)).toBe(`<@${BEN}>`);
});
