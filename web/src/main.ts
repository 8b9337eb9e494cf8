/** Where the client begins. */
import "./ui/tokens.css";
import "./ui/base.css";

import { createPinia } from "pinia";
import { createApp } from "vue";

import App from "./App.vue";
import { router } from "./router.ts";
import { startLook } from "./ui/look.ts";
import { startLanguage } from "./words/index.ts";

startLook();
await startLanguage();
createApp(App).use(createPinia()).use(router).mount("#app");
