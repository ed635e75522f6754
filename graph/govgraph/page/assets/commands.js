// How a report of a corpus in parts is seen: its address under `govgraph serve`, and the commands, as a shell takes them.
gg.commands = (function () {
  const served = location.protocol !== "file:" && location.pathname === "/reports";
  const host = served ? "" : "http://127.0.0.1:7878"; // where `govgraph serve` listens unless told otherwise
  const path = location.protocol === "file:" ? decode(location.pathname).replace(/\/[^/]*$/, "") || "/" : ".";
  const windows = /^\/[A-Za-z]:/.test(path);
  const folder = windows ? path.slice(1).replaceAll("/", "\\") : path;

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  // Words as one argument; null where no quotes would keep a shell, or the terminal before it, from reading more.
  function quoted(text) {
    if (/^[\p{L}\p{N}_.\/:\\-]+$/u.test(text) && (windows || !text.includes("\\"))) return text;
    if (/\p{Cc}/u.test(text) || (windows && /["%$`^&|<>!]/.test(text))) return null;
    return windows ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`;
  }

  function command(...words) {
    const safe = words.map(quoted);
    return safe.includes(null) ? null : ["govgraph", ...safe].join(" ");
  }

  return {
    served,
    address: (id) => `${host}/page/${encodeURIComponent(id)}`,
    serve: () => command("serve", folder),
    one: (id) => command("export", folder, "--report", id, "-o", id),
  };
})();
