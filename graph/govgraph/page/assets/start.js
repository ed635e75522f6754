// The start page of a corpus in parts: which reports there are, a page of rows at a time, and how to see each.
gg.start = (function () {
  const { el, fill } = gg.dom;
  const { t, term } = gg.i18n;
  const { listing, commands } = gg;
  const at = (id) => document.getElementById(id);
  const [words, level, year] = ["search", "level", "year"].map(at);
  const PAGE = 50;
  const MOST = 12; // lines of a table of totals
  let found = listing.reports;
  let order = null; // {field, down}
  let page = 0;
  let chosen = null; // the report whose export is shown

  const name = (field) => t(listing.numbers.includes(field) && !["relations", "leftOut"].includes(field) ? `type.${field}` : field);
  const shown = (field, value) => (field === "level" && value ? term("level", value) : value);

  function command(text, note) {
    if (text === null) return [t("noCommand")];
    return [el("small", {}, note), el("code", {}, text), el("button", { type: "button", onclick: () => gg.dom.copy(text) }, t("copyCommand"))];
  }

  function how() {
    fill(at("how-note"), t(commands.served ? "howServed" : "howStatic"), commands.served && el("a", { href: "/" }, t("askGraph")));
    fill(at("serve"), commands.served ? [] : command(commands.serve(), t("howServe")));
    fill(at("export"), chosen ? command(commands.one(chosen.id), t("howExport", { file: "graph.html" })) : []);
    fill(at("minimum"), listing.minimum > 0 && t("minimumNote", { n: listing.minimum }));
  }

  function exported(report) {
    chosen = report;
    how();
    at("how").scrollIntoView({ block: "nearest" });
  }

  function row(report) {
    const link = el("a", { href: commands.address(report.id), rel: "noreferrer" }, report.issuer);
    const id = el("small", {}, report.id);
    const button = el("button", { type: "button", onclick: () => exported(report) }, t("exportOne"));
    const texts = listing.texts.slice(1).map((field) => el("td", {}, shown(field, report[field])));
    const numbers = report.counts.map((count) => el("td.number", {}, String(count)));
    return el("tr", {}, el("th", { scope: "row" }, link, id), texts, numbers, commands.served ? [] : el("td", {}, button));
  }

  function head(field, index) {
    const down = Boolean(order && order.field === field && order.down);
    const sort = order && order.field === field ? (down ? "descending" : "ascending") : "none";
    const onclick = () => {
      order = { field, down: sort === "ascending" };
      draw();
      at("reports").querySelectorAll("thead button")[index].focus();
    };
    const kind = listing.numbers.includes(field) ? "th.number" : "th";
    return el(kind, { scope: "col", "aria-sort": sort }, el("button", { type: "button", onclick }, name(field)));
  }

  function draw() {
    const some = order ? listing.sorted(found, order.field, order.down) : found;
    const last = Math.max(0, Math.ceil(some.length / PAGE) - 1);
    page = Math.min(page, last);
    const heads = [...listing.texts, ...listing.numbers].map(head);
    const more = commands.served ? [] : el("td", {});
    fill(at("reports").tHead, el("tr", {}, heads, more));
    fill(at("reports").tBodies[0], some.slice(page * PAGE, (page + 1) * PAGE).map(row));
    at("shown").textContent = t("reportsShown", { n: found.length, all: listing.reports.length });
    const turn = (key, to, off) => el("button", { type: "button", disabled: off, onclick: () => turned(to) }, t(key));
    const where = el("span", { role: "status" }, t("pageOf", { n: page + 1, all: last + 1 }));
    fill(at("pages"), turn("before", page - 1, page === 0), where, turn("after", page + 1, page === last));
  }

  function turned(to) {
    page = to;
    draw();
    at("reports").scrollIntoView({ block: "start" });
  }

  // What is looked for: a level and a year are chosen, a place is typed.
  const choose = { level: (value) => { level.value = value; }, year: (value) => { year.value = value; }, place: (value) => { words.value = value; } };

  function total(field) {
    const all = listing.totals(found, field);
    const lines = all.slice(0, MOST).map(({ value, reports, counts }) => {
      const onclick = () => { choose[field](value); look(); };
      const button = value ? el("button", { type: "button", onclick }, shown(field, value)) : "–";
      return el("tr", {}, el("th", { scope: "row" }, button), [reports, ...counts].map((count) => el("td.number", {}, String(count))));
    });
    const heads = [el("th", { scope: "col" }, name(field)), ["reports", ...listing.numbers].map((each) => el("th.number", { scope: "col" }, name(each)))];
    const table = el(`table.total-${field}`, {}, el("thead", {}, el("tr", {}, heads)), el("tbody", {}, lines));
    const rest = all.length > MOST && el("p.note", {}, t("more", { n: all.length - MOST }));
    return [el("div.scroll", { tabindex: "0", role: "region", "aria-label": name(field) }, table), rest];
  }

  // The address keeps what is looked for.
  function remember() {
    const parts = [["q", words.value], ["level", level.value], ["year", year.value]].filter(([, value]) => value);
    const hash = parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  function recall() {
    const given = new Map(location.hash.slice(1).split("&").map((part) => part.split("=")));
    for (const [key, box] of [["q", words], ["level", level], ["year", year]]) {
      try {
        box.value = decodeURIComponent(given.get(key) || "");
      } catch {
        box.value = "";
      }
    }
  }

  function look() {
    found = listing.find({ words: words.value, level: level.value, year: year.value });
    page = 0;
    remember();
    draw();
    fill(at("totals"), ["level", "year", "place"].map(total));
  }

  function options(box, field) {
    const before = box.value;
    fill(box, el("option", { value: "" }, t("all")), listing.values(field).map((value) => el("option", { value }, shown(field, value))));
    box.value = before;
  }

  function language() {
    gg.i18n.apply();
    options(level, "level");
    options(year, "year");
    how();
  }

  words.addEventListener("input", look);
  for (const box of [level, year]) box.addEventListener("change", look);
  at("language").addEventListener("click", () => {
    gg.i18n.toggleLanguage();
    language();
    look();
  });
  at("theme").addEventListener("click", gg.i18n.toggleTheme);
  language();
  recall();
  look();
})();
