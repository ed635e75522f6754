// Building DOM nodes without markup strings: text always goes in as text.
gg.dom = (function () {
  function append(node, children) {
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    }
    return node;
  }

  // el("button.small", {onclick, "aria-label": …}, "text", otherNode)
  function el(spec, attributes = {}, ...children) {
    const [tag, ...classes] = spec.split(".");
    const node = document.createElement(tag || "div");
    if (classes.length) node.className = classes.join(" ");
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name in node && typeof value !== "string") node[name] = value;
      else node.setAttribute(name, value === true ? "" : value);
    }
    return append(node, children);
  }

  function fill(node, ...children) {
    node.replaceChildren();
    return append(node, children);
  }

  // The sign of a type: the same shape as on the graph, in the colour of the type.
  const SIGNS = {
    agency: "M1 8a7 4.6 0 1 0 14 0a7 4.6 0 1 0 -14 0",
    instrument: "M1.5 3.5h13v9h-13z",
    initiative: "M3 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
    figure: "M3.5 3.5h9v9h-9z",
    recognition: "M8 1.5l2 4.4 4.8.5-3.6 3.2 1 4.8L8 12l-4.2 2.4 1-4.8L1.2 6.4 6 5.9z",
    problem: "M2 3.5h12L8 14z",
  };

  function sign(type) {
    const name = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(name, "svg");
    const path = document.createElementNS(name, "path");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("class", `sign t-${type}`);
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", SIGNS[type]);
    svg.append(path);
    return svg;
  }

  function save(name, blob) {
    const link = el("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = el("textarea", { readonly: true });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce(gg.i18n.t("copied"));
  }

  function announce(text) {
    const place = document.getElementById("announce");
    place.textContent = text;
    place.classList.add("shown");
    clearTimeout(announce.timer);
    announce.timer = setTimeout(() => place.classList.remove("shown"), 1800);
  }

  // localStorage is refused for files in some browsers: a setting is then only not remembered.
  function remember(name, value) {
    try {
      if (value === undefined) return localStorage.getItem(`govgraph.${name}`);
      localStorage.setItem(`govgraph.${name}`, value);
    } catch {
      return null;
    }
    return value;
  }

  return { el, fill, sign, save, copy, announce, remember };
})();
