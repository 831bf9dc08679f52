// Question: the text that a reader types -> the words and phrases that the index is asked for. A question is a list of
// units, and a page answers when it holds them all. A unit has one way or several: each a list of words or phrases that
// must all be there. Words between quotation marks are a phrase; names are known by all their forms, amounts with sign
// or word.

// The same lists stand in `suites/site/search/folding.py`, whose copies fold these signs.
const APOSTROPHES = /[’‘‛ʼʻʹˈ′´\x60＇]/gu;
const HYPHENS = /[‐‑⁃﹣－֊־]/gu;
const DASHES = /[‒–—―−⸺⸻﹘/…]/gu;
const PHRASES = /«([^»]*)»|„([^“”]*)[“”]|“([^”]*)”|"([^"]*)"/gu;
const NOT_INDEXED = /[^\p{Alphabetic}\p{N}$€£%+]+/gu;
const BEFORE = /^[^\p{Alphabetic}\p{N}$€£%+]+/u;

// Letters that Unicode does not take apart, and how they are compared.
const WHOLE = { œ: "oe", æ: "ae", ß: "ss", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i" };
const JOINED = 5; // words of a phrase that may be joined
const SHORTEST = 3; // letters of a singular

// --- the language ----------------------------------------------------------------------------------------------

const listed = (text, between = " ") => text.split(between).filter(Boolean);
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
const anyOf = (all) => (all.length ? `(?:${all.map(escaped).join("|")})` : "(?!)"); // of none: nothing matches

// The data of a language (`suites/site/search/language.py`) as questions are read in it; all that reads one takes it.
export function languageOf(data) {
  const [elided, clitics] = [data.elided, data.clitics].map((words) => anyOf(listed(words)));
  const numbers = listed(data.numbers, ", ").map((words) => words.split("/"));
  const large = new Map(data.large.flatMap(([short, whole]) => listed(short).map((one) => [one, whole])));
  const asked = data.money.flatMap(([sign, words, all]) => [sign, ...all].map((one) => [one, [sign, ...words]]));
  return {
    ...data,
    article: new RegExp(`^${elided}'(?=.)`, "iu"),
    loneArticle: new RegExp(`^${elided}'$`, "iu"),
    clitic: new RegExp(`^(.*[\\p{L}\\p{N}])('${clitics}[^\\p{L}\\p{N}]*)$`, "iu"),
    loneClitic: new RegExp(`^'${clitics}[^\\p{L}\\p{N}]*$`, "iu"),
    small: new Set(listed(data.small).map(bare)),
    money: new Map(asked),
    large,
    largeNumber: new RegExp(`(?<=\\d)\\s?(${anyOf([...large.keys()])})(?=\\s?[$€£]|$|\\s)`, "giu"),
    thousands: new RegExp(`(?<![\\d.,_])\\d{1,3}(?:[${data.separators}]\\d{3})+(?![\\d_]|[.,]\\d)`, "gu"),
    numbers,
    numberOf: new Map(numbers.flatMap((ways, number) => ways.map((way) => [bare(way).replace(/-/gu, " "), number]))),
  };
}

// --- words -----------------------------------------------------------------------------------------------------

function normalized(language, text) {
  return text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "")
    .normalize("NFC")
    .replace(APOSTROPHES, "'")
    .replace(HYPHENS, "-")
    .replace(/(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)/gu, (_, ...day) => dayInWords(language, ...day))
    .replace(/(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)/gu, (_, year, month, day) => dayInWords(language, day, month, year))
    .replace(language.largeNumber, (_, short) => `${inFull(language, short)} `)
    .replace(DASHES, " ")
    .replace(/(?<=\d)(?=[$€£%])|(?<=[$€£])(?=\d)/gu, " ")
    .replace(language.thousands, (number) => number.replace(/\s/gu, language.group));
}

// A large number in short, behind its digits: more digits, or a word.
function inFull({ large, group }, short) {
  const whole = large.get(short.toLowerCase());
  return /^\d/u.test(whole) ? group + whole : ` ${whole}`;
}

// A day as the archive says it.
function dayInWords({ months, first }, day, month, year) {
  return `${Number(day) === 1 ? first : Number(day)} ${months[month - 1] ?? month} ${year}`;
}

// The texts between spaces, with elided articles, and what an apostrophe joins to a word, set apart.
function tokens({ article: elided, clitic }, text) {
  const found = [];
  for (let token of text.split(/\s+/u)) {
    token = token.replace(BEFORE, "");
    for (let article = token.match(elided); article; article = token.match(elided)) {
      found.push(article[0]);
      token = token.slice(article[0].length).replace(BEFORE, "");
    }
    if (token) found.push(...(token.match(clitic)?.slice(1) ?? [token]));
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
  const open = text.toLocaleLowerCase().replace(/[œæßłøđðþħı]/gu, (letter) => WHOLE[letter]);
  return open.normalize("NFD").replace(/\p{M}/gu, "");
}

// A word without its plural, as the copies mark those of titles.
export function flat({ plurals }, token) {
  const letters = plain(token);
  const found = plurals.find(([plural, ending]) =>
    letters.endsWith(plural) && letters.length - plural.length + ending.length >= SHORTEST);
  return found ? letters.slice(0, -found[0].length) + found[1] : letters;
}

// The ways in which a word may be written in the index, which knows œ and oe as different letters.
export function spellings({ digraphs }, token) {
  const letters = token.replace(NOT_INDEXED, "").toLocaleLowerCase();
  const open = digraphs.reduce((word, [one, two]) => word.replaceAll(one, two), letters);
  const closed = digraphs.reduce((word, [one, two]) => word.replaceAll(two, one), open);
  return [...new Set([letters, open, closed])];
}

// The forms of a word that Pagefind's stemmer keeps apart: of what ends as a plural, or of what may have one.
function inflected({ unstemmed }, word) {
  const letters = bare(word);
  const other = (ending, own) => word.slice(0, word.length - ending.length) + own;
  const found = unstemmed.find(([, plural]) => letters.endsWith(plural));
  if (found) return [word, other(found[1], found[0])];
  if (letters.length < 3) return [word];
  return [word, ...unstemmed.filter(([one]) => letters.endsWith(one)).map(([one, plural]) => other(one, plural))];
}

// A sign of money stands for its name too.
function unitOf(language, word) {
  const any = (/^[$€£%]$/u.test(word) && language.money.get(word)) || inflected(language, word);
  return { words: [word], any: any.map((form) => [form]) };
}

export function partsOf(token) {
  return token.split(NOT_INDEXED).filter(Boolean);
}

// --- amounts ---------------------------------------------------------------------------------------------------

// The number that begins at a place of the words: { ways (how it may be written), length (in words) }.
function numberAt({ numbers, numberOf }, words, at) {
  if (/^\d+(?:[.,]\d+)*$/u.test(words[at])) {
    const digits = words[at];
    return { ways: [digits, ...((/^\d{1,2}$/u.test(digits) && numbers[Number(digits)]) || [])], length: 1 };
  }
  for (let length = Math.min(4, words.length - at); length; length -= 1) {
    const number = numberOf.get(words.slice(at, at + length).map(bare).join(" "));
    if (number !== undefined) return { ways: [String(number), ...numbers[number]], length };
  }
  return null;
}

// The ways of the money that is named at a place of the words, in one or two of them.
function moneyAt(language, words, at) {
  const two = words.slice(at, at + 2);
  const money = language.money.get(key(two));
  return money ? { money, size: two.length } : { money: language.money.get(flat(language, words[at])), size: 1 };
}

// A number with what it counts, at a place of the words; a unit of money has to follow it, another word stands by it.
function amountAt(language, words, at) {
  const number = numberAt(language, words, at);
  const counted = words[at + (number?.length ?? 0)];
  if (number && counted) {
    const { ways, length } = number;
    const own = words.slice(at, at + length);
    const { money, size } = moneyAt(language, words, at + length);
    if (money) {
      // In some languages the sign comes first, and these are quoted in others.
      const signed = (unit) => (/^[$€£]$/u.test(unit) ? [[`${unit} ${ways[0]}`]] : []);
      const any = money.flatMap((unit) => [...ways.map((way) => [`${way} ${unit}`]), ...signed(unit)]);
      return { length: length + size, words: words.slice(at, at + length + size), any };
    }
    if (ways.length > 1 && !language.small.has(plain(words[at])) && !language.small.has(plain(counted))) {
      return { length, words: own, any: ways.map((way) => [way]), near: ways.map((way) => `${way} ${counted}`) };
    }
  }
  if (/^[$€£]$/u.test(words[at]) && words[at + 1] && numberAt(language, words, at + 1)) {
    return { ...amountAt(language, [words[at + 1], words[at]], 0), words: words.slice(at, at + 2) };
  }
  return null;
}

// --- names -----------------------------------------------------------------------------------------------------

// The words of a normalized text, as they are sought.
const wordsOf = (language, text) => splitAtHyphens(tokens(language, text).filter((token) => !isApart(language, token)));

// Whether a token is what was set apart from a word.
const isApart = ({ loneArticle, loneClitic }, token) => loneArticle.test(token) || loneClitic.test(token);

const key = (words) => words.map(plain).join(" ");

// Every form of every name (`suites/site/search/names.py`), by its words as they are compared.
export function forms(language, names) {
  const found = new Map();
  for (const { url, names: all } of names) {
    for (const [name, said] of all) {
      const own = wordsOf(language, normalized(language, name)).words;
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

function unitOfName(language, { words, others, said, url, length }) {
  const ways = others.flatMap((other) => {
    const own = tokens(language, normalized(language, other)).join(" ");
    return own.includes("-") ? [[own], [own.replace(/-/gu, " ")]] : [[own]];
  });
  return { words, any: [words.map((word) => word), ...ways], length, said, url };
}

// --- the question ----------------------------------------------------------------------------------------------

// { units, joined, phrases, said, url }: `joined` are the words with hyphens, each as one word with the first unit and
// the end of the units that are its parts: the parts are sought as if they stood apart, and the whole too. `phrases`
// are the words of each phrase as they are compared, `said` the notes on names, `url` the page of the entity that the
// whole question names.
export function read(language, question, known = new Map()) {
  const units = [];
  const phrases = [];
  const rest = normalized(language, question).replace(PHRASES, (_, ...found) => {
    const inside = splitAtHyphens(tokens(language, found.slice(0, 4).find(Boolean) ?? "")).words;
    if (inside.length > 1) {
      phrases.push(inside.map(plain));
      units.push(...phraseUnits(language, inside));
    } else {
      units.push(...inside.map((word) => unitOf(language, word)));
    }
    return " ";
  });
  const { words, lengths } = wordsOf(language, rest);
  const small = words.some((word) => !language.small.has(plain(word))) ? language.small : new Set();
  const joined = [];
  for (let at = 0; at < words.length;) {
    if (lengths.has(at)) {
      const end = at + lengths.get(at);
      joined.push({ word: words.slice(at, end).join(""), from: units.length, end });
    }
    const unit = nameAt(words, at, known) ?? amountAt(language, words, at);
    if (unit) units.push(unit.url === undefined ? unit : unitOfName(language, unit));
    else if (!small.has(plain(words[at])) || units.length + words.length === 1) units.push(unitOf(language, words[at]));
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
function phraseUnits(language, inside) {
  const found = [[]];
  for (const word of inside) {
    if (language.small.has(plain(word)) || isApart(language, word)) found.push([]);
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
