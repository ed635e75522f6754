// What is chosen and what is filtered: one place, told to every view; the URL hash keeps both.
gg.state = (function () {
  const listeners = new Map();
  let selection = null; // {kind: "entity" | "relation" | "section" | "passage", id, start, end}
  const filters = { types: new Set(gg.data.types), predicates: new Set(gg.data.predicates) };
  Object.assign(filters, { section: "", status: "", confidence: 0, body: null });
  let workOfBody = null; // what is of the body that is filtered by, null for all
  const marks = { hidden: new Set(), pinned: new Set(), opened: new Set() }; // of the graph: ids of entities

  function on(event, listener) {
    if (!listeners.has(event)) listeners.set(event, []);
    listeners.get(event).push(listener);
  }

  function tell(event, detail) {
    for (const listener of listeners.get(event) || []) listener(detail);
  }

  const same = (a, b) => a === b || (a && b && toHash(a) === toHash(b));

  function select(next, origin = "") {
    if (same(selection, next)) {
      if (next) tell("again", { selection, origin });
      return;
    }
    selection = next;
    if (origin !== "hash") remember();
    tell("selection", { selection, origin });
  }

  // The selection in its short form, then the filters: #e=agency%2F…&section=1.4&types=figure
  function remember(replace = false) {
    const parts = [selection && toHash(selection).slice(1), ...filterParts()].filter(Boolean);
    const hash = parts.length ? `#${parts.join("&")}` : "";
    if (decode(location.hash) === decode(hash)) return;
    history[replace ? "replaceState" : "pushState"](null, "", hash || location.pathname + location.search);
  }

  function filterParts() {
    const { types, predicates, section, status, confidence, body } = filters;
    const some = (name, set, all) => set.size < all.length && `${name}=${[...all].filter((item) => set.has(item)).join(",")}`;
    return [
      some("types", types, gg.data.types),
      some("relations", predicates, gg.data.predicates),
      section && `section=${section}`,
      status && `status=${status}`,
      confidence > 0 && `min=${confidence}`,
      body && `body=${encodeURIComponent(body.key)}`,
    ];
  }

  const entity = (target, origin) => select(target && { kind: "entity", id: target.id }, origin);
  const relation = (target, origin) => select({ kind: "relation", id: target.id }, origin);

  function toHash(chosen) {
    const { entities, relations } = gg.data;
    if (chosen.kind === "entity") return `#e=${encodeURIComponent(entities[chosen.id].key)}`;
    if (chosen.kind === "relation") return `#r=${encodeURIComponent(relations[chosen.id].key)}`;
    if (chosen.kind === "section") return `#s=${chosen.id}`;
    return `#t=${chosen.start}-${chosen.end}`;
  }

  function decode(hash) {
    try {
      return decodeURIComponent(hash.replace(/^#/, ""));
    } catch {
      return "";
    }
  }

  // Values by name; keys of entities are encoded, so that "&" and "=" only ever part them.
  function pairs() {
    const parts = location.hash.replace(/^#/, "").split("&").filter((part) => part.includes("="));
    return new Map(parts.map((part) => [part.slice(0, part.indexOf("=")), decode(part.slice(part.indexOf("=") + 1))]));
  }

  function fromHash() {
    const found = [...pairs()].find(([name]) => name.length === 1) || ["", ""];
    const [kind, value] = [`${found[0]}=`, found[1]];
    const [start, end] = value.split("-").map(Number);
    if (kind === "e=" && gg.data.entityByKey.has(value)) return { kind: "entity", id: gg.data.entityByKey.get(value).id };
    if (kind === "r=" && gg.data.relationByKey.has(value)) {
      return { kind: "relation", id: gg.data.relationByKey.get(value).id };
    }
    if (kind === "s=" && gg.data.sectionByNumber.has(value)) return { kind: "section", id: value };
    if (kind === "t=" && start >= 0 && end <= gg.data.length && start < end) return { kind: "passage", id: 0, start, end };
    return null;
  }

  function filtersFromHash() {
    const given = pairs();
    const list = (name, all) => new Set(given.has(name) ? all.filter((item) => given.get(name).split(",").includes(item)) : all);
    const section = given.get("section") || "";
    const body = gg.data.entityByKey.get(given.get("body")) || null;
    Object.assign(filters, { types: list("types", gg.data.types), predicates: list("relations", gg.data.predicates), body });
    Object.assign(filters, { section: gg.data.sectionByNumber.has(section) ? section : "", status: given.get("status") || "" });
    filters.confidence = Math.min(1, Math.max(0, Number(given.get("min")) || 0));
    workOfBody = body && workOf(body);
  }

  function filter(change) {
    Object.assign(filters, change);
    if ("body" in change) workOfBody = change.body && workOf(change.body);
    remember(true);
    tell("filters");
  }

  // A body, the facts it is linked with, and what those rest on, bring about and consist of.
  function workOf(body) {
    const found = new Set([body.id]);
    for (const { subject } of body.in) {
      found.add(subject.id);
      for (const { object } of subject.out) if (object.type !== "agency") found.add(object.id);
      for (const inner of subject.in) if (inner.predicate === "partOf") found.add(inner.subject.id);
    }
    for (const { object } of body.out) found.add(object.id);
    return found;
  }

  const inSection = (number) => !filters.section || number === filters.section || number.startsWith(`${filters.section}.`);

  // An entity passes when one of its mentions stands in the chosen section and it has the chosen status and confidence.
  function passes(candidate) {
    if (!filters.types.has(candidate.type) || candidate.confidence < filters.confidence) return false;
    if (filters.status && candidate.type === "initiative" && candidate.status !== filters.status) return false;
    if (workOfBody && !workOfBody.has(candidate.id)) return false;
    return !filters.section || candidate.mentions.some((mention) => inSection(mention.section));
  }

  // What the graph shows is what passes and has not been hidden by hand.
  const shows = (candidate) => passes(candidate) && !marks.hidden.has(candidate.id);

  function showsRelation(candidate) {
    if (!filters.predicates.has(candidate.predicate) || candidate.confidence < filters.confidence) return false;
    return shows(candidate.subject) && shows(candidate.object);
  }

  function toggle(mark, id) {
    if (!marks[mark].delete(id)) marks[mark].add(id);
    tell("picture");
  }

  function clearMarks() {
    for (const set of Object.values(marks)) set.clear();
    tell("picture");
  }

  function followHash() {
    filtersFromHash();
    tell("filters");
    select(fromHash(), "hash");
  }

  for (const event of ["hashchange", "popstate"]) window.addEventListener(event, followHash);
  filtersFromHash();
  return {
    ...{ on, tell, select, entity, relation, filter, filters, passes, shows, showsRelation, fromHash, get: () => selection },
    isFiltered: () => filterParts().some(Boolean),
    ...{ ...marks, toggle, clearMarks },
  };
})();
