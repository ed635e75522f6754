// The graph of a build, aggregated: bodies, reports or groups of them, documents, in three columns of buttons with lines
// between them. However many entities there are, only the most shared ones are drawn; the rest is a step away.
gg.columns = (function () {
  const { el, fill, sign } = gg.dom;
  const { t } = gg.i18n;
  const stage = document.getElementById("columns");
  const lines = document.getElementById("lines");
  const trail = document.getElementById("trail");
  const MOST = 12;
  let reports = gg.shared.reports; // those that pass the filter
  let focus = null; // {entity} or {name, reports} or {report}
  let links = []; // [button, button, weight]

  const of = () => {
    if (focus && focus.entity) return reports.filter((report) => focus.entity.where.has(report));
    if (focus && focus.report) return [focus.report];
    if (focus && focus.reports) return focus.reports.filter((report) => reports.includes(report));
    return reports;
  };

  function draw() {
    const some = of();
    const rows = some.length > MOST ? gg.shared.grouped(some) : some.map((report) => [name(report), [report]]);
    const middle = rows.slice(0, MOST).map(([label, inside]) => ({ inside, node: group(label, inside, some) }));
    const columns = ["agency", "instrument"].map((type) => {
      const found = gg.shared.ranked(type, some);
      return { type, all: found.length, shown: found.slice(0, MOST).map((item) => ({ ...item, node: box(item) })) };
    });
    const column = (type, all, nodes) => {
      return el("div.column", {}, el("h3", {}, t(type), el("small", {}, t("shownOf", { n: nodes.length, all }))), nodes);
    };
    fill(stage, [
      column("type.agency", columns[0].all, columns[0].shown.map((item) => item.node)),
      column(some.length > MOST ? "groups" : "reports", rows.length, middle.map((row) => row.node)),
      column("type.instrument", columns[1].all, columns[1].shown.map((item) => item.node)),
    ]);
    links = columns.flatMap(({ type, shown }) => shown.flatMap(({ entity, node }) => join(entity, node, middle, type)));
    path(some);
    strokes();
  }

  const name = (report) => `${report.place} ${report.year}`;

  function join(entity, node, middle, type) {
    const weighed = middle.map((row) => [row.node, row.inside.filter((report) => entity.where.has(report)).length]);
    return weighed.filter(([, weight]) => weight).map(([other, weight]) => [node, other, weight, type]);
  }

  function box({ entity, count }) {
    const chosen = focus && focus.entity === entity;
    const attributes = { type: "button", "aria-pressed": String(Boolean(chosen)), onclick: () => look(chosen ? null : { entity }) };
    return el(`button.box.${entity.type}`, attributes, sign(entity.type), el("span", {}, entity.name), el("small", {}, String(count)));
  }

  // A group opens into its reports; a report into what it names, and from there into its own page.
  function group(label, inside, some) {
    const [first] = inside;
    if (some.length === 1) return el("a.box.report", { href: first.address }, first.title, el("small", {}, t("openReport")));
    const next = inside.length > 1 ? { name: label, reports: inside } : { report: first };
    const note = inside.length > 1 ? String(inside.length) : "";
    return el("button.box.report", { type: "button", onclick: () => look(next) }, el("span", {}, label), el("small", {}, note));
  }

  // The way back, and what is looked at.
  function path(some) {
    const label = !focus ? "" : focus.entity ? focus.entity.name : focus.report ? focus.report.title : focus.name;
    const back = focus && el("button", { type: "button", onclick: () => look(null) }, `← ${t("all")}`);
    fill(trail, back, label && el("b", {}, label), el("small", {}, t("reportsHere", { n: some.length })));
  }

  function look(next) {
    focus = next;
    draw();
    const target = trail.querySelector("button") || stage.querySelector("button");
    if (target) target.focus({ preventScroll: true });
  }

  function strokes() {
    const frame = lines.getBoundingClientRect();
    const made = links.map(([one, other, weight, type]) => {
      const [left, right] = type === "agency" ? [one, other] : [other, one];
      const [a, b] = [left.getBoundingClientRect(), right.getBoundingClientRect()];
      const [x1, x2] = [a.right - frame.left, b.left - frame.left];
      const [y1, y2] = [a.top + a.height / 2 - frame.top, b.top + b.height / 2 - frame.top];
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
      const middle = (x1 + x2) / 2;
      line.setAttribute("d", `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`);
      line.setAttribute("class", type);
      line.setAttribute("stroke-width", String(1 + Math.log2(weight)));
      return line;
    });
    lines.replaceChildren(...made);
  }

  function filter(some) {
    reports = some;
    draw();
  }

  new ResizeObserver(strokes).observe(stage);
  return { filter, draw, look };
})();
