// Lint of the page's scripts: npx eslint@9 -c scripts/eslint.config.mjs graph/govgraph/page/assets
// A tool for those who change them; nothing of npm is needed to build, install or test.
const browser = [
  ...["window", "document", "location", "history", "navigator", "localStorage", "getComputedStyle", "getSelection"],
  ...["matchMedia", "setTimeout", "clearTimeout", "requestAnimationFrame", "performance", "URL", "Blob", "Intl"],
  ...["ResizeObserver"],
];

export default [
  {
    files: ["**/*.js"],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: Object.fromEntries([...browser, "vis", "gg"].map((name) => [name, name === "gg" ? "writable" : "readonly"])),
    },
    rules: {
      "array-callback-return": "error",
      complexity: ["error", 14],
      "consistent-return": "error",
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "max-depth": ["error", 4],
      "max-lines": ["error", 380],
      "max-lines-per-function": ["error", { max: 45, skipComments: true, IIFEs: false }],
      "no-alert": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "text goes in as text" },
        { property: "outerHTML", message: "text goes in as text" },
        { property: "insertAdjacentHTML", message: "text goes in as text" },
      ],
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket", "EventSource"],
      "no-shadow": "error",
      "no-undef": "error",
      "no-unused-vars": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
];
