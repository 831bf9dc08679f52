// Seek: what a reader types -> what Pagefind is asked -> the pages that hold every word, and where.
//
// Pagefind answers an unknown word with the words that begin like it ("atelier" with "a"). Between quotation
// marks it knows a word, by its stem, or does not: so each word is asked for by itself, and a page is a result
// when all of them name it. The plain question only gives the order of the results and the words to mark.

const TEXT = "-text"; // the id that the copies give to what follows the title

// The same list stands in `suites/search/copies.py`, whose copies set these articles apart.
const ELIDED = "l|d|qu|j|n|s|m|t|c|jusqu|lorsqu|puisqu|quoiqu";
const ARTICLE = new RegExp(`^(?:${ELIDED})'(?=.)`, "iu");
export const LONE_ARTICLE = new RegExp(`^(?:${ELIDED})'$`, "iu");
const PHRASES = /«([^»]*)»|“([^”]*)”|"([^"]*)"/gu;
const NOT_INDEXED = /[^\p{Alphabetic}\p{N}$€£%+]+/gu;

// --- words -----------------------------------------------------------------------------------------------------

// The question as words (without the articles) and phrases (lists of words, with them).
export function read(question) {
  const phrases = [];
  const rest = tidy(question).replace(PHRASES, (_, ...found) => {
    const phrase = tokens(found.slice(0, 3).find(Boolean) ?? "").map(plain).filter(Boolean);
    if (phrase.length > 1) phrases.push(phrase);
    return ` ${found.slice(0, 3).find(Boolean) ?? ""} `;
  });
  const words = tokens(rest).filter((token) => !LONE_ARTICLE.test(token) && plain(token));
  return { words: [...new Set(words)], phrases };
}

function tidy(text) {
  return text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/gu, "")
    .normalize("NFC")
    .replace(/[’‘ʼ＇]/gu, "'")
    .replace(/[–—―/…]/gu, " ")
    .replace(/(?<=\d)(?=[$€£])|(?<=[$€£])(?=\d)/gu, " ");
}

// What stands between two spaces, with an elided article set apart.
function tokens(text) {
  const found = [];
  for (let token of text.split(/\s+/u)) {
    token = token.replace(/^[^\p{Alphabetic}\p{N}$€£%+]+/u, "");
    for (let article = token.match(ARTICLE); article; article = token.match(ARTICLE)) {
      found.push(article[0]);
      token = token.slice(article[0].length).replace(/^[^\p{Alphabetic}\p{N}$€£%+]+/u, "");
    }
    if (token) found.push(token);
  }
  return found;
}

// A word as it is compared: letters, digits and signs that are words; "+" alone is none.
function plain(token) {
  const letters = token.replace(NOT_INDEXED, "");
  return /^\++$/u.test(letters) ? "" : bare(letters);
}

function bare(text) {
  return text.toLocaleLowerCase().replace(/œ/gu, "oe").replace(/æ/gu, "ae").normalize("NFD").replace(/\p{M}/gu, "");
}

// The ways in which a word may be written in the index, which knows œ and oe as different letters.
function spellings(token) {
  const letters = token.replace(NOT_INDEXED, "").toLocaleLowerCase();
  const open = letters.replace(/œ/gu, "oe").replace(/æ/gu, "ae");
  return [...new Set([letters, open, open.replace(/oe/gu, "œ").replace(/ae/gu, "æ")])];
}

// --- results ---------------------------------------------------------------------------------------------------

// A map from the id of each page to Pagefind's results for it, which tell the places of words.
async function holding(pagefind, word, options, last) {
  const asked = spellings(word).map((spelling) => pagefind.search(`"${spelling}"`, options));
  const found = new Map();
  for (const answer of await Promise.all(asked)) add(found, answer);
  const parts = word.split(NOT_INDEXED).filter(Boolean);
  if (found.size || (parts.length < 2 && !last)) return found;
  if (parts.length > 1) return common(await Promise.all(parts.map((part) => holding(pagefind, part, options, false))));
  return beginning(pagefind, word, options);
}

// Pages with a word that begins with these letters: for the word that is being typed.
async function beginning(pagefind, word, options) {
  const letters = plain(word);
  const found = new Map();
  if (letters.length < 3) return found;
  const answer = await pagefind.search(letters, options);
  const first = answer.results.find((result) => result.words.length);
  if (!first) return found;
  // All of them are of words that begin so, or none is: one tells.
  const text = (await first.data()).content.split(/\s+/u);
  const begins = first.words.some((place) => (text[place] ?? "").split(NOT_INDEXED).some((part) => bare(part).startsWith(letters)));
  if (begins) add(found, answer);
  return found;
}

function add(found, answer) {
  for (const result of answer.results) found.set(result.id, [...(found.get(result.id) ?? []), result]);
}

function common(maps) {
  const [first = new Map(), ...others] = maps;
  const both = new Map();
  for (const [id, results] of first) {
    if (others.every((other) => other.has(id))) both.set(id, [...results, ...others.flatMap((other) => other.get(id))]);
  }
  return both;
}

// What a question finds: { results: [{ id, load }], counts }, best first. `counts` (filter -> value -> pages, for the
// words without the filters) is null where Pagefind does not know it.
export async function find(pagefind, { words, phrases }, filters) {
  const options = { filters };
  if (!words.length) {
    const answer = await pagefind.search(null, { ...options, sort: { day: "desc" } });
    return { results: answer.results.map((result) => ({ id: result.id, load: () => page([result], null) })), counts: null };
  }
  const maps = await Promise.all(words.map((word, i) => holding(pagefind, word, options, i === words.length - 1)));
  const pages = common(maps);
  if (!pages.size) return { results: [], counts: {} };
  const spelled = words.map((word) => word.replace(NOT_INDEXED, ""));
  const order = await pagefind.search(spelled.join(" "), options);
  const ranked = order.results.filter((result) => pages.has(result.id));
  const placed = new Map(ranked.map((result) => [result.id, result]));
  const ids = [...placed.keys(), ...[...pages.keys()].filter((id) => !placed.has(id))];
  let results = ids.map((id) => ({ id, load: () => page(pages.get(id), placed.get(id)) }));
  if (phrases.length) return { results: await withPhrases(results, phrases), counts: null };
  const all = await pagefind.search(`"${spelled.join(" ")}"`, {});
  return { results, counts: all.unfilteredResultCount ? all.totalFilters : null };
}

// The kind of each page, by its id: known without its copy being loaded. The first kind of several is kept.
export async function kindsOf(pagefind, kinds) {
  const answers = await Promise.all(kinds.map((kind) => pagefind.search(null, { filters: { kind } })));
  const found = new Map();
  for (const [i, { results }] of answers.entries()) {
    for (const { id } of results) if (!found.has(id)) found.set(id, kinds[i]);
  }
  return found;
}

// Those whose text holds every phrase, word by word.
async function withPhrases(results, phrases) {
  const loaded = await Promise.all(results.map(async ({ id, load }) => ({ id, data: await load() })));
  return loaded
    .filter(({ data: { text } }) => {
      const held = ` ${text.map((token) => plain(token)).filter(Boolean).join(" ")} `;
      return phrases.every((phrase) => held.includes(` ${phrase.join(" ")} `));
    })
    .map(({ id, data }) => ({ id, load: async () => data }));
}

// A page: { url, title, facts, filters, text (its tokens), start (of what is under the title), marks (the places of
// what was sought), parts (its headings with an address, each with its place) }.
async function page(found, ranked) {
  const marks = new Set(found.flatMap((result) => result.words));
  const data = await (ranked ?? found[0]).data();
  if (ranked) for (const place of data.weighted_locations) if (isWhole(place)) marks.add(place.location);
  return {
    url: data.url,
    title: data.meta.title,
    facts: data.meta.facts ?? "",
    filters: data.filters,
    text: data.content.split(/\s+/u),
    start: data.anchors.find(({ id }) => id === TEXT)?.location ?? 0,
    marks: [...marks].sort((a, b) => a - b),
    parts: data.anchors.filter(({ element }) => element === "h2").sort((a, b) => a.location - b.location),
  };
}

// Whether a place holds the very stem that was sought, not only a longer word: Pagefind weighs each place by
// the difference in length, e^(e^(-n²/8) - 1) for n - 1 letters, so that none is 0.89 and one is 0.67.
function isWhole({ weight, balanced_score: score }) {
  return score / (weight * 24) ** 2 > 0.8;
}
