/** Says what the server refused where nobody sees it: in a room that is not looked at. */
import { watch } from "vue";
import { useRouter } from "vue-router";

import { useLive } from "../stores/live.ts";
import { toast } from "../ui/toasts.ts";
import { t } from "../words/index.ts";

export function useRefusals(): void {
  const store = useLive();
  const router = useRouter();
  const announced = new Set<string>();

  watch(
    () => (store.state.loaded ? store.outbox.filter((one) => one.state === "refused" && !announced.has(one.id)) : []),
    (refused) => {
      for (const { id, room } of refused) {
        announced.add(id);
        if (room === store.state.open) continue;
        const name = store.state.rooms.get(room)?.facts.name ?? t("room.title");
        const show = () => void router.push({ name: "room", params: { id: room } });
        toast(t("room.refused", { name }), { kind: "danger", action: { label: t("action.open"), run: show } });
      }
    },
    { immediate: true },
  );
}
