// Search as you type over names, other names, indicators, quotes, sections and the text; Chinese substrings and initials.
gg.search = (function () {
  const { el, fill, sign } = gg.dom;
  const { t } = gg.i18n;
  const box = document.getElementById("search");
  const list = document.getElementById("search-results");
  const PER_GROUP = 6;
  let options = []; // {node, run}
  let current = -1;

  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  const index = gg.data.entities.map((entity) => {
    const quotes = entity.mentions.map((mention) => gg.data.slice(mention.start, mention.end));
    const names = [entity.name, ...entity.surfaces].map(plain);
    return { entity, names, words: plain([entity.indicator || "", entity.number || "", ...quotes].join("\n")), py: entity.py || "" };
  });
  const text = plain(gg.data.text);

  function rank(entry, query) {
    if (entry.names.some((name) => name === query)) return 0;
    if (entry.names.some((name) => name.startsWith(query))) return 1;
    if (entry.words.startsWith(query)) return 2;
    if (entry.names.some((name) => name.includes(query))) return 3;
    if (entry.words.includes(query)) return 4;
    if (/^[a-z0-9]{2,}$/.test(query) && entry.py.includes(query)) return entry.py.startsWith(query) ? 5 : 6;
    return -1;
  }

  function find(query) {
    const hits = index.map((entry) => ({ ...entry, rank: rank(entry, query) })).filter((hit) => hit.rank >= 0);
    hits.sort((a, b) => a.rank - b.rank || gg.data.degree(b.entity) - gg.data.degree(a.entity) || a.entity.id - b.entity.id);
    return gg.data.types.map((type) => [type, hits.filter((hit) => hit.entity.type === type)]).filter(([, some]) => some.length);
  }

  // Places in the text as code point offsets; the plain form may be shorter than the text, so they are sought in the text.
  function passages(query) {
    const found = [];
    if (!text.includes(plain(query))) return found;
    const source = gg.data.text.toLowerCase();
    for (let at = source.indexOf(query); at >= 0 && found.length < PER_GROUP; at = source.indexOf(query, at + 1)) {
      const start = Array.from(gg.data.text.slice(0, at)).length;
      found.push({ start, end: start + Array.from(query).length });
    }
    return found;
  }

  function update() {
    const typed = box.value.trim().toLowerCase();
    const query = plain(typed);
    options = [];
    current = -1;
    list.hidden = !query;
    box.setAttribute("aria-expanded", String(Boolean(query)));
    box.removeAttribute("aria-activedescendant");
    if (!query) return fill(list);
    const groups = find(query).map(([type, hits]) => group(t(`type.${type}`), hits.length, hits.slice(0, PER_GROUP).map(entityOption)));
    const sections = gg.data.sections.filter((section) => section.heading && plain(section.heading).includes(query));
    if (sections.length) groups.push(group(t("section"), sections.length, sections.slice(0, PER_GROUP).map(sectionOption)));
    const places = passages(typed);
    if (places.length) groups.push(group(t("inText"), null, places.map(passageOption)));
    fill(list, groups.length ? groups : el("p.where", {}, t("nothing")));
    return move(1);
  }

  function group(name, count, items) {
    const label = count > items.length ? `${name} · ${items.length}/${count}` : name;
    return el("div", { role: "group", "aria-label": name }, el("p.group", { "aria-hidden": "true" }, label), items);
  }

  function option(run, ...children) {
    const node = el("div.option", { role: "option", id: `option${options.length}`, "aria-selected": "false", onclick: () => choose({ run }) }, children);
    node.addEventListener("mousedown", (event) => event.preventDefault());
    options.push({ node, run });
    return node;
  }

  function entityOption({ entity }) {
    const [first] = entity.mentions;
    const quote = first ? gg.data.slice(first.start, first.end) : "";
    const main = entity.type === "figure" ? entity.indicator || entity.name : entity.name;
    const value = entity.type === "figure" ? ` ${entity.value}${entity.unit || ""}` : "";
    const note = quote !== main ? quote : gg.data.sectionOf(entity);
    return option(() => gg.state.entity(entity, "search"), sign(entity.type), el("span", {}, main, el("b", {}, value), el("small", {}, note)));
  }

  function sectionOption(section) {
    return option(() => gg.state.select({ kind: "section", id: section.number }, "search"), el("span", {}, gg.data.sectionName(section)));
  }

  function passageOption({ start, end }) {
    const before = gg.data.slice(Math.max(0, start - 12), start).split("\n").pop();
    const after = gg.data.slice(end, end + 24).split("\n")[0];
    const run = () => gg.state.select({ kind: "passage", id: 0, start, end }, "search");
    return option(run, el("span", {}, `…${before}`, el("mark", {}, gg.data.slice(start, end)), `${after}…`));
  }

  function move(step) {
    if (!options.length) return;
    if (current >= 0) options[current].node.setAttribute("aria-selected", "false");
    current = (current + step + options.length) % options.length;
    const { node } = options[current];
    node.setAttribute("aria-selected", "true");
    node.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", node.id);
  }

  function choose({ run }) {
    close();
    run();
  }

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
  }

  function keys(event) {
    if (event.isComposing) return; // the keys belong to the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) update();
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && current >= 0 && !list.hidden) {
      event.preventDefault();
      choose(options[current]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (list.hidden) box.blur();
      else event.preventDefault(); // the browser would empty the box
      close();
    }
  }

  box.addEventListener("input", update);
  box.addEventListener("focus", () => box.value && update());
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("keydown", keys);
  return { focus: () => (box.focus(), box.select()) };
})();
