// How values are shown to people: 52346000000 元 as 523.46亿元; the tables to download keep the exact number.
gg.amount = (function () {
  function number(value) {
    const size = Number(value);
    if (!Number.isFinite(size)) return String(value);
    const [unit, name] = size >= 1e8 ? [1e8, "亿"] : size >= 1e6 ? [1e4, "万"] : [1, ""];
    return `${Number((size / unit).toFixed(4))}${name}`;
  }

  const near = (entity) => (entity.approx ? gg.i18n.term("approx", entity.approx) : "");
  const text = (entity) => (entity.value === undefined ? "" : `${near(entity)}${number(entity.value)}${entity.unit || ""}`);
  return { number, near, text };
})();
