// Question: the text that a reader types -> the words and phrases that the index is asked for. A question is a list of
// units, and a page answers when it holds them all. A unit has one way or several: each a list of words or phrases that
// must all be there. Words between quotation marks are a phrase; names are known by all their forms, amounts with sign
// or word.

// The same lists stand in `suites/site/search/folding.py`, whose copies set these articles apart, and fold these signs.
const ELIDED = "l|d|qu|j|n|s|m|t|c|jusqu|lorsqu|puisqu|quoiqu";
const ARTICLE = new RegExp(`^(?:${ELIDED})'(?=.)`, "iu");
export const LONE_ARTICLE = new RegExp(`^(?:${ELIDED})'$`, "iu");
const APOSTROPHES = /[’‘‛ʼʻʹˈ′´\x60＇]/gu;
const HYPHENS = /[‐‑⁃﹣－֊־]/gu;
const DASHES = /[‒–—―−⸺⸻﹘/…]/gu;
const PHRASES = /«([^»]*)»|“([^”]*)”|"([^"]*)"/gu;
const NOT_INDEXED = /[^\p{Alphabetic}\p{N}$€£%+]+/gu;
const BEFORE = /^[^\p{Alphabetic}\p{N}$€£%+]+/u;

// Words that say nothing of what is sought: they need not stand in a page, unless they are all there is.
const SMALL = new Set(("a ai as au aux avec ce cela ces cet cette ceux chez comment combien dans de depuis des donc " +
  "du elle elles en entre est estce et etait etaient ete etre eu il ils je la le les leur leurs lui ma mais me mes " +
  "mon ne ni nos notre nous on ont ou par pas pour pourquoi quand que quel quelle quelles quels questce qui quoi sa " +
  "se ses si sera seront son sont sur t ta tes toi ton tu un une va vers veut vont vos votre vous y").split(" "));

const DOLLARS = ["$", "dollar"];
const EUROS = ["€", "euros"];
const MONEY = {
  $: DOLLARS, dollar: DOLLARS, usd: DOLLARS, "€": EUROS, euro: EUROS, eur: EUROS, "£": ["£", "livres"],
  "%": ["%", "pour cent"],
};
const ONES = ("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize " +
  "dix-sept dix-huit dix-neuf").split(" ");
const TENS = "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt".split(" ");

const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");
const JOINED = 5; // words of a phrase that may be joined
const LARGE = { k: ".000", m: " millions", md: " milliards", mds: " milliards", mrd: " milliards", mrds: " milliards" };

// --- words -----------------------------------------------------------------------------------------------------

function normalized(text) {
  return text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "")
    .normalize("NFC")
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, "-")
    .replace(/(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)/gu, (_, day, month, year) => dayInWords(day, month, year))
    .replace(/(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)/gu, (_, year, month, day) => dayInWords(day, month, year))
    .replace(/(?<=\d)\s?(k|m|mds?|mrds?)(?=\s?[$€£]|$|\s)/giu, (_, large) => `${LARGE[large.toLowerCase()]} `)
    .replace(DASHES, " ")
    .replace(/(?<=\d)(?=[$€£])|(?<=[$€£])(?=\d)/gu, " ")
    .replace(/(?<![\d.,_])\d{1,3}(?:[\s.]\d{3})+(?![\d_]|[.,]\d)/gu, (number) => number.replace(/\s/gu, "."));
}

// A day as the archive says it.
function dayInWords(day, month, year) {
  const name = MONTHS[month - 1];
  return name ? `${Number(day) === 1 ? "1er" : Number(day)} ${name} ${year}` : `${day} ${month} ${year}`;
}

// The texts between spaces, with elided articles set apart.
function tokens(text) {
  const found = [];
  for (let token of text.split(/\s+/u)) {
    token = token.replace(BEFORE, "");
    for (let article = token.match(ARTICLE); article; article = token.match(ARTICLE)) {
      found.push(article[0]);
      token = token.slice(article[0].length).replace(BEFORE, "");
    }
    if (token) found.push(token);
  }
  return found;
}

// The words of tokens, those apart that hyphens join: { words, lengths (place of the first joined word -> number of
// joined words) }.
function splitAtHyphens(found) {
  const words = [];
  const lengths = new Map();
  for (const token of found) {
    const parts = token.split("-").filter(plain);
    if (parts.length > 1) lengths.set(words.length, parts.length);
    words.push(...parts);
  }
  return { words, lengths };
}

// A text as the words that are compared.
export function compared(text) {
  return splitAtHyphens(text.replace(HYPHENS, "-").replace(DASHES, " ").split(/\s+/u)).words.map(plain);
}

// A word as it is compared: letters, digits and signs that are words; "+" alone is none.
export function plain(token) {
  const letters = token.replace(NOT_INDEXED, "");
  return /^\++$/u.test(letters) ? "" : bare(letters);
}

export function bare(text) {
  const open = text.toLocaleLowerCase().replace(/œ/gu, "oe").replace(/æ/gu, "ae").replace(/ß/gu, "ss");
  return open.normalize("NFD").replace(/\p{M}/gu, "");
}

// A word without its plural, as the copies mark those of titles.
export function flat(token) {
  const letters = plain(token);
  return letters.length > 3 ? letters.replace(/[sx]$/u, "") : letters;
}

// The ways in which a word may be written in the index, which knows œ and oe as different letters.
export function spellings(token) {
  const letters = token.replace(NOT_INDEXED, "").toLocaleLowerCase();
  const open = letters.replace(/œ/gu, "oe").replace(/æ/gu, "ae");
  const closed = open.replace(/oe/gu, "œ").replace(/ae/gu, "æ");
  return [...new Set([letters, open, closed, open.replace(/ss/gu, "ß")])];
}

// The forms of a word that Pagefind's stemmer keeps apart: it takes no -s from a vowel ("bleus"), nor -x from "jeux".
function inflected(word) {
  const letters = bare(word);
  if (/(?:[aiou]s|[eo]ux)$/u.test(letters)) return [word, word.slice(0, -1)];
  if (!/[aiou]$/u.test(letters) || letters.length < 3) return [word];
  return [word, `${word}s`, ...(/[eo]u$/u.test(letters) ? [`${word}x`] : [])];
}

// A sign of money stands for its name too.
function unitOf(word) {
  const any = /^[$€£%]$/u.test(word) ? MONEY[word] : inflected(word);
  return { words: [word], any: any.map((form) => [form]) };
}

export function partsOf(token) {
  return token.split(NOT_INDEXED).filter(Boolean);
}

// --- amounts ---------------------------------------------------------------------------------------------------

// A number under a hundred in words: the feminine of those in -un too.
function inWords(number) {
  if (number < 20) return number === 1 ? ["un", "une"] : [ONES[number]];
  const ten = Math.floor(number / 10);
  const tens = TENS[ten - 2];
  const rest = number - (ten === 7 || ten === 9 ? ten - 1 : ten) * 10;
  if (!rest) return [tens, ...(number === 80 ? ["quatre-vingts"] : [])];
  const joint = ten < 8 && (rest === 1 || rest === 11) ? " et " : "-";
  return inWords(rest).map((word) => tens + joint + word);
}

const NUMBERS = new Map();
for (let number = 0; number < 100; number += 1) {
  for (const word of inWords(number)) NUMBERS.set(bare(word).replace(/-/gu, " "), number);
}

// The number that begins at a place of the words: { ways (how it may be written), length (in words) }.
function numberAt(words, at) {
  if (/^\d+(?:[.,]\d+)?$/u.test(words[at])) {
    const digits = words[at];
    return { ways: /^\d{1,2}$/u.test(digits) ? [digits, ...inWords(Number(digits))] : [digits], length: 1 };
  }
  for (let length = Math.min(4, words.length - at); length; length -= 1) {
    const said = words.slice(at, at + length).map(bare).join(" ");
    if (NUMBERS.has(said)) return { ways: [String(NUMBERS.get(said)), ...inWords(NUMBERS.get(said))], length };
  }
  return null;
}

// A number with what it counts, at a place of the words; a unit of money has to follow it, another word stands by it.
function amountAt(words, at) {
  const number = numberAt(words, at);
  const counted = words[at + (number?.length ?? 0)];
  if (number && counted) {
    const { ways, length } = number;
    const own = words.slice(at, at + length);
    const money = MONEY[plain(counted).replace(/s$/u, "")];
    if (money) {
      // In English the sign comes first.
      const signed = (unit) => (/^[$€£]$/u.test(unit) ? [[`${unit} ${ways[0]}`]] : []);
      const any = money.flatMap((unit) => [...ways.map((way) => [`${way} ${unit}`]), ...signed(unit)]);
      return { length: length + 1, words: [...own, counted], any };
    }
    if (ways.length > 1 && !SMALL.has(plain(words[at])) && !SMALL.has(plain(counted))) {
      return { length, words: own, any: ways.map((way) => [way]), near: ways.map((way) => `${way} ${counted}`) };
    }
  }
  if (/^[$€£]$/u.test(words[at]) && words[at + 1] && numberAt(words, at + 1)) {
    return { ...amountAt([words[at + 1], words[at]], 0), words: words.slice(at, at + 2) };
  }
  return null;
}

// --- names -----------------------------------------------------------------------------------------------------

// The words of a normalized text, as they are sought.
const wordsOf = (text) => splitAtHyphens(tokens(text).filter((token) => !LONE_ARTICLE.test(token)));

const key = (words) => words.map(plain).join(" ");

// Every form of every name (`noms.json`), by its words as they are compared.
export function forms(names) {
  const found = new Map();
  for (const { url, names: all } of names) {
    for (const [name, said] of all) {
      const own = wordsOf(normalized(name)).words;
      const others = all.map(([other]) => other).filter((other) => other !== name);
      if (!found.has(key(own))) found.set(key(own), { url, said, length: own.length, others });
    }
  }
  return found;
}

// The longest name that begins at a place. A name in use that is short says too much for all of its old forms to be
// sought with it, unless it is the whole question.
function nameAt(words, at, known) {
  for (let length = Math.min(8, words.length - at); length; length -= 1) {
    const own = words.slice(at, at + length);
    const name = known.get(key(own));
    if (name && (name.said || words.length === length)) return { ...name, words: own, length };
  }
  return null;
}

function unitOfName({ words, others, said, url, length }) {
  const ways = others.flatMap((other) => {
    const own = tokens(normalized(other)).join(" ");
    return own.includes("-") ? [[own], [own.replace(/-/gu, " ")]] : [[own]];
  });
  return { words, any: [words.map((word) => word), ...ways], length, said, url };
}

// --- the question ----------------------------------------------------------------------------------------------

// { units, joined, phrases, said, url }: `joined` are the words with hyphens, each as one word with the first unit and
// the end of the units that are its parts: the parts are sought as if they stood apart, and the whole too. `phrases`
// are the words of each phrase as they are compared, `said` the notes on names, `url` the page of the entity that the
// whole question names.
export function read(question, known = new Map()) {
  const units = [];
  const phrases = [];
  const rest = normalized(question).replace(PHRASES, (_, ...found) => {
    const inside = splitAtHyphens(tokens(found.slice(0, 3).find(Boolean) ?? "")).words;
    if (inside.length > 1) {
      phrases.push(inside.map(plain));
      units.push(...phraseUnits(inside));
    } else {
      units.push(...inside.map(unitOf));
    }
    return " ";
  });
  const { words, lengths } = wordsOf(rest);
  const small = words.filter((word) => !SMALL.has(plain(word))).length ? SMALL : new Set();
  const joined = [];
  for (let at = 0; at < words.length;) {
    if (lengths.has(at)) {
      const end = at + lengths.get(at);
      joined.push({ word: words.slice(at, end).join(""), from: units.length, end });
    }
    const unit = nameAt(words, at, known) ?? amountAt(words, at);
    if (unit) units.push(unit.url === undefined ? unit : unitOfName(unit));
    else if (!small.has(plain(words[at])) || units.length + words.length === 1) units.push(unitOf(words[at]));
    at += unit?.length ?? 1;
    for (const one of joined) if (one.end === at) one.to = units.length;
  }
  const named = units.length === 1 && !phrases.length ? units[0] : null;
  return {
    units,
    joined: joined.filter(({ from, to = 0 }) => from < to),
    phrases,
    said: units.map((unit) => unit.said).filter(Boolean),
    url: named?.url ?? "",
  };
}

// A phrase as the index is asked for it: its words between the small ones, which are in every page, and heavy.
function phraseUnits(inside) {
  const found = [[]];
  for (const word of inside) {
    if (SMALL.has(plain(word)) || LONE_ARTICLE.test(word)) found.push([]);
    else found.at(-1).push(word);
  }
  const telling = found.filter((run) => run.length);
  return (telling.length ? telling : [inside]).map((words) => ({ words, any: joinings(words).map((way) => [way]) }));
}

// How a few words that follow one another may be written: two of them, or all, may be joined by hyphens.
function joinings(words) {
  const whole = words.join(" ");
  if (words.length < 2 || words.length > JOINED) return [whole];
  const pairs = words.slice(1).map((word, i) => words.toSpliced(i, 2, words[i] + word).join(" "));
  return [...new Set([whole, ...pairs, words.join("")])];
}
