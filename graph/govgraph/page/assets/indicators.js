// One indicator in all reports: a table of places and years, every value leading to its sentence.
gg.indicators = (function () {
  const { el, fill } = gg.dom;
  const { t } = gg.i18n;
  const box = document.getElementById("indicator");
  const table = document.getElementById("indicator-table");
  const MOST = 60; // places in the table; words in the search above choose among more
  const { figures } = gg.shared;
  let reports = new Set(gg.shared.reports);

  // Rates first, which compare best; then indicators by the number of reports that have them.
  function common(limit) {
    const found = new Map();
    for (const { indicator, report, unit } of figures) {
      if (!found.has(indicator)) found.set(indicator, { indicator, reports: new Set(), rate: unit === "%" });
      found.get(indicator).reports.add(report);
    }
    const order = (a, b) => b.rate - a.rate || b.reports.size - a.reports.size || (a.indicator < b.indicator ? -1 : 1);
    return [...found.values()].sort(order).slice(0, limit).map(({ indicator }) => indicator);
  }

  function draw() {
    const words = box.value.trim().toLowerCase();
    const some = figures.filter((figure) => words && reports.has(figure.report) && figure.indicator.toLowerCase().includes(words));
    const years = [...new Set(some.map((figure) => figure.report.year))].sort();
    const places = [...new Set(some.map((figure) => figure.report.place))].sort(new Intl.Collator("zh-CN").compare);
    const most = new Map();
    for (const { unit, value } of some) most.set(unit, Math.max(most.get(unit) || 0, Math.abs(Number(value)) || 0));
    const head = el("tr", {}, el("th", { scope: "col" }, t("place")), years.map((year) => el("th.number", { scope: "col" }, year)));
    const rows = places.slice(0, MOST).map((place) => {
      const cells = years.map((year) => cell(some.filter(({ report }) => report.place === place && report.year === year), most));
      return el("tr", {}, el("th", { scope: "row" }, place), cells);
    });
    if (places.length > MOST) rows.push(el("tr", {}, el("td", {}, t("more", { n: places.length - MOST }))));
    const empty = el("tr", {}, el("td", {}, t("nothing")));
    fill(table, el("caption.unseen", {}, t("indicatorTable")), el("thead", {}, head), el("tbody", {}, rows.length ? rows : empty));
  }

  function cell(some, most) {
    const item = ({ value, unit, indicator, report, key }) => {
      const href = `${report.address}#e=${encodeURIComponent(key)}`;
      const share = (100 * Math.abs(Number(value))) / (most.get(unit) || 1) || 0;
      const bar = el("progress", { max: 100, value: share, "aria-hidden": "true" });
      return el("div.value", {}, el("a", { href, title: indicator }, `${gg.amount.number(value)}${unit}`), bar, el("small", {}, indicator));
    };
    return el("td.number", {}, some.slice(0, 4).map(item), some.length > 4 && el("small", {}, t("more", { n: some.length - 4 })));
  }

  function filter(some) {
    reports = new Set(some);
    draw();
  }

  const frequent = common(60);
  fill(document.getElementById("indicators"), frequent.map((indicator) => el("option", { value: indicator })));
  if (frequent.length) box.value = frequent[0];
  box.addEventListener("input", draw);
  return { filter, draw };
})();
