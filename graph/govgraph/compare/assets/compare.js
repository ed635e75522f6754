// The page of a comparison: rows are filtered by words and by kind of change; both languages, light and dark.
gg.comparison = (function () {
  const { t } = gg.i18n;
  const box = document.getElementById("search");
  const rows = [...document.querySelectorAll("tr[data-status]")];
  const contents = new Map(rows.map((row) => [row, row.textContent.normalize("NFKC").toLowerCase()]));
  const states = [...document.querySelectorAll("[data-state]")];

  function filter() {
    const typed = box.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(states.filter((state) => state.getAttribute("aria-pressed") === "true").map((state) => state.dataset.state));
    for (const row of rows) {
      row.hidden = !wanted.has(row.dataset.status) || !typed.every((word) => contents.get(row).includes(word));
    }
    for (const part of document.querySelectorAll(".part")) {
      const none = part.querySelector(".none");
      if (!none) continue;
      const shown = part.querySelector("tr[data-status]:not([hidden])") !== null;
      part.querySelector("table").hidden = !shown;
      none.hidden = shown;
    }
    const shown = rows.filter((row) => !row.hidden).length;
    document.getElementById("shown").textContent = t("comparison.shown", { n: shown, all: rows.length });
  }

  function language() {
    gg.i18n.apply();
    for (const node of document.querySelectorAll("[data-n]")) node.textContent = t(node.dataset.t, { n: node.dataset.n });
    document.documentElement.lang = gg.i18n.language() === "zh" ? "zh-CN" : "en";
    filter();
  }

  for (const state of states) {
    state.addEventListener("click", () => {
      state.setAttribute("aria-pressed", state.getAttribute("aria-pressed") !== "true");
      filter();
    });
  }
  box.addEventListener("input", filter);
  document.getElementById("language").addEventListener("click", () => {
    gg.i18n.toggleLanguage();
    language();
  });
  document.getElementById("theme").addEventListener("click", gg.i18n.toggleTheme);
  language();
})();
