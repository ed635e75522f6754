// The legend is the filter by type; behind it filters by body, predicate, section, status and
// confidence.
gg.filters = (function () {
  const { el, fill, sign } = gg.dom;
  const { t } = gg.i18n;
  const legend = document.getElementById("legend");
  const more = document.getElementById("more-filters");

  function build() {
    const count = Object.fromEntries(gg.data.types.map((type) => [type, 0]));
    for (const entity of gg.data.entities) count[entity.type] += 1;
    fill(legend, gg.data.types.map((type) => chip(type, count[type])), bodyChip());
    fill(more, body(), section(), status(), confidence(), predicates());
  }

  function chip(type, count) {
    const pressed = String(gg.state.filters.types.has(type));
    const onclick = () => toggle("types", type);
    const attributes = { type: "button", "aria-pressed": pressed, onclick };
    return el("button.chip", attributes, sign(type), t(`type.${type}`), el("small", {}, String(count)));
  }

  // The body that is filtered by, as a button that ends it.
  function bodyChip() {
    const chosen = gg.state.filters.body;
    if (!chosen) return null;
    const attributes = { type: "button", id: "body-chip", title: t("endFilter"), onclick: () => gg.state.filter({ body: null }) };
    return el("button.chip", attributes, sign("agency"), chosen.name, " ×");
  }

  function body() {
    const some = gg.data.entities.filter((entity) => entity.type === "agency" && entity.in.length + entity.out.length);
    some.sort((a, b) => gg.data.degree(b) - gg.data.degree(a) || a.id - b.id);
    const options = [["", t("all")], ...some.map((entity) => [entity.key, entity.name.slice(0, 26)])];
    const chosen = gg.state.filters.body;
    return select(t("workOf"), chosen ? chosen.key : "", options, (key) => gg.state.filter({ body: gg.data.entityByKey.get(key) || null }));
  }

  function toggle(name, value) {
    const next = new Set(gg.state.filters[name]);
    if (!next.delete(value)) next.add(value);
    gg.state.filter({ [name]: next });
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

  // Built anew, the control that is in use must keep the focus.
  function rebuild() {
    const held = document.activeElement;
    const parent = held && [legend, more].find((node) => node.contains(held));
    if (parent === more && held.type === "range") return;
    const at = parent ? [...parent.querySelectorAll("button, input, select")].indexOf(held) : -1;
    build();
    if (parent) (parent.querySelectorAll("button, input, select")[at] || parent.querySelector("button, input, select")).focus();
  }

  gg.state.on("filters", rebuild);
  gg.state.on("language", build);
  return { start: build };
})();
