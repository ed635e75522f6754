// Small bars where several figures can be compared: those of one indicator, or of one piece of work with one unit.
gg.charts = (function () {
  const { el } = gg.dom;
  const { t } = gg.i18n;
  const figures = gg.data.entities.filter((entity) => entity.type === "figure" && Number.isFinite(Number(entity.value)));
  const groups = new Map(); // figure → the largest group that it belongs to

  function gather() {
    const found = new Map();
    const put = (key, entity) => found.set(key, [...(found.get(key) || []), entity]);
    for (const entity of figures) {
      if (entity.indicator) put(`i ${entity.indicator} ${entity.unit}`, entity);
      for (const { predicate, subject } of entity.in) if (predicate === "hasOutcome") put(`w ${subject.id} ${entity.unit}`, entity);
    }
    for (const [key, some] of found) {
      if (some.length < (key.startsWith("i") ? 2 : 3)) continue;
      for (const entity of some) if (!groups.has(entity) || groups.get(entity).length < some.length) groups.set(entity, some);
    }
  }

  const largest = (group) => Math.max(...group.map((entity) => Math.abs(Number(entity.value))), 0) || 1;

  // A bar beside a number in the table, as long as the number within its group; nothing for a figure on its own.
  function bar(entity) {
    const group = groups.get(entity);
    if (!group) return null;
    const share = Math.abs(Number(entity.value)) / largest(group);
    const name = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(name, "svg");
    const rect = document.createElementNS(name, "rect");
    for (const [key, value] of [["viewBox", "0 0 100 8"], ["preserveAspectRatio", "none"], ["class", "meter"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
    for (const [key, value] of [["width", Math.max(1, 100 * share)], ["height", 8], ["rx", 1]]) rect.setAttribute(key, value);
    svg.append(rect);
    return svg;
  }

  // The group of a figure as a list of bars, each leading to its figure.
  function of(entity) {
    const group = groups.get(entity);
    if (!group) return null;
    const item = (other) => {
      const onclick = () => gg.state.entity(other, "chart");
      const note = other.period && group.some(({ period }) => period !== other.period) ? ` ${other.period}` : "";
      const label = el("button.link", { type: "button", onclick }, `${other.indicator || other.name}${note}`);
      return el(other === entity ? "li.now" : "li", {}, label, bar(other), el("b", {}, gg.amount.text(other)));
    };
    const sorted = [...group].sort((a, b) => Number(b.value) - Number(a.value) || a.id - b.id);
    return [el("h3", { title: t("compareHint") }, t("compare"), el("small", {}, String(group.length))), el("ul.list.chart", {}, sorted.slice(0, 12).map(item))];
  }

  gather();
  return { of, bar };
})();
