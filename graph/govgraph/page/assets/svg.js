// A drawing context that writes SVG: the part of CanvasRenderingContext2D that vis-network and our own drawing use.
gg.svg = (function () {
  const escape = (text) => String(text).replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
  const short = (number) => String(Number(Number(number).toFixed(2)));
  const SETTINGS = {
    ...{ fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, font: "10px sans-serif", textAlign: "start" },
    ...{ textBaseline: "alphabetic", globalAlpha: 1, lineJoin: "miter", lineDash: [] },
  };
  const ANCHORS = { start: "start", left: "start", center: "middle", end: "end", right: "end" };
  const BASELINES = { alphabetic: "alphabetic", top: "text-before-edge", hanging: "hanging", middle: "central", bottom: "text-after-edge" };
  const MOVES = ["translate", "scale", "rotate", "transform", "setTransform", "getTransform", "resetTransform"];

  class Recorder {
    // `real` measures text and keeps the transform, so that neither is written again here.
    constructor(real) {
      Object.assign(this, SETTINGS, { real, canvas: real.canvas, parts: [], saved: [], path: [] });
      for (const move of MOVES) this[move] = (...numbers) => real[move](...numbers);
    }

    add(tag, attributes, words = "") {
      const { a, b, c, d, e, f } = this.real.getTransform();
      const scale = window.devicePixelRatio || 1;
      const transform = `matrix(${[a, b, c, d, e, f].map((number) => short(number / scale)).join(" ")})`;
      const pairs = Object.entries({ ...attributes, opacity: this.globalAlpha === 1 ? "" : this.globalAlpha, transform });
      const written = pairs.filter(([, value]) => value !== "").map(([key, value]) => ` ${key}="${escape(value)}"`);
      this.parts.push(`<${tag}${written.join("")}>${escape(words)}</${tag}>`);
    }

    save() {
      this.real.save();
      this.saved.push(Object.fromEntries(Object.keys(SETTINGS).map((key) => [key, this[key]])));
    }

    restore() {
      this.real.restore();
      Object.assign(this, this.saved.pop() || {});
    }

    step(letter, ...numbers) {
      this.path.push(letter + numbers.map(short).join(" "));
    }

    beginPath() {
      this.path = [];
    }

    closePath() {
      this.step("Z");
    }

    moveTo(...point) {
      this.step("M", ...point);
    }

    lineTo(...point) {
      this.step("L", ...point);
    }

    quadraticCurveTo(...points) {
      this.step("Q", ...points);
    }

    bezierCurveTo(...points) {
      this.step("C", ...points);
    }

    arc(x, y, radius, from, to, back) {
      this.ellipse(x, y, radius, radius, 0, from, to, back);
    }

    // An arc as one or two SVG arcs: a whole circle has no direction to arrive at.
    ellipse(x, y, rx, ry, turn, from, to, back = false) {
      const at = (angle) => [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
      const sweep = back ? from - to : to - from;
      const whole = Math.abs(sweep) >= 2 * Math.PI - 1e-6;
      const ends = whole ? [from + Math.PI, from + 2 * Math.PI] : [to];
      const large = !whole && ((sweep % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI) > Math.PI ? 1 : 0;
      this.step(this.path.length ? "L" : "M", ...at(from));
      for (const end of ends) this.step("A", rx, ry, 0, large, back ? 0 : 1, ...at(end));
    }

    rect(x, y, width, height) {
      this.path.push(`M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`);
    }

    roundRect(x, y, width, height, radius) {
      const r = Math.min(radius, width / 2, height / 2);
      this.moveTo(x + r, y);
      for (const [toX, toY, cornerX, cornerY, endX, endY] of [
        [x + width - r, y, x + width, y, x + width, y + r],
        [x + width, y + height - r, x + width, y + height, x + width - r, y + height],
        [x + r, y + height, x, y + height, x, y + height - r],
        [x, y + r, x, y, x + r, y],
      ]) {
        this.lineTo(toX, toY);
        this.quadraticCurveTo(cornerX, cornerY, endX, endY);
      }
      this.closePath();
    }

    lineStyle() {
      const line = { fill: "none", stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), "stroke-linejoin": this.lineJoin };
      return { ...line, "stroke-dasharray": this.lineDash.map(short).join(" ") };
    }

    fill() {
      if (this.path.length) this.add("path", { d: this.path.join(""), fill: this.fillStyle });
    }

    stroke() {
      if (this.path.length) this.add("path", { d: this.path.join(""), ...this.lineStyle() });
    }

    fillRect(x, y, width, height) {
      this.add("rect", { x: short(x), y: short(y), width: short(width), height: short(height), fill: this.fillStyle });
    }

    clearRect() {} // the paper is empty

    words(text, x, y, paint) {
      const [, style, size, family] = /^(.*?)([\d.]+px)\s+(.*)$/.exec(this.font) || ["", "", "10px", "sans-serif"];
      const font = { "font-family": family, "font-size": size, "font-weight": /bold|600/.test(style) ? "600" : "" };
      const place = { x: short(x), y: short(y), "text-anchor": ANCHORS[this.textAlign], "dominant-baseline": BASELINES[this.textBaseline] };
      if (String(text).trim()) this.add("text", { ...place, ...font, ...paint }, text);
    }

    fillText(text, x, y) {
      this.words(text, x, y, { fill: this.fillStyle });
    }

    strokeText(text, x, y) {
      this.words(text, x, y, this.lineStyle());
    }

    setLineDash(lines) {
      this.lineDash = [...lines];
    }

    getLineDash() {
      return this.lineDash;
    }

    measureText(text) {
      this.real.font = this.font;
      return this.real.measureText(text);
    }

    document(width, height, paper, title) {
      const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
      const ground = `<rect width="${width}" height="${height}" fill="${escape(paper)}"/>`;
      return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><title>${escape(title)}</title>${ground}${this.parts.join("")}</svg>\n`;
    }
  }

  return { Recorder };
})();
