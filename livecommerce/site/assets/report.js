// Figures that come alive on the first touch, controls that work without a kernel, cards on links, filters on ledgers.
// One classic script: modules and fetch do not work on pages opened from disk.
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const inline = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");
  const chartsUrl = document.currentScript.dataset.charts;

  // --- The chart library: one file, asked for once, and only when a reader turns to a chart.

  let library;
  const loadLibrary = () =>
    (library ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = chartsUrl;
      script.onload = () => done(window.lcEmbed);
      script.onerror = () => failed(new Error("The chart library did not load; the picture above stays."));
      document.head.append(script);
    }));

  // --- Controls: a number is typed or slid, and what is not allowed is said beside it.

  const say = (field, text) => {
    const fault = field.closest(".lc-field").querySelector(".lc-fault");
    // Only a change is announced.
    if (fault.textContent !== text) fault.textContent = text;
    field.setAttribute("aria-invalid", text !== "");
  };

  const limits = ({ min, max }) => {
    const [low, high] = [min, max].map((bound) => Number(bound).toLocaleString("en-US"));
    return `Allowed: ${low} to ${high}.`;
  };

  const numbers = (form) => all("input[type=number]", form);

  // A slider stands where its number field says.
  const align = (form) => {
    for (const field of numbers(form)) {
      const slider = field.previousElementSibling;
      if (slider.type === "range" && field.validity.valid) slider.value = field.value;
    }
  };

  const check = (form) => {
    for (const field of numbers(form)) {
      say(field, field.validity.valid ? "" : `${limits(field)} The result keeps the last value.`);
    }
  };

  // Put the text of an address into a field; what the field does not allow is refused, and said.
  const put = (field, text) => {
    if (field.type === "number") {
      field.value = text.trim() && Number.isFinite(Number(text)) ? Number(text) : "";
      if (field.validity.valid) return;
      field.value = field.defaultValue;
      say(field, `The address asks for “${text}”. ${limits(field)}`);
    } else if ([...(field.options ?? field)].some((option) => option.value === text)) field.value = text;
    else say(field.length && !field.options ? field[0] : field, `The address asks for “${text}”: no choice here.`);
  };

  // --- Figures.

  const tables = inline("lc-tables");
  const citing = (figure, part) => figure.element.querySelector(part).textContent;
  const copied = {
    address: (figure) => figure.address(),
    embedding: (figure) => {
      const page = figure.element.querySelector(".lc-own").href;
      return `<iframe src="${page}" title="${figure.finding}" width="720" height="560" loading="lazy"></iframe>`;
    },
    citation: (figure) => `${citing(figure, ".lc-cite")} ${location.href.split(/[?#]/)[0]}#${figure.element.id}`,
    bibtex: (figure) => citing(figure, ".lc-bibtex"),
  };

  class Figure {
    constructor(element) {
      this.element = element;
      this.id = element.dataset.figure;
      this.chart = element.querySelector(".lc-chart");
      this.form = element.querySelector(".lc-controls");
      this.says = element.querySelector(".lc-says");
      this.held = {};
      this.listen();
    }

    // The figure whose controls this one obeys besides its own, and the figures that obey this one's.
    get leader() {
      return window.lcFigures[this.form?.dataset.follows];
    }

    get followers() {
      return Object.values(window.lcFigures).filter((figure) => figure.leader === this);
    }

    spec(form) {
      const spec = JSON.parse(this.element.querySelector(".lc-spec").textContent);
      return { ...spec.shared, ...spec[form], datasets: tables };
    }

    get finding() {
      return this.element.querySelector(".lc-finding").textContent;
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
        this.form.addEventListener("input", ({ target }) => this.take(target));
        this.form.addEventListener("reset", () => setTimeout(() => this.take()));
        this.form.addEventListener("submit", (event) => event.preventDefault());
      }
      this.chart.addEventListener("keydown", (event) => this.read(event));
      for (const button of all("[data-copies]", this.element)) {
        button.hidden = !navigator.clipboard;
        button.addEventListener("click", async () => {
          await navigator.clipboard.writeText(copied[button.dataset.copies](this));
          button.parentElement.querySelector("output").value = "Copied";
        });
      }
    }

    // The arrow keys go through the rows behind the chart, one at a time, in words.
    read(event) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const heads = all(".lc-data thead th", this.element).map((head) => head.textContent);
      const rows = all(".lc-data tbody tr", this.element);
      this.row = this.row === undefined ? (step > 0 ? 0 : rows.length - 1) : (this.row + step + rows.length) % rows.length;
      const cells = all("td", rows[this.row]).map((cell, index) => cell.textContent && `${heads[index]}: ${cell.textContent}`);
      this.element.querySelector(".lc-row").textContent = `${this.row + 1} of ${rows.length}. ${cells.filter(Boolean).join("; ")}`;
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
      const { view } = await embed(stage, this.spec(form), {
        ast: true, // no eval: the page's policy forbids it
        actions: false,
        renderer: "svg",
        defaultStyle: false, // nor inline style sheets
        tooltip: { disableDefaultStyle: true },
      });
      box.replaceChildren(stage);
      this.chart.dataset.live = form;
      return view;
    }

    // Follow what a reader moved, typed, chose or reset.
    take(moved) {
      const presets = all(".lc-preset", this.form);
      if (presets.includes(moved)) {
        for (const [name, value] of Object.entries(JSON.parse(moved.value))) this.form.elements[name].value = value;
      } else for (const preset of presets) preset.selectedIndex = 0;
      if (moved?.type === "range") moved.nextElementSibling.value = moved.value;
      align(this.form);
      check(this.form);
      this.apply();
    }

    // What the controls hold; where one holds nothing allowed, what it held last.
    own() {
      for (const [name, text] of this.form ? new FormData(this.form) : []) {
        const field = this.form.elements.namedItem(name);
        const number = Number(text);
        if (field.type !== "number") this.held[name] = text !== "" && Number.isFinite(number) ? number : text;
        else if (field.validity.valid) this.held[name] = number;
        else this.held[name] ??= Number(field.defaultValue);
      }
      return this.held;
    }

    settings() {
      return { ...this.leader?.settings(), ...this.own() };
    }

    // Work out the result at the present settings. Only the figure that was asked announces its own.
    async apply(asked = true) {
      this.says?.setAttribute("aria-live", asked ? "polite" : "off");
      const settings = this.settings();
      const view = await this.wake();
      for (const [name, value] of Object.entries(settings)) view.signal(name, value);
      await view.runAsync();
      if (this.says) this.says.textContent = view.signal("says");
      await Promise.all(this.followers.map((figure) => figure.apply(false)));
      this.element.dispatchEvent(new CustomEvent("lc-applied"));
    }

    // Its settings as an address carries them, those it obeys first.
    query() {
      return [
        ...(this.leader?.query() ?? []),
        ...Object.entries(this.own()).map(([name, value]) => [`${this.id}.${name}`, value]),
      ];
    }

    // The address of this page with this figure at these settings.
    address() {
      const url = new URL(location.href);
      url.search = new URLSearchParams(this.query());
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
        put(field, value);
        found = true;
      }
      if (!found) return;
      align(this.form);
      this.apply();
    }
  }

  // --- Cards: what a claim says, at the link, before it is followed.

  const cards = inline("lc-cards");
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
    const when = (event, act) =>
      document.addEventListener(event, ({ target }) => {
        const link = target.closest?.("a.lc-ref");
        if (link) act(link);
      });
    when("pointerover", showCard);
    when("focusin", showCard);
    when("pointerout", hideCard);
    when("focusout", hideCard);
    document.addEventListener("keydown", (event) => event.key === "Escape" && hideCard(document.activeElement));
  };

  // --- Ledgers: words and choices narrow the rows; the address keeps both.

  // Some browsers forget that a table is one when style sheets make blocks of its rows, as ours do on a phone.
  const ROLES = { table: "table", "tbody tr": "row", "tbody th": "rowheader", td: "cell" };
  const keepTable = (ledger) => {
    for (const [part, role] of Object.entries(ROLES)) all(part, ledger).forEach((found) => found.setAttribute("role", role));
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
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
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
      localStorage.setItem("theme", root.theme);
      say();
    });
    say();
  };

  all(".lc-theme").forEach(listenForTheme);
  window.lcFigures = Object.fromEntries(
    all(".lc-figure[data-figure]").map((element) => [element.dataset.figure, new Figure(element)]),
  );
  // Only now does every figure know the one it obeys.
  for (const figure of Object.values(window.lcFigures)) figure.restore();
  listenForCards();
  all(".lc-ledger").forEach(listenForFilter);
  if (matchMedia("(max-width: 680px)").matches) all(".lc-ledger").forEach(keepTable);
})();
