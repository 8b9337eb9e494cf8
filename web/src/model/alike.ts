/** Who is called so that one may be taken for another. Pure. */
import type { Person } from "./state.ts";

const UNSEEN = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\s]+/gu;
// Letters that look like Latin ones of the same case, as most fonts draw them.
const LIKE = new Map([
  ...pairs("АВЕЅЗІЈКМНОРСТУХԚԜ", "ABES3IJKMHOPCTYXQW"),
  ...pairs("аеёорсухіїјѕԛԝһӏ", "aeeopcyxiijsqwhl"),
  ...pairs("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
  ...pairs("ορνικαյօսոհ", "opvikajounh"),
]);
const skeletons = new WeakMap<Person, string>();

/** What is left of a name for who glances at it: the same for names that look the same. */
export function glance(name: string): string {
  const bare = name.normalize("NFKD").replace(UNSEEN, "");
  const latin = [...bare].map((letter) => LIKE.get(letter) ?? letter).join("");
  return latin.toLowerCase().replace(/[1|!]/g, "l").replaceAll("0", "o").replaceAll("rn", "m");
}

/** Those of the people who share the look of their name with another. */
export function alike(people: Iterable<Person>): ReadonlySet<string> {
  const first = new Map<string, string>();
  const found = new Set<string>();
  for (const person of people) {
    if (person.erased) continue;
    const look = lookOf(person);
    const other = first.get(look);
    if (other === undefined) first.set(look, person.id);
    else found.add(other).add(person.id);
  }
  return found;
}

function lookOf(person: Person): string {
  const known = skeletons.get(person) ?? glance(person.name);
  skeletons.set(person, known);
  return known;
}

function pairs(from: string, to: string): [string, string][] {
  const others = [...to];
  return [...from].map((letter, index) => [letter, others[index] ?? letter]);
}
