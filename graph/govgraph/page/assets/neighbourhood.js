// Tidy pictures around a choice: what points at it on the left, what it points at on the right, or the path between two.
gg.neighbourhood = (function () {
  const GAP = 14;
  const HEIGHT = 560;
  const SIDE_LIMIT = 16;
  // Narrow screens get smaller boxes that stand closer together: [distance of columns, of the first one, cells of a line]
  const room = () => (document.getElementById("network").clientWidth < 560 ? [230, 250, 20] : [300, 380, 30]);

  const wide = (char) => (/[\u2e80-\uffef]/.test(char) ? 2 : 1);

  // The same rule as labels.py: lines of `width` cells, closing punctuation never first.
  function wrap(text, width, lines) {
    const rows = [""];
    let used = 0;
    for (const char of text.replace(/\s+/g, " ")) {
      if (used + wide(char) > width && !"，。、；：）》〉”%％".includes(char)) {
        if (rows.length === lines) {
          rows[lines - 1] = `${rows[lines - 1].slice(0, -1)}…`;
          return rows.join("\n");
        }
        rows.push("");
        used = 0;
      }
      rows[rows.length - 1] += char;
      used += wide(char);
    }
    return rows.join("\n");
  }

  function label(entity, lines = 3) {
    if (entity.type !== "figure") return wrap(entity.name, room()[2], lines);
    return wrap(`${entity.value || ""}${entity.unit || ""} ${entity.indicator || entity.name}`, room()[2], lines);
  }

  const height = (text) => text.split("\n").length * 19 + 18;

  // Groups of {predicate, entities}, in the order of the predicates.
  function grouped(relations, end) {
    const groups = gg.data.predicates.map((predicate) => {
      const some = relations.filter((relation) => relation.predicate === predicate);
      return { predicate, entities: some.map((relation) => relation[end]) };
    });
    return groups.filter((group) => group.entities.length);
  }

  // Boxes of one side in columns going outward: [{entity | text, x, y}].
  function side(groups, direction) {
    const [step, offset] = room();
    const cells = [];
    let left = SIDE_LIMIT;
    for (const { predicate, entities } of groups) {
      const name = `${gg.i18n.t(`predicate.${predicate}${direction < 0 ? ".in" : ""}`)} (${entities.length})`;
      const shown = entities.slice(0, Math.max(2, Math.min(left, 12)));
      left -= shown.length;
      cells.push({ text: name, height: 34, heading: true });
      for (const entity of shown) cells.push({ entity, label: label(entity), height: height(label(entity)) + GAP });
      const more = entities.length - shown.length;
      if (more) cells.push({ text: gg.i18n.t("more", { n: more }), height: 30 });
    }
    return columns(cells).flatMap((column, number) => stack(column, direction * (offset + number * step)));
  }

  function columns(cells) {
    const total = cells.reduce((sum, cell) => sum + cell.height, 0);
    const count = Math.max(1, Math.ceil(total / HEIGHT));
    const result = [[]];
    let used = 0;
    for (const [number, cell] of cells.entries()) {
      // a heading stays with what it heads
      const needed = cell.height + (cell.heading ? cells[number + 1].height : 0);
      if (used + needed > total / count + 40 && result.length < count && result[result.length - 1].length) {
        result.push([]);
        used = 0;
      }
      result[result.length - 1].push(cell);
      used += cell.height;
    }
    return result;
  }

  function stack(cells, x) {
    let y = -cells.reduce((sum, cell) => sum + cell.height, 0) / 2;
    return cells.map((cell) => {
      y += cell.height;
      return { ...cell, x, y: y - cell.height / 2 };
    });
  }

  function around(entity, steps) {
    const centre = { entity, label: wrap(entity.name, room()[2] - 4, 5), x: 0, y: 0, centre: true };
    const keep = (relation) => gg.state.passesRelation(relation);
    const left = side(grouped(entity.in.filter(keep), "subject"), -1);
    const right = side(grouped(entity.out.filter(keep), "object"), 1);
    const cells = unique([centre, ...left, ...right]);
    if (steps === 2) cells.push(...second(cells, keep));
    return { cells, relations: outward(cells, keep) };
  }

  function unique(cells) {
    const seen = new Set();
    return cells.filter((cell) => {
      if (cell.text) return true;
      if (seen.has(cell.entity.id)) return false;
      seen.add(cell.entity.id);
      return true;
    });
  }

  // Neighbours of the neighbours, outside of them; the issuer links everything and is left away here.
  function second(cells, keep) {
    const known = new Set(cells.filter((cell) => cell.entity).map((cell) => cell.entity.id));
    if (gg.data.issuer) known.add(gg.data.issuer.id);
    return [-1, 1].flatMap((direction) => {
      const inner = cells.filter((cell) => cell.entity && !cell.centre && Math.sign(cell.x) === direction);
      const found = [];
      for (const { entity } of inner.filter((cell) => cell.entity !== gg.data.issuer)) {
        for (const relation of [...entity.out, ...entity.in].filter(keep)) {
          const other = relation.subject === entity ? relation.object : relation.subject;
          if (!known.has(other.id)) found.push(other);
          known.add(other.id);
        }
      }
      const [step, offset] = room();
      const reach = Math.max(offset, ...inner.map((cell) => Math.abs(cell.x)));
      const boxes = found.slice(0, SIDE_LIMIT).map((entity) => {
        return { entity, outer: true, label: label(entity, 2), height: height(label(entity, 2)) + GAP };
      });
      return columns(boxes).flatMap((column, number) => stack(column, direction * (reach + (number + 1) * (step + 40))));
    });
  }

  // Lines lead outward only: those between boxes of one column would run through each other.
  function outward(cells, keep) {
    const reach = new Map(cells.filter((cell) => cell.entity).map((cell) => [cell.entity, cell]));
    return between(cells, keep).filter(({ subject, object }) => {
      const [one, other] = [reach.get(subject), reach.get(object)];
      if (one.centre || other.centre) return true;
      return Boolean(one.outer) !== Boolean(other.outer) && Math.sign(one.x) === Math.sign(other.x);
    });
  }

  function between(cells, keep) {
    const shown = new Set(cells.filter((cell) => cell.entity).map((cell) => cell.entity.id));
    return gg.data.relations.filter((relation) => {
      return shown.has(relation.subject.id) && shown.has(relation.object.id) && keep(relation);
    });
  }

  // Shortest path between two entities, going through the issuer only where it is an end itself; null where there is none.
  function path(from, to) {
    const before = new Map([[from, null]]);
    const queue = [from];
    while (queue.length && !before.has(to)) {
      const entity = queue.shift();
      if (entity === gg.data.issuer && entity !== from) continue;
      for (const relation of [...entity.out, ...entity.in]) {
        const other = relation.subject === entity ? relation.object : relation.subject;
        if (before.has(other)) continue;
        before.set(other, entity);
        queue.push(other);
      }
    }
    if (!before.has(to)) return null;
    const chain = [];
    for (let entity = to; entity; entity = before.get(entity)) chain.unshift(entity);
    const cells = chain.map((entity, number) => {
      const ends = number === 0 || number === chain.length - 1;
      return { entity, label: label(entity, 4), x: number * 340, y: (number % 2) * 130, centre: ends };
    });
    const follows = (relation) => {
      const places = [chain.indexOf(relation.subject), chain.indexOf(relation.object)];
      return Math.abs(places[0] - places[1]) === 1;
    };
    return { cells, path: true, relations: between(cells, follows) };
  }

  return { around, path, wrap };
})();
