// What every page has: cards on links, filters on ledgers, light and dark. Pages with figures load two more scripts.
// Classic scripts, one after the other: modules and fetch do not work on pages opened from disk.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const { rest: restUrl } = document.currentScript.dataset;

  // --- What waits until a reader turns to it, a script each: the chart library, and the page's cards and charts.

  const scripts = new Map();
  const load = (src) => {
    if (!scripts.has(src)) {
      const loaded = new Promise((done, failed) => {
        const script = Object.assign(document.createElement("script"), { src });
        const lost = () => {
          script.remove();
          scripts.delete(src); // another try is another request
          failed(new Error("library"));
        };
        script.onload = done;
        script.onerror = lost;
        document.head.append(script);
      });
      scripts.set(src, loaded);
    }
    return scripts.get(src);
  };

  const loadRest = async () => {
    if (restUrl) await load(restUrl);
    return window.lcRest ?? { cards: {}, tables: {}, charts: {} };
  };

  // --- The card: what a link or a mark says, one for the whole page.

  const card = document.createElement("div");
  card.className = "lc-card";
  card.id = "lc-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);

  const paragraph = (term, text) => {
    const row = document.createElement("p");
    if (!term) row.className = "lc-card-head";
    else {
      const label = document.createElement("span");
      label.className = "lc-label";
      label.textContent = `${term} `;
      row.append(label);
    }
    row.append(text);
    return row;
  };

  // Show lines, each a term and a text, below a place on the screen, or above it where there is no room.
  const showCard = (lines, at) => {
    card.replaceChildren(...lines.filter(([, text]) => text).map(([term, text]) => paragraph(term, text)));
    card.hidden = false;
    const left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    const below = at.bottom + 6;
    const fits = below + card.offsetHeight < innerHeight || at.top < card.offsetHeight + 6;
    card.style.top = `${(fits ? below : at.top - card.offsetHeight - 6) + scrollY}px`;
  };

  const hideCard = () => (card.hidden = true);

  let asked; // the link that a reader points at or has come to

  const showRow = async (link) => {
    asked = link;
    const { cards } = await loadRest().catch(() => ({ cards: {} }));
    const id = link.hash.slice(1);
    if (asked !== link || !Object.hasOwn(cards, id)) return;
    const row = cards[id];
    const lines = [
      ["", row.statement],
      ["Source", row.source],
      ["Printed", row.printed],
      ["Read as", row.reading],
      ["Status", row.status],
    ];
    showCard(lines, link.getBoundingClientRect());
    link.setAttribute("aria-describedby", card.id);
  };

  const hideRow = (link) => {
    asked = undefined;
    hideCard();
    link.removeAttribute("aria-describedby");
  };

  const listenForCards = () => {
    const when = (event, act) =>
      document.addEventListener(event, ({ target }) => {
        const link = target.closest?.("a.lc-ref");
        if (link) act(link);
      });
    when("pointerover", showRow);
    when("focusin", showRow);
    when("pointerout", hideRow);
    when("focusout", hideRow);
    document.addEventListener("keydown", (event) => event.key === "Escape" && hideCard());
  };

  // --- Ledgers: words and choices narrow the rows; the address keeps both.

  // Some browsers forget that a table is one when style sheets make blocks of its rows, as ours do on a phone.
  const ROLES = { table: "table", "tbody tr": "row", "tbody th": "rowheader", td: "cell" };
  const keepTable = (ledger) => {
    for (const [part, role] of Object.entries(ROLES)) all(part, ledger).forEach((found) => found.setAttribute("role", role));
  };

  // The place in a page that an address names; nowhere, where it is malformed.
  const anchor = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return "";
    }
  };

  const listenForFilter = (ledger) => {
    const form = ledger.querySelector(".lc-filter");
    const rows = all("tbody tr", ledger);
    let texts; // read when they are first searched
    const choices = all("select", form);
    const key = (field) => `${ledger.dataset.ledger}.${field.name}`;

    const apply = () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = choices.filter((choice) => choice.value);
      let shown = 0;
      if (words.length) texts ??= rows.map((row) => row.textContent.toLowerCase());
      rows.forEach((row, index) => {
        row.hidden = !(
          words.every((word) => texts[index].includes(word)) &&
          chosen.every((choice) => row.dataset[choice.name].includes(`|${choice.value}|`))
        );
        shown += !row.hidden;
      });
      form.querySelector("output").value = shown < rows.length ? `${shown} of ${rows.length} rows` : "";
    };

    const remember = () => {
      const url = new URL(location.href);
      for (const field of [form.elements.words, ...choices]) {
        if (field.value) url.searchParams.set(key(field), field.value);
        else url.searchParams.delete(key(field));
      }
      // Pages opened from disk may not change their address.
      if (location.protocol !== "file:") history.replaceState(null, "", url);
    };

    // A link to a row must find it, whatever the filter hides.
    const uncover = () => {
      const row = document.getElementById(anchor());
      if (!row?.hidden || !ledger.contains(row)) return;
      form.reset();
      apply();
      row.scrollIntoView();
    };

    const asked = new URLSearchParams(location.search);
    for (const field of [form.elements.words, ...choices]) field.value = asked.get(key(field)) ?? "";
    form.addEventListener("input", () => {
      apply();
      remember();
    });
    form.addEventListener("reset", () =>
      setTimeout(() => {
        apply();
        remember();
      }),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", uncover);
    if ([form.elements.words, ...choices].some((field) => field.value)) apply();
    uncover();
  };

  // --- Light and dark: the system's choice until the reader makes one.

  const listenForTheme = (button) => {
    const root = document.documentElement.dataset;
    const say = () => (button.textContent = root.theme === "dark" ? "Light" : "Dark");
    button.addEventListener("click", () => {
      root.theme = root.theme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.theme);
      } catch {
        // Where a browser keeps nothing, the choice lasts as long as the page.
      }
      say();
    });
    say();
  };

  all(".lc-theme").forEach(listenForTheme);
  listenForCards();
  all(".lc-ledger").forEach(listenForFilter);
  if (matchMedia("(max-width: 680px)").matches) all(".lc-ledger").forEach(keepTable);

  window.lc = { all, load, loadRest, showCard, hideCard };
})();
