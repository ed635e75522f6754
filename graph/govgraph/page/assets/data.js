// The report's facts, decoded once: entities, mentions, relations and left-out items that point at each other.
gg.data = (function () {
  const raw = JSON.parse(document.getElementById("report-data").textContent);
  const graph = JSON.parse(document.getElementById("graph-data").textContent);
  const nodes = graph.nodes.map(([id, x, y, font, label]) => ({ id, x, y, font, label }));
  const chars = Array.from(raw.text); // offsets count code points, JavaScript strings count UTF-16 units
  const string = (number) => raw.strings[number];
  const slice = (start, end) => chars.slice(start, end).join("");

  const sections = raw.sections.map(([number, heading, level, start, end, headStart, headEnd]) => {
    return { number, heading, level, start, end, headStart, headEnd };
  });
  const sectionByNumber = new Map(sections.map((section) => [section.number, section]));

  const firstQuote = new Map();
  for (const [entity, start, end] of raw.mentions) if (!firstQuote.has(entity)) firstQuote.set(entity, slice(start, end));

  const entities = raw.entities.map((entity, id) => {
    const type = raw.types[entity.t];
    const name = entity.name || firstQuote.get(id);
    const key = entity.key || `${type}/${name}`;
    return { ...entity, id, type, name, key, mentions: [], out: [], in: [], surfaces: [], confidence: 0 };
  });
  const entityByKey = new Map(entities.map((entity) => [entity.key, entity]));

  const mentions = raw.mentions.map(([entity, start, end, section, rule, confidence, method], id) => {
    const [where, how, link] = [string(section), string(rule), string(method)];
    return { id, entity: entities[entity], start, end, section: where, rule: how, confidence, method: link };
  });
  for (const mention of mentions) {
    const { entity } = mention;
    const surface = slice(mention.start, mention.end);
    entity.mentions.push(mention);
    entity.confidence = Math.max(entity.confidence, mention.confidence);
    if (surface !== entity.name && !entity.surfaces.includes(surface)) entity.surfaces.push(surface);
  }

  const relations = raw.relations.map((row, id) => {
    const [predicate, start, end, section, rule, confidence, basis] = row;
    const [subject, object] = graph.edges[id];
    return {
      ...{ id, start, end, confidence, subject: entities[subject], object: entities[object] },
      ...{ predicate: raw.predicates[predicate], section: string(section), rule: string(rule), basis: raw.bases[basis] },
    };
  });
  for (const relation of relations) {
    relation.subject.out.push(relation);
    relation.object.in.push(relation);
    relation.key = `${relation.subject.key}|${relation.predicate}|${relation.object.key}`;
  }
  const relationByKey = new Map(relations.map((relation) => [relation.key, relation]));

  const leftOut = raw.leftOut.map(([start, end, section, what, reason], id) => {
    return { id, start, end, section: string(section), what: string(what), reason: string(reason) };
  });

  // The page or paragraph of the file in which an offset lies: {kind, number}, or nothing for text and web pages.
  function anchorAt(offset) {
    const [kind, , number] = (raw.anchors || []).findLast(([, start]) => start <= offset) || [];
    return kind && { kind, number };
  }

  const sectionOf = (entity) => (entity.mentions.length ? entity.mentions[0].section : "0");
  const degree = (entity) => entity.out.length + entity.in.length;

  // "1.2.3" as its path of headings, outermost first.
  function sectionPath(number) {
    const parts = number.split(".");
    return parts.map((_, depth) => sectionByNumber.get(parts.slice(0, depth + 1).join("."))).filter(Boolean);
  }

  function sectionName(section) {
    return section.number === "0" ? gg.i18n.t("section0") : `${section.number} ${section.heading}`.trim();
  }

  const iri = (entity) => entity.iri || raw.base + (entity.own ? `report/${raw.report.id}/` : "") + entity.key;

  return {
    ...{ report: raw.report, text: raw.text, types: raw.types, predicates: raw.predicates, bases: raw.bases },
    ...{ cards: raw.cards, length: chars.length, nodes, sections, sectionByNumber, entities, entityByKey },
    ...{ mentions, relations, relationByKey, leftOut, issuer: entities[raw.report.issuer] },
    ...{ slice, anchorAt, sectionOf, sectionPath, sectionName, degree, iri },
  };
})();
