/** Days of the reader's calendar, as short texts that are equal for the same day: `2026-11-22`. */

export function dayOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The moment at which a day begins here. */
export function beginning(day: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
