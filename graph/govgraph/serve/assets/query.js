// The query page: asks this server only, and shows what comes back as text, never as markup.
"use strict";

const { base, prefixes, queries } = JSON.parse(document.getElementById("data").textContent);
const MOST_ROWS = 1000;
const TABLE = "application/sparql-results+json, text/turtle;q=0.9";
const $ = (id) => document.getElementById(id);

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function shortName(iri) {
  if (iri.startsWith(base)) return decodeURIComponentOr(iri.slice(base.length));
  const found = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace));
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

function decodeURIComponentOr(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  const local = term.type === "uri" && term.value.startsWith(base);
  made.append(local ? element("a", shortName(term.value), { href: `/id/${term.value.slice(base.length)}` })
    : element("span", term.type === "uri" ? shortName(term.value) : term.value, { title: term.datatype || term.value }));
  return made;
}

function table(answer) {
  const names = answer.head.vars;
  const made = element("table");
  const head = element("tr");
  head.append(...names.map((name) => element("th", name, { scope: "col" })));
  made.append(element("thead"), element("tbody"));
  made.tHead.append(head);
  for (const row of answer.results.bindings.slice(0, MOST_ROWS)) {
    const line = element("tr");
    line.append(...names.map((name) => cell(row[name])));
    made.tBodies[0].append(line);
  }
  return made;
}

function send(accept) {
  return fetch("/sparql", { method: "POST", headers: { Accept: accept }, body: new URLSearchParams({ query: $("query").value }) });
}

async function shown(response) {
  if (!response.ok) return [element("p", await response.text(), { class: "error" }), `${response.status}`];
  if (!response.headers.get("content-type").startsWith("application/sparql-results+json")) {
    return [element("pre", await response.text()), ""];
  }
  const answer = await response.json();
  if ("boolean" in answer) return [element("p", answer.boolean ? "是 yes" : "否 no"), ""];
  const count = answer.results.bindings.length;
  const cut = count > MOST_ROWS ? `，显示前 ${MOST_ROWS} 行 (the first ${MOST_ROWS} are shown)` : "";
  return [table(answer), `${count} 行 rows${cut}`];
}

async function run() {
  location.hash = encodeURIComponent($("query").value);
  $("run").disabled = true;
  $("status").textContent = "…";
  const started = performance.now();
  try {
    const [content, note] = await shown(await send(TABLE));
    $("answer").replaceChildren(content);
    $("status").textContent = `${note} ${Math.round(performance.now() - started)} ms`;
  } catch (error) {
    $("answer").replaceChildren(element("p", `服务器没有回答 the server does not answer (${error.message})`, { class: "error" }));
    $("status").textContent = "";
  }
  $("run").disabled = false;
}

async function download() {
  const media = $("format").value;
  $("format").value = "";
  if (!media) return;
  const response = await send(media);
  if (!response.ok) {
    $("answer").replaceChildren(element("p", await response.text(), { class: "error" }));
    return;
  }
  const endings = { "text/csv": "csv", "text/tab-separated-values": "tsv", "text/turtle": "ttl", "application/n-triples": "nt" };
  const ending = endings[media] || (media.endsWith("json") ? "json" : "xml");
  const url = URL.createObjectURL(await response.blob());
  element("a", "", { href: url, download: `answer.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

function choose() {
  const query = queries.find(({ name }) => name === $("named").value);
  $("about").textContent = query ? query.about : "";
  if (query) $("query").value = query.text;
}

$("run").addEventListener("click", run);
$("named").addEventListener("change", () => { choose(); if ($("named").value) run(); });
$("format").addEventListener("change", download);
$("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
});
if (location.hash.length > 1) $("query").value = decodeURIComponentOr(location.hash.slice(1));
