/** How one comes into a public room: by a button, and on from there. */
import { useRooms } from "../stores/rooms.ts";
import { complain } from "../ui/complain.ts";
import { useSubmit } from "../ui/submit.ts";

export function useJoin(room: () => string, then: () => unknown = () => undefined) {
  const rooms = useRooms();
  const { busy, submit } = useSubmit(() => rooms.join(room()).then(then), {
    explain: async (error) => void (await complain(error)),
  });
  return { busy, join: submit };
}
