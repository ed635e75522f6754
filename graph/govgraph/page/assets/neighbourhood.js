// Tidy pictures around a choice: what points at it on the left, what it points at on the right, or the path between two.
gg.neighbourhood = (function () {
  const { t } = gg.i18n;
  const FEW = 3; // with no more neighbours than this, those of the neighbours are shown too

  // What the neighbours of `sources` are, grouped by how they are linked; each entity once.
  function ring(sources, ends, seen, keep) {
    const groups = [];
    for (const end of ends) {
      for (const predicate of gg.data.predicates) {
        const items = [];
        for (const relation of sources.flatMap((entity) => entity[end])) {
          const other = end === "in" ? relation.subject : relation.object;
          if (relation.predicate !== predicate || seen.has(other) || !keep(relation)) continue;
          seen.add(other);
          items.push(other);
        }
        if (items.length) groups.push({ title: t(`predicate.${predicate}${end === "in" ? ".in" : ""}`), items });
      }
    }
    return groups;
  }

  const entities = (groups) => groups.flatMap((group) => group.items);

  // `stage` is {width, height} in pixels, `open` the entities whose own neighbours are wanted, or "all".
  function around(centre, stage, open, keep) {
    const seen = new Set([centre]);
    const near = { left: ring([centre], ["in"], seen, keep), right: ring([centre], ["out"], seen, keep) };
    const count = entities(near.left).length + entities(near.right).length;
    const wanted = (entity) => open === "all" || count <= FEW || open.has(entity.id);
    if (gg.data.issuer) seen.add(gg.data.issuer); // it is linked with nearly everything
    const far = {};
    for (const side of ["left", "right"]) {
      const sources = entities(near[side]).filter((entity) => entity !== gg.data.issuer && wanted(entity));
      far[side] = ring(sources, ["in", "out"], seen, keep);
    }
    return lay(centre, near, far, stage, keep);
  }

  function lay(centre, near, far, stage, keep) {
    const rings = [near.left, near.right, far.left, far.right].filter((groups) => groups.length).length;
    const spare = stage.width > 1000 && rings < 3 ? 2 : 1; // columns of one ring
    const columns = 1 + rings * spare;
    const gap = Math.max(30, Math.min(90, stage.width * 0.07));
    const width = Math.max(112, Math.min(270, (stage.width - (columns - 1) * gap - 30) / columns));
    const shape = { width, height: Math.max(220, stage.height - 30), most: spare };
    const step = width + gap;
    const middle = { ...gg.boxes.entity(centre, width, 5), x: 0, y: 0, centre: true };
    const cells = [middle];
    for (const [side, direction] of [["left", -1], ["right", 1]]) {
      let at = 0;
      for (const [groups, outer] of [[near[side], false], [far[side], true]]) {
        if (!groups.length) continue;
        for (const column of gg.boxes.columns(groups, shape)) {
          at += step;
          cells.push(...gg.boxes.stack(column, direction * at, shape.height).map((cell) => ({ ...cell, outer })));
        }
      }
    }
    return { cells, relations: outward(cells, keep) };
  }

  // Lines lead outward only: those between boxes of one column would run through each other.
  function outward(cells, keep) {
    const places = new Map(cells.filter((cell) => cell.entity).map((cell) => [cell.entity, cell]));
    return between(cells, keep).filter(({ subject, object }) => {
      const [one, other] = [places.get(subject), places.get(object)];
      if (one.centre || other.centre) return true;
      return Boolean(one.outer) !== Boolean(other.outer) && Math.sign(one.x) === Math.sign(other.x);
    });
  }

  function between(cells, keep) {
    const shown = new Set(cells.filter((cell) => cell.entity).map((cell) => cell.entity));
    return gg.data.relations.filter(({ subject, object }) => shown.has(subject) && shown.has(object)).filter(keep);
  }

  // Steps back from each entity that a walk from `from` reaches, until one is `wanted`; the issuer joins nothing.
  function chain(from, wanted) {
    const before = new Map([[from, null]]);
    const queue = [from];
    while (queue.length) {
      const entity = queue.shift();
      if (entity !== from && wanted(entity)) return back(entity, before);
      if (entity === gg.data.issuer && entity !== from) continue;
      for (const relation of [...entity.out, ...entity.in]) {
        const other = relation.subject === entity ? relation.object : relation.subject;
        if (before.has(other)) continue;
        before.set(other, entity);
        queue.push(other);
      }
    }
    return null;
  }

  function back(end, before) {
    const steps = [];
    for (let entity = end; entity; entity = before.get(entity)) steps.unshift(entity);
    return steps;
  }

  // The nearest document that an entity rests on, by the shortest walk; null where none is linked.
  function basis(entity) {
    const steps = chain(entity, (other) => other.type === "instrument");
    return steps && steps[steps.length - 1];
  }

  // Shortest path between two entities in rows that fit the stage; null where there is none.
  function path(from, to, stage) {
    const steps = chain(from, (entity) => entity === to);
    if (!steps) return null;
    const width = Math.max(120, Math.min(230, (stage.width - 3 * 70) / 3));
    const perRow = Math.max(1, Math.floor((stage.width + 50) / (width + 80)));
    const cells = steps.map((entity, number) => {
      const row = Math.floor(number / perRow);
      const place = row % 2 ? perRow - 1 - (number % perRow) : number % perRow; // there and back, like an ox ploughs
      const ends = number === 0 || number === steps.length - 1;
      return { ...gg.boxes.entity(entity, width, 4), x: place * (width + 80), y: row * 150, centre: ends };
    });
    const follows = ({ subject, object }) => Math.abs(steps.indexOf(subject) - steps.indexOf(object)) === 1;
    return { cells, path: true, relations: between(cells, follows) };
  }

  return { around, path, basis };
})();
