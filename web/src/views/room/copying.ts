/** Whether a text was copied; that it was not is said. */
import { toast } from "../../ui/toasts.ts";
import { t } from "../../words/index.ts";

export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast(t("message.not_copied"), { kind: "danger" });
    return false;
  }
}
