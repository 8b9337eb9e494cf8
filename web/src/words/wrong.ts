/** What went wrong, in words for whoever sits there. */
import { Problem, Unreachable } from "../api/problem.ts";
import { language, t } from "./index.ts";

/** The sentence to show for anything that `ask` throws. */
export async function sentence(error: unknown): Promise<string> {
  if (error instanceof Unreachable) return t("wrong.unreachable");
  if (!(error instanceof Problem)) return t("wrong.unexpected");
  if (language() === "en") return error.message;
  const { problems } = await import("./ru_problems.ts");
  return problems[error.type.replace("/problems/", "")] ?? error.message;
}
