// Tables of all facts, one for each type: the text alternative of the graph; sorted, filtered, saved as CSV.
gg.facts = (function () {
  const { el, fill, sign } = gg.dom;
  const { t, term } = gg.i18n;
  const tabs = document.getElementById("fact-tabs");
  const table = document.getElementById("fact-table");
  const box = document.getElementById("fact-filter");
  const NUMBERS = new Set(["value", "links", "mentions"]);
  const used = new Map();
  const shown = { type: "figure", column: 0, down: false };

  const others = (entity, predicate, end = "out") => {
    const relations = entity[end].filter((relation) => relation.predicate === predicate);
    return relations.map((relation) => (end === "out" ? relation.object : relation.subject).name).join("；");
  };
  const section = (entity) => gg.data.sectionOf(entity);
  const quote = (entity) => (entity.mentions.length ? gg.data.slice(entity.mentions[0].start, entity.mentions[0].end) : "");
  const list = (name) => (entity) => (entity[name] ? term(name, entity[name]) : "");
  const kind = (entity) => (entity.kind ? term(`kind.${entity.type}`, entity.kind) : "");
  const exact = (entity) => (entity.value === undefined ? "" : `${gg.amount.near(entity)}${entity.value}`);

  // Column: [name of the heading, text of the cell, number to sort by where the text is no order].
  const sectionColumn = ["section", section, (entity) => gg.data.sections.findIndex((item) => item.number === section(entity))];
  const COLUMNS = {
    figure: [
      ["indicator", (entity) => entity.indicator || entity.name],
      ["value", exact, (entity) => Number(entity.value)],
      ["unit", (entity) => entity.unit || ""],
      ["period", (entity) => entity.period || ""],
      ["predicate.achievedBy", (entity) => others(entity, "achievedBy")],
      ["quote", quote],
      sectionColumn,
    ],
    agency: [
      ["name", (entity) => entity.name],
      ["kind", kind],
      ["level", list("level")],
      ["mentions", (entity) => String(entity.mentions.length), (entity) => entity.mentions.length],
      ["links", (entity) => String(gg.data.degree(entity)), (entity) => gg.data.degree(entity)],
      ["otherNames", (entity) => entity.surfaces.join("；")],
    ],
    instrument: [
      ["name", (entity) => entity.name],
      ["kind", kind],
      ["level", list("level")],
      ["predicate.issuedBy", (entity) => others(entity, "issuedBy")],
      ["links", (entity) => String(gg.data.degree(entity)), (entity) => gg.data.degree(entity)],
      sectionColumn,
    ],
    initiative: [
      ["type.initiative", (entity) => entity.name],
      ["status", list("status")],
      ["predicate.carriedOutBy", (entity) => others(entity, "carriedOutBy")],
      ["predicate.basedOn", (entity) => others(entity, "basedOn")],
      ["predicate.hasOutcome", (entity) => others(entity, "hasOutcome")],
      sectionColumn,
    ],
    recognition: [
      ["type.recognition", (entity) => entity.name],
      ["kind", kind],
      ["predicate.awardedBy", (entity) => others(entity, "awardedBy")],
      sectionColumn,
    ],
    problem: [
      ["type.problem", (entity) => entity.name],
      ["predicate.addresses.in", (entity) => others(entity, "addresses", "in")],
      sectionColumn,
    ],
  };

  // A column that is empty for the whole report is left away.
  function columnsOf(type) {
    if (!used.has(type)) {
      const some = gg.data.entities.filter((entity) => entity.type === type);
      used.set(type, COLUMNS[type].filter(([, text], number) => !number || some.some((entity) => text(entity))));
    }
    return used.get(type);
  }

  function rows() {
    const columns = columnsOf(shown.type);
    const words = box.value.trim().toLowerCase();
    const passing = gg.data.entities.filter((entity) => entity.type === shown.type && gg.state.passes(entity));
    const found = passing.map((entity) => ({ entity, cells: columns.map(([, text]) => text(entity)) }));
    return sorted(found.filter(({ cells }) => !words || cells.join("\n").toLowerCase().includes(words)), columns);
  }

  function sorted(found, columns) {
    if (shown.column < 0) return found;
    const [, , number] = columns[shown.column];
    const order = new Intl.Collator("zh-CN", { numeric: true });
    const compare = number
      ? (a, b) => number(a.entity) - number(b.entity)
      : (a, b) => order.compare(a.cells[shown.column], b.cells[shown.column]);
    const place = ({ entity }) => (entity.mentions.length ? entity.mentions[0].start : 0);
    return found.sort((a, b) => (shown.down ? -1 : 1) * compare(a, b) || place(a) - place(b));
  }

  function build() {
    fill(tabs, gg.data.types.map(tab));
    const columns = columnsOf(shown.type);
    const found = rows();
    const heads = columns.map(([name], number) => head(name, number));
    const body = found.map(({ entity, cells }) => row(entity, cells));
    const empty = el("tr", {}, el("td", { colspan: String(columns.length) }, t("nothing")));
    fill(table, el("caption.unseen", {}, t(`type.${shown.type}`)));
    table.append(el("thead", {}, el("tr", {}, heads)), el("tbody", {}, body.length ? body : empty));
    mark();
  }

  function tab(type) {
    const pressed = String(type === shown.type);
    return el(
      "button.chip",
      { type: "button", "aria-pressed": pressed, onclick: () => open(type) },
      ...[sign(type), t(`type.${type}`)],
    );
  }

  function open(type) {
    Object.assign(shown, { type, column: gg.data.types.indexOf(type) < 2 ? linksColumn(type) : sectionIndex(type) });
    shown.down = gg.data.types.indexOf(type) < 2;
    build();
  }

  const linksColumn = (type) => columnsOf(type).findIndex(([name]) => name === "links");
  const sectionIndex = (type) => columnsOf(type).findIndex(([name]) => name === "section");

  function head(name, number) {
    const current = shown.column === number;
    const onclick = () => {
      Object.assign(shown, { column: number, down: current && !shown.down });
      build();
    };
    const order = current ? (shown.down ? "descending" : "ascending") : "none";
    const arrow = current ? (shown.down ? " ↓" : " ↑") : "";
    return el(NUMBERS.has(name) ? "th.number" : "th", { scope: "col", "aria-sort": order }, el("button", { type: "button", onclick }, t(name), arrow));
  }

  function row(entity, cells) {
    const onclick = () => gg.state.entity(entity, "facts");
    const first = el("button.link", { type: "button" }, cells[0]);
    const kinds = columnsOf(shown.type).map(([name]) => (NUMBERS.has(name) ? ".number" : name === "quote" ? ".quote" : ""));
    const names = columnsOf(shown.type).map(([name]) => name);
    const rest = cells.slice(1).map((text, number) => {
      if (names[number + 1] !== "value") return el(`td${kinds[number + 1]}`, {}, el("div", {}, text));
      const short = `${gg.amount.near(entity)}${gg.amount.number(entity.value)}`;
      return el("td.number", { title: text }, short, gg.charts.bar(entity));
    });
    return el("tr", { "data-entity": String(entity.id), onclick }, el("th", { scope: "row" }, first), rest);
  }

  function mark() {
    const selection = gg.state.get();
    for (const node of table.querySelectorAll("tr.chosen")) node.classList.remove("chosen");
    if (!selection || selection.kind !== "entity") return;
    const chosen = table.querySelector(`[data-entity="${selection.id}"]`);
    if (chosen) chosen.classList.add("chosen");
  }

  function selected({ selection, origin }) {
    if (selection && selection.kind === "entity" && origin !== "facts") {
      const { type } = gg.data.entities[selection.id];
      if (type !== shown.type) open(type);
    }
    mark();
    const chosen = table.querySelector("tr.chosen");
    if (!chosen || origin === "facts") return;
    const frame = table.parentElement;
    frame.scrollTop = chosen.offsetTop - frame.clientHeight / 3;
  }

  // RFC 4180 with a byte order mark for Excel; a cell that Excel would take for a formula gets an apostrophe.
  function csv() {
    const safe = (text) => (/^[=+\-@\t]/.test(text) && !/^[+-]?[\d.]+%?$/.test(text) ? `'${text}` : text);
    const cell = (text) => `"${safe(text).replaceAll('"', '""')}"`;
    const columns = columnsOf(shown.type);
    const heads = [...columns.map(([name]) => t(name)), t("quote"), t("rule"), "IRI"];
    const body = rows().map(({ entity, cells }) => {
      const rule = entity.mentions.length ? entity.mentions[0].rule : "";
      return [...cells, quote(entity), rule, gg.data.iri(entity)];
    });
    return `\ufeff${[heads, ...body].map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  function save() {
    gg.dom.save(`${gg.data.report.id}-${shown.type}.csv`, new Blob([csv()], { type: "text/csv;charset=utf-8" }));
  }

  box.addEventListener("input", build);
  document.getElementById("save-csv").addEventListener("click", save);
  for (const event of ["selection", "again"]) gg.state.on(event, selected);
  gg.state.on("filters", build);
  gg.state.on("language", build);
  return { start: () => open("figure"), open };
})();
