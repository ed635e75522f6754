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
      ...report.metadata.map(([name, value]) => [`meta.${name}`, value]),
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
      return el("li.figure", {}, el("b", {}, gg.amount.text(entity)), button);
    });
    return [el("h3", {}, t("headline")), el("ul.list", {}, items)];
  }

  function leftOut() {
    const reasons = new Map();
    for (const item of gg.data.leftOut) reasons.set(item.reason, [...(reasons.get(item.reason) || []), item]);
    const groups = [...reasons].sort((a, b) => b[1].length - a[1].length);
    const blocks = groups.map(([reason, items]) => {
      return el("details", {}, el("summary", {}, `${term("reason", reason)} `, el("small", {}, String(items.length))), gg.details.limited(items, gg.details.leftItem));
    });
    const note = gg.data.leftOut.length ? t("leftOutNote", { n: gg.data.leftOut.length }) : t("nothingLeftOut");
    return [el("h3", {}, t("coverage")), el("p.where", {}, coverage()), el("h3", {}, t("leftOut")), el("p.where", {}, note), blocks];
  }

  // How much of the text lies in the words of a fact, as coverage.json counts it.
  function coverage() {
    const start = Math.min(...gg.data.sections.map((section) => section.start));
    const end = Math.max(...gg.data.sections.map((section) => section.end));
    let covered = 0;
    let reached = start;
    const words = [...gg.data.mentions, ...gg.data.relations].sort((a, b) => a.start - b.start || a.end - b.end);
    for (const item of words) {
      const last = Math.min(item.end, end);
      covered += Math.max(0, last - Math.max(item.start, reached));
      reached = Math.max(reached, last);
    }
    const share = end > start ? Math.round((100 * covered) / (end - start)) : 0;
    return t("coverageNote", { n: Math.max(0, end - start), p: share, left: gg.data.leftOut.length });
  }

  return { show };
})();
