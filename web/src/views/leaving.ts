/** How one signs out: what can still be done is done first, and what cannot is asked about. */
import { useLive } from "../stores/live.ts";
import { useSession } from "../stores/session.ts";
import { overlay } from "./overlays.ts";

const PATIENCE = 1000; // for answers, before anything is asked

export function useLeaving(): () => Promise<void> {
  const store = useLive();
  const session = useSession();
  return async () => {
    const { account } = session;
    const left = await store.live().finish(PATIENCE);
    if (session.account !== account) return; // it has ended meanwhile
    if (left > 0) overlay.value = "sign-out";
    else await session.signOut().catch(() => undefined); // unreachable, the session ends here all the same
  };
}
