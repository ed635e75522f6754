// The panel: what is known of the chosen node, relation, section or passage, and the words that say so.
gg.details = (function () {
  const { el, fill, sign, copy } = gg.dom;
  const { t, term } = gg.i18n;
  const panel = document.getElementById("panel-body");
  const CONTEXT = 36;
  const LIMIT = 12;

  function show() {
    const selection = gg.state.get();
    if (!selection) return gg.overview.show(panel);
    const views = { entity: entityView, relation: relationView, section: sectionView, passage: passageView };
    fill(panel, views[selection.kind](selection));
    panel.scrollTop = 0;
    return undefined;
  }

  // After pinning, the buttons say something else; where one reads and what has the focus stays.
  function refresh() {
    const selection = gg.state.get();
    if (!selection || selection.kind !== "entity") return;
    const old = [...panel.querySelectorAll(".actions")].slice(0, 2);
    const at = old.flatMap((row) => [...row.children]).indexOf(document.activeElement);
    const fresh = actions(gg.data.entities[selection.id]);
    old.forEach((row, number) => row.replaceWith(fresh[number]));
    const button = fresh.flatMap((row) => [...row.children])[at];
    if (button) button.focus();
  }

  function entityView({ id }) {
    const entity = gg.data.entities[id];
    return [
      el("p.kicker", {}, sign(entity.type), t(`type.${entity.type}`)),
      el("h2", {}, entity.name),
      properties(entity),
      actions(entity),
      gg.charts.of(entity),
      links(entity),
      el("h3", {}, t("evidence"), el("small", {}, String(entity.mentions.length))),
      limited(entity.mentions, (mention) => evidence(mention, mention.method === "exact" ? "" : term("method", mention.method))),
    ];
  }

  function properties(entity) {
    const kind = entity.kind && term(`kind.${entity.type}`, entity.kind);
    const value = gg.amount.text(entity);
    const pairs = [
      ["indicator", entity.indicator],
      ["value", value],
      ["period", entity.value !== undefined && entity.period],
      ["role", entity.role && term("role", entity.role)],
      ["kind", kind && (entity.group ? `${kind} · ${t("group")}` : kind)],
      ["level", entity.level && term("level", entity.level)],
      ["status", entity.status && term("status", entity.status)],
      ["year", entity.year],
      ["number", entity.number],
      ["code", entity.code],
      ["otherNames", entity.type !== "figure" && entity.surfaces.join("；")],
      ["section", place(gg.data.sectionOf(entity))],
    ];
    return definitions(pairs);
  }

  function definitions(pairs) {
    const known = pairs.filter(([, value]) => value);
    return el("dl", {}, known.map(([name, value]) => [el("dt", {}, t(name)), el("dd", {}, value)]));
  }

  const place = (number) => gg.data.sectionPath(number).map(gg.data.sectionName).join(" › ") || number;

  function actions(entity) {
    const button = (name, onclick) => el("button.small", { type: "button", onclick }, t(name));
    const pinned = gg.state.pinned.has(entity.id);
    return [
      el("p.actions", {}, [
        button("copyLink", () => copy(location.href)),
        button("copyIri", () => copy(gg.data.iri(entity))),
        entity.type === "agency" && button("onlyItsWork", () => gg.state.filter({ body: entity })),
      ]),
      el("p.actions", {}, [
        entity.type !== "instrument" && gg.neighbourhood.basis(entity) && button("basisPath", () => gg.graph.showBasis(entity)),
        button("pathFrom", () => gg.graph.setPathFrom(entity)),
        button(pinned ? "unpin" : "pin", () => gg.state.toggle("pinned", entity.id)),
        button("hide", () => hide(entity)),
      ]),
    ];
  }

  function hide(entity) {
    gg.state.toggle("hidden", entity.id);
    gg.state.select(null, "details");
  }

  function links(entity) {
    const parts = [];
    for (const [end, other, suffix] of [["out", "object", ""], ["in", "subject", ".in"]]) {
      for (const predicate of gg.data.predicates) {
        const relations = entity[end].filter((relation) => relation.predicate === predicate);
        if (!relations.length) continue;
        parts.push(el("h3", {}, t(`predicate.${predicate}${suffix}`), el("small", {}, String(relations.length))));
        parts.push(limited(relations, (relation) => link(relation, relation[other])));
      }
    }
    return parts;
  }

  function link(relation, other) {
    const to = el("button.link", { type: "button", onclick: () => gg.state.entity(other, "details") }, sign(other.type), other.name);
    const why = { type: "button", onclick: () => gg.state.relation(relation, "details"), title: t("whyHint") };
    const basis = relation.basis === "stated" ? t("why") : `${t("why")} · ${t("inferred")}`;
    const open = { type: "button", onclick: () => gg.state.toggle("opened", other.id), title: t("expandHint"), "aria-label": `${t("expand")}: ${other.name}` };
    const more = gg.data.degree(other) > 1 && other !== gg.data.issuer && el("button.expand", open, "+");
    return el("li", {}, to, more, el("button.why", why, basis));
  }

  // A list that begins with its first items and grows on demand.
  function limited(items, item) {
    const list = el("ul.list", {}, items.slice(0, LIMIT).map(item));
    if (items.length <= LIMIT) return list;
    const more = el("button.small", { type: "button" }, t("showMore", { n: items.length - LIMIT }));
    more.addEventListener("click", () => {
      list.append(...items.slice(LIMIT).map(item));
      more.remove();
    });
    return [list, more];
  }

  // One piece of evidence: the quote in its context, where it stands, by which rule, how sure.
  function evidence(item, note = "") {
    const before = gg.data.slice(Math.max(0, item.start - CONTEXT), item.start).split("\n").pop();
    const after = gg.data.slice(item.end, item.end + CONTEXT).split("\n")[0];
    const quote = gg.data.slice(item.start, item.end);
    const words = el("blockquote", {}, before && `…${before}`, el("mark", {}, quote), after && `${after}…`);
    const facts = [item.rule && `${t("rule")} ${item.rule}`, `${t("confidence")} ${item.confidence.toFixed(2)}`, note];
    const jump = () => {
      gg.main.open("report");
      gg.state.select({ kind: "passage", id: 0, start: item.start, end: item.end }, "details");
    };
    const buttons = [
      el("button.small", { type: "button", onclick: jump }, t("inReport")),
      el("button.small", { type: "button", onclick: () => copy(quote) }, t("copyQuote")),
      original(quote),
    ];
    const anchor = gg.data.anchorAt(item.start);
    const where = el("p.where", {}, place(item.section), anchor && ` · ${t(`at.${anchor.kind}`, { n: anchor.number })}`);
    return el("li.evidence-item", {}, words, where, el("p.where", {}, facts.filter(Boolean).join(" · ")), el("p.actions", {}, buttons));
  }

  // The sentence in the page that the report came from, by text fragment (WICG), where its address is known.
  function original(quote) {
    const { url } = gg.data.report;
    if (!/^https?:/.test(url || "")) return null;
    // words in several paragraphs, and long ones, are given by their beginning and end
    const part = (words) => encodeURIComponent(words).replaceAll("-", "%2D");
    const lines = quote.split("\n").map((line) => line.trim()).filter(Boolean);
    const long = lines.length > 1 || quote.length > 60;
    const words = long ? `${part(lines[0].slice(0, 16))},${part(lines[lines.length - 1].slice(-16))}` : part(quote.trim());
    const href = `${url.split("#")[0]}#:~:text=${words}`;
    return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, t("original"));
  }

  function relationView({ id }) {
    const relation = gg.data.relations[id];
    const end = (entity) => el("button.link", { type: "button", onclick: () => gg.state.entity(entity, "details") }, sign(entity.type), entity.name);
    return [
      el("p.kicker", {}, t("relation")),
      el("h2", {}, t(`predicate.${relation.predicate}`)),
      el("ul.list", {}, el("li", {}, end(relation.subject)), el("li.arrow", {}, `↓ ${t(`predicate.${relation.predicate}`)}`), el("li", {}, end(relation.object))),
      definitions([["basis", `${t(relation.basis === "stated" ? "stated" : "inferred")} · ${term("basis", relation.basis)}`]]),
      el("p.actions", {}, el("button.small", { type: "button", onclick: () => copy(location.href) }, t("copyLink"))),
      el("h3", {}, t("evidence")),
      el("ul.list", {}, evidence(relation)),
    ];
  }

  function sectionView({ id }) {
    const inside = gg.data.entities.filter((entity) => {
      return entity.mentions.some((mention) => mention.section === id || mention.section.startsWith(`${id}.`));
    });
    const groups = gg.data.types.map((type) => [type, inside.filter((entity) => entity.type === type)]);
    const item = (entity) => {
      return el("li", {}, el("button.link", { type: "button", onclick: () => gg.state.entity(entity, "details") }, sign(entity.type), entity.name));
    };
    return [
      el("p.kicker", {}, t("section")),
      el("h2", {}, gg.data.sectionName(gg.data.sectionByNumber.get(id))),
      groups.filter(([, some]) => some.length).map(([type, some]) => [
        el("h3", {}, t(`type.${type}`), el("small", {}, String(some.length))),
        limited(some, item),
      ]),
    ];
  }

  function passageView({ start, end }) {
    const overlapping = (item) => item.start < end && item.end > start;
    const found = new Set(gg.data.mentions.filter(overlapping).map((mention) => mention.entity));
    const left = gg.data.leftOut.filter(overlapping);
    const item = (entity) => {
      return el("li", {}, el("button.link", { type: "button", onclick: () => gg.state.entity(entity, "details") }, sign(entity.type), entity.name));
    };
    return [
      el("p.kicker", {}, t("passage")),
      el("blockquote", {}, el("mark", {}, gg.data.slice(start, end))),
      el("p.actions", {}, el("button.small", { type: "button", onclick: () => copy(gg.data.slice(start, end)) }, t("copyQuote"))),
      el("h3", {}, t("factsHere"), el("small", {}, String(found.size))),
      limited([...found], item),
      left.length ? [el("h3", {}, t("leftOut")), el("ul.list", {}, left.map(leftItem))] : null,
    ];
  }

  function leftItem(item) {
    const onclick = () => gg.state.select({ kind: "passage", id: 0, start: item.start, end: item.end }, "details");
    return el("li", {}, el("button.link", { type: "button", onclick }, gg.data.slice(item.start, item.end)), el("small", {}, term("reason", item.reason)));
  }

  gg.state.on("selection", show);
  gg.state.on("language", show);
  gg.state.on("picture", refresh);
  return { start: show, limited, leftItem, definitions };
})();
