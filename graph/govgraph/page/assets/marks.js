// Cutting the text where mentions and left-out items begin and end, so that overlapping ones stay readable.
gg.marks = (function () {
  // Pieces of [start, end): {start, end, mentions, leftOut}, every piece covered by the same items throughout.
  function pieces(start, end, items) {
    const cuts = new Set([start, end]);
    const inside = items.filter((item) => item.start < end && item.end > start);
    for (const item of inside) {
      cuts.add(Math.max(start, item.start));
      cuts.add(Math.min(end, item.end));
    }
    const bounds = [...cuts].sort((a, b) => a - b);
    return bounds.slice(0, -1).map((from, number) => {
      const to = bounds[number + 1];
      return { start: from, end: to, items: inside.filter((item) => item.start <= from && item.end >= to) };
    });
  }

  // Lines of the text as [start, end) without the line break.
  function lines() {
    const rows = [];
    let start = 0;
    Array.from(gg.data.text).forEach((char, position) => {
      if (char !== "\n") return;
      if (position > start) rows.push([start, position]);
      start = position + 1;
    });
    if (start < gg.data.length) rows.push([start, gg.data.length]);
    return rows;
  }

  return { pieces, lines };
})();
