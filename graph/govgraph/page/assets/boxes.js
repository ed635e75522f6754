// Boxes in columns, the stuff of every tidy picture: labels wrapped to a width, columns filled to a height.
gg.boxes = (function () {
  const FONT = 13;
  const LINE = 14;
  const GAP = 6;
  const HEADING = 26;
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

  // Cells of one line in a box of `width` pixels.
  const cells = (width) => Math.floor((width - 22) / (FONT / 2));

  // A name cut so that what follows it, such as a count, still fits; left away where it would stand alone in a line.
  function kept(text, after, width, lines) {
    const rows = wrap(text + after, cells(width), lines).split("\n");
    if (rows[rows.length - 1].length <= after.length) return text;
    const cut = (whole) => wrap(whole, cells(width), lines).endsWith("…");
    if (!cut(text + after)) return text + after;
    const chars = Array.from(text);
    while (chars.length && cut(`${chars.join("")}…${after}`)) chars.pop();
    return `${chars.join("")}…${after}`;
  }

  function name(entity) {
    if (entity.type !== "figure") return entity.name;
    return `${gg.amount.text(entity)} ${entity.indicator || entity.name}`;
  }

  function box(content, text, width, lines) {
    const label = wrap(text, cells(width), lines);
    return { ...content, label, width, height: label.split("\n").length * LINE + 12 + GAP };
  }

  const entity = (item, width, lines = 2) => box({ entity: item }, name(item), width, lines);
  const words = (text, width, more = {}) => ({ ...more, text: wrap(text, cells(width) + 2, 1), width, height: HEADING });

  // Groups [{title, items}] as columns of cells no higher than `height`, at most `most` columns; what does not fit is counted.
  function columns(groups, { width, height, most }) {
    const all = groups.reduce((sum, group) => sum + group.items.length, 0);
    const room = Math.floor((most * (height - groups.length * 2 * HEADING)) / (2 * LINE + 12 + GAP));
    const result = [[]];
    let used = 0;
    const put = (cell, reserve = 0) => {
      if (used + cell.height + reserve > height && result.length < most && result[result.length - 1].length) {
        result.push([]);
        used = 0;
      }
      result[result.length - 1].push(cell);
      used += cell.height;
    };
    for (const { title, items } of groups) {
      const quota = all <= room ? items.length : Math.max(2, Math.floor((room * items.length) / all));
      const shown = items.slice(0, quota).map((item) => entity(item, width));
      if (title) put(words(`${title} ${items.length}`, width, { heading: true }), shown.length ? shown[0].height : 0);
      for (const cell of shown) put(cell);
      if (items.length > quota) put(words(gg.i18n.t("more", { n: items.length - quota }), width));
    }
    return result.filter((column) => column.length);
  }

  // One column around y = 0 with its middle at x; room that is left is shared out, but not much, and not under headings.
  function stack(column, x, height, largest = 26) {
    const total = column.reduce((sum, cell) => sum + cell.height, 0);
    const gaps = column.slice(0, -1).filter((cell) => !cell.heading).length;
    const loose = Math.max(0, Math.min(largest, (height - total) / Math.max(1, gaps)));
    let y = -(total + loose * gaps) / 2;
    return column.map((cell) => {
      const middle = y + cell.height / 2;
      y += cell.height + (cell.heading ? 0 : loose);
      return { ...cell, x, y: middle };
    });
  }

  return { FONT, wrap, kept, name, box, entity, words, columns, stack };
})();
