/** Where the client begins. */
import "./ui/tokens.css";
import "./ui/base.css";

import { createPinia } from "pinia";
import { createApp } from "vue";

import App from "./App.vue";
import { router } from "./router.ts";
import { startWorker } from "./stores/newer.ts";
import { startLook } from "./ui/look.ts";
import { watchLostParts } from "./views/lost_parts.ts";
import { startLanguage } from "./words/index.ts";
import { startDays } from "./words/moments.ts";

startLook();
await startLanguage();
startDays();
watchLostParts(router);
createApp(App).use(createPinia()).use(router).mount("#app");
// What it brings for later waits until what is looked at is there.
const begin = () => void startWorker((path) => void router.push(path));
if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
