/** What to say while what is shown is not what the server says. */
import { computed, type ComputedRef } from "vue";

import { useLive } from "../stores/live.ts";
import { t } from "../words/index.ts";
import { day, time } from "../words/moments.ts";

export function useAsOf(): ComputedRef<string | null> {
  const store = useLive();
  return computed(() => {
    if (store.asOf === null) return null;
    const at = new Date(store.asOf);
    return t("connection.as_of", { at: `${day(at)}, ${time(at)}` });
  });
}
