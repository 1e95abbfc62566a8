// What a reader sets: read, checked and kept in one place; the form is drawn from it.
(() => {
  "use strict";

  const { all } = window.lc;
  const element = (name, text = "", of = {}) => Object.assign(document.createElement(name), { textContent: text }, of);

  // --- Numbers as people write them: 1,234.5 or $12 or 30 %. As in `livecommerce.shown.controls.read_number`.

  const PLAIN = /^[+-]?(\d{1,3}(,\d{3})+(\.\d*)?|\d+(\.\d*)?|\.\d+)$/;
  const DOTTED = /^[+-]?[1-9]\d{0,2}(\.\d{3}){2,}$/;
  const THOUSANDS = /^[+-]?[1-9]\d{0,2}\.\d{3}$/; // or three digits of a fraction
  const DIGITS = /^[+-]?\d[\d.,]*$/;

  const shown = (value) => (typeof value === "number" ? String(Number(value.toPrecision(12))) : String(value));
  const spoken = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  const digits = (value, count) => Number(value.toPrecision(count));
  const quoted = (text) => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

  // A number in digits that can be read in one way only.
  const unmistaken = (reading) => {
    const short = reading.includes(".") ? reading.replace(/\.?0*$/, "") : reading;
    return THOUSANDS.test(short) ? `${short}0` : short;
  };

  // What a text can mean: one number, two where a comma or a point may be either, or none.
  const readings = (text, exact) => {
    let bare = text.replace(/[\p{Sc}%\s'’_]/gu, "").replace("−", "-");
    if (DOTTED.test(bare)) bare = bare.replaceAll(".", "");
    if (PLAIN.test(bare) && (exact || !THOUSANDS.test(bare))) return [bare.replaceAll(",", "")];
    if (!DIGITS.test(bare)) return [];
    const last = bare.replaceAll(",", ".").lastIndexOf(".");
    const whole = bare.replace(/[.,]/g, "");
    return [whole, `${bare.slice(0, last).replace(/[.,]/g, "")}.${bare.slice(last + 1)}`];
  };

  // The number in a text, or what is wrong with it and what to write.
  const readNumber = (text, { min, max }, exact = false, from = "") => {
    const found = readings(text, exact);
    const fit = found.map(Number).filter((number) => min <= number && number <= max);
    if (fit.length === 1) return { value: fit[0] };
    const said = text.trim() ? `${quoted(text)}${from}` : `Nothing${from}`;
    const allowed = `give a number from ${spoken(min)} to ${spoken(max)}`;
    if (!found.length) return { wrong: `${said} is ${text.trim() ? "no number" : "given"}: ${allowed}` };
    if (found.length === 1) return { wrong: `${said} is not allowed: ${allowed}` };
    return { wrong: `${said} can be read in two ways: write ${found.map(unmistaken).join(" or ")}` };
  };

  // --- The settings of a figure.

  // Where a label says money, the currency of the choice stands.
  const MONEY = /\bmoney\b/;
  const NOWHERE = { values: {}, hints: {}, rows: {}, currency: "", per_dollar: 1 };

  class Settings {
    // controls; starts: where settings open by what is chosen; ranges: the ends of what is not known, by setting.
    constructor({ controls = [], starts = [], ranges = {} }) {
      this.controls = new Map(controls.map((control) => [control.name, control]));
      this.starts = starts;
      this.ranges = Object.entries(ranges);
      this.leading = new Set(starts.flatMap(({ when }) => Object.keys(when)));
      this.reset();
    }

    reset() {
      this.values = new Map([...this.controls.values()].map(({ name, value }) => [name, value]));
      this.own = new Map(); // what the reader typed, and in which money
      this.faults = new Map();
      this.settle();
    }

    // All that opens at what is chosen; of several starts the later one counts.
    settle() {
      const found = this.starts.filter(({ when }) => Object.entries(when).every(([name, value]) => this.values.get(name) === value));
      const merged = (part) => Object.assign({}, ...found.map((start) => start[part]));
      const { currency, per_dollar } = found.find((start) => start.currency) ?? NOWHERE;
      this.start = { values: merged("values"), hints: merged("hints"), rows: merged("rows"), currency, per_dollar };
      const ends = this.ranges.flatMap(([, pair]) => pair);
      const numbers = [...this.controls.values()].filter(({ kind }) => kind !== "choice").map(({ name }) => name);
      const put = (name) => this.values.set(name, this.own.has(name) ? this.kept(name) : this.opens(name));
      numbers.filter((name) => !ends.includes(name)).forEach(put);
      for (const end of ends) {
        const given = this.own.has(end) && this.kept(end);
        const wrong = this.own.has(end) && this.astray(end, given);
        if (wrong) this.own.delete(end); // it no longer fits its range
        put(end);
        if (wrong) this.refuse(end, shown(given), wrong);
      }
    }

    // Where a setting stands while the reader gives none: the end of a range goes along with its value.
    opens(name) {
      const start = this.start.values[name] ?? this.controls.get(name).value;
      const [middle, pair] = this.ranges.find(([, ends]) => ends.includes(name)) ?? [];
      if (!pair) return start;
      return (name === pair[0] ? Math.min : Math.max)(start, this.values.get(middle));
    }

    // What is wrong with a number that would turn a range around. As `livecommerce.shown.controls.astray`.
    astray(name, value) {
      const turned = (side, other, most) => `“${spoken(value)}” is ${side}, ${spoken(other)}: give at ${most} ${spoken(other)}`;
      for (const [middle, [low, high]] of this.ranges) {
        const [at, least, most] = [middle, low, high].map((setting) => this.values.get(setting));
        if (name === low && value > at) return turned("above the value of its range", at, "most");
        if (name === high && value < at) return turned("below the value of its range", at, "least");
        if (name === middle && this.own.has(low) && value < least) return turned("below the low end you set", least, "least");
        if (name === middle && this.own.has(high) && value > most) return turned("above the high end you set", most, "most");
      }
      return "";
    }

    refuse(name, text, wrong, keeps = spoken(this.values.get(name))) {
      this.faults.set(name, { text, sentence: `${wrong}; the result keeps ${keeps}.` });
    }

    isMoney(name) {
      return MONEY.test(this.controls.get(name).label);
    }

    isConverted(name) {
      return this.isMoney(name) && this.own.get(name).currency !== this.start.currency;
    }

    // The reader's own value, in the money of the choice.
    kept(name) {
      const { value, per_dollar } = this.own.get(name);
      const { min, max } = this.controls.get(name);
      return this.isConverted(name) ? Math.min(max, Math.max(min, digits((value / per_dollar) * this.start.per_dollar, 4))) : value;
    }

    // Take what a reader or an address says; what is not allowed is kept beside the last good value.
    set(name, text, from = "") {
      const control = this.controls.get(name);
      const found = control.kind === "choice" ? this.chosen(control, text, from) : readNumber(text, control, from !== "", from);
      const wrong = found.wrong ?? this.astray(name, found.value);
      if (wrong) return this.refuse(name, text, wrong, found.keeps);
      this.faults.delete(name);
      if (control.kind === "choice") this.choose(name, found.value);
      else this.take(name, found.value);
    }

    chosen({ name, options }, text, from) {
      const option = options.find(([value]) => String(value) === text);
      if (option) return { value: option[0] };
      return { wrong: `${quoted(text)}${from} is no choice here: choose one of ${options.length}`, keeps: `“${this.chosenLabel(name)}”` };
    }

    chosenLabel(name) {
      return this.controls.get(name).options.find(([value]) => value === this.values.get(name))[1];
    }

    choose(name, value) {
      this.values.set(name, value);
      if (this.leading.has(name)) this.faults.clear();
      this.settle();
    }

    // A number of the reader's own, unless it is what stands here without it.
    take(name, value) {
      if (value === this.opens(name)) this.own.delete(name);
      else this.own.set(name, { value, currency: this.start.currency, per_dollar: this.start.per_dollar });
      this.settle();
    }

    // What opens here, in place of the reader's own: of one setting, or of all.
    giveUp(name) {
      for (const each of name ? [name] : [...this.own.keys()]) {
        this.own.delete(each);
        this.faults.delete(each);
      }
      this.settle();
    }

    step(name, direction) {
      const { min, max, step } = this.controls.get(name);
      this.set(name, String(Math.min(max, Math.max(min, digits(this.values.get(name) + direction * step, 12)))), " in the field");
    }

    // Labels and values as a reader knows them, and which are money.
    worded() {
      return [...this.values].map(([name, value]) => {
        const { label, options } = this.controls.get(name);
        return [label, options ? this.chosenLabel(name) : value];
      });
    }

    // What stands beside a setting: words, rows, and what can be taken in place of the reader's own.
    hint(name) {
      const { values, hints, rows, currency, per_dollar } = this.start;
      if (name === [...this.leading][0] && this.own.size) {
        const many = this.own.size === 1 ? "1 value is your own and is kept." : `${this.own.size} values are your own and are kept.`;
        return { words: many, offer: "Take what opens here instead", gives: "" };
      }
      const dollars = !this.controls.get(name).options && this.isMoney(name) && !["", "USD"].includes(currency);
      const worth = dollars ? `${spoken(digits(this.values.get(name) / per_dollar, 3))} USD. ` : "";
      if (!this.own.has(name)) {
        const opens = values[name] ?? this.values.get(name);
        const moved = this.values.get(name) === opens ? "" : `Moved with your own value, from ${spoken(opens)}. `;
        return { words: worth + moved + (hints[name] ?? ""), rows: rows[name] };
      }
      if (!(name in values)) return { words: worth };
      const { value, currency: typed } = this.own.get(name);
      const from = this.isConverted(name) ? `, from ${spoken(value)} ${typed}` : "";
      return { words: `${worth}Your own${from}.`, offer: `Take ${spoken(values[name])} instead`, gives: name };
    }
  }

  // --- The form drawn from them. Fields are paired with settings by `data-sets`, never by where they stand.

  class Form {
    constructor(root, settings, rows, changed) {
      this.element = root;
      this.settings = settings;
      this.rows = rows; // addresses by id
      this.changed = changed;
      root.addEventListener("input", ({ target }) => target.dataset.sets && this.take(target));
      root.addEventListener("change", () => this.paint());
      root.addEventListener("keydown", (event) => this.stepped(event));
      root.addEventListener("click", ({ target }) => "gives" in target.dataset && this.act(() => settings.giveUp(target.dataset.gives)));
      root.addEventListener("submit", (event) => event.preventDefault());
      root.addEventListener("reset", (event) => {
        event.preventDefault();
        this.act(() => settings.reset());
      });
    }

    act(change) {
      change();
      this.paint();
      this.changed();
    }

    take(field) {
      this.settings.set(field.dataset.sets, field.value);
      this.paint(field);
      this.changed();
    }

    // In a number's field the arrow keys go up and down, as a slider's do.
    stepped(event) {
      const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!direction || event.target.getAttribute("role") !== "spinbutton") return;
      event.preventDefault();
      this.act(() => this.settings.step(event.target.dataset.sets, direction));
    }

    // Draw every field but the one that is being typed in.
    paint(typing) {
      const { values, faults, start } = this.settings;
      for (const field of all("[data-sets]", this.element)) {
        const name = field.dataset.sets;
        const value = values.get(name);
        if (field.type === "radio") field.checked = field.value === String(value);
        else if (field.type !== "text") field.value = shown(value);
        else {
          if (field !== typing) field.value = faults.get(name)?.text ?? shown(value);
          field.setAttribute("aria-invalid", faults.has(name));
          field.setAttribute("aria-valuenow", value);
        }
      }
      const write = (part, text) => {
        // Only a change is announced.
        if (part.textContent !== text) part.textContent = text;
      };
      for (const part of all("[data-fault]", this.element)) write(part, faults.get(part.dataset.fault)?.sentence ?? "");
      for (const part of all(".lc-money", this.element)) if (start.currency) write(part, start.currency);
      for (const part of all("[data-hint]", this.element)) this.hint(part);
      // What is wrong must be seen.
      for (const folded of all("details", this.element)) {
        if (all("[data-fault]:not(:empty)", folded).length) folded.open = true;
      }
    }

    hint(part) {
      const told = this.settings.hint(part.dataset.hint);
      const said = JSON.stringify(told);
      if (part.dataset.said === said) return;
      part.dataset.said = said;
      const links = (told.rows ?? []).filter((row) => row in this.rows).map((row) => element("a", row, { href: this.rows[row], className: "lc-ref", tabIndex: -1 }));
      part.replaceChildren(told.words, ...links.flatMap((link) => [" ", link]));
      if (!told.offer) return;
      const button = element("button", told.offer, { type: "button" });
      button.dataset.gives = told.gives;
      part.append(" ", button);
    }
  }

  Object.assign(window.lc, { Settings, Form, element, shown, spoken, digits, MONEY });
})();
