// What the reports of a build share: bodies and documents with the reports that name them, decoded once.
gg.shared = (function () {
  const { region } = gg.place;
  const raw = JSON.parse(document.getElementById("corpus-data").textContent);
  const TYPES = ["agency", "instrument"];
  const reports = raw.reports.map(([address, title, place, year], id) => ({ id, address, title, place, year, named: [] }));
  const entities = raw.named.map(([type, name, ...pairs], id) => {
    const where = new Map();
    for (let at = 0; at < pairs.length; at += 2) where.set(reports[pairs[at]], pairs[at + 1]);
    const entity = { id, type: TYPES[type], name, where, plain: name.toLowerCase() };
    for (const report of where.keys()) report.named.push(entity);
    return entity;
  });
  const figures = raw.figures.map(([report, indicator, value, unit, key]) => ({ report: reports[report], indicator, value, unit, key }));

  // Reports by region where there are several regions, else by year; each group in order of its name.
  function grouped(some) {
    const by = new Set(some.map((report) => region(report.place))).size > 1 ? (report) => region(report.place) : (report) => report.year;
    const groups = new Map();
    for (const report of some) groups.set(by(report), [...(groups.get(by(report)) || []), report]);
    return [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  }

  // Entities of a type by the number of the reports that name them, then by their links there.
  function ranked(type, some) {
    const wanted = new Set(some);
    const found = new Map();
    for (const report of some) {
      for (const entity of report.named) {
        if (entity.type !== type || found.has(entity)) continue;
        let [count, links] = [0, 0];
        for (const [where, weight] of entity.where) {
          if (!wanted.has(where)) continue;
          count += 1;
          links += weight;
        }
        found.set(entity, { entity, count, links });
      }
    }
    return [...found.values()].sort((a, b) => b.count - a.count || b.links - a.links || a.entity.id - b.entity.id);
  }

  function search(words, limit) {
    if (!words) return [];
    const hits = entities.filter((entity) => entity.plain.includes(words));
    return hits.sort((a, b) => b.where.size - a.where.size || a.name.length - b.name.length || a.id - b.id).slice(0, limit);
  }

  return { reports, entities, figures, grouped, ranked, search };
})();
