// What is chosen and what is filtered: one place, told to every view; the URL hash keeps the selection.
gg.state = (function () {
  const listeners = new Map();
  let selection = null; // {kind: "entity" | "relation" | "section" | "passage", id, start, end}
  const filters = { types: new Set(gg.data.types), predicates: new Set(gg.data.predicates) };
  Object.assign(filters, { section: "", status: "", confidence: 0 });

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
    const hash = next ? toHash(next) : "";
    if (decode(location.hash) !== decode(hash)) history.pushState(null, "", hash || location.pathname + location.search);
    tell("selection", { selection, origin });
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

  function fromHash() {
    const value = decode(location.hash).slice(2);
    const kind = location.hash.slice(1, 3);
    const [start, end] = value.split("-").map(Number);
    if (kind === "e=" && gg.data.entityByKey.has(value)) return { kind: "entity", id: gg.data.entityByKey.get(value).id };
    if (kind === "r=" && gg.data.relationByKey.has(value)) {
      return { kind: "relation", id: gg.data.relationByKey.get(value).id };
    }
    if (kind === "s=" && gg.data.sectionByNumber.has(value)) return { kind: "section", id: value };
    if (kind === "t=" && start >= 0 && end <= gg.data.length && start < end) return { kind: "passage", id: 0, start, end };
    return null;
  }

  function filter(change) {
    Object.assign(filters, change);
    tell("filters");
  }

  const inSection = (number) => !filters.section || number === filters.section || number.startsWith(`${filters.section}.`);

  // An entity passes when one of its mentions stands in the chosen section and it has the chosen status and confidence.
  function passes(candidate) {
    if (!filters.types.has(candidate.type) || candidate.confidence < filters.confidence) return false;
    if (filters.status && candidate.type === "initiative" && candidate.status !== filters.status) return false;
    return !filters.section || candidate.mentions.some((mention) => inSection(mention.section));
  }

  function passesRelation(candidate) {
    if (!filters.predicates.has(candidate.predicate) || candidate.confidence < filters.confidence) return false;
    return passes(candidate.subject) && passes(candidate.object);
  }

  for (const event of ["hashchange", "popstate"]) window.addEventListener(event, () => select(fromHash(), "hash"));
  return { on, tell, select, entity, relation, filter, filters, passes, passesRelation, fromHash, get: () => selection };
})();
