// Amounts as people write them: “2.84 trillion yuan”, “$42.3bn”, “17.5 billion”, “4.5亿”, “10%”. The one place that reads them.
window.lcAmounts = (() => {
  "use strict";

  const SIZES = [
    [1e12, "trillion", "trn", "tn", "万亿", "兆"],
    [1e9, "billion", "bn", "b", "mld"],
    [1e8, "亿"],
    [1e6, "million", "mn", "mln", "m"],
    [1e4, "万"],
    [1e3, "thousand", "k"],
  ];
  const UNITS = {
    USD: ["us dollars", "us dollar", "us$", "usd", "dollars", "dollar", "$", "美元"],
    CNY: ["yuan", "rmb", "cny", "¥", "元", "人民币"],
    GBP: ["pounds", "pound", "gbp", "£"],
    EUR: ["euros", "euro", "eur", "€"],
    JPY: ["yen", "jpy", "日元"],
    KRW: ["won", "krw"],
    percent: ["per cent", "percent", "%", "％"],
    ratio: ["times", "倍"],
  };
  const size = new Map(SIZES.flatMap(([value, ...names]) => names.map((name) => [name, value])));
  const unit = new Map(Object.entries(UNITS).flatMap(([code, names]) => names.map((name) => [name, code])));

  const either = (names) => {
    const longestFirst = [...names].sort((one, other) => other.length - one.length);
    // A word ends where it ends: “m” is no million in “market”.
    return longestFirst
      .map((name) => name.replace(/[$.]/g, "\\$&") + (/[a-z]$/.test(name) ? "(?![a-z])" : ""))
      .join("|");
  };
  const AMOUNT = new RegExp(
    `(?:(${either(unit.keys())})\\s*)?` +
      "(?<![\\d.,])(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)" +
      `[\\s-]*(${either(size.keys())})?\\s*(${either(unit.keys())})?`,
    "giu",
  );

  // The amounts in a text, and the words around them. A bare number, such as a year, stays a word.
  const read = (text) => {
    const amounts = [];
    const rest = text.toLowerCase().replace(AMOUNT, (whole, before, digits, grown, after) => {
      if (!before && !grown && !after && !digits.includes(",")) return whole;
      const scale = size.get(grown) ?? 1;
      const number = digits.replaceAll(",", "");
      const decimals = number.split(".")[1]?.length ?? 0;
      const slack = (0.5000001 * scale) / 10 ** decimals; // what is written was perhaps rounded
      amounts.push({ value: Number(number) * scale, slack: decimals || grown ? slack : 0, unit: unit.get(after ?? before) });
      return " ";
    });
    return { amounts, rest };
  };

  // How well a row's bounds fit: 3 when the amount is all they say, 2 when it is one of them, 1 when it lies between, else 0.
  const fits = (amount, [low, high, code]) => {
    if (amount.unit && amount.unit !== code) return 0;
    const bounds = [low, high].filter((bound) => bound !== null);
    const equal = bounds.filter((bound) => Math.abs(bound - amount.value) <= amount.slack).length;
    if (equal) return equal === bounds.length ? 3 : 2;
    return bounds.length === 2 && low <= amount.value && amount.value <= high ? 1 : 0;
  };

  return { read, fits };
})();
