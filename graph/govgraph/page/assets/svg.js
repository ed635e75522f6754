// A drawing context that writes SVG: the part of CanvasRenderingContext2D that vis-network and our own drawing use.
gg.svg = (function () {
  const escape = (text) => String(text).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  const short = (number) => String(Number(Number(number).toFixed(2)));
  const SETTINGS = {
    ...{ fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "10px sans-serif", textAlign: "start" },
    ...{ textBaseline: "alphabetic", globalAlpha: 1, lineJoin: "miter", lineCap: "butt", lineDashOffset: 0 },
    ...{ shadowColor: "", shadowBlur: 0, shadowOffsetX: 0, shadowOffsetY: 0, miterLimit: 10 },
  };
  const ANCHORS = { start: "start", left: "start", center: "middle", end: "end", right: "end" };
  const BASELINES = { alphabetic: "alphabetic", top: "text-before-edge", hanging: "hanging", middle: "central", bottom: "text-after-edge" };

  // `real` measures text and keeps the transform, so that nothing of either is written again here.
  function recorder(real, width, height) {
    const parts = [];
    const saved = [];
    const scale = window.devicePixelRatio || 1;
    let path = [];
    let dashes = [];
    const context = { ...SETTINGS, canvas: real.canvas };

    const matrix = () => {
      const { a, b, c, d, e, f } = real.getTransform();
      return `matrix(${[a, b, c, d, e, f].map((number) => short(number / scale)).join(" ")})`;
    };
    const add = (tag, attributes, text = "") => {
      const pairs = Object.entries({ ...attributes, transform: matrix() }).filter(([, value]) => value !== "");
      const written = pairs.map(([key, value]) => ` ${key}="${escape(value)}"`).join("");
      parts.push(text ? `<${tag}${written}>${escape(text)}</${tag}>` : `<${tag}${written}/>`);
    };
    const stroke = () => ({
      ...{ fill: "none", stroke: context.strokeStyle, "stroke-width": short(context.lineWidth), "stroke-linejoin": context.lineJoin },
      ...{ "stroke-dasharray": dashes.map(short).join(" "), opacity: context.globalAlpha === 1 ? "" : context.globalAlpha },
    });
    const filled = () => ({ fill: context.fillStyle, opacity: context.globalAlpha === 1 ? "" : context.globalAlpha });
    const step = (letter, ...numbers) => path.push(letter + numbers.map(short).join(" "));

    function text(words, x, y, paint) {
      const [, style, size, family] = /^(.*?)([\d.]+px)\s+(.*)$/.exec(context.font) || ["", "", "10px", "sans-serif"];
      const font = { "font-family": family, "font-size": size, "font-weight": /bold|600/.test(style) ? "600" : "" };
      const place = { x: short(x), y: short(y), "text-anchor": ANCHORS[context.textAlign], "dominant-baseline": BASELINES[context.textBaseline] };
      if (String(words).trim()) add("text", { ...place, ...font, ...paint }, words);
    }

    // An arc as one or two SVG arcs: a whole circle has no direction to arrive at.
    function ellipse(x, y, rx, ry, turn, from, to, back = false) {
      const at = (angle) => [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
      step(path.length ? "L" : "M", ...at(from));
      const sweep = back ? from - to : to - from;
      const whole = Math.abs(sweep) >= 2 * Math.PI - 1e-6;
      const ends = whole ? [from + Math.PI, from + 2 * Math.PI] : [to];
      const large = !whole && (((sweep % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) > Math.PI ? 1 : 0;
      for (const end of ends) step("A", rx, ry, 0, large, back ? 0 : 1, ...at(end));
    }

    function roundRect(x, y, w, h, r) {
      const radius = Math.min(Array.isArray(r) ? r[0] : r || 0, w / 2, h / 2);
      step("M", x + radius, y);
      for (const [cornerX, cornerY, endX, endY, lineX, lineY] of [
        [x + w, y, x + w, y + radius, x + w - radius, y],
        [x + w, y + h, x + w - radius, y + h, x + w, y + h - radius],
        [x, y + h, x, y + h - radius, x + radius, y + h],
        [x, y, x + radius, y, x, y + radius],
      ]) {
        step("L", lineX, lineY);
        step("Q", cornerX, cornerY, endX, endY);
      }
      step("Z");
    }

    const settings = () => Object.fromEntries(Object.keys(SETTINGS).map((key) => [key, context[key]]));
    Object.assign(context, {
      save: () => (real.save(), saved.push([settings(), dashes])),
      restore() {
        real.restore();
        const [before, lines] = saved.pop() || [{}, []];
        Object.assign(context, before);
        dashes = lines;
      },
      beginPath: () => (path = []),
      closePath: () => step("Z"),
      moveTo: (x, y) => step("M", x, y),
      lineTo: (x, y) => step("L", x, y),
      quadraticCurveTo: (...numbers) => step("Q", ...numbers),
      bezierCurveTo: (...numbers) => step("C", ...numbers),
      arc: (x, y, r, from, to, back) => ellipse(x, y, r, r, 0, from, to, back),
      ...{ ellipse, roundRect },
      rect: (x, y, w, h) => roundRect(x, y, w, h, 0),
      fill: () => path.length && add("path", { d: path.join(""), ...filled() }),
      stroke: () => path.length && add("path", { d: path.join(""), ...stroke() }),
      fillRect: (x, y, w, h) => add("rect", { x: short(x), y: short(y), width: short(w), height: short(h), ...filled() }),
      clearRect: () => undefined,
      clip: () => undefined,
      fillText: (words, x, y) => text(words, x, y, filled()),
      strokeText: (words, x, y) => text(words, x, y, stroke()),
      setLineDash: (lines) => (dashes = [...lines]),
      getLineDash: () => dashes,
      measureText(words) {
        real.font = context.font;
        return real.measureText(words);
      },
    });
    for (const move of ["translate", "scale", "rotate", "transform", "setTransform", "getTransform", "resetTransform"]) {
      context[move] = (...numbers) => real[move](...numbers);
    }

    function whole(paper, title) {
      const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
      const ground = `<rect width="${width}" height="${height}" fill="${escape(paper)}"/>`;
      return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><title>${escape(title)}</title>${ground}${parts.join("")}</svg>\n`;
    }

    return { context, text: whole };
  }

  return { recorder };
})();
