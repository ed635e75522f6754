// The graph: vis-network with the positions that pyvis carries; the whole report as a map, or a tidy neighbourhood.
gg.graph = (function () {
  const box = document.getElementById("network");
  const placed = new Map(gg.data.nodes.map((node) => [node.id, node]));
  const FACE = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif";
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  let network = null;
  let colours = {};
  let mode = "auto"; // "map" keeps the map; "auto" and "two" show the neighbourhood of what is chosen
  let pathFrom = null;
  let picture = null; // the cells of the neighbourhood or path that is shown, null for the map
  let issuerLinks = false;
  let hovered = null;

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(`--${name}`).trim();
    colours = { ink: get("ink"), soft: get("soft"), line: get("edge"), paper: get("paper"), card: get("card") };
    colours.accent = get("accent");
    for (const type of gg.data.types) colours[type] = { strong: get(type), tint: get(`${type}-tint`) };
  }

  const SHAPES = { agency: "ellipse", instrument: "box", initiative: "dot", figure: "square", recognition: "star", problem: "triangleDown" };

  function nodeStyle(entity, size, chosen) {
    const { strong, tint } = colours[entity.type];
    const inside = entity.type === "agency" || entity.type === "instrument";
    return {
      color: { background: inside || picture ? tint : strong, border: chosen ? colours.accent : strong },
      borderWidth: chosen ? 4 : inside || picture ? 1.4 : 0,
      font: { size, color: colours.ink, face: FACE, vadjust: inside || picture ? 0 : -4 },
    };
  }

  function mapNodes(chosen) {
    return gg.data.nodes.map((node) => {
      const entity = gg.data.entities[node.id];
      const size = entity.head ? 17 : 11;
      const own = { ...node, size, shape: SHAPES[entity.type], hidden: !gg.state.passes(entity), margin: node.font / 3 };
      return { ...own, ...nodeStyle(entity, node.font, chosen.has(node.id)) };
    });
  }

  function mapEdges(chosen) {
    return gg.data.relations.map((relation) => {
      const touched = chosen.has(relation.subject.id) || chosen.has(relation.object.id);
      const ofIssuer = relation.object === gg.data.issuer || relation.subject === gg.data.issuer;
      const hidden = !gg.state.passesRelation(relation) || (ofIssuer && !issuerLinks && !touched);
      return { ...edge(relation), hidden, color: touched ? colours.accent : colours.line, width: touched ? 2.5 : 1 };
    });
  }

  function edge(relation) {
    return { id: `r${relation.id}`, from: relation.subject.id, to: relation.object.id };
  }

  function pictureNodes(chosen) {
    return picture.cells.map((cell, number) => {
      if (cell.text) {
        const font = { size: 15, color: colours.soft, face: FACE };
        return { id: `text${number}`, label: cell.text, x: cell.x, y: cell.y, shape: "text", font };
      }
      const { id, type } = cell.entity;
      const shape = type === "agency" ? "ellipse" : "box";
      const size = cell.centre ? 19 : 15;
      const own = { id, label: cell.label, x: cell.x, y: cell.y, shape, margin: type === "agency" ? 4 : 8 };
      return { ...own, ...nodeStyle(cell.entity, size, chosen.has(id) || cell.centre) };
    });
  }

  function pictureEdges() {
    const selection = gg.state.get();
    const chosen = selection && selection.kind === "relation" ? selection.id : -1;
    return picture.relations.map((relation) => {
      const own = { ...edge(relation), width: relation.id === chosen ? 4 : 1.4 };
      const label = picture.path || relation.id === chosen ? gg.i18n.t(`predicate.${relation.predicate}`) : undefined;
      const dashes = relation.basis !== "stated" ? [6, 4] : false;
      return { ...own, label, dashes, color: relation.id === chosen ? colours.accent : colours.soft };
    });
  }

  function chosenIds() {
    const selection = gg.state.get();
    if (!selection) return new Set();
    if (selection.kind === "entity") return new Set([selection.id]);
    if (selection.kind !== "relation") return new Set();
    const { subject, object } = gg.data.relations[selection.id];
    return new Set([subject.id, object.id]);
  }

  function choosePicture() {
    const selection = gg.state.get();
    if (!selection || mode === "map" || !["entity", "relation"].includes(selection.kind)) return null;
    const relation = selection.kind === "relation" ? gg.data.relations[selection.id] : null;
    if (relation) return gg.neighbourhood.around(relation.subject, mode === "two" ? 2 : 1);
    const entity = gg.data.entities[selection.id];
    const path = pathFrom && pathFrom !== entity ? gg.neighbourhood.path(pathFrom, entity) : null;
    if (pathFrom && pathFrom !== entity && !path) gg.dom.announce(gg.i18n.t("noPath"));
    return path || gg.neighbourhood.around(entity, mode === "two" ? 2 : 1);
  }

  function draw(keepView = false) {
    picture = choosePicture();
    const chosen = chosenIds();
    nodes.clear();
    network.setOptions({ nodes: { scaling: { label: { drawThreshold: picture ? 3 : 7 } } } });
    edges.clear();
    nodes.add(picture ? pictureNodes(chosen) : mapNodes(chosen));
    edges.add(picture ? pictureEdges() : mapEdges(chosen));
    for (const button of document.querySelectorAll("[data-mode]")) {
      const shown = picture ? (mode === "two" ? "two" : "auto") : "map";
      button.setAttribute("aria-pressed", String(button.dataset.mode === shown));
      button.disabled = button.dataset.mode !== "map" && !chosen.size;
    }
    if (!keepView) fit();
  }

  function fit() {
    const selection = gg.state.get();
    if (!box.clientWidth || !nodes.length) return;
    if (!picture && selection && selection.kind === "section") return fitCard(selection.id);
    if (!picture && selection && selection.kind === "entity" && placed.has(selection.id)) {
      return network.focus(selection.id, { scale: 0.8 });
    }
    fitBox(extent(), picture ? 1.1 : 2);
    // a picture that would be too small to read is shown from its middle
    if (picture && network.getScale() < 0.35) network.moveTo({ scale: 0.6, position: { x: 0, y: 0 } });
    return undefined;
  }

  // Left, top, right and bottom of all that is drawn.
  function extent() {
    const shown = nodes.get({ fields: ["id", "x", "y"] });
    const reach = shown.map(({ id }) => network.getBoundingBox(id));
    if (!picture) for (const [, x, y, width, height] of gg.data.cards) reach.push({ left: x, top: y, right: x + width, bottom: y + height });
    const most = (side, pick) => pick(...reach.map((area) => area[side]));
    return [most("left", Math.min), most("top", Math.min), most("right", Math.max), most("bottom", Math.max)];
  }

  function fitBox([left, top, right, bottom], largest) {
    const margin = picture ? 30 : 90;
    const scale = Math.min(box.clientWidth / (right - left + margin), box.clientHeight / (bottom - top + margin), largest);
    return network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
  }

  // A section shows the card that holds it, or all cards inside it.
  function cardsOf(number) {
    const own = number.split(".").slice(0, 2).join(".");
    return gg.data.cards.filter(([section]) => section === own || section.startsWith(`${number}.`));
  }

  function fitCard(number) {
    const cards = cardsOf(number);
    if (!cards.length) return fitBox(extent(), 2);
    const most = (pick, edge) => pick(...cards.map(edge));
    const [left, top] = [most(Math.min, (card) => card[1]), most(Math.min, (card) => card[2])];
    const [right, bottom] = [most(Math.max, (card) => card[1] + card[3]), most(Math.max, (card) => card[2] + card[4])];
    return fitBox([left, top, right, bottom], 1.2);
  }

  // Cards of the sections and the headings of the columns, under the nodes.
  function drawGround(context) {
    if (picture) return;
    const selection = gg.state.get();
    const marked = selection && selection.kind === "section" ? cardsOf(selection.id) : [];
    for (const card of gg.data.cards) {
      const [number, x, y, width, height] = card;
      const chosen = marked.includes(card);
      context.fillStyle = colours.card;
      context.strokeStyle = chosen ? colours.accent : colours.line;
      context.lineWidth = chosen ? 6 : 2;
      context.beginPath();
      context.roundRect(x, y, width, height, 18);
      context.fill();
      context.stroke();
      title(context, number, x, y, width);
    }
  }

  function title(context, number, x, y, width) {
    const section = gg.data.sectionByNumber.get(number);
    const name = section ? gg.data.sectionName(section) : number;
    const cells = Math.floor((width - 40) / 29);
    context.fillStyle = colours.ink;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.font = `600 58px ${FACE}`;
    gg.neighbourhood.wrap(name, cells, 2).split("\n").forEach((row, line) => context.fillText(row, x + 24, y + 20 + line * 68));
  }

  function cardAt({ x, y }) {
    return gg.data.cards.find(([, left, top, width, height]) => x >= left && x <= left + width && y >= top && y <= top + height);
  }

  function click(event) {
    if (event.nodes.length && typeof event.nodes[0] === "number") return gg.state.entity(gg.data.entities[event.nodes[0]], "graph");
    if (event.nodes.length) return undefined;
    if (event.edges.length) return gg.state.relation(gg.data.relations[Number(event.edges[0].slice(1))], "graph");
    const card = picture ? null : cardAt(event.pointer.canvas);
    return gg.state.select(card ? { kind: "section", id: card[0] } : null, "graph");
  }

  function hoverEdge({ edge: id }) {
    box.style.cursor = "pointer";
    if (edges.get(id).label) return;
    hovered = id;
    const relation = gg.data.relations[Number(id.slice(1))];
    edges.update({ id, label: gg.i18n.t(`predicate.${relation.predicate}`) });
  }

  function blurEdge() {
    if (hovered && edges.get(hovered)) edges.update({ id: hovered, label: "" });
    hovered = null;
    box.style.cursor = "";
  }

  function tip(event) {
    const text = document.getElementById("tip");
    const entity = typeof event.node === "number" ? gg.data.entities[event.node] : null;
    box.style.cursor = entity ? "pointer" : "";
    text.hidden = !entity;
    if (!entity) return;
    const { x, y } = event.pointer.DOM;
    text.textContent = entity.type === "figure" ? `${entity.name}` : entity.name;
    text.style.left = `${Math.min(x + 14, box.clientWidth - 270)}px`;
    text.style.top = `${y + 16}px`;
  }

  function build() {
    readColours();
    if (network) network.destroy();
    const options = {
      physics: { enabled: false },
      autoResize: false,
      layout: { improvedLayout: false },
      interaction: { hover: true, tooltipDelay: 1e6, hoverConnectedEdges: false, selectConnectedEdges: false },
      nodes: { labelHighlightBold: false, chosen: false, scaling: { label: { drawThreshold: 7 } }, shapeProperties: { borderRadius: 2 } },
      edges: { smooth: false, chosen: false, arrows: { to: { scaleFactor: 0.45 } }, font: edgeFont() },
    };
    network = new vis.Network(box, { nodes, edges }, options);
    box.firstElementChild.tabIndex = -1; // nothing to do there by keyboard: the tables hold the same
    network.on("click", click);
    network.on("beforeDrawing", drawGround);
    network.on("hoverNode", tip);
    network.on("blurNode", () => tip({}));
    network.on("hoverEdge", hoverEdge);
    network.on("blurEdge", blurEdge);
    draw();
  }

  function edgeFont() {
    return { size: 13, face: FACE, color: colours.ink, strokeWidth: 4, strokeColor: colours.paper, align: "middle" };
  }

  function setMode(next) {
    mode = next;
    draw();
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: { duration: 120 } });
  }

  // The picture that is shown, on the paper of the page, twice as fine as the screen.
  function saveImage() {
    const source = box.querySelector("canvas");
    const canvas = gg.dom.el("canvas", { width: source.width, height: source.height });
    const context = canvas.getContext("2d");
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0);
    canvas.toBlob((blob) => gg.dom.save(`${gg.data.report.id}.png`, blob));
  }

  function setPathFrom(entity) {
    pathFrom = entity;
    gg.dom.announce(gg.i18n.t("pathHint"));
  }

  gg.state.on("selection", ({ selection }) => {
    if (!selection) pathFrom = null;
    draw();
  });
  gg.state.on("filters", () => draw(true));
  gg.state.on("language", () => draw(true));
  gg.state.on("theme", build);
  function showIssuerLinks(shown) {
    issuerLinks = shown;
    draw(true);
  }

  // Where a node stands in the window, for tests and for whoever scripts the page.
  function pointOf(entity) {
    const { x, y } = network.canvasToDOM(network.getPosition(entity.id));
    const frame = box.getBoundingClientRect();
    return { x: frame.left + x, y: frame.top + y };
  }

  // vis-network looks at its size only once a second: told at once here, and the picture fitted to the new size.
  new ResizeObserver(() => {
    if (!network || !box.clientWidth) return;
    network.setSize("100%", "100%");
    network.redraw();
    fit();
  }).observe(box);

  return { start: build, setMode, zoom, fit, saveImage, setPathFrom, showIssuerLinks, pointOf, count: () => nodes.length };
})();
