// The report at first sight: its sections in the middle, the bodies that act in them left, the documents they rest on right.
// A section opens into its parts, and a section without parts into its work.
gg.structure = (function () {
  const { t } = gg.i18n;
  const outside = (entity) => entity.type === "agency" || entity.type === "instrument";
  const depth = (number) => number.split(".").length;
  const inside = (number, section) => !section || number === section || number.startsWith(`${section}.`);

  function parts(section) {
    const wanted = section ? depth(section) + 1 : 1;
    return gg.data.sections.map((item) => item.number).filter((number) => depth(number) === wanted && inside(number, section));
  }

  const facts = (section) => gg.data.entities.filter((entity) => !outside(entity) && gg.state.shows(entity) && inside(gg.data.sectionOf(entity), section));

  // Sections to show: the largest is opened again and again while there is room for its parts.
  function opened(section, most) {
    let rows = parts(section).filter((number) => facts(number).length);
    for (;;) {
      const choices = rows.map((number) => ({ number, inner: parts(number).filter((part) => facts(part).length) }));
      const open = choices.filter(({ inner }) => inner.length > 1);
      open.sort((a, b) => facts(b.number).length - facts(a.number).length);
      if (!open.length || rows.length - 1 + open[0].inner.length > most) return rows;
      rows = rows.flatMap((number) => (number === open[0].number ? open[0].inner : [number]));
    }
  }

  function middleOf(section, stage, width) {
    const most = Math.max(4, Math.floor(stage.height / 42));
    const numbers = opened(section, most);
    if (numbers.length) return numbers.map((number) => sectionBox(number, width));
    const work = facts(section).filter((entity) => entity.type === "initiative" || !entity.in.length);
    work.sort((a, b) => Number(Boolean(b.head)) - Number(Boolean(a.head)) || gg.data.degree(b) - gg.data.degree(a) || a.id - b.id);
    return work.slice(0, most).sort((a, b) => start(a) - start(b)).map((entity) => gg.boxes.entity(entity, width));
  }

  const start = (entity) => (entity.mentions.length ? entity.mentions[0].start : 0);

  function sectionBox(number, width) {
    const name = gg.data.sectionName(gg.data.sectionByNumber.get(number));
    return gg.boxes.box({ section: number }, gg.boxes.kept(name, ` · ${facts(number).length}`, width, 2), width, 2);
  }

  // Bundles of relations between a box of the middle and a body or document, the issuer's left away.
  function bundles(middle, section) {
    const found = new Map();
    for (const relation of gg.data.relations) {
      if (!gg.state.showsRelation(relation) || outside(relation.subject) === outside(relation.object)) continue;
      const [far, near] = outside(relation.subject) ? [relation.subject, relation.object] : [relation.object, relation.subject];
      if (far === gg.data.issuer) continue;
      const home = gg.data.sectionOf(near);
      if (!inside(home, section)) continue;
      const box = middle.find((cell) => (cell.section ? inside(home, cell.section) : cell.entity === near));
      if (!box) continue;
      const key = `${far.id} ${middle.indexOf(box)}`;
      if (!found.has(key)) found.set(key, { far, box, relations: [] });
      found.get(key).relations.push(relation);
    }
    return [...found.values()];
  }

  // The most linked bodies or documents that fit, in the order of the boxes they are linked with.
  function column(type, links, middle, { width, height }) {
    const weight = new Map();
    for (const { far, relations } of links) if (far.type === type) weight.set(far, (weight.get(far) || 0) + relations.length);
    const ranked = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a) || a.id - b.id);
    const cells = [];
    let used = 60;
    for (const entity of ranked) {
      const cell = gg.boxes.entity(entity, width);
      if (used + cell.height > height) break;
      used += cell.height;
      cells.push(cell);
    }
    const place = (entity) => {
      const own = links.filter((link) => link.far === entity);
      return own.reduce((sum, link) => sum + middle.indexOf(link.box), 0) / own.length;
    };
    cells.sort((a, b) => place(a.entity) - place(b.entity) || a.entity.id - b.entity.id);
    const all = gg.data.entities.filter((entity) => entity.type === type && gg.state.passes(entity)).length;
    const note = t("shownOf", { n: cells.length, all });
    return [gg.boxes.words(`${t(`type.${type}`)} ${note}`, width, { open: type, heading: true }), ...cells];
  }

  // `section` is null for the whole report; `stage` is {width, height} in pixels.
  function of(section, stage) {
    const gap = Math.max(22, Math.min(150, stage.width * 0.085));
    const width = Math.max(100, Math.min(300, (stage.width - 2 * gap - 24) / 3));
    const size = { width, height: Math.max(240, stage.height - 16) };
    const middle = middleOf(section, size, width);
    const links = bundles(middle, section);
    const title = section ? gg.data.sectionName(gg.data.sectionByNumber.get(section)) : t("sections");
    const columns = [
      column("agency", links, middle, size),
      [gg.boxes.words(title, width, { up: section, heading: true }), ...middle],
      column("instrument", links, middle, size),
    ];
    const cells = columns.flatMap((some, number) => gg.boxes.stack(some, (number - 1) * (width + gap), size.height));
    const shown = new Set(cells.filter((cell) => cell.entity).map((cell) => cell.entity));
    return { cells, relations: [], bundles: links.filter(({ far }) => shown.has(far)), structure: true };
  }

  return { of };
})();
