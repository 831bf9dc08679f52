// Quote: the words that an annotation is about, in the text of its article -> where they stand, or why they do not.

import { TooCommon, describe, find, fold, isInside } from "./anchoring.js";

const FAR = 500; // signs before and after a place that are looked at

// Where words stand: `state` is found, none, many, cut (half a word), common or empty; `spans` are their places, and
// `whole` the whole words that half ones lie in.
export function located(text, folded, { exact, prefix = "", suffix = "" }) {
  let spans;
  try {
    spans = find(exact, folded, prefix, suffix);
  } catch (error) {
    return { state: error instanceof TooCommon ? "common" : "empty", spans: [] };
  }
  if (spans.length === 1) return { state: "found", spans };
  if (spans.length) return { state: "many", spans };
  const whole = wholeWords(folded, exact);
  return whole ? { state: "cut", spans, whole, words: text.slice(whole.start, whole.end) } : { state: "none", spans };
}

// The span of the whole words in which some words first stand; null where they stand nowhere.
function wholeWords(folded, exact) {
  const wanted = fold(exact).text.trim();
  let start = folded.text.indexOf(wanted);
  if (!wanted || start < 0) return null;
  let end = start + wanted.length;
  while (start > 0 && isInside(folded, start)) start -= 1;
  while (end < folded.text.length && isInside(folded, end)) end += 1;
  return folded.span(start, end);
}

// How many signs two texts have in common, from the end of the first ones or the beginning of the others.
function common(one, other, step) {
  const at = (text, n) => (step < 0 ? text[text.length - 1 - n] : text[n]);
  let n = 0;
  while (n < Math.min(one.length, other.length) && at(one, n) === at(other, n)) n += 1;
  return n;
}

// The one of several places that has these words around it; undefined where none is better than all others.
export function meant(text, spans, { before, after }) {
  const [left, right] = [fold(before).text.trim(), fold(after).text.trim()];
  if (!left && !right) return undefined;
  const ranked = spans.map((span) => {
    const one = fold(text.slice(Math.max(0, span.start - FAR), span.start)).text.trim();
    const other = fold(text.slice(span.end, span.end + FAR)).text.trim();
    return { span, rank: common(left, one, -1) + common(right, other, 1) };
  }).sort((one, other) => other.rank - one.rank);
  return ranked[0].rank > (ranked[1]?.rank ?? -1) ? ranked[0].span : undefined;
}

// The quote of a span, as an annotation says it: the words alone, where these stand once.
export function quoteOf(text, span) {
  const { exact, prefix, suffix } = describe(text, span);
  if (!prefix && !suffix) return exact;
  return { exact, ...(prefix ? { prefix } : {}), ...(suffix ? { suffix } : {}) };
}

// The words of a page as its text has them: where a link has no words of its own, a page shows the title of its record,
// and the text has the id.
export function asInText({ quote, before, after }, text, records) {
  const all = `${before}${quote}${after}`;
  const ids = Object.keys(records).filter((id) => text.includes(id) && all.includes(records[id].title));
  const read = (words) => ids.reduce((known, id) => known.replaceAll(records[id].title, id), words);
  return { quote: read(quote), before: read(before), after: read(after) };
}

export const selector = (quote) => (typeof quote === "object" && quote ? quote : { exact: quote ?? "" });

// A quote with other words around it, and the language that it had.
export function withLanguage(quote, old) {
  const { lang } = selector(old);
  return lang ? { ...selector(quote), lang } : quote;
}
