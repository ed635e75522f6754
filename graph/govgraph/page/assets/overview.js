// The first minute: whose report it is, what it holds, who and what stands out, what was left out.
gg.overview = (function () {
  const { el, fill, sign } = gg.dom;
  const { t, term } = gg.i18n;
  const TOP = 7;

  function show(panel) {
    const { report, issuer } = gg.data;
    const about = [
      ["issuer", issuer && entityLink(issuer)],
      ["year", report.year],
      ["place", report.place],
      ["level", report.level && term("level", report.level)],
      ["source", report.source],
      ...report.metadata.map(([name, value]) => [name, value]),
    ];
    fill(
      panel,
      el("p.kicker", {}, t("overview")),
      el("h2", {}, report.title),
      gg.details.definitions(about),
      el("p.hint", {}, t("hint")),
      counts(),
      top("agency", "topAgencies"),
      top("instrument", "topInstruments"),
      headline(),
      leftOut(),
    );
    panel.scrollTop = 0;
  }

  function entityLink(entity, note = "") {
    const onclick = () => gg.state.entity(entity, "overview");
    return [el("button.link", { type: "button", onclick }, sign(entity.type), entity.name), note && el("small", {}, note)];
  }

  function counts() {
    const tiles = gg.data.types.map((type) => {
      const count = gg.data.entities.filter((entity) => entity.type === type).length;
      const onclick = () => {
        gg.main.open("facts");
        gg.facts.open(type);
      };
      return el("button.tile", { type: "button", onclick }, el("b", {}, String(count)), el("span", {}, sign(type), t(`type.${type}`)));
    });
    return el("div.tiles", {}, tiles);
  }

  function top(type, name) {
    const some = gg.data.entities.filter((entity) => entity.type === type && entity !== gg.data.issuer && !entity.group);
    some.sort((a, b) => gg.data.degree(b) - gg.data.degree(a) || b.mentions.length - a.mentions.length || a.id - b.id);
    const items = some.slice(0, TOP).map((entity) => el("li", {}, entityLink(entity, t("linksOf", { n: gg.data.degree(entity) }))));
    return items.length ? [el("h3", {}, t(name)), el("ul.list", {}, items)] : null;
  }

  // Money and shares first, then the largest of the rest; targets and baselines are no results.
  function headline() {
    const results = gg.data.entities.filter((entity) => entity.type === "figure" && !entity.role && !gg.data.sectionOf(entity).startsWith("0"));
    const weight = (entity) => (entity.unit === "元" ? 3 : entity.unit === "%" ? 2 : 1);
    results.sort((a, b) => weight(b) - weight(a) || Number(b.value) - Number(a.value) || a.id - b.id);
    const kinds = new Map([[3, 3], [2, 3], [1, 4]]);
    const shown = results.filter((entity) => {
      const left = kinds.get(weight(entity));
      kinds.set(weight(entity), left - 1);
      return left > 0;
    });
    if (!shown.length) return null;
    const items = shown.map((entity) => {
      const button = el("button.link", { type: "button", onclick: () => gg.state.entity(entity, "overview") }, entity.indicator || entity.name);
      return el("li.figure", {}, el("b", {}, amount(entity)), button);
    });
    return [el("h3", {}, t("headline")), el("ul.list", {}, items)];
  }

  function amount({ value, unit, approx }) {
    const number = Number(value);
    const near = approx ? term("approx", approx) : "";
    if (!Number.isFinite(number)) return `${near}${value}${unit || ""}`;
    const [size, name] = number >= 1e8 ? [1e8, "亿"] : number >= 1e5 ? [1e4, "万"] : [1, ""];
    return `${near}${Number((number / size).toFixed(4))}${name}${unit || ""}`;
  }

  function leftOut() {
    const reasons = new Map();
    for (const item of gg.data.leftOut) reasons.set(item.reason, [...(reasons.get(item.reason) || []), item]);
    const groups = [...reasons].sort((a, b) => b[1].length - a[1].length);
    const blocks = groups.map(([reason, items]) => {
      return el("details", {}, el("summary", {}, `${term("reason", reason)} `, el("small", {}, String(items.length))), gg.details.limited(items, gg.details.leftItem));
    });
    const note = gg.data.leftOut.length ? t("leftOutNote", { n: gg.data.leftOut.length }) : t("nothingLeftOut");
    return [el("h3", {}, t("leftOut")), el("p.where", {}, note), blocks];
  }

  return { show };
})();
