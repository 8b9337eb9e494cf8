/** What somebody of a name may sign in as: `Ann Lee` as `ann.lee`, `Пётр` as `petr`. */

const CYRILLIC: Record<string, string> = Object.fromEntries(
  "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya"
    .split(" ")
    .map((pair) => pair.split("=") as [string, string]),
);

/** Empty where nothing of the name can be written in the letters that usernames have. */
export function suggested(name: string): string {
  const plain = name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const latin = [...plain].map((letter) => CYRILLIC[letter] ?? letter).join("");
  const words = latin.split(/[^a-z0-9]+/).filter(Boolean);
  return words.join(".").slice(0, 32).replace(/\.$/, "");
}
