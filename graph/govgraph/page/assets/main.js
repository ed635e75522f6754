// Putting it together: which views are open, keys, buttons, and the first drawing.
gg.main = (function () {
  const body = document.body;
  const narrow = matchMedia("(max-width: 1099px)");
  const open = new Set(["report", "graph", "facts"]);
  let tab = "graph"; // the one view of a narrow screen

  function layout() {
    for (const name of ["report", "graph", "facts"]) {
      const shown = narrow.matches ? name === tab : open.has(name);
      body.classList.toggle(`show-${name}`, shown);
      document.querySelector(`[data-view="${name}"]`).setAttribute("aria-pressed", String(shown));
    }
    const panel = !narrow.matches || tab === "overview" || Boolean(gg.state.get());
    body.classList.toggle("show-panel", panel);
    body.classList.toggle("panel-only", narrow.matches && tab === "overview");
    document.querySelector('[data-view="overview"]').setAttribute("aria-pressed", String(panel && !gg.state.get()));
  }

  function toggle(name) {
    if (name === "overview") {
      tab = "overview";
      gg.state.select(null, "overview");
      return layout();
    }
    if (narrow.matches) tab = name;
    else if (!open.delete(name) || !open.size) open.add(name);
    layout();
    // what was chosen while the view was away has still to be scrolled to
    if (gg.state.get()) gg.state.tell("again", { selection: gg.state.get(), origin: "view" });
    return undefined;
  }

  // Opens a view without closing another one.
  function show(name) {
    if (narrow.matches ? tab === name : open.has(name)) return;
    open.add(name);
    tab = name;
    layout();
  }

  function keys(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      gg.search.focus();
    } else if (event.key === "Escape" && !typing) {
      gg.state.select(null, "key");
    }
  }

  function language() {
    gg.i18n.toggleLanguage();
    gg.state.tell("language");
  }

  function theme() {
    gg.i18n.toggleTheme();
    gg.state.tell("theme");
  }

  function buttons() {
    const run = { language, theme, print: () => window.print(), close: () => gg.state.select(null, "panel") };
    Object.assign(run, { fit: gg.graph.fit, in: () => gg.graph.zoom(1.4), out: () => gg.graph.zoom(0.7) });
    Object.assign(run, { png: gg.image.png, svg: gg.image.svg, unhide: gg.state.clearMarks, nextLeftOut: gg.report.nextLeftOut });
    for (const button of document.querySelectorAll("[data-run]")) button.addEventListener("click", () => run[button.dataset.run]());
    for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => toggle(button.dataset.view));
    for (const button of document.querySelectorAll("[data-mode]")) button.addEventListener("click", () => gg.graph.setMode(button.dataset.mode));
    document.getElementById("issuer-links").addEventListener("change", (event) => gg.graph.showIssuerLinks(event.target.checked));
  }

  function selected({ selection }) {
    body.classList.toggle("has-selection", Boolean(selection));
    if (selection && tab === "overview") tab = selection.kind === "passage" ? "report" : "graph";
    if (selection && selection.kind === "passage" && narrow.matches) tab = "report";
    if (narrow.matches) layout();
    else document.querySelector('[data-view="overview"]').setAttribute("aria-pressed", String(!selection));
  }

  function start() {
    gg.i18n.apply();
    gg.report.start();
    gg.filters.start();
    gg.facts.start();
    buttons();
    if (narrow.matches) tab = "overview";
    document.getElementById("outline-box").open = !narrow.matches;
    layout();
    gg.graph.start();
    gg.details.start();
    gg.state.on("selection", selected);
    if (gg.state.isFiltered()) gg.state.tell("filters");
    gg.state.select(gg.state.fromHash(), "hash");
    narrow.addEventListener("change", layout);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => gg.state.tell("theme"));
    window.addEventListener("keydown", keys);
    const byKey = (key) => gg.data.entityByKey.get(key);
    window.govgraph = {
      nodes: gg.graph.count,
      shown: () => gg.graph.shown().map((entity) => entity.key),
      lines: gg.graph.lines,
      point: (key) => gg.graph.pointOf(byKey(key) ? byKey(key).id : key),
      mode: gg.graph.setMode,
      ready: true,
    };
  }

  return { start, open: show };
})();
gg.main.start();
