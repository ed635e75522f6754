// Places by their names.
gg.place = (function () {
  // 重庆市开州区 → 重庆市, 安徽省某县 → 安徽省: the outermost name of a place.
  function region(place) {
    const found = /^.{2,6}?(?:省|自治区|特别行政区|市|州|盟|县|区|旗)/.exec(place);
    return found ? found[0] : place;
  }

  return { region };
})();
