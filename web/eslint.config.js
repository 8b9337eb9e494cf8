/** What is not left to taste; the form is prettier's. */
import prettier from "eslint-config-prettier";
import vue from "eslint-plugin-vue";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

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
  prettier,
]);
