// How nodes and lines look: colours of the theme, shapes by type, what is chosen in the accent colour.
gg.look = (function () {
  const FACE = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif";
  const SHAPES = { agency: "ellipse", instrument: "box", initiative: "dot", figure: "square", recognition: "star", problem: "triangleDown" };
  const ROUND = { agency: 14, instrument: 1, initiative: 6, figure: 1, recognition: 6, problem: 6 };
  const CURVE = { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.8 };
  const colours = {};

  function read() {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(`--${name}`).trim();
    for (const name of ["ink", "soft", "line", "edge", "paper", "card", "accent"]) colours[name] = get(name);
    for (const type of gg.data.types) colours[type] = { strong: get(type), tint: get(`${type}-tint`) };
  }

  // A node of the whole map, at the place that it was given when the page was made.
  function mapNode(node, chosen) {
    const entity = gg.data.entities[node.id];
    const { strong, tint } = colours[entity.type];
    const inside = entity.type === "agency" || entity.type === "instrument";
    return {
      ...{ ...node, size: entity.head ? 17 : 11, shape: SHAPES[entity.type], hidden: !gg.state.shows(entity), margin: node.font / 3 },
      color: { background: inside ? tint : strong, border: chosen ? colours.accent : strong },
      borderWidth: chosen ? 4 : inside ? 1.4 : 0,
      font: { size: node.font, color: colours.ink, face: FACE, vadjust: inside ? 0 : -4 },
    };
  }

  // A box of a tidy picture: an entity, a section, or words that head a column.
  function boxNode(cell, number, chosen) {
    const place = { x: cell.x, y: cell.y, label: cell.label || cell.text };
    const font = { size: gg.boxes.FONT, color: colours.ink, face: FACE };
    if (cell.text) return { ...place, id: `w:${number}`, shape: "text", font: { ...font, color: colours.soft } };
    const own = { shape: "box", widthConstraint: { minimum: cell.width - 12 }, margin: 6, font };
    if (cell.section) {
      return { ...place, ...own, id: `s:${cell.section}`, color: { background: colours.card, border: colours.soft }, borderWidth: 1 };
    }
    const { id, type } = cell.entity;
    const { strong, tint } = colours[type];
    const marked = chosen || cell.centre;
    return {
      ...{ ...place, ...own, id, shapeProperties: { borderRadius: ROUND[type], borderDashes: gg.state.pinned.has(id) ? [6, 3] : false } },
      ...{ color: { background: tint, border: marked ? colours.accent : strong }, borderWidth: marked ? 3 : 1.4 },
    };
  }

  const edge = (relation) => ({ id: `r${relation.id}`, from: relation.subject.id, to: relation.object.id });

  function mapEdge(relation, touched, issuerLinks) {
    const ofIssuer = relation.object === gg.data.issuer || relation.subject === gg.data.issuer;
    const hidden = !gg.state.showsRelation(relation) || (ofIssuer && !issuerLinks && !touched);
    return { ...edge(relation), hidden, color: touched ? colours.accent : colours.edge, width: touched ? 2.5 : 1 };
  }

  function boxEdge(relation, chosen, named) {
    const label = named || chosen ? gg.i18n.t(`predicate.${relation.predicate}`) : undefined;
    const dashes = relation.basis !== "stated" ? [6, 4] : false;
    return { ...edge(relation), label, dashes, smooth: CURVE, width: chosen ? 4 : 1.4, color: chosen ? colours.accent : colours.soft };
  }

  function bundleEdge({ far, box, relations }, number) {
    const near = box.section ? `s:${box.section}` : box.entity.id;
    const [from, to] = far.type === "agency" ? [far.id, near] : [near, far.id];
    const width = 1 + Math.log2(relations.length);
    return { id: `b${number}`, from, to, width, smooth: CURVE, color: { color: colours[far.type].strong, opacity: 0.45 }, arrows: "" };
  }

  const edgeFont = () => ({ size: 12, face: FACE, color: colours.ink, strokeWidth: 4, strokeColor: colours.paper, align: "horizontal" });

  return { FACE, colours, read, mapNode, boxNode, mapEdge, boxEdge, bundleEdge, edgeFont };
})();
