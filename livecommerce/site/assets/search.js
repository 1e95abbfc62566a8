// The search page. Every word must be in an entry; words in its title count more, and rows that print or read the amount
// that was asked for come first. Only this page asks for the index.
(() => {
  "use strict";

  const form = document.querySelector(".lc-filter");
  const list = document.querySelector(".lc-found");
  const said = form.querySelector("output");
  const MOST = 60;

  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const entries = window.lcIndex.map((entry) => ({ ...entry, inTitle: plain(entry.title), inText: plain(entry.text) }));

  // How well an entry's numbers fit every amount that was asked for, what is printed and what it is read as alike.
  const fit = (entry, amounts) => {
    const best = amounts.map((amount) => Math.max(0, ...(entry.amounts ?? []).map((known) => lcAmounts.fits(amount, known))));
    return best.length ? Math.min(...best) : 0;
  };

  const byWords = (entry, words) => {
    let sum = entry.kind === "text" || entry.kind === "chart" ? 1 : 0; // what explains, before single rows
    for (const word of words) {
      if (entry.inTitle.includes(word)) sum += 3;
      else if (entry.inText.includes(word)) sum += 1;
      else return 0;
    }
    return sum;
  };

  const score = (entry, asked) => {
    const fitting = fit(entry, asked.amounts);
    if (!fitting) return byWords(entry, asked.words);
    const around = asked.rest.length ? byWords(entry, asked.rest) : 1;
    return around && 100 * fitting + around;
  };

  const shown = (entry, words) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = list.dataset.root + entry.href;
    link.textContent = entry.title;
    const about = document.createElement("p");
    const at = Math.max(0, entry.inText.indexOf(words[0]) - 60);
    const status = document.createElement("strong");
    status.textContent = entry.status ? `${entry.status} · ` : "";
    const read = entry.reading ? `read as ${entry.reading} · ` : "";
    about.append(status, `${read}${entry.kind.replace("-", " ")} · ${at ? "… " : ""}${entry.text.slice(at, at + 180)}`);
    item.append(link, about);
    return item;
  };

  const find = () => {
    const split = (text) => plain(text).split(/\s+/).filter(Boolean);
    const { amounts, rest } = lcAmounts.read(form.elements.q.value);
    const asked = { amounts, words: split(form.elements.q.value), rest: split(rest) };
    const words = asked.words;
    const kind = form.elements.kind.value;
    const found = words.length
      ? entries
          .filter((entry) => !kind || entry.kind === kind)
          .map((entry) => [score(entry, asked), entry])
          .filter(([points]) => points)
          .sort(([one], [other]) => other - one)
      : [];
    list.replaceChildren(...found.slice(0, MOST).map(([, entry]) => shown(entry, words)));
    const more = found.length > MOST ? `, the first ${MOST} shown` : "";
    said.value = words.length ? `${found.length || "Nothing"} found${more}` : "";
  };

  for (const kind of [...new Set(entries.map((entry) => entry.kind))].sort()) {
    form.elements.kind.append(new Option(kind.replace("-", " "), kind));
  }
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  form.addEventListener("input", find);
  form.addEventListener("submit", (event) => event.preventDefault());
  find();
})();
