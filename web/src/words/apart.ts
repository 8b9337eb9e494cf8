/** What people wrote, inside of a sentence of ours: its direction ends where it ends. */

const [BEGIN, END] = ["\u2068", "\u2069"]; // first strong isolate … pop directional isolate
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export interface Part {
  readonly text: string;
  readonly apart: boolean;
}

export function apart(text: string): string {
  return BEGIN + text.replace(TURNS, "") + END;
}

/** A sentence with such texts in it, to be drawn with `<bdi>` around each. */
export function partsOf(sentence: string): Part[] {
  const parts = sentence.split(/\u2068([^\u2069]*)\u2069/);
  return parts.map((text, index) => ({ text, apart: index % 2 === 1 })).filter(({ text }) => text !== "");
}
