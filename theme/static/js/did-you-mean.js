// Did you mean: a word that is nowhere -> the nearest word of the archive, or none. The words are in one file for each
// first letter (`suites/site/search/index_files.py`), the commonest first; only the letter that is needed is read.

import { bare } from "./question.js";

const WORDS = new URL("../../pagefind/words/", import.meta.url);
const kept = new Map();

function letter(first) {
  const name = /[a-z]/u.test(first) ? first : "_";
  if (!kept.has(name)) {
    const read = fetch(new URL(`${name}.txt`, WORDS)).then((answer) => (answer.ok ? answer.text() : ""));
    kept.set(name, read.then((text) => text.split(" ").filter(Boolean), () => []));
  }
  return kept.get(name);
}

// How far two words are apart: letters put in, left out, changed or exchanged with the next (Damerau, restricted), a
// doubled letter for half as much; Infinity beyond `most`.
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most * 2) return Infinity;
  let [before, row] = [[], [...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const [a, b] = [one[i - 1], other[j - 1]];
      const leftOut = row[j] + (a === one[i - 2] ? 0.5 : 1);
      const putIn = next[j - 1] + (b === other[j - 2] ? 0.5 : 1);
      next[j] = Math.min(leftOut, putIn, row[j - 1] + (a === b ? 0 : 1));
      if (i > 1 && j > 1 && a === other[j - 2] && b === one[i - 2]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return Infinity;
    [before, row] = [row, next];
  }
  return row[other.length] <= most ? row[other.length] : Infinity;
}

export async function nearest({ sounds }, word) {
  const asked = bare(word);
  if (asked.length < 4 || /\d/u.test(asked)) return "";
  const most = asked.length < 6 ? 1 : asked.length < 9 ? 1.5 : 2;
  const alike = sounds.split(" ").find((one) => one.startsWith(`${asked[0]}:`))?.slice(2) ?? "";
  for (const first of [asked[0], ...alike]) {
    let [best, least] = ["", Infinity];
    for (const known of await letter(first)) {
      // Of equals the first, which is the commonest.
      const far = distance(asked, bare(known), most);
      if (far < least) [best, least] = [known, far];
    }
    if (best) return best;
    const words = new Set((await letter(first)).map(bare));
    for (let cut = 3; cut <= asked.length - 3; cut += 1) {
      const [head, tail] = [asked.slice(0, cut), asked.slice(cut)];
      if (words.has(head) && (await letter(tail[0])).some((known) => bare(known) === tail)) return `${head} ${tail}`;
    }
  }
  return "";
}

// Whether two words are forms of one, as far as their first letters tell.
function areAlike(one, other) {
  const least = Math.min(one.length, other.length);
  let same = 0;
  while (same < least && one[same] === other[same]) same += 1;
  return same >= least - 1 && same * 2 > Math.max(one.length, other.length);
}

// The question, with a nearer word for each word that the pages found hold in no like form, though the index knows
// something like it; `held` are the words of those pages. Empty when there is none.
export async function rather(language, question, words, held) {
  const known = held.map(bare);
  let proposed = question;
  for (const word of words.filter((one) => one.length > 4 && /^\p{L}+$/u.test(one))) {
    if (known.some((one) => areAlike(bare(word), one))) continue;
    const near = await nearest(language, word);
    if (near && !areAlike(bare(word), bare(near))) proposed = proposed.replace(word, near);
  }
  return proposed === question ? "" : proposed;
}

// The question with its unknown words replaced by the nearest that are known; empty unless there is one for each.
export async function meant(language, question, unknown) {
  let proposed = question;
  for (const word of unknown) {
    const near = await nearest(language, word);
    if (!near) return "";
    proposed = proposed.replace(word, near);
  }
  return proposed;
}
