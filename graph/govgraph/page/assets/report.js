// The report: outline and text, mentions marked by type, what is in no fact marked with its reason.
gg.report = (function () {
  const { el, fill } = gg.dom;
  const { t } = gg.i18n;
  const pane = document.getElementById("text");
  const outline = document.getElementById("outline");
  const spans = new Map(); // mention id → its pieces in the page
  let pieces = []; // {node, start, end} in text order
  let current = -1; // mention that the arrow keys stand on

  function build() {
    const items = [
      ...gg.data.mentions.map((mention) => ({ ...mention, mention })),
      ...gg.data.leftOut.map((item) => ({ ...item, left: item })),
    ];
    const headings = gg.data.sections.filter((section) => section.headEnd > section.headStart);
    fill(pane, gg.marks.lines().map(([start, end]) => line(start, end, items, headings)));
  }

  function line(start, end, items, headings) {
    const here = headings.filter((section) => section.headStart < end && section.headEnd > start);
    const node = el("p");
    const rest = [...items, ...here.map((section) => ({ start: section.headStart, end: section.headEnd, heading: true }))];
    for (const piece of gg.marks.pieces(start, end, rest)) node.append(span(piece));
    if (here.length) {
      node.id = `s-${here[0].number}`;
      node.classList.add(`h${Math.min(here[0].level, 4)}`);
      if (here.some((section) => section.headEnd - section.headStart >= (end - start) * 0.8)) node.classList.add("heading");
    }
    return node;
  }

  function span(piece) {
    const text = gg.data.slice(piece.start, piece.end);
    const mentions = piece.items.filter((item) => item.mention).map((item) => item.mention);
    const left = piece.items.find((item) => item.left);
    const head = piece.items.some((item) => item.heading);
    const node = el("span", {}, text);
    for (const mention of mentions) {
      node.classList.add("m", `t-${mention.entity.type}`);
      if (!spans.has(mention.id)) spans.set(mention.id, []);
      spans.get(mention.id).push(node);
    }
    if (head) node.classList.add("head");
    if (mentions.length) node.gg = mentions.sort((a, b) => a.end - a.start - (b.end - b.start) || a.id - b.id);
    if (left) {
      node.classList.add("left-out");
      node.title = `${t("leftOut")}: ${gg.i18n.term("reason", left.left.reason)}`;
    }
    pieces.push({ node, start: piece.start, end: piece.end });
    return node;
  }

  // A click chooses the shortest mention; clicking again goes on to the longer ones around it.
  function click(event) {
    const mentions = event.target.gg;
    if (!mentions || String(getSelection())) return;
    const chosen = gg.state.get();
    const at = mentions.findIndex((mention) => chosen && chosen.kind === "entity" && mention.entity.id === chosen.id);
    choose(mentions[(at + 1) % mentions.length]);
  }

  function choose(mention) {
    current = mention.id;
    gg.state.entity(mention.entity, "report");
  }

  function keys(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !gg.data.mentions.length) return;
    event.preventDefault();
    const count = gg.data.mentions.length;
    choose(gg.data.mentions[(((current + step) % count) + count) % count]);
    scrollTo(spans.get(current)[0]);
  }

  function scrollTo(node) {
    const box = pane.getBoundingClientRect();
    const place = node.getBoundingClientRect();
    if (place.top < box.top + 20 || place.bottom > box.bottom - 20) {
      pane.scrollTop += place.top - box.top - box.height / 3;
    }
  }

  // Splits the piece that a position lies in, so that evidence is marked from its first to its last character.
  function cut(position) {
    const at = pieces.findIndex((piece) => piece.start < position && position < piece.end);
    if (at < 0) return;
    const piece = pieces[at];
    const rest = piece.node.cloneNode(false);
    rest.gg = piece.node.gg;
    rest.textContent = gg.data.slice(position, piece.end);
    piece.node.textContent = gg.data.slice(piece.start, position);
    piece.node.after(rest);
    for (const mention of piece.node.gg || []) spans.get(mention.id).push(rest);
    pieces.splice(at + 1, 0, { node: rest, start: position, end: piece.end });
    piece.end = position;
  }

  function show(start, end, className = "evidence") {
    cut(start);
    cut(end);
    const covered = pieces.filter((piece) => piece.start < end && piece.end > start);
    for (const piece of covered) piece.node.classList.add(className);
    return covered.length ? covered[0].node : null;
  }

  function clear() {
    for (const node of pane.querySelectorAll(".evidence, .chosen")) node.classList.remove("evidence", "chosen");
    for (const node of outline.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
  }

  function selected({ selection, origin }) {
    clear();
    if (!selection) return;
    const first = highlight(selection);
    if (first && origin !== "report") scrollTo(first);
  }

  function highlight(selection) {
    if (selection.kind === "section") return showSection(selection.id);
    if (selection.kind === "passage") return show(selection.start, selection.end);
    if (selection.kind === "relation") {
      const relation = gg.data.relations[selection.id];
      for (const end of [relation.subject, relation.object]) {
        for (const mention of end.mentions) {
          if (mention.start >= relation.start && mention.end <= relation.end) show(mention.start, mention.end, "chosen");
        }
      }
      return show(relation.start, relation.end);
    }
    const { mentions } = gg.data.entities[selection.id];
    const { type } = gg.data.entities[selection.id];
    if (mentions.length) markOutline(mentions[0].section);
    if (mentions.length && type !== "agency" && type !== "instrument") sentence(mentions[0]);
    const nodes = mentions.map((mention) => show(mention.start, mention.end, "chosen"));
    return nodes[0];
  }

  // The sentence around a mention, so that a number is read with what is said of it.
  function sentence({ start, end }) {
    const chars = Array.from(gg.data.slice(Math.max(0, start - 200), Math.min(gg.data.length, end + 200)));
    const offset = Math.max(0, start - 200);
    let from = start - offset;
    let to = end - offset;
    while (from > 0 && !"。；\n".includes(chars[from - 1])) from -= 1;
    while (to < chars.length && !"。；\n".includes(chars[to])) to += 1;
    show(offset + from, offset + to);
  }

  function markOutline(number) {
    const entry = outline.querySelector(`[data-section="${number}"]`);
    if (!entry) return;
    entry.setAttribute("aria-current", "true");
    const frame = outline.parentElement;
    frame.scrollTop = entry.offsetTop - frame.offsetTop - frame.clientHeight / 3;
  }

  function showSection(number) {
    markOutline(number);
    const section = gg.data.sectionByNumber.get(number);
    if (section.headEnd > section.headStart) return show(section.headStart, section.headEnd);
    const first = gg.data.mentions.find((mention) => `${mention.section}.`.startsWith(`${number}.`));
    return first ? show(first.start, first.end) : null;
  }

  function buildOutline() {
    const count = new Map();
    for (const entity of gg.data.entities) {
      const parts = gg.data.sectionOf(entity).split(".");
      parts.forEach((_, depth) => {
        const number = parts.slice(0, depth + 1).join(".");
        count.set(number, (count.get(number) || 0) + 1);
      });
    }
    const entries = gg.data.sections.map((section) => {
      const onclick = () => gg.state.select({ kind: "section", id: section.number }, "outline");
      const attributes = { type: "button", "data-section": section.number, onclick };
      const label = [gg.data.sectionName(section), el("small", {}, String(count.get(section.number) || ""))];
      return el(`li.level${Math.min(section.level, 4)}`, {}, el("button", attributes, label));
    });
    fill(outline, entries);
  }

  // From one number or title that is in no fact to the next, with its reason in the panel.
  function nextLeftOut() {
    const { leftOut } = gg.data;
    if (!leftOut.length) return gg.dom.announce(t("nothingLeftOut"));
    const chosen = gg.state.get();
    const after = chosen && chosen.kind === "passage" ? leftOut.findIndex((item) => item.start > chosen.start) : 0;
    const { start, end } = leftOut[Math.max(0, after)];
    return gg.state.select({ kind: "passage", id: 0, start, end }, "coverage");
  }

  function coverage() {
    fill(document.getElementById("coverage-note"), el("span.left-out", {}, t("leftOut")), ` ${gg.data.leftOut.length}`);
  }

  pane.addEventListener("click", click);
  pane.addEventListener("keydown", keys);
  gg.state.on("selection", selected);
  gg.state.on("again", selected);
  gg.state.on("filters", () => {
    for (const type of gg.data.types) pane.classList.toggle(`off-${type}`, !gg.state.filters.types.has(type));
  });
  gg.state.on("language", () => {
    pieces = [];
    spans.clear();
    build();
    buildOutline();
    coverage();
    selected({ selection: gg.state.get(), origin: "report" });
  });
  return {
    nextLeftOut,
    start() {
      build();
      buildOutline();
      coverage();
    },
  };
})();
