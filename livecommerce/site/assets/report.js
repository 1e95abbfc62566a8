// Figures that come alive on the first touch, controls that work without a kernel, cards on links, filters on ledgers.
// One classic script: modules and fetch do not work on pages opened from disk.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const scriptUrl = document.currentScript.src;

  // --- The chart library: one file, asked for once, and only when a reader turns to a chart.

  let library;
  const loadLibrary = () =>
    (library ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = new URL("charts.js", scriptUrl).href;
      script.onload = () => done(window.lcEmbed);
      script.onerror = () => failed(new Error("The chart library did not load; the picture above stays."));
      document.head.append(script);
    }));

  // --- Figures.

  class Figure {
    constructor(element) {
      this.element = element;
      this.id = element.dataset.figure;
      this.chart = element.querySelector(".lc-chart");
      this.form = element.querySelector(".lc-controls");
      this.says = element.querySelector(".lc-says");
      this.listen();
      this.restore();
    }

    get spec() {
      return JSON.parse(this.element.querySelector(".lc-spec").textContent);
    }

    // The form whose picture is on show; CSS decides.
    get visible() {
      return all(".lc-wide, .lc-narrow", this.chart).find((box) => box.offsetParent !== null);
    }

    listen() {
      for (const event of ["pointerenter", "focusin", "touchstart"]) {
        this.element.addEventListener(event, () => this.wake(), { once: true, passive: true });
      }
      if (this.form) {
        this.form.addEventListener("input", () => this.apply());
        this.form.addEventListener("reset", () => setTimeout(() => this.apply()));
        this.form.addEventListener("submit", (event) => event.preventDefault());
      }
      const copy = this.element.querySelector(".lc-copy");
      copy.hidden = !navigator.clipboard;
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(this.address());
        copy.textContent = "Copied";
      });
    }

    // Draw the live chart in place of the picture; a second call returns the first one's promise.
    wake() {
      return (this.view ??= this.draw());
    }

    async draw() {
      const embed = await loadLibrary();
      const box = this.visible;
      const form = box.classList.contains("lc-narrow") ? "narrow" : "wide";
      const stage = document.createElement("div");
      const { view } = await embed(stage, this.spec[form], { ast: true, actions: false, renderer: "svg" });
      box.replaceChildren(stage);
      this.chart.dataset.live = form;
      return view;
    }

    settings() {
      const settings = {};
      for (const [name, text] of this.form ? new FormData(this.form) : []) {
        const number = Number(text);
        settings[name] = text !== "" && Number.isFinite(number) ? number : text;
      }
      return settings;
    }

    async apply() {
      for (const range of all("input[type=range]", this.form)) range.nextElementSibling.value = range.value;
      const view = await this.wake();
      for (const [name, value] of Object.entries(this.settings())) view.signal(name, value);
      await view.runAsync();
      if (this.says) this.says.textContent = view.signal("says");
      this.element.dispatchEvent(new CustomEvent("lc-applied"));
    }

    // The address of this page with this figure at these settings.
    address() {
      const url = new URL(location.href);
      url.search = new URLSearchParams(
        Object.entries(this.settings()).map(([name, value]) => [`${this.id}.${name}`, value]),
      );
      url.hash = this.element.id;
      return url.href;
    }

    // Take over the settings that a link carries.
    restore() {
      if (!this.form) return;
      let found = false;
      for (const [key, value] of new URLSearchParams(location.search)) {
        const [figure, name] = key.split(".");
        const field = figure === this.id && this.form.elements.namedItem(name);
        if (!field) continue;
        field.value = value;
        found = true;
      }
      if (found) this.apply();
    }
  }

  // --- Cards: what a claim says, at the link, before it is followed.

  const cards = JSON.parse(document.getElementById("lc-cards")?.textContent ?? "{}");
  const card = document.createElement("div");
  card.className = "lc-card";
  card.id = "lc-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;

  const line = (term, text) => {
    if (!text) return [];
    const row = document.createElement("p");
    const label = document.createElement("span");
    label.className = "lc-label";
    label.textContent = `${term} `;
    row.append(label, text);
    return [row];
  };

  const showCard = (link) => {
    const facts = cards[link.hash.slice(1)];
    if (!facts) return;
    const head = document.createElement("p");
    head.className = "lc-card-head";
    head.textContent = facts.statement;
    card.replaceChildren(
      head,
      ...line("Source", facts.source),
      ...line("Printed", facts.printed),
      ...line("Read as", facts.reading),
      ...line("Status", facts.status),
    );
    card.hidden = false;
    const at = link.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8);
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    const below = at.bottom + 6;
    const fits = below + card.offsetHeight < innerHeight;
    card.style.top = `${(fits ? below : at.top - card.offsetHeight - 6) + scrollY}px`;
    link.setAttribute("aria-describedby", card.id);
  };

  const hideCard = (link) => {
    card.hidden = true;
    link?.removeAttribute("aria-describedby");
  };

  const listenForCards = () => {
    document.body.append(card);
    for (const link of all("a.lc-ref")) {
      if (!cards[link.hash.slice(1)]) continue;
      link.removeAttribute("title");
      link.addEventListener("pointerenter", () => showCard(link));
      link.addEventListener("focus", () => showCard(link));
      link.addEventListener("pointerleave", () => hideCard(link));
      link.addEventListener("blur", () => hideCard(link));
    }
    document.addEventListener("keydown", (event) => event.key === "Escape" && hideCard(document.activeElement));
  };

  // --- Ledgers: words and choices narrow the rows; the address keeps both.

  const listenForFilter = (ledger) => {
    const form = ledger.querySelector(".lc-filter");
    const rows = all("tbody tr", ledger);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const choices = all("select", form);
    const key = (field) => `${ledger.dataset.ledger}.${field.name}`;

    const apply = () => {
      const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      const chosen = choices.filter((choice) => choice.value);
      let shown = 0;
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
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!row?.hidden || !ledger.contains(row)) return;
      form.reset();
      apply();
      row.scrollIntoView();
    };

    const asked = new URLSearchParams(location.search);
    for (const field of [form.elements.words, ...choices]) field.value = asked.get(key(field)) ?? "";
    form.hidden = false;
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
    apply();
    uncover();
  };

  window.lcFigures = Object.fromEntries(
    all(".lc-figure").map((element) => [element.dataset.figure, new Figure(element)]),
  );
  listenForCards();
  all(".lc-ledger").forEach(listenForFilter);
})();
