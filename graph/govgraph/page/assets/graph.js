// The graph: vis-network with the positions that pyvis carries. It opens with the structure of the report, shows the
// neighbourhood of what is chosen, and the whole map on demand.
gg.graph = (function () {
  const box = document.getElementById("network");
  const placed = new Set(gg.data.nodes.map((node) => node.id));
  const LARGE = 1000; // nodes of a map on which moving must stay cheap
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let network = null;
  let mode = "auto"; // "structure", "two" and "map" stay; "auto" follows the choice
  let pathFrom = null;
  let picture = null; // the cells of the tidy picture that is shown, null for the map
  let issuerLinks = false;
  let hovered = null;
  let drawnFor = ""; // size of the stage in pixels

  const stage = () => ({ width: Math.max(box.clientWidth, 300), height: Math.max(box.clientHeight, 200) });
  const isThing = (selection) => Boolean(selection) && ["entity", "relation"].includes(selection.kind);

  function chosenIds() {
    const selection = gg.state.get();
    if (!isThing(selection)) return new Set();
    if (selection.kind === "entity") return new Set([selection.id]);
    const { subject, object } = gg.data.relations[selection.id];
    return new Set([subject.id, object.id]);
  }

  function choosePicture() {
    const selection = gg.state.get();
    if (mode === "map") return null;
    if (mode === "structure" || !isThing(selection)) {
      return gg.structure.of(selection && selection.kind === "section" && selection.id !== "0" ? selection.id : null, stage());
    }
    const relation = selection.kind === "relation" ? gg.data.relations[selection.id] : null;
    const entity = relation ? relation.subject : gg.data.entities[selection.id];
    if (!relation && pathFrom && pathFrom !== entity) {
      const path = gg.neighbourhood.path(pathFrom, entity, stage());
      if (path) return path;
      gg.dom.announce(gg.i18n.t("noPath"));
    }
    return gg.neighbourhood.around(entity, stage(), mode === "two" ? "all" : gg.state.opened, gg.state.showsRelation);
  }

  // Pinned entities stay in the picture: below it, where they are not part of it.
  function withPinned(drawn) {
    const shown = new Set(drawn.cells.filter((cell) => cell.entity).map((cell) => cell.entity.id));
    const missing = [...gg.state.pinned].filter((id) => !shown.has(id));
    const bottom = Math.max(...drawn.cells.map((cell) => cell.y + (cell.height || 0) / 2)) + 40;
    const row = missing.map((id, number) => {
      return { ...gg.boxes.entity(gg.data.entities[id], 170), x: (number - (missing.length - 1) / 2) * 200, y: bottom };
    });
    const linked = gg.data.relations.filter(({ subject, object }) => {
      const [one, other] = [missing.includes(subject.id), missing.includes(object.id)];
      return (one && (other || shown.has(object.id))) || (other && shown.has(subject.id));
    });
    return { ...drawn, cells: [...drawn.cells, ...row], relations: [...drawn.relations, ...linked] };
  }

  function draw(keepView = false) {
    const drawn = choosePicture();
    drawnFor = `${box.clientWidth} ${box.clientHeight}`;
    picture = drawn && withPinned(drawn);
    const chosen = chosenIds();
    // looking for what is under the pointer is too slow where there is very much
    const hover = Boolean(picture) || gg.data.nodes.length <= LARGE;
    network.setOptions({ interaction: { hover }, nodes: { scaling: { label: { drawThreshold: picture ? 3 : 7 } } } });
    edges.clear();
    nodes.clear();
    nodes.add(picture ? picture.cells.map((cell, n) => gg.look.boxNode(cell, n, cell.entity && chosen.has(cell.entity.id))) : mapNodes(chosen));
    edges.add(picture ? pictureEdges() : mapEdges(chosen));
    pressButtons();
    if (!keepView || picture) fit();
  }

  const mapNodes = (chosen) => gg.data.nodes.map((node) => gg.look.mapNode(node, chosen.has(node.id)));

  function mapEdges(chosen) {
    return gg.data.relations.map((relation) => {
      return gg.look.mapEdge(relation, chosen.has(relation.subject.id) || chosen.has(relation.object.id), issuerLinks);
    });
  }

  function pictureEdges() {
    const selection = gg.state.get();
    const chosen = selection && selection.kind === "relation" ? selection.id : -1;
    const single = picture.relations.map((relation) => gg.look.boxEdge(relation, relation.id === chosen, picture.path));
    return [...single, ...(picture.bundles || []).map(gg.look.bundleEdge)];
  }

  function pressButtons() {
    const thing = isThing(gg.state.get());
    const shown = mode === "map" || mode === "structure" ? mode : thing ? mode : "structure";
    for (const button of document.querySelectorAll("[data-mode]")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === shown));
      button.disabled = !thing && ["auto", "two"].includes(button.dataset.mode);
    }
    const count = gg.state.hidden.size + gg.state.pinned.size;
    const reset = document.querySelector('[data-run="unhide"]');
    reset.hidden = !count;
    reset.textContent = gg.i18n.t("unhide", { n: count });
    document.getElementById("issuer-links").closest("label").hidden = shown !== "map";
  }

  function fit() {
    if (!box.clientWidth || !nodes.length) return;
    if (!picture) {
      fitMap(gg.state.get());
      return;
    }
    fitBox(extent(), 1.25);
    // a picture that would be too small to read is shown from its middle
    if (!picture.structure && network.getScale() < 0.5) network.moveTo({ scale: 0.75, position: { x: 0, y: 0 } });
  }

  // The whole map, or the card or node that is chosen on it.
  function fitMap(selection) {
    const cards = selection && selection.kind === "section" ? gg.ground.cardsOf(selection.id) : [];
    if (cards.length) fitBox(gg.ground.extent(cards), 1.2);
    else if (selection && selection.kind === "entity" && placed.has(selection.id)) network.focus(selection.id, { scale: 0.8 });
    else fitBox(extent(), 2);
  }

  // Left, top, right and bottom of all that is drawn.
  function extent() {
    const reach = nodes.getIds().map(frameOf);
    if (!picture && gg.data.cards.length) {
      const [left, top, right, bottom] = gg.ground.extent(gg.data.cards);
      reach.push({ left, top, right, bottom });
    }
    const most = (side, pick) => reach.reduce((best, area) => pick(best, area[side]), reach[0][side]);
    return [most("left", Math.min), most("top", Math.min), most("right", Math.max), most("bottom", Math.max)];
  }

  // vis-network counts the radius of round corners as space around a box: its box without that.
  function frameOf(id) {
    const { x, y, shape } = network.body.nodes[id];
    if (!picture) return network.getBoundingBox(id);
    return { left: x - shape.width / 2, right: x + shape.width / 2, top: y - shape.height / 2, bottom: y + shape.height / 2 };
  }

  function fitBox([left, top, right, bottom], largest) {
    const margin = picture ? 16 : 90;
    const scale = Math.min(box.clientWidth / (right - left + margin), box.clientHeight / (bottom - top + margin), largest);
    return network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
  }

  function click(event) {
    const id = event.nodes[0];
    if (typeof id === "number") {
      if (picture && event.event.srcEvent && event.event.srcEvent.shiftKey) return gg.state.toggle("opened", id);
      return gg.state.entity(gg.data.entities[id], "graph");
    }
    if (typeof id === "string") return clickBox(id);
    const edge = event.edges[0];
    if (edge && edge.startsWith("r")) return gg.state.relation(gg.data.relations[Number(edge.slice(1))], "graph");
    if (edge) return clickBundle(picture.bundles[Number(edge.slice(1))]);
    const card = picture ? null : gg.ground.cardAt(event.pointer.canvas);
    if (picture && picture.structure) return undefined;
    return gg.state.select(card ? { kind: "section", id: card[0] } : null, "graph");
  }

  // A section opens; the words over a column lead to the table of its type, or one section up.
  function clickBox(id) {
    if (id.startsWith("s:")) return gg.state.select({ kind: "section", id: id.slice(2) }, "graph");
    const cell = picture.cells[Number(id.slice(2))];
    if (cell.open) return gg.facts.open(cell.open);
    if (!cell.up) return undefined;
    const up = cell.up.split(".").slice(0, -1).join(".");
    return gg.state.select(up ? { kind: "section", id: up } : null, "graph");
  }

  function clickBundle({ far, relations }) {
    return relations.length === 1 ? gg.state.relation(relations[0], "graph") : gg.state.entity(far, "graph");
  }

  function hoverEdge({ edge: id }) {
    box.style.cursor = "pointer";
    if (edges.get(id).label) return;
    hovered = id;
    const relations = id.startsWith("b") ? picture.bundles[Number(id.slice(1))].relations : [gg.data.relations[Number(id.slice(1))]];
    const names = new Set(relations.map(({ predicate }) => gg.i18n.t(`predicate.${predicate}`)));
    edges.update({ id, label: `${[...names].join("、")}${relations.length > 1 ? ` ${relations.length}` : ""}` });
  }

  function blurEdge() {
    if (hovered && edges.get(hovered)) edges.update({ id: hovered, label: "" });
    hovered = null;
    box.style.cursor = "";
  }

  // The lines of the box under the pointer stand out among the bundles.
  function light(id, on) {
    if (!picture || !picture.structure) return;
    for (const edge of edges.get({ filter: ({ from, to }) => from === id || to === id })) {
      edges.update({ id: edge.id, color: { color: on ? gg.look.colours.accent : edge.color.color, opacity: on ? 1 : 0.45 } });
    }
    if (!on) edges.update(picture.bundles.map(gg.look.bundleEdge));
  }

  function tip(event) {
    const text = document.getElementById("tip");
    const entity = typeof event.node === "number" ? gg.data.entities[event.node] : null;
    const section = typeof event.node === "string" && event.node.startsWith("s:") ? gg.data.sectionByNumber.get(event.node.slice(2)) : null;
    box.style.cursor = entity || section ? "pointer" : "";
    text.hidden = !entity && !section;
    if (text.hidden) return;
    const { x, y } = event.pointer.DOM;
    text.textContent = entity ? entity.name : gg.data.sectionName(section);
    text.style.left = `${Math.max(0, Math.min(x + 14, box.clientWidth - 270))}px`;
    text.style.top = `${y + 16}px`;
  }

  function build() {
    gg.look.read();
    if (network) network.destroy();
    const options = {
      physics: { enabled: false },
      autoResize: false,
      layout: { improvedLayout: false },
      interaction: { hover: true, tooltipDelay: 1e6, hoverConnectedEdges: false, selectConnectedEdges: false, hideEdgesOnDrag: gg.data.nodes.length > LARGE },
      nodes: { labelHighlightBold: false, chosen: false, scaling: { label: { drawThreshold: 7 } }, shapeProperties: { borderRadius: 2 } },
      edges: { smooth: false, chosen: false, arrows: { to: { scaleFactor: 0.45 } }, font: gg.look.edgeFont() },
    };
    network = new vis.Network(box, { nodes, edges }, options);
    box.firstElementChild.tabIndex = -1; // nothing to do there by keyboard: the tables hold the same
    network.on("click", click);
    network.on("beforeDrawing", (context) => picture || gg.ground.draw(context, gg.look.colours, gg.look.FACE));
    network.on("hoverNode", (event) => (tip(event), light(event.node, true)));
    network.on("blurNode", (event) => (tip({}), light(event.node, false)));
    network.on("hoverEdge", hoverEdge);
    network.on("blurEdge", blurEdge);
    draw();
  }

  function setMode(next) {
    mode = next;
    draw();
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: { duration: 120 } });
  }

  function setPathFrom(entity) {
    pathFrom = entity;
    gg.dom.announce(gg.i18n.t("pathHint"));
  }

  // From an entity to the nearest document that it rests on, in one step.
  function showBasis(entity) {
    const end = gg.neighbourhood.basis(entity);
    if (!end) return gg.dom.announce(gg.i18n.t("noPath"));
    if (mode !== "auto") mode = "auto";
    pathFrom = entity;
    return gg.state.entity(end, "path");
  }

  function showIssuerLinks(shown) {
    issuerLinks = shown;
    draw(true);
  }

  // Where a node stands in the window, for tests and for whoever scripts the page.
  function pointOf(id) {
    const { x, y } = network.canvasToDOM(network.getPosition(id));
    const frame = box.getBoundingClientRect();
    return { x: frame.left + x, y: frame.top + y };
  }

  const shown = () => nodes.get({ filter: (node) => typeof node.id === "number" && !node.hidden }).map((node) => gg.data.entities[node.id]);
  const lines = () => edges.get({ filter: (edge) => !edge.hidden }).map((edge) => [edge.from, edge.to]);

  gg.state.on("selection", ({ selection }) => {
    if (!selection) pathFrom = null;
    if (mode === "structure" || (!selection && mode === "two")) mode = "auto";
    draw();
  });
  for (const event of ["filters", "language", "picture"]) gg.state.on(event, () => draw(true));
  gg.state.on("theme", build);

  // vis-network looks at its size only once a second: told at once here, and the picture laid out for the new size.
  new ResizeObserver(() => {
    const size = `${box.clientWidth} ${box.clientHeight}`;
    if (!network || !box.clientWidth || size === drawnFor) return;
    network.setSize("100%", "100%");
    network.redraw();
    if (picture) draw();
    else fit();
  }).observe(box);

  return { start: build, setMode, zoom, fit, setPathFrom, showBasis, showIssuerLinks, pointOf, frameOf, shown, lines, count: () => nodes.length, network: () => network };
})();
