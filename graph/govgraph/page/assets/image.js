// The picture that is shown as a file: PNG from the canvas, SVG by drawing it once more on a canvas that writes SVG.
gg.image = (function () {
  const box = document.getElementById("network");
  const name = (ending) => `${gg.data.report.id}.${ending}`;

  function png() {
    const source = box.querySelector("canvas");
    const canvas = gg.dom.el("canvas", { width: source.width, height: source.height });
    const context = canvas.getContext("2d");
    context.fillStyle = gg.look.colours.paper;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0);
    canvas.toBlob((blob) => gg.dom.save(name("png"), blob));
  }

  // vis-network draws on whatever its canvas gives as context; for one drawing that is our recorder.
  function svg() {
    const network = gg.graph.network();
    const { canvas } = network;
    const real = canvas.getContext;
    const recorder = new gg.svg.Recorder(real.call(canvas));
    canvas.getContext = () => recorder;
    try {
      network.renderer._redraw();
    } finally {
      canvas.getContext = real;
    }
    const text = recorder.document(box.clientWidth, box.clientHeight, gg.look.colours.paper, gg.data.report.title);
    gg.dom.save(name("svg"), new Blob([text], { type: "image/svg+xml;charset=utf-8" }));
    network.redraw();
  }

  return { png, svg };
})();
