/** What is not left to taste; the form is prettier's. */
import prettier from "eslint-config-prettier";
import vue from "eslint-plugin-vue";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

/** From the bottom up, as docs/web.md has them: each knows only those before it. */
const LAYERS = ["api", "words", "model", "live", "stores", "ui", "views"];

const within = (folder, ...patterns) => ({
  files: [`src/${folder}/**`],
  rules: { "no-restricted-imports": ["error", { patterns }] },
});
const above = (folder) => ({
  regex: `/(${LAYERS.slice(LAYERS.indexOf(folder) + 1).join("|")})/`,
  message: `It stands above ${folder}.`,
});
const inside = { regex: "/model/(?!index)", message: "Views know the model by its index.ts." };

export default defineConfig([
  globalIgnores(["dist", "src/api/generated"]),
  ts.configs.strict,
  vue.configs["flat/recommended"],
  { files: ["**/*.vue"], languageOptions: { parserOptions: { parser: ts.parser } } },
  {
    rules: {
      "no-undef": "off", // vue-tsc knows the names
      eqeqeq: "error",
      "vue/multi-word-component-names": "off",
      "vue/require-default-prop": "off", // a missing prop is `undefined` in its type
      "vue/block-lang": ["error", { script: { lang: "ts" } }],
      "vue/block-order": ["error", { order: ["script", "template", "style"] }],
      "vue/html-button-has-type": "error",
    },
  },
  ...LAYERS.slice(0, -1).map((folder) => within(folder, above(folder))),
  within("views", inside),
  prettier,
]);
