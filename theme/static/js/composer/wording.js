// Wording: values as problems show them, and the hints at what was meant. All of it says what `make check` says
// (`suites/archive/problems.py`, `slugs.py`).

import { isMapping } from "./values.js";

const LIKE = 60; // of 100, from which a word is near another
const FEW = 7; // words that are all named
const TITLE_LETTERS = { œ: "oe", æ: "ae", ß: "ss" };
const WORD = /[\p{L}\p{N}_]/u;
const FILLERS = /[\u115f\u1160\u3164\uffa0]/gu; // letters to Unicode, and blank
const UNSEEN = /[\p{Zs}\p{Zl}\p{Zp}\p{Cc}\p{Cf}\p{Cs}\p{M}\u2800]/gu;

const inOrder = (one, other) => (one < other ? -1 : Number(one > other));
export const sorted = (all) => [...new Set(all)].sort(inOrder);
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/gu, ",");

// A text without the white space at its ends. Unlike JavaScript, Python takes U+FEFF for none, and U+0085 for some.
export const strip = (text) => text.replace(/^[\p{Z}\s\x85]+|[\p{Z}\s\x85]+$/gu, "");

export function isVisible(text) {
  const shown = text.replace(FILLERS, "");
  return WORD.test(shown) || shown.replace(UNSEEN, "") !== "";
}

// A text between straight quotation marks, shortened.
export function quoted(text, limit = 60) {
  const signs = [...String(text)];
  return `"${signs.length <= limit ? text : `${signs.slice(0, limit - 1).join("")}…`}"`;
}

// A value as it would stand in a file, and the first sign in it that cannot be seen: `unseen` has their names.
export function shown(value, unseen) {
  if (Array.isArray(value)) return quoted("a list");
  if (isMapping(value)) return quoted("keys and values");
  const sign = [...String(value)].find((one) => one in unseen);
  return quoted(value) + (sign ? `, with ${unseen[sign]} in it,` : "");
}

// A hint at the allowed words: all when they are few, else the nearest one; else nothing.
export function nearest(word, allowed) {
  const known = sorted(allowed);
  if (!known.length) return "";
  if (known.length <= FEW) return `use one of: ${known.join(", ")}`;
  const found = closest(word, known);
  return found ? `did you mean ${found}?` : "";
}

// The known word that is most like another one; nothing when none is.
export function closest(word, known) {
  const sought = [...word].slice(0, 200);
  let [found, best] = ["", 0];
  for (const one of known) {
    const signs = [...one];
    const length = sought.length + signs.length;
    // Words in common are at most as many as the shorter one has.
    const most = (200 * Math.min(sought.length, signs.length)) / length;
    if (most < LIKE || most <= best) continue;
    const likeness = (200 * inCommon(sought, signs)) / length;
    if (likeness >= LIKE && likeness > best) [found, best] = [one, likeness];
  }
  return found;
}

// How many signs two words have in common, in order.
function inCommon(one, other) {
  let row = new Uint16Array(other.length + 1);
  for (const sign of one) {
    const next = new Uint16Array(row.length);
    other.forEach((its, at) => {
      next[at + 1] = sign === its ? row[at] + 1 : Math.max(row[at + 1], next[at]);
    });
    row = next;
  }
  return row[other.length];
}

// An id that a text may have meant; nothing where no sign of it can stand in one.
export function proposedId(text) {
  const plain = [...text].slice(0, 1000).join("").normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const slug = plain.replace(/[œæß]/gu, (letter) => TITLE_LETTERS[letter]).replace(/[^a-z0-9]+/gu, "-");
  return slug.replace(/^-+|-+$/gu, "").slice(0, 80).replace(/^-+|-+$/gu, "");
}
