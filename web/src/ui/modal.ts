/** A dialog is open while it is there; the browser keeps the focus in it, and gives it back. */
import { onBeforeUnmount, onMounted, type ShallowRef } from "vue";

export function useModal(dialog: Readonly<ShallowRef<HTMLDialogElement | null>>): void {
  onMounted(() => dialog.value?.showModal());
  onBeforeUnmount(() => dialog.value?.close()); // what is only taken away keeps the focus to itself
}
