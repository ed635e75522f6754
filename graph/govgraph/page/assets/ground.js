// What lies under the nodes of the whole map: one card with its title for each section of the second level.
gg.ground = (function () {
  // A section shows the card that holds it, or all cards inside it.
  function cardsOf(number) {
    const own = number.split(".").slice(0, 2).join(".");
    return gg.data.cards.filter(([section]) => section === own || section.startsWith(`${number}.`));
  }

  function cardAt({ x, y }) {
    return gg.data.cards.find(([, left, top, width, height]) => x >= left && x <= left + width && y >= top && y <= top + height);
  }

  // Left, top, right and bottom of some cards.
  function extent(cards) {
    const most = (pick, edge) => pick(...cards.map(edge));
    const [left, top] = [most(Math.min, (card) => card[1]), most(Math.min, (card) => card[2])];
    return [left, top, most(Math.max, (card) => card[1] + card[3]), most(Math.max, (card) => card[2] + card[4])];
  }

  function draw(context, colours, face) {
    const selection = gg.state.get();
    const marked = selection && selection.kind === "section" ? cardsOf(selection.id) : [];
    for (const card of gg.data.cards) {
      const [number, x, y, width, height] = card;
      const chosen = marked.includes(card);
      context.fillStyle = colours.card;
      context.strokeStyle = chosen ? colours.accent : colours.line;
      context.lineWidth = chosen ? 6 : 2;
      context.beginPath();
      context.roundRect(x, y, width, height, 18);
      context.fill();
      context.stroke();
      title(context, number, [x, y, width], colours, face);
    }
  }

  function title(context, number, [x, y, width], colours, face) {
    const section = gg.data.sectionByNumber.get(number);
    const name = section ? gg.data.sectionName(section) : number;
    const cells = Math.floor((width - 40) / 29);
    context.fillStyle = colours.ink;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.font = `600 58px ${face}`;
    gg.boxes.wrap(name, cells, 2).split("\n").forEach((row, line) => context.fillText(row, x + 24, y + 20 + line * 68));
  }

  return { draw, cardAt, cardsOf, extent };
})();
