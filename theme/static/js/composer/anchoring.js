// Anchoring: a quote and a text -> the spans that it fits; a span -> the quote that fits it alone. This is
// `suites/archive/anchoring` in JavaScript, and both find the same (tests/cases/anchoring.yaml). Offsets are those of
// strings here, in UTF-16 units.

const MAX_PLACES = 500; // a quote that stands in more is refused
const CONTEXT = 1000; // characters before and after a quote that can tell it from another
const LONGEST_CLUSTER = 64; // marks on one letter: more are no writing (UAX #15)

// Why there is no quote: nothing that can be sought, too many places, no whole words, no words around that tell it from
// all others.
export class NothingToFind extends Error {}
export class TooCommon extends Error {}
export class CutsWord extends Error {}
export class Ambiguous extends Error {}

// --- folding ---------------------------------------------------------------------------------------------------

// Selectors of a glyph's form; then soft hyphens, signs of direction and joiners.
const SELECTORS = "\\ufe00-\\ufe0f\\u180b-\\u180f\\u{e0100}-\\u{e01ef}";
const INVISIBLE =
  `\\u00ad\\u061c\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff${SELECTORS}`;
const JOINER = "\u200d";
// Pictures, the colours of their skins, and the letters of flags. A joiner between two is seen.
const PICTURES =
  "\\u00a9\\u00ae\\u2190-\\u2199\\u21a9\\u21aa\\u231a-\\u2328\\u23cf-\\u23fa\\u25aa-\\u27bf\\u2934\\u2935" +
  "\\u2b05-\\u2b55\\u3030\\u303d\\u{1f000}-\\u{1faff}";
const UNSEEN = new RegExp(
  `[${INVISIBLE}]|(?<![${PICTURES}])(?<![${PICTURES}][${SELECTORS}])${JOINER}|${JOINER}(?![${PICTURES}])`,
  "gu",
);
// What is written otherwise for its letters: ligatures, full-width forms, raised letters (1ᵉʳ).
const LETTERS =
  "\\ufb00-\\ufb06\\uff01-\\uff5e\\uffe0\\uffe1\\uffe5\\uffe6" +
  "\\u02b0-\\u02b8\\u02e0-\\u02e4\\u1d2c-\\u1d61\\u1d78\\u1d9b-\\u1dbf\\u2071\\u207f";
const EACH_LETTER = new RegExp(`[${LETTERS}]`, "gu");
const UNEQUAL = new RegExp(`[${INVISIBLE}${JOINER}${LETTERS}]`, "u");

// What Python strips and splits at; `\s` has others.
const SPACE = /[\t-\r\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const ALIKE = { "'": "’‘‚‛‹›ʼʹ′´", '"': "“”„‟ʺ″", "-": "‐‑‒–—―−" };
const PLAIN = new Map(Object.entries(ALIKE).flatMap(([shown, signs]) => [...signs].map((sign) => [sign, shown])));
const UNLIKE = new RegExp(`[${[...PLAIN.keys()].join("")}]|${SPACE.source}`, "gu");

// Browsers for terminals write 1^er.
const UNEVEN =
  /« *|»|…| (?=[ »:;!?])(?: *»| *)|\^(?<=[\p{L}\p{N}]\^)(?=[\p{L}\p{Nl}\p{No}]{1,4}(?![\p{L}\p{N}]))/gu;
const HIGH = /[:;!?]/u;
const WORD = /[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*|\uffff/gu;
const MARK = /\p{M}/u;
const LONG_CLUSTERS = new RegExp(`\\p{M}{${LONGEST_CLUSTER},}`, "gu");

// A folded text that knows its original, and of each of its units where it begins and ends there.
class Folded {
  constructor(original) {
    this.original = original;
    this.text = "";
    this.starts = [];
    this.ends = [];
  }

  // Adds text that stands for the original from `start` to `end`.
  add(shown, start, end) {
    for (let unit = 0; unit < shown.length; unit += 1) {
      this.starts.push(start);
      this.ends.push(end);
    }
    this.text += shown;
  }

  // Adds text that stands for the original from `start` on, one for one.
  copy(shown, start) {
    for (let unit = 0; unit < shown.length; unit += 1) {
      this.starts.push(start + unit);
      this.ends.push(start + unit + 1);
    }
    this.text += shown;
  }

  // The span of the original of what is folded from `start` to `end`.
  span(start, end) {
    return { start: this.starts[start], end: this.ends[end - 1] };
  }
}

// A text as quotes are compared: { text, span(start, end) }.
export function fold(text) {
  if (isComposed(text)) return foldSigns(text);
  const composed = compose(text);
  const signs = foldSigns(composed.text);
  const folded = new Folded(text);
  // Two steps, so each unit goes back through both.
  folded.text = signs.text;
  folded.starts = signs.starts.map((start) => composed.starts[start]);
  folded.ends = signs.ends.map((end) => composed.ends[end - 1]);
  return folded;
}

function isComposed(text) {
  const isNormal = (part) => part.normalize("NFC") === part;
  if (UNEQUAL.test(text)) return false;
  // Browsers take quadratic time to order marks. Where those of a long cluster are in order, there is nothing to do.
  for (const [marks] of text.matchAll(LONG_CLUSTERS)) {
    const each = [...marks];
    if (!each.every((mark, at) => isNormal((each[at - 1] ?? "") + mark))) return false;
  }
  return isNormal(text);
}

const plain = (text) => text.replace(UNLIKE, (sign) => PLAIN.get(sign) ?? " ");

function foldSigns(original) {
  const text = plain(original);
  const folded = new Folded(original);
  let at = 0;
  for (const { 0: found, index: first } of text.matchAll(UNEVEN)) {
    const end = first + found.length;
    folded.copy(text.slice(at, first), at);
    // A guillemet alone; the spaces inside it belong to no character.
    if (found.startsWith("«")) folded.add('"', first, first + 1);
    else if (found.endsWith("»")) folded.add('"', end - 1, end);
    else if (found === "…") folded.add("...", first, end);
    else if (found !== "^" && !HIGH.test(text[end] ?? "")) folded.add(" ", first, end);
    at = end;
  }
  folded.copy(text.slice(at), at);
  return folded;
}

function compose(text) {
  const unseen = new Set([...text.matchAll(UNSEEN)].map(({ index }) => index));
  const clusters = [];
  let at = 0;
  for (const char of text) {
    const last = clusters.at(-1);
    const isVowelOrFinal = "\u1160" <= char && char <= "\u11ff"; // of Hangul
    const seen = unseen.has(at) ? "" : char;
    const joins = MARK.test(char) || isVowelOrFinal || char === JOINER || !seen;
    if (last?.signs < LONGEST_CLUSTER && joins) {
      last.signs += 1;
      last.seen += seen;
      last.end += char.length;
    } else clusters.push({ signs: 1, seen, start: at, end: at + char.length });
    at += char.length;
  }
  const folded = new Folded(text);
  for (const { seen, start, end } of clusters) {
    const letters = seen.replace(EACH_LETTER, (sign) => sign.normalize("NFKC"));
    folded.add(letters.normalize("NFC"), start, end);
  }
  return folded;
}

// The words of a text, folded, in lower case.
export function words(text) {
  const isPlain = isComposed(text) && !text.includes("^");
  return (isPlain ? plain(text) : fold(text).text).toLowerCase().match(WORD) ?? [];
}

// --- boundaries ------------------------------------------------------------------------------------------------

// Letters of scripts without spaces, which are apart (UAX #29), and those of Katakana.
const APART = new RegExp(
  "[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u1950-\\u19df\\u1a20-\\u1aaf\\u3005-\\u3007\\u3021-\\u3029" +
    "\\u3038-\\u303b\\u3041-\\u309f\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua9e0-\\ua9ff\\uaa60-\\uaadf\\uf900-\\ufaff" +
    "\\u{11700}-\\u{1174f}\\u{17000}-\\u{18dff}\\u{1b001}-\\u{1b11f}\\u{1b150}-\\u{1b152}\\u{1b170}-\\u{1b2ff}" +
    "\\u{20000}-\\u{3fffd}]",
  "u",
);
// The colours of skins, and the tags of the flags of countries within countries.
const MODIFIER = /[\u{1f3fb}-\u{1f3ff}\u{e0020}-\u{e007f}]/u;
const FLAG = /^[\u{1f1e6}-\u{1f1ff}]$/u; // two letters are a flag
const MOST_FLAGS = 256;
const KATAKANA = /[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d]/u;
const DIGIT = /^\p{Nd}$/u;
const JOINT = /^[.,':/\u2044]$/u; // between two digits
const SIGN = /^[-+±]$/u;
const BEFORE_SIGN = /^[ \n"'([{/=<>~≈]$/u;
const CURRENCY = /^[$€£¥]$/u;
const GROUP_BEFORE = /(?<!\p{Nd})(?<!\p{Nd}[.,:/'])\p{Nd}{1,3}$/u;
const GROUP_AFTER = /^\p{Nd}{3}(?!\p{Nd})/u;
// Two kinds: a letter, a decimal digit, another numeral, Katakana.
const JOINED = new Set(["ll", "ld", "dl", "dd", "nd", "dn", "nn", "kk"]);

// The last characters before a place, and the first ones after it: whole ones, where a unit may be half of one.
const charsBefore = (text, at, count) => [...text.slice(Math.max(0, at - 2 * count), at)].slice(-count);
const charsAfter = (text, at, count) => [...text.slice(at, at + 2 * count)].slice(0, count);

// Whether a place in a folded text lies inside a word, a number, an emoji or an ellipsis.
export function isInside(folded, at) {
  const { text } = folded;
  if (at <= 0 || at >= text.length) return false;
  const [before, earlier = " "] = charsBefore(text, at, 2).reverse();
  const [after, later = ""] = charsAfter(text, at, 2);
  if (before === " " || after === " ") return partsThousands(folded, before === " " ? at - 1 : at);
  if ((before === "." && after === ".") || before === JOINER || after === JOINER || MODIFIER.test(after)) return true;
  if (FLAG.test(before) && FLAG.test(after)) {
    const letters = charsBefore(text, at, 2 * MOST_FLAGS).reverse();
    const others = letters.findIndex((letter) => !FLAG.test(letter));
    return (others < 0 ? letters.length : others) % 2 === 1;
  }
  if (DIGIT.test(after) || CURRENCY.test(after)) {
    return isInNumber(earlier, before, after, later) || areJoined(before, after);
  }
  if (JOINT.test(after) && DIGIT.test(before)) return DIGIT.test(later);
  return areJoined(before, after);
}

// Whether a digit, or a currency, has more of its number before it.
function isInNumber(earlier, before, after, later) {
  if (SIGN.test(before)) return BEFORE_SIGN.test(earlier) && DIGIT.test(CURRENCY.test(after) ? later : after);
  if (!JOINT.test(before) || !DIGIT.test(after)) return false;
  return DIGIT.test(earlier) || (before === "." && (BEFORE_SIGN.test(earlier) || SIGN.test(earlier)));
}

// Whether a space stands between two groups of digits of one number; a line feed parts two blocks.
function partsThousands(folded, space) {
  const { text, original } = folded;
  if (!GROUP_AFTER.test(charsAfter(text, space + 1, 4).join(""))) return false;
  if (!GROUP_BEFORE.test(charsBefore(text, space, 5).join(""))) return false;
  const { start, end } = folded.span(space, space + 1);
  return !original.slice(start, end).includes("\n");
}

function areJoined(before, after) {
  return MARK.test(after) || JOINED.has(kind(before) + kind(after));
}

function kind(char) {
  if (DIGIT.test(char)) return "d";
  if (APART.test(char)) return "";
  if (KATAKANA.test(char)) return "k";
  if (/[\p{L}\p{M}\p{Nl}]/u.test(char)) return "l";
  return /\p{No}/u.test(char) ? "n" : "";
}

// --- quotes ----------------------------------------------------------------------------------------------------

// Every span of the original text that a quote fits, in order, overlapping ones too. Throws `NothingToFind` and
// `TooCommon`.
export function find(exact, folded, prefix = "", suffix = "") {
  const { text } = folded;
  const wanted = sought(exact);
  const [before, after] = [prefix, suffix].map((around) => fold(around).text.trim());
  const found = matches(wanted, folded).filter((start) => {
    const [until, since] = gap(text, start, start + wanted.length);
    return text.endsWith(before, until) && text.startsWith(after, since);
  });
  const spans = found.map((start) => folded.span(start, start + wanted.length));
  return spans.filter(({ start, end }, at) => start !== spans[at - 1]?.start || end !== spans[at - 1]?.end);
}

// The selector that fits this span of the text and no other, with fewest words: { exact, prefix, suffix }. Throws
// `NothingToFind`, `TooCommon`, `CutsWord` and `Ambiguous`.
export function describe(text, { start: from, end: to }) {
  const folded = fold(text);
  const wanted = sought(text.slice(from, to));
  const found = matches(wanted, folded);
  const start = found.find((match) => folded.starts[match] >= from);
  if (start === undefined || folded.starts[start] >= to) throw new CutsWord(`no whole words from ${from} to ${to}`);
  const [until, since] = gap(folded.text, start, start + wanted.length);
  const [before, after] = context(folded.text, until, since);
  const others = found.filter((match) => match !== start).map((match) => {
    const [one, other] = context(folded.text, ...gap(folded.text, match, match + wanted.length));
    return [common(before, one), common(after, other)];
  });
  const [left, right] = shortest(ends(before), ends(after), others);
  const words = (chars) => chars.join("").length;
  const prefix = left ? folded.span(until - words(before.slice(0, left)), until) : null;
  const suffix = right ? folded.span(since, since + words(after.slice(0, right))) : null;
  const shown = (span) => (span ? onOneLine(text.slice(span.start, span.end)) : "");
  return { exact: shown({ start: from, end: to }), prefix: shown(prefix), suffix: shown(suffix) };
}

function sought(exact) {
  const wanted = fold(exact).text.trim();
  if (!wanted) throw new NothingToFind("a quote without words");
  return wanted;
}

function matches(wanted, folded) {
  const found = places(wanted, folded.text);
  if (found.length === MAX_PLACES) throw new TooCommon(`words in more than ${MAX_PLACES} places`);
  return found.filter((start) => !isInside(folded, start) && !isInside(folded, start + wanted.length));
}

// Where words stand in a text, `MAX_PLACES` at most. `indexOf` would take quadratic time where both repeat themselves;
// this is linear (Knuth, Morris, Pratt): at each unit, how much of the beginning ends there.
function places(wanted, text) {
  const both = `${wanted}\ud800${text}`; // half of a character stands in no text
  const lengths = new Uint32Array(both.length);
  const found = [];
  for (let at = 1, length = 0; at < both.length && found.length < MAX_PLACES; at += 1) {
    while (length && both[at] !== both[length]) length = lengths[length - 1];
    if (both[at] === both[length]) length += 1;
    lengths[at] = length;
    if (length === wanted.length) found.push(at - 2 * length);
  }
  return found;
}

// Where the words before and after a match end and begin, but for a space.
function gap(text, start, end) {
  return [text[start - 1] === " " ? start - 1 : start, text[end] === " " ? end + 1 : end];
}

// The characters around, those before from the last to the first.
function context(text, until, since) {
  return [charsBefore(text, until, CONTEXT).reverse(), charsAfter(text, since, CONTEXT)];
}

function common(a, b) {
  const differs = a.findIndex((char, at) => char !== b[at]);
  return differs < 0 ? a.length : differs;
}

// The lengths that a prefix or a suffix may have, by number of words.
function ends(chars) {
  return [...chars.keys(), chars.length].filter((at) => at === 0 || at === chars.length || chars[at] === " ");
}

// The lengths, of the fewest words, that no other match shares. `others` say how many characters the context of each
// has in common with ours, before and after.
function shortest(lefts, rights, others) {
  const above = (lengths, shared) => lengths.filter((length) => length <= shared).length;
  // For each other match, the number of words before, or else after, that tells it from ours.
  const needs = others.map(([before, after]) => [above(lefts, before), above(rights, after)]);
  let best = null;
  for (const left of new Set([0, ...needs.map(([before]) => before)])) {
    const right = Math.max(0, ...needs.filter(([before]) => before > left).map(([, after]) => after));
    const rank = [left + right, right];
    const isBetter = !best || rank[0] < best.rank[0] || (rank[0] === best.rank[0] && rank[1] < best.rank[1]);
    if (left < lefts.length && right < rights.length && isBetter) best = { rank, left, right };
  }
  if (!best) throw new Ambiguous("no words before or after tell this quote from another");
  return [lefts[best.left], rights[best.right]];
}

function onOneLine(text) {
  return stripped(text.replaceAll("\n", " "));
}

function stripped(text) {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text[start])) start += 1;
  while (end > start && SPACE.test(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

// --- quotations ------------------------------------------------------------------------------------------------

// The quotations between the marks of a language, outermost ones only, none across two blocks: spans of their words,
// each with its `whole`, which takes the marks along.
export function quotations(text, { opening, closing }) {
  const pairs = [];
  let opened = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === opening) opened.push(at);
    else if (text[at] === "\n") opened = [];
    else if (text[at] === closing && opened.length) pairs.push({ start: opened.pop(), end: at + 1 });
  }
  pairs.sort((a, b) => a.start - b.start);
  let reached = 0;
  return pairs.flatMap((whole) => {
    if (whole.start < reached) return [];
    reached = whole.end;
    const inside = text.slice(whole.start + 1, whole.end - 1);
    const own = stripped(inside);
    const start = whole.start + 1 + inside.indexOf(own);
    return own ? [{ start, end: start + own.length, whole }] : [];
  });
}

// Whether a span lies wholly inside one of the quotations, their marks allowed.
export function isVerbatim(span, among) {
  return among.some(({ whole }) => whole.start <= span.start && span.end <= whole.end);
}
