/**
 * Short texts that survive a reload, the same in every tab. Where the browser has no room for one more, it lasts as long
 * as this page, and `isFull` says so.
 */
import { ref } from "vue";

export const isFull = ref(false);

const unkept = new Map<string, string>();

export const texts = {
  getItem(key: string): string | null {
    return unkept.get(key) ?? localStorage.getItem(key);
  },

  setItem(key: string, text: string): void {
    unkept.delete(key);
    try {
      localStorage.setItem(key, text);
    } catch {
      localStorage.removeItem(key); // what lies there is not so any more
      unkept.set(key, text);
      isFull.value = true;
    }
  },

  removeItem(key: string): void {
    unkept.delete(key);
    localStorage.removeItem(key);
  },

  keys(): string[] {
    return [...Object.keys(localStorage), ...unkept.keys()];
  },

  /** Tells what other tabs write; returns what ends it. */
  watch(watcher: (key: string, text: string | null) => void): () => void {
    const heard = ({ key, newValue }: StorageEvent) => {
      if (key !== null) watcher(key, newValue);
    };
    addEventListener("storage", heard);
    return () => {
      removeEventListener("storage", heard);
    };
  },
};

// What another tab says is newer.
addEventListener("storage", ({ key }) => {
  if (key === null) unkept.clear();
  else unkept.delete(key);
});
