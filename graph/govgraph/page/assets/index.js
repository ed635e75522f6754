// The list of reports: words to filter by, headings to sort by.
gg.index = (function () {
  const { t, term } = gg.i18n;
  const box = document.getElementById("search");
  const body = document.querySelector("tbody");
  const rows = [...body.rows];
  const heads = [...document.querySelectorAll("thead th")];
  const order = new Intl.Collator("zh-CN", { numeric: true });

  function filter() {
    const words = box.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
    const shown = rows.filter((row) => !row.hidden).length;
    document.getElementById("shown").textContent = t("reportsShown", { n: shown, all: rows.length });
  }

  function sort(head, column) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of heads) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const text = (row) => row.cells[column].dataset.value || row.cells[column].textContent.trim();
    rows.sort((a, b) => (down ? -1 : 1) * order.compare(text(a), text(b)));
    body.append(...rows);
  }

  function words() {
    gg.i18n.apply();
    for (const cell of document.querySelectorAll("[data-level]")) cell.textContent = cell.dataset.level && term("level", cell.dataset.level);
    filter();
  }

  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => sort(head, column)));
  box.addEventListener("input", filter);
  document.getElementById("language").addEventListener("click", () => {
    gg.i18n.toggleLanguage();
    words();
  });
  document.getElementById("theme").addEventListener("click", gg.i18n.toggleTheme);
  words();
})();
