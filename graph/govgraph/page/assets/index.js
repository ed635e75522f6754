// The list of reports: words to filter by, headings to sort by; what is filtered out leaves the graph and figures too.
gg.index = (function () {
  const { el, fill, sign } = gg.dom;
  const { t, term } = gg.i18n;
  const box = document.getElementById("search");
  const body = document.querySelector("#reports tbody");
  const rows = [...body.rows];
  const contents = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const reportOf = new Map(rows.map((row, number) => [row, gg.shared.reports[number]]));
  const heads = [...document.querySelectorAll("#reports thead th")];
  let timer = 0;
  const order = new Intl.Collator("zh-CN", { numeric: true });

  // The graph and the figures follow when typing pauses.
  function filter(delay = 0) {
    const typed = box.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !typed.every((word) => contents.get(row).includes(word));
    const shown = rows.filter((row) => !row.hidden);
    document.getElementById("shown").textContent = t("reportsShown", { n: shown.length, all: rows.length });
    hits(typed.join(" "));
    clearTimeout(timer);
    const some = shown.length ? shown : rows;
    if (delay) timer = setTimeout(() => follow(some), delay);
    else follow(some);
  }

  function follow(shown) {
    const reports = shown.map((row) => reportOf.get(row));
    gg.columns.filter(reports);
    gg.indicators.filter(reports);
  }

  // Bodies and documents that the words name, each leading to the reports that share it.
  function hits(words) {
    const found = gg.shared.search(words, 10).map((entity) => {
      const onclick = () => {
        box.value = "";
        filter();
        gg.columns.look({ entity });
        document.getElementById("graph").scrollIntoView({ block: "start" });
      };
      return el("button.hit", { type: "button", onclick }, sign(entity.type), entity.name, el("small", {}, String(entity.where.size)));
    });
    fill(document.getElementById("hits"), found);
  }

  function sort(head, column) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of heads) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const text = (row) => row.cells[column].dataset.value || row.cells[column].textContent.trim();
    rows.sort((a, b) => (down ? -1 : 1) * order.compare(text(a), text(b)));
    body.append(...rows);
  }

  function language() {
    gg.i18n.apply();
    for (const cell of document.querySelectorAll("[data-level]")) cell.textContent = cell.dataset.level && term("level", cell.dataset.level);
    filter();
  }

  heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => sort(head, column)));
  box.addEventListener("input", () => filter(150));
  document.getElementById("language").addEventListener("click", () => {
    gg.i18n.toggleLanguage();
    language();
  });
  document.getElementById("theme").addEventListener("click", gg.i18n.toggleTheme);
  language();
})();
