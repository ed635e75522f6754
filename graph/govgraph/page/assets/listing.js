// The reports of a corpus in parts, decoded once: looked for by words, level and year, put in order, added up.
gg.listing = (function () {
  const raw = JSON.parse(document.getElementById("corpus-data").textContent);
  const { region } = gg.place;
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const TEXTS = ["issuer", "place", "year", "level"];
  const NUMBERS = [...raw.types, "relations", "leftOut"];
  const reports = raw.groups.flatMap(([issuer, place, level, ...rows]) => rows.map((row) => report(issuer, place, level, row)));

  function report(issuer, place, level, [year, end, ...counts]) {
    const id = Array.isArray(end) ? end[0] : `${issuer}-${year}-${end}`;
    const plain = `${place} ${id}`.normalize("NFKC").toLowerCase();
    return { id, issuer, place, level, year, counts, plain };
  }

  // The different values of a field, in the order in which people look for them.
  const values = (field) => [...new Set(reports.map((each) => each[field]))].filter(Boolean).sort(collator.compare);

  function find({ words, level, year }) {
    const typed = words.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    return reports.filter((each) => {
      if ((level && each.level !== level) || (year && each.year !== year)) return false;
      return typed.every((word) => each.plain.includes(word));
    });
  }

  // Words are ranked once each and not at every comparison, which 100,000 reports would make seconds of.
  function sorted(some, field, down) {
    const number = NUMBERS.indexOf(field);
    const ranks = new Map(number < 0 ? values(field).map((value, rank) => [value, rank]) : []);
    const key = number < 0 ? (each) => (ranks.has(each[field]) ? ranks.get(each[field]) : -1) : (each) => each.counts[number];
    return [...some].sort((a, b) => (down ? key(b) - key(a) : key(a) - key(b)));
  }

  // Of each value of a field: its reports, and their counts added up; by value, or the most reports first.
  function totals(some, field) {
    const found = new Map();
    for (const each of some) {
      const value = field === "place" ? region(each.place || each.issuer) : each[field];
      const sum = found.get(value) || { value, reports: 0, counts: NUMBERS.map(() => 0) };
      sum.reports += 1;
      each.counts.forEach((count, at) => { sum.counts[at] += count; });
      found.set(value, sum);
    }
    const order = field === "year" ? (a, b) => collator.compare(b.value, a.value) : (a, b) => b.reports - a.reports || collator.compare(a.value, b.value);
    return [...found.values()].sort(order);
  }

  return { reports, minimum: raw.minimum, texts: TEXTS, numbers: NUMBERS, values, find, sorted, totals };
})();
