/** What the page that is open is called, where its address alone does not say. */
import { ref } from "vue";

export const pageTitle = ref<string>();

/** How many mentions its tab tells of, and whether anything is unread at all. */
export const mentionsInTab = ref(0);
export const unreadInTab = ref(false);
