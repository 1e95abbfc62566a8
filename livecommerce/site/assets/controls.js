// What a reader sets: read, checked and kept in one place; the form is drawn from it.
(() => {
  "use strict";

  const { all } = window.lc;

  // --- Numbers as people write them: 1,234.5 or $12 or 30 %; a comma that may be a decimal point is not guessed at.

  const PLAIN = /^[+-]?((\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+)$/;
  const bare = (text) => text.replace(/[\p{Sc}%\s'’_]/gu, "").replace("−", "-");
  const shortened = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

  // The number in a text, or what is wrong with it.
  const readNumber = (text) => {
    const digits = bare(text);
    if (PLAIN.test(digits)) return { number: Number(digits.replaceAll(",", "")) };
    return { wrong: /^[+-]?\d[\d.,]*$/.test(digits) ? "can be read in two ways" : "is no number" };
  };

  const shown = (value) => (typeof value === "number" ? String(Number(value.toPrecision(12))) : String(value));
  const spoken = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 6 });

  // --- The settings of a figure.

  class Settings {
    // controls, presets (by menu and choice, values by setting) and hints, as the page carries them.
    constructor({ controls = [], presets = {}, hints = {} }) {
      this.controls = new Map(controls.map((control) => [control.name, control]));
      this.presets = new Map(Object.entries(presets).map(([menu, choices]) => [menu, new Map(Object.entries(choices))]));
      this.hints = new Map(Object.entries(hints));
      this.reset();
    }

    reset() {
      this.values = new Map([...this.controls.values()].map(({ name, value }) => [name, value]));
      this.picked = new Map();
      this.faults = new Map();
    }

    // Take what a reader or an address says; what is not allowed is kept beside the last good value.
    set(name, text, from = "") {
      const control = this.controls.get(name);
      const found = control.kind === "choice" ? this.chosen(control, text) : this.measured(control, text);
      if ("value" in found) {
        this.faults.delete(name);
        this.values.set(name, found.value);
        if (this.presets.has(name)) this.pick(name, text);
      } else {
        const what = text.trim() ? `“${shortened(text)}”${from} ${found.wrong}` : `Nothing is given${from}`;
        this.faults.set(name, { text, sentence: `${what}: ${found.ask}; the result keeps ${found.keeps}.` });
      }
    }

    chosen({ name, options }, text) {
      const option = options.find(([value]) => String(value) === text);
      if (option) return { value: option[0] };
      const [, keeps] = options.find(([value]) => value === this.values.get(name));
      return { wrong: "is no choice here", ask: `choose one of ${options.length}`, keeps: `“${keeps}”` };
    }

    measured({ name, min, max }, text) {
      const { number, wrong } = readNumber(text);
      if (number >= min && number <= max) return { value: number };
      return {
        wrong: wrong ?? "is not allowed",
        ask: `give a number from ${spoken(min)} to ${spoken(max)}`,
        keeps: spoken(this.values.get(name)),
      };
    }

    // Start from a case: all that it sets.
    pick(menu, choice) {
      this.picked.set(menu, choice);
      for (const [name, value] of Object.entries(this.presets.get(menu)?.get(choice) ?? {})) {
        this.faults.delete(name);
        this.values.set(name, value);
      }
    }

    step(name, direction) {
      const { min, max, step } = this.controls.get(name);
      const next = Number((this.values.get(name) + direction * step).toPrecision(12));
      this.set(name, shown(Math.min(max, Math.max(min, next))));
    }

    // The case that a menu stands at: one whose settings all hold. None is called custom.
    at(menu) {
      const holds = (values) => Object.entries(values).every(([name, value]) => this.values.get(name) === value);
      const choices = this.presets.get(menu);
      const picked = this.picked.get(menu);
      if (choices.has(picked) && holds(choices.get(picked))) return picked;
      return [...choices].find(([, values]) => holds(values))?.[0] ?? "";
    }

    // Labels and values as a reader knows them.
    worded() {
      return [...this.values].map(([name, value]) => {
        const { label, options } = this.controls.get(name);
        return [label, options ? options.find(([option]) => option === value)[1] : value];
      });
    }

    // What a setting rests on; where a choice set it and the reader changed it, that it is the reader's own.
    hint(name) {
      const leading = [...this.presets.keys()].find((menu) => this.controls.has(menu));
      const choice = leading === undefined ? "" : String(this.values.get(leading));
      const set = this.presets.get(leading)?.get(choice);
      const own = set && Object.hasOwn(set, name) && set[name] !== this.values.get(name);
      return own ? "your own" : (this.hints.get(choice)?.[name] ?? "");
    }
  }

  // --- The form drawn from them. Fields are paired with settings by `data-sets`, never by where they stand.

  class Form {
    constructor(element, settings, changed) {
      this.element = element;
      this.settings = settings;
      this.changed = changed;
      element.addEventListener("input", ({ target }) => this.take(target));
      element.addEventListener("change", () => this.paint());
      element.addEventListener("keydown", (event) => this.stepped(event));
      element.addEventListener("submit", (event) => event.preventDefault());
      element.addEventListener("reset", (event) => {
        event.preventDefault();
        settings.reset();
        this.paint();
        changed();
      });
    }

    take(field) {
      const { sets, menu } = field.dataset;
      if (menu !== undefined) this.settings.pick(menu, field.value);
      else this.settings.set(sets, field.value);
      this.paint(field);
      this.changed();
    }

    // In a number's field the arrow keys go up and down, as a slider's do.
    stepped(event) {
      const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!direction || event.target.getAttribute("role") !== "spinbutton") return;
      event.preventDefault();
      this.settings.step(event.target.dataset.sets, direction);
      this.paint();
      this.changed();
    }

    // Draw every field but the one that is being typed in.
    paint(typing) {
      const { values, faults } = this.settings;
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
      for (const menu of all("[data-menu]", this.element)) menu.value = this.settings.at(menu.dataset.menu);
      const write = (part, text) => {
        // Only a change is announced.
        if (part.textContent !== text) part.textContent = text;
      };
      for (const part of all("[data-fault]", this.element)) write(part, faults.get(part.dataset.fault)?.sentence ?? "");
      for (const part of all("[data-hint]", this.element)) write(part, this.settings.hint(part.dataset.hint));
      // What is wrong must be seen.
      for (const folded of all("details", this.element)) {
        if (all("[data-fault]:not(:empty)", folded).length) folded.open = true;
      }
    }
  }

  Object.assign(window.lc, { Settings, Form, shown, spoken });
})();
