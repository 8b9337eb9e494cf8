/** What the page that is open is called, where its address alone does not say. */
import { ref } from "vue";

export const pageTitle = ref<string>();

/** How many unread messages its tab tells of. */
export const unreadInTab = ref(0);
