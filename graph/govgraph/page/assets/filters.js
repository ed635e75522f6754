// The legend is the filter by type; behind it filters by predicate, section, status and confidence.
gg.filters = (function () {
  const { el, fill, sign } = gg.dom;
  const { t } = gg.i18n;
  const legend = document.getElementById("legend");
  const more = document.getElementById("more-filters");

  function build() {
    const count = Object.fromEntries(gg.data.types.map((type) => [type, 0]));
    for (const entity of gg.data.entities) count[entity.type] += 1;
    fill(legend, gg.data.types.map((type) => chip(type, count[type])));
    fill(more, predicates(), section(), status(), confidence());
  }

  function chip(type, count) {
    const pressed = String(gg.state.filters.types.has(type));
    const onclick = () => toggle("types", type);
    const attributes = { type: "button", "aria-pressed": pressed, onclick };
    return el("button.chip", attributes, sign(type), t(`type.${type}`), el("small", {}, String(count)));
  }

  function toggle(name, value) {
    const next = new Set(gg.state.filters[name]);
    if (!next.delete(value)) next.add(value);
    gg.state.filter({ [name]: next });
    build();
  }

  function predicates() {
    const used = gg.data.predicates.filter((name) => gg.data.relations.some((relation) => relation.predicate === name));
    const boxes = used.map((name) => {
      const count = gg.data.relations.filter((relation) => relation.predicate === name).length;
      const checked = gg.state.filters.predicates.has(name);
      const box = el("input", { type: "checkbox", checked, onchange: () => toggle("predicates", name) });
      return el("label", {}, box, t(`predicate.${name}`), el("small", {}, String(count)));
    });
    return el("fieldset", {}, el("legend", {}, t("predicates")), boxes);
  }

  function select(label, value, options, change) {
    const choices = options.map(([key, text]) => el("option", { value: key, selected: key === value }, text));
    return el("label.field", {}, el("span", {}, label), el("select", { onchange: (event) => change(event.target.value) }, choices));
  }

  function section() {
    const tops = gg.data.sections.filter((item) => item.level <= 2);
    const options = [["", t("all")], ...tops.map((item) => [item.number, gg.data.sectionName(item).slice(0, 26)])];
    return select(t("section"), gg.state.filters.section, options, (value) => gg.state.filter({ section: value }));
  }

  function status() {
    const options = [["", t("all")], ["done", t("status.done")], ["planned", t("status.planned")]];
    return select(t("status"), gg.state.filters.status, options, (value) => gg.state.filter({ status: value }));
  }

  function confidence() {
    const value = gg.state.filters.confidence;
    const output = el("output", {}, value.toFixed(2));
    const oninput = (event) => {
      output.textContent = Number(event.target.value).toFixed(2);
      gg.state.filter({ confidence: Number(event.target.value) });
    };
    const range = el("input", { type: "range", min: "0", max: "1", step: "0.05", value: String(value), oninput });
    return el("label.field", {}, el("span", {}, t("confidence"), " ≥ ", output), range);
  }

  gg.state.on("language", build);
  return { start: build };
})();
