/** What went wrong, in words for whoever sits there. */
import { Problem, Unreachable, type ProblemDocument } from "../api/problem.ts";
import { language, t } from "./index.ts";

/** The sentence to show for anything that `ask` throws. */
export async function sentence(error: unknown): Promise<string> {
  if (error instanceof Unreachable) return t("wrong.unreachable");
  if (!(error instanceof Problem)) return t("wrong.unexpected");
  return refusal(error.document);
}

/** The sentence of a refusal, wherever it came from. */
export async function refusal({ type, title }: ProblemDocument): Promise<string> {
  if (language() === "en") return title;
  const { problems } = await import("./ru_problems.ts");
  return problems[type.replace("/problems/", "")] ?? title;
}
