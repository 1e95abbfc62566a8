// What every page has: cards on links, filters on ledgers, light and dark. Pages with figures load two more scripts.
// Classic scripts, one after the other: modules and fetch do not work on pages opened from disk.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const { rest: restUrl } = document.currentScript.dataset;

  // --- The pages' policy lets no text become markup or code. The chart library may empty an element, and a script may come
  // from this site, or for a page opened from disk from there.

  const empty = (text) => (text === "" ? text : null);
  const ours = ({ protocol, host }) => protocol === location.protocol && host === location.host;
  window.trustedTypes?.createPolicy("default", {
    createHTML: empty,
    createScript: empty,
    createScriptURL: (address) => (ours(new URL(address, location.href)) ? address : null),
  });

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

  const phone = matchMedia("(max-width: 680px)");

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

  // A row that stands on another page of a long ledger, as that page has it.
  const rowOf = ([id, , cells], ledger) => {
    const heads = all("thead th", ledger);
    const row = document.createElement("tr");
    row.id = id;
    const head = document.createElement("th");
    head.scope = "row";
    head.append(linkTo(`#${id}`, id));
    row.append(head);
    cells.forEach((lines, place) => {
      const cell = document.createElement("td");
      if (heads.length > 4) cell.dataset.head = heads[place + 1].textContent;
      for (const parts of lines) {
        const line = document.createElement("p");
        for (const part of parts) line.append(pieceOf(part, ledger.dataset.root));
        cell.append(line);
      }
      row.append(cell);
    });
    return row;
  };

  const linkTo = (href, text, className = "") => Object.assign(document.createElement("a"), { href, textContent: text, className });

  const pieceOf = ([text, to, lang, className], root) => {
    if (to) return linkTo(to.includes(":") ? to : root + to, text, className ?? "");
    if (!lang) return text;
    return Object.assign(document.createElement("q"), { lang, textContent: text });
  };

  // What a ledger's rows can be found by. Those of a long one come in a script, when they are first asked for.
  const entriesHere = (rows) =>
    rows.map((row) => ({ id: row.id, text: row.textContent.toLowerCase(), values: row.dataset, node: () => row }));

  const entriesOf = (ledger, here) => {
    const wrapped = (values) => `|${values.join("|")}|`;
    return window.lcRows[ledger.dataset.ledger].map((row) => {
      const [id, facets, cells] = row;
      let made;
      return {
        id,
        text: `${id} ${cells.flat(2).map(([text]) => text).join(" ")}`.toLowerCase(),
        values: Object.fromEntries(Object.entries(facets).map(([name, values]) => [name, wrapped(values)])),
        node: () => (made ??= here.get(id) ?? rowOf(row, ledger)),
      };
    });
  };

  const loadRows = (ledger, here) =>
    new Promise((done, failed) => {
      const script = Object.assign(document.createElement("script"), { src: ledger.dataset.rows });
      script.onload = () => done(entriesOf(ledger, here));
      script.onerror = () => {
        script.remove();
        failed(new Error("rows"));
      };
      document.head.append(script);
    });

  const MOST = 500; // rows that a search of a long ledger shows at once

  const listenForFilter = (ledger) => {
    const form = ledger.querySelector(".lc-filter");
    if (!form) return;
    const body = ledger.querySelector("tbody");
    const rows = all("tr", body);
    const total = Number(ledger.dataset.total ?? rows.length);
    const long = total > rows.length;
    const told = form.querySelector("output");
    let entries; // read when they are first searched
    const known = () => (entries ??= long ? loadRows(ledger, new Map(rows.map((row) => [row.id, row]))) : Promise.resolve(entriesHere(rows)));
    const choices = all("select", form);
    const key = (field) => `${ledger.dataset.ledger}.${field.name}`;

    const show = (found) => {
      if (long) {
        body.replaceChildren(...(found ? found.slice(0, MOST).map((entry) => entry.node()) : rows));
        if (phone.matches) keepTable(ledger);
      } else {
        const shown = new Set(found?.map((entry) => entry.id));
        for (const row of rows) row.hidden = found !== undefined && !shown.has(row.id);
      }
      const more = long && found?.length > MOST ? `; the first ${MOST} are shown: ask for more words` : "";
      told.value = found && found.length < total ? `${found.length} of ${total} rows${more}` : "";
    };

    const apply = async () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = choices.filter((choice) => choice.value);
      if (!words.length && !chosen.length) return show();
      const asked = JSON.stringify([words, chosen.map((choice) => choice.value)]);
      form.dataset.asked = asked;
      try {
        const found = (await known()).filter(
          (entry) =>
            words.every((word) => entry.text.includes(word)) &&
            chosen.every((choice) => entry.values[choice.name].includes(`|${choice.value}|`)),
        );
        if (form.dataset.asked === asked) show(found);
      } catch {
        entries = undefined;
        told.value = "The other rows did not load; each part below opens on its own.";
      }
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

    // A link to a row must find it, whatever the filter hides and whichever part it stands in.
    const uncover = async () => {
      const name = anchor();
      let row = document.getElementById(name);
      if (long && !row && name) row = (await known()).find((entry) => entry.id === name)?.node();
      if (!row || (row.isConnected && !row.hidden)) return;
      if (!row.isConnected) {
        form.elements.words.value = name;
        await apply();
      } else if (ledger.contains(row)) {
        form.reset();
        await apply();
      }
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
    if (long) form.addEventListener("focusin", () => known().catch(() => (entries = undefined)), { once: true });
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
  if (phone.matches) all(".lc-ledger").forEach(keepTable);

  window.lc = { all, load, loadRest, showCard, hideCard };
})();
