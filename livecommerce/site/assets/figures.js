// Figures that come alive on the first touch: redrawn at the reader's settings and width, asked mark by mark.
(() => {
  "use strict";

  const { all, load, loadRest, showCard, hideCard, Settings, Form, element, shown, spoken, digits, MONEY } = window.lc;
  const chartsUrl = document.currentScript.dataset.charts;
  const narrow = matchMedia("(max-width: 679px)"); // as in the style sheet


  const TROUBLE = {
    library: "The live chart did not load, so the picture shows its opening settings.",
    chart: "This chart cannot be drawn live, so the picture shows its opening settings.",
  };

  // --- Marks: what a reader can ask of a chart. Marks that say the same are one; where none says more, it is labels or bars.

  const RANK = { symbol: 0, arc: 1, rect: 1, shape: 1, rule: 2, text: 3 }; // lines and areas come last

  function* itemsOf(mark) {
    if (/^(axis|legend|title)/.test(mark.role)) return;
    for (const item of mark.items) {
      if (mark.marktype !== "group") yield item;
      else for (const inner of item.items) yield* itemsOf(inner);
    }
  }

  // What a mark says: lines of a term and a text, the first without a term.
  const linesOf = (item) => {
    const said = item.tooltip ?? [item.text ?? item.description ?? ""].flat().join(" ");
    if (typeof said !== "object") return said ? [["", String(said)]] : [];
    const lines = Object.entries(said).filter(([, text]) => text !== "" && text !== null && text !== undefined);
    return lines.map(([term, text], place) => [place ? term : "", String(text)]);
  };

  const marksOf = (view) => {
    const items = [...itemsOf(view.scenegraph().root)].filter((item) => item._svg);
    const told = ["tooltip", "text", "description"].map((part) => items.filter((item) => item[part])).find((found) => found.length);
    const found = new Map();
    for (const item of told ?? []) {
      const lines = linesOf(item);
      const key = JSON.stringify(lines);
      const rank = RANK[item.mark.marktype] ?? 4;
      if (!found.has(key) || rank < found.get(key).rank) found.set(key, { key, lines, rank, node: item._svg });
    }
    return [...found.values()].map((mark) => ({ ...mark, box: () => mark.node.getBoundingClientRect() }));
  };

  const apart = ({ left, right, top, bottom }, x, y) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));

  // The mark at a place on the screen, or the nearest within reach: a finger is wider than a dot.
  const markAt = (marks, x, y, reach) => {
    const data = document.elementFromPoint(x, y)?.__data__;
    const key = data && JSON.stringify(linesOf([data].flat()[0] ?? {}));
    const exact = marks.find((mark) => mark.key === key);
    if (exact || !reach) return exact;
    const near = marks
      .filter((mark) => mark.rank < 4)
      .map((mark) => ({ mark, far: apart(mark.box(), x, y) }))
      .sort((one, other) => one.far - other.far)[0];
    return near?.far <= reach ? near.mark : undefined;
  };

  const ended = (text) => (/[.!?。]$/.test(text) ? text : `${text}.`);
  const sentence = (lines) => lines.map(([term, text]) => ended(term ? `${term} ${text}` : text)).join(" ");

  // Reading a chart mark by mark: by pointer, finger and arrow keys; a ring shows which.
  class Reader {
    constructor(figure) {
      this.figure = figure;
      this.chart = figure.chart;
      this.row = figure.element.querySelector(".lc-row");
      this.ring = element("div", "", { className: "lc-ring", hidden: true });
      this.chart.append(this.ring);
      this.chart.setAttribute("role", "application");
      this.chart.setAttribute("aria-description", "The arrow keys go from mark to mark.");
      this.chart.addEventListener("keydown", (event) => this.key(event));
      this.chart.addEventListener("blur", () => this.close());
      this.chart.addEventListener("pointermove", (event) => event.pointerType !== "touch" && this.hover(event));
      this.chart.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && this.close());
      this.chart.addEventListener("pointerdown", (event) => (this.finger = event.pointerType === "touch"));
      this.chart.addEventListener("click", (event) => this.finger && this.tap(event));
      document.addEventListener("pointerdown", ({ target }) => !this.chart.contains(target) && this.close());
      document.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    }

    get marks() {
      return this.figure.drawn ? marksOf(this.figure.drawn.view) : [];
    }

    close() {
      if (!this.open) return;
      this.open = undefined;
      this.ring.hidden = true;
      hideCard();
    }

    hover({ clientX: x, clientY: y }) {
      const mark = markAt(this.marks, x, y, 0);
      if (!mark) return this.close();
      this.open = mark.key;
      showCard(mark.lines, { left: x + 12, top: y - 6, bottom: y + 10 });
    }

    async tap({ clientX: x, clientY: y }) {
      await this.figure.wake();
      const mark = markAt(this.marks, x, y, 24);
      const again = mark?.key === this.open;
      this.close();
      if (mark && !again) this.show(mark);
    }

    show(mark) {
      const box = mark.box();
      const frame = this.chart.getBoundingClientRect();
      this.open = mark.key;
      this.ring.hidden = false;
      this.ring.style.left = `${box.left - frame.left - 4}px`;
      this.ring.style.top = `${box.top - frame.top - 4}px`;
      this.ring.style.width = `${box.width + 8}px`;
      this.ring.style.height = `${box.height + 8}px`;
      showCard(mark.lines, { left: box.left, top: box.top - 6, bottom: box.bottom + 4 });
    }

    // Right and left go along the chart, down and up go through it; each way passes every mark.
    async key(event) {
      const [way, step] = {
        ArrowRight: ["left", 1],
        ArrowLeft: ["left", -1],
        ArrowDown: ["top", 1],
        ArrowUp: ["top", -1],
        Home: ["top", 0],
      }[event.key] ?? [];
      if (!way) return;
      event.preventDefault();
      await this.figure.wake();
      const other = way === "top" ? "left" : "top";
      const places = this.marks.map((mark) => ({ mark, at: mark.box() }));
      const order = places
        .sort((a, b) => Math.round(a.at[way] - b.at[way]) || Math.round(a.at[other] - b.at[other]))
        .map(({ mark }) => mark);
      if (!order.length) return;
      const now = order.findIndex((mark) => mark.key === this.last);
      const next = step === 0 ? 0 : now < 0 ? (step > 0 ? 0 : order.length - 1) : now + step;
      const index = (next + order.length) % order.length;
      const mark = order[index];
      this.last = mark.key;
      const { top, bottom } = mark.box();
      if (top < 0 || bottom > innerHeight) mark.node.scrollIntoView({ block: "center" });
      this.show(mark);
      this.row.textContent = `${sentence(mark.lines)} ${index + 1} of ${order.length}.`;
    }
  }

  // --- What can be copied and taken away.

  const copied = {
    address: (figure) => figure.address(),
    embedding: (figure) =>
      element("iframe", "", {
        src: figure.part(".lc-own").href,
        title: figure.part(".lc-finding").textContent,
        width: 720,
        height: 560,
        loading: "lazy",
      }).outerHTML,
    citation: (figure) => `${figure.part(".lc-cite").textContent} ${location.href.split(/[?#]/)[0]}#${figure.element.id}`,
    bibtex: (figure) => figure.part(".lc-bibtex").textContent,
  };

  const listenForCopies = (figure) => {
    for (const button of all("[data-copies]", figure.element)) {
      button.hidden = !navigator.clipboard;
      button.addEventListener("click", async () => {
        const told = button.parentElement.querySelector("output");
        try {
          await navigator.clipboard.writeText(copied[button.dataset.copies](figure));
          told.value = "Copied";
        } catch {
          told.value = "This browser does not let the page copy.";
        }
      });
    }
  };

  const csv = (rows) =>
    rows.map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(",") + "\r\n").join("");

  const download = (name, text) => {
    const href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
    element("a", "", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };

  // --- A figure.

  const narrowTo = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // A sentence; of several lines the first is the decision.
  const tell = (part, text) => {
    if (part.textContent === text) return;
    const [first, ...rest] = text.split("\n");
    part.replaceChildren(...(rest.length ? [element("strong", first), ...rest.flatMap((line) => ["\n", element("span", line)])] : [first]));
  };

  // A label without its money: that stands beside the number.
  const bare = (label) => label.replace(/(,?) money\b/, "$1").replace(/,$/, "");

  class Figure {
    constructor(root) {
      this.element = root;
      this.id = root.dataset.figure;
      this.chart = this.part(".lc-chart");
      this.sum = JSON.parse(this.part(".lc-set")?.textContent ?? "{}");
      this.settings = new Settings(this.sum);
      this.reader = new Reader(this);
      this.follows = root.dataset.follows;
      if (this.part(".lc-controls")) {
        this.form = new Form(root, this.settings, this.sum.rows, () => this.apply());
        this.form.paint();
        this.next = this.part(".lc-next");
        this.next?.addEventListener("click", (event) => this.readNext(event));
      }
      for (const event of ["pointerenter", "focusin", "touchstart"]) {
        root.addEventListener(event, () => this.wake(), { once: true, passive: true });
      }
      narrow.addEventListener("change", () => this.turned());
      listenForCopies(this);
      this.listenForSums();
      addEventListener("beforeprint", () => this.print());
    }

    part(selector) {
      return this.element.querySelector(selector);
    }

    // The figure whose controls this one obeys besides its own, and the figures that obey this one's.
    get leader() {
      return window.lcFigures[this.follows];
    }

    get followers() {
      return Object.values(window.lcFigures).filter((figure) => figure.leader === this);
    }

    // --- Drawing.

    get shape() {
      return narrow.matches ? "narrow" : "wide";
    }

    async spec(shape) {
      const { charts, tables } = await loadRest();
      this.spoken = charts[this.id];
      return { ...this.spoken.shared, ...this.spoken[shape], datasets: tables };
    }

    // The live chart in place of the picture; nothing, and a word on it, where it cannot be drawn.
    wake() {
      return (this.view ??= this.draw().catch((error) => {
        this.view = undefined;
        this.fail(error.message === "library" ? "library" : "chart");
      }));
    }

    async draw() {
      const shape = this.shape;
      const [spec] = await Promise.all([this.spec(shape), load(chartsUrl)]);
      const stage = element("div");
      const result = await window.lcEmbed(stage, spec, {
        ast: true, // no eval: the page's policy forbids it
        actions: false,
        renderer: "svg",
        defaultStyle: false, // nor inline style sheets
        tooltip: () => {}, // the page has its own
      });
      await this.put(result.view);
      this.part(`.lc-${shape}`).replaceChildren(stage);
      this.drawn?.finalize();
      this.drawn = result;
      this.chart.dataset.live = shape;
      this.chart.classList.remove("lc-late");
      this.part(".lc-trouble")?.remove();
      return result.view;
    }

    async put(view) {
      for (const [name, value] of this.all()) view.signal(name, value);
      await view.runAsync();
    }

    // The width crossed its limit: the other form is drawn at the same settings, and none of the old is seen until then.
    async turned() {
      if (!this.view) return;
      await this.view;
      if (this.chart.dataset.live === this.shape) return;
      this.reader.close();
      this.chart.classList.add("lc-late");
      this.view = undefined;
      await this.wake();
    }

    fail(kind) {
      this.chart.classList.remove("lc-late");
      this.part(".lc-trouble")?.remove();
      const told = element("p", `${TROUBLE[kind]} `, { className: "lc-trouble" });
      told.setAttribute("role", "alert");
      if (kind === "library") {
        const again = element("button", "Try again", { type: "button" });
        again.addEventListener("click", () => this.apply());
        told.append(again);
      }
      this.chart.before(told);
    }

    // --- Settings and what follows from them.

    all() {
      return new Map([...(this.leader?.all() ?? []), ...this.settings.values]);
    }

    // Work out the result at the present settings. Only the figure that was asked announces its own.
    async apply(asked = true) {
      this.part(".lc-says")?.setAttribute("aria-live", asked ? "polite" : "off");
      const view = await this.wake();
      if (view) {
        await this.put(view);
        this.reader.close();
        this.write(view);
        await Promise.all(this.followers.map((figure) => figure.apply(false)));
      }
      this.element.dispatchEvent(new CustomEvent("lc-applied"));
    }

    // Sentences that follow the settings are the chart's own signals.
    write(view) {
      const signals = new Set(this.spoken.shared.params?.map((param) => param.name));
      for (const part of all("[data-said]", this.element)) {
        if (signals.has(part.dataset.said)) tell(part, view.signal(part.dataset.said));
      }
      this.compare(view);
      if (this.next) this.point();
    }

    // --- The ledger to read next goes by the first choice.

    get firstLabel() {
      return this.settings.chosenLabel(this.settings.controls.keys().next().value);
    }

    point() {
      const url = new URL(this.next.href);
      const [key] = url.searchParams.keys();
      url.searchParams.set(key, this.firstLabel);
      this.next.href = url.href;
      this.next.textContent = `What law, tax office and platform ask of a live seller: ${this.firstLabel}`;
      const field = this.ledgerField();
      if (field?.value) narrowTo(field, this.firstLabel); // only a ledger that goes by one already
    }

    // The field that narrows the ledger, where the ledger is on this page.
    ledgerField() {
      const [key] = new URL(this.next.href).searchParams.keys();
      const [ledger, facet] = key.split(".");
      return document.querySelector(`[data-ledger="${ledger}"] select[name="${facet}"]`);
    }

    readNext(event) {
      const field = this.ledgerField();
      if (!field) return;
      event.preventDefault();
      narrowTo(field, this.firstLabel);
      const ledger = field.closest(".lc-ledger");
      ledger.scrollIntoView();
      field.focus({ preventScroll: true });
    }

    // Its settings as an address carries them, those it obeys first.
    query() {
      const of = (values, kept) => [...values].map(([name, value]) => [`${this.id}${kept}.${name}`, shown(value)]);
      return [
        ...(this.leader?.query() ?? []),
        ...of(this.settings.values, ""),
        ...of(this.theirs?.values ?? [], ".theirs"),
      ];
    }

    // The address of this page with this figure at these settings.
    address() {
      const url = new URL(location.href);
      url.search = new URLSearchParams(this.query());
      url.hash = this.element.id;
      return url.href;
    }

    // Take over the settings that a link carries: those kept beside, then the reader's own.
    async restore() {
      const asked = { own: [], theirs: [] };
      for (const [key, text] of new URLSearchParams(location.search)) {
        const [figure, ...path] = key.split(".");
        const kept = path.length === 2 && path.shift() === "theirs";
        if (figure === this.id && path.length === 1 && this.settings.controls.has(path[0])) {
          asked[kept ? "theirs" : "own"].push([path[0], text]);
        }
      }
      const isChoice = ([name]) => this.settings.controls.get(name).kind === "choice";
      const take = (pairs) => {
        // A choice says where the rest opens and in which money.
        for (const [name, text] of [...pairs.filter(isChoice), ...pairs.filter((pair) => !isChoice(pair))]) {
          this.settings.set(name, text, " in the address");
        }
        this.form.paint();
        return this.apply();
      };
      if (asked.theirs.length && this.sum.results.length) {
        await take(asked.theirs);
        this.keep();
        const { faults } = this.settings;
        this.settings.reset();
        this.settings.faults = faults;
      }
      if (asked.own.length || asked.theirs.length) await take(asked.own);
    }

    // --- Two sums side by side, and either to take away.

    listenForSums() {
      const acts = { keep: () => this.keep(), drop: () => this.drop(), sum: () => this.save() };
      for (const button of all("[data-acts]", this.element)) {
        button.addEventListener("click", async () => {
          if (await this.wake()) acts[button.dataset.acts]();
        });
      }
    }

    // Settings, then results, at the present settings: label and value, and which money it is.
    lines(view) {
      const { currency, per_dollar } = this.settings.start;
      const line = ([label, value]) => ({
        label: bare(label),
        value,
        ...(MONEY.test(label) && { currency, dollars: digits(value / per_dollar, 6) }),
      });
      const found = this.sum.results.map(([signal, label]) => [label, view.signal(signal)]);
      return { set: this.settings.worded().map(line), found: found.map(line) };
    }

    keep() {
      const { view } = this.drawn;
      this.theirs = { values: new Map(this.settings.values), ...this.lines(view) };
      this.compare(view);
    }

    drop() {
      this.theirs = undefined;
      this.part(".lc-beside").replaceChildren();
      this.part("[data-acts=drop]").hidden = true;
    }

    // Yours, and beside it what was kept: a row each setting and result.
    rows(view, part) {
      const own = this.lines(view)[part];
      return own.map((line, place) => (this.theirs ? [line, this.theirs[part][place]] : [line]));
    }

    compare(view) {
      if (!this.theirs) return;
      const number = (value) => (Number.isFinite(value) ? value.toLocaleString("en-US", { maximumFractionDigits: 2 }) : "–");
      const words = ({ value, currency, dollars }) => {
        if (typeof value !== "number") return value;
        if (!currency || !Number.isFinite(value)) return number(value);
        return `${number(value)} ${currency}${currency === "USD" ? "" : ` (${number(dollars)} USD)`}`;
      };
      const row = (kind, title, cells) => {
        const line = element("tr");
        line.append(element("th", title, { scope: kind === "th" ? "col" : "row" }));
        line.append(...cells.map((cell) => element(kind, cell, kind === "th" ? { scope: "col" } : {})));
        return line;
      };
      const differ = this.rows(view, "set").filter(([own, kept]) => own.value !== kept.value);
      const table = element("table");
      table.append(
        element("caption", "Your sum beside the one kept: results, then the settings that differ."),
        row("th", "", ["Yours", "Kept"]),
        ...[...this.rows(view, "found"), ...differ].map((lines) => row("td", lines[0].label, lines.map(words))),
      );
      this.part(".lc-beside").replaceChildren(table);
      this.part("[data-acts=drop]").hidden = false;
    }

    // On paper there are no fields: the settings stand in a line.
    print() {
      const part = this.part(".lc-set-as");
      if (!part) return;
      const words = ([label, value]) => `${label.replace(MONEY, (money) => this.settings.start.currency || money)}: ${spoken(value)}`;
      part.textContent = `Set as: ${this.settings.worded().map(words).join("; ")}.`;
    }

    save() {
      const { view } = this.drawn;
      const cells = ({ value, currency = "", dollars = "" }) => [Number.isNaN(value) ? "" : value, currency, dollars];
      const rows = [...this.rows(view, "found"), ...this.rows(view, "set")];
      const head = (whose) => [`${whose}`, `${whose}, currency`, `${whose}, in USD`];
      download(
        `${this.id}.csv`,
        csv([
          ["What", ...head("Value"), ...(this.theirs ? head("Kept") : [])],
          ...rows.map((lines) => [lines[0].label, ...lines.flatMap(cells)]),
        ]),
      );
    }
  }

  window.lcFigures = Object.fromEntries(
    all(".lc-figure[data-figure]").map((root) => [root.dataset.figure, new Figure(root)]),
  );
  // Only now does every figure know the one it obeys.
  for (const figure of Object.values(window.lcFigures)) if (figure.form) figure.restore();
})();
