/** Says for a while why something could not be done. */
import { sentence } from "../words/wrong.ts";
import { toast } from "./toasts.ts";

export async function complain(error: unknown): Promise<void> {
  toast(await sentence(error), { kind: "danger" });
}
