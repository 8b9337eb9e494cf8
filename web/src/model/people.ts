/** What people are called. */
import type { MemberAnswer, Person, PersonAnswer } from "./state.ts";

export function peopleOf(
  people: ReadonlyMap<string, Person>,
  answers: readonly (PersonAnswer | MemberAnswer)[],
): ReadonlyMap<string, Person> {
  const news = answers.map(person).filter((one) => !same(people.get(one.id), one));
  return news.length === 0 ? people : new Map([...people, ...news.map((one) => [one.id, one] as const)]);
}

function person(answer: PersonAnswer | MemberAnswer): Person {
  const { account_id: id, username, display_name: name } = answer;
  return { id, username, name, erased: "erased" in answer && answer.erased };
}

function same(known: Person | undefined, one: Person): boolean {
  return known?.username === one.username && known.name === one.name && known.erased === one.erased;
}
