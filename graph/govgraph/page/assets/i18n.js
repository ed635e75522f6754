// Chinese and English interface from one dictionary (strings.json); the language and the theme are remembered.
gg.i18n = (function () {
  const words = JSON.parse(document.getElementById("ui-strings").textContent);
  const root = document.documentElement;
  let language = gg.dom.remember("language") || "zh";

  function t(key, values = {}) {
    const entry = words[key];
    const text = entry ? entry[language === "zh" ? 0 : 1] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  // A word of a code list, such as kind.department; what the list lacks is shown as it is.
  function term(list, value) {
    return words[`${list}.${value}`] ? t(`${list}.${value}`) : String(value);
  }

  function apply() {
    root.dataset.language = language;
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
    for (const node of document.querySelectorAll("[data-label]")) {
      node.setAttribute("aria-label", t(node.dataset.label));
      if (node.tagName === "BUTTON") node.setAttribute("title", t(node.dataset.label));
    }
    for (const node of document.querySelectorAll("[data-placeholder]")) {
      node.setAttribute("placeholder", t(node.dataset.placeholder));
    }
  }

  function toggleLanguage() {
    language = language === "zh" ? "en" : "zh";
    gg.dom.remember("language", language);
    apply();
  }

  function toggleTheme() {
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    gg.dom.remember("theme", root.dataset.theme);
  }

  const theme = gg.dom.remember("theme");
  if (theme) root.dataset.theme = theme;
  return { t, term, apply, toggleLanguage, toggleTheme, language: () => language };
})();
