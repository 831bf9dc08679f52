// Search engine: a question -> the pages that answer it, best first, and the places of its words in them.
//
// Pagefind answers an unknown word with the words that begin like it ("atelier" with "a"). Between quotation
// marks it knows a word, by its stem, or does not: so each word is asked for by itself, and a page is a result
// when all of them name it. The plain question only gives the order of the results and the words to mark.

import { columns } from "./search-facets.js";
import { bare, compared, flat, forms, languageOf, partsOf, plain, read, spellings } from "./question.js";

// The ids that the copies give to the text under the title, to the names after the text, and, with its address, to each
// announcement that an article reports.
const TEXT = "-text";
const NAMED = "-named";
const ABOUT = "-about:";
const INDEX = new URL("../../pagefind/", import.meta.url);
const KIND = "kind"; // the column whose first values are weighed
const SHOWN = [KIND, "state"]; // the columns that are shown with a result
const AHEAD = 12; // results whose titles are compared with the question
const REPORTS = 1; // articles under their announcement
const FAR = 0.6; // of an article's score: an announcement below it does not lead it
const NAMES_AHEAD = 5; // and those of entities, themes and pages, whose texts are short
const BESIDE = 0.7; // of the score of entities, themes and pages in a question of several words
const PHRASES = 60; // results whose texts are looked through for a phrase

// --- the index -------------------------------------------------------------------------------------------------

let opened = null;

// Pagefind, the language, the names, the kinds and the columns, loaded once, at the first call.
export function open() {
  opened ??= load().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

async function load() {
  const pagefind = startWorker();
  // Every page knows where the search lies.
  const { href, dataset } = document.querySelector(".open-search");
  const answer = fetch(new URL(dataset.names, href)).then((found) => found.json());
  const [{ kinds, names, ...known }] = await Promise.all([answer, pagefind.ready]);
  const language = languageOf(known.language);
  const beside = await columns(INDEX);
  // Beside an index of a form that is not known there is nothing: Pagefind reads the texts of pages itself.
  if (!(await beside.read(KIND)).cells.length) await pagefind.alone();
  return { pagefind, language, names: forms(language, names), kinds, columns: beside };
}

// Pagefind in its worker: `search` gives { results: [{ id, score, words (places), places (asks which of them hold whole
// words) }] }; `ready` fails where there is no index.
function startWorker() {
  const worker = new Worker(new URL("search-worker.js", import.meta.url), { type: "module" });
  const waiting = new Map();
  let last = 0;
  const ask = (asked) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, { resolve, reject });
    worker.postMessage({ number: last, ...asked });
  });
  worker.onmessage = ({ data: { number, answer, error } }) => {
    const { resolve, reject } = waiting.get(number);
    waiting.delete(number);
    if (error) reject(new Error(error));
    else resolve(answer);
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const search = async (asked) => ({
    results: (await ask({ asked })).map((result) => ({ ...result, places: () => ask({ asked, id: result.id }) })),
  });
  const ready = ask({}).catch((error) => {
    worker.terminate();
    throw error;
  });
  return { alone: () => ask({ isAlone: true }), ready, search };
}

// --- words -----------------------------------------------------------------------------------------------------

// A map from the id of each page that holds a word or a phrase to Pagefind's result for it, which tells the place.
async function pagesHolding(engine, asked) {
  const { pagefind, language } = engine;
  const isPhrase = asked.includes(" ");
  const found = new Map();
  for (const way of isPhrase ? [asked] : spellings(language, asked)) add(found, await pagefind.search(`"${way}"`));
  const parts = found.size || isPhrase ? [] : partsOf(asked);
  return parts.length > 1 ? intersection(await Promise.all(parts.map((part) => pagesHolding(engine, part)))) : found;
}

// Pages with a word that begins with these letters.
async function pagesBeginning({ pagefind, columns }, word) {
  const letters = plain(word);
  const found = new Map();
  if (letters.length < 3) return found;
  const answer = await pagefind.search(letters);
  const first = answer.results.find((result) => result.words.length);
  if (!first) return found;
  // All of them are of words that begin so, or none is: one tells.
  const text = ((await first.places()).text ?? (await columns.text(first.id))).content.split(/\s+/u);
  const begins = first.words.some((place) => partsOf(text[place] ?? "").some((part) => bare(part).startsWith(letters)));
  if (begins) add(found, answer);
  return found;
}

function add(found, answer) {
  for (const result of answer.results) if (!found.has(result.id)) found.set(result.id, result);
}

function intersection([first = new Map(), ...others]) {
  return new Map([...first].filter(([id]) => others.every((other) => other.has(id))));
}

// The pages that hold a unit in any of its ways, and which of the ways are anywhere. The last word of a question is
// perhaps still being typed.
async function pagesAnswering(engine, unit, isLast) {
  const found = new Map();
  const ways = [];
  for (const way of unit.any) {
    const map = intersection(await Promise.all(way.map((asked) => pagesHolding(engine, asked))));
    if (map.size) ways.push(way);
    for (const [id, result] of map) if (!found.has(id)) found.set(id, result);
  }
  const begun = !found.size && isLast && unit.words.length === 1 && partsOf(unit.words[0]).length < 2;
  return { unit, ways, found: begun ? await pagesBeginning(engine, unit.words[0]) : found };
}

// The same answers, but one in the place of those to the parts of a word with hyphens where more pages have it as one.
async function joinHyphens(engine, answers, joined) {
  const wholes = await Promise.all(joined.map(({ word }) => pagesHolding(engine, word)));
  const found = [...answers];
  for (const [i, { word, from, to }] of [...joined.entries()].reverse()) {
    const parts = answers.slice(from, to);
    const all = intersection(parts.map((part) => part.found));
    if ([...wholes[i].keys()].every((id) => all.has(id))) continue;
    const ways = [[word], ...(all.size ? [parts.flatMap((part) => part.ways[0] ?? [])] : [])];
    const unit = { words: parts.flatMap((part) => part.unit.words) };
    found.splice(from, to - from, { unit, ways, found: new Map([...all, ...wholes[i]]) });
  }
  return found;
}

// --- order -----------------------------------------------------------------------------------------------------

// How well each page answers: Pagefind's score for the plain question, in each of the ways that a unit may be put.
// A word that most pages hold orders nothing, where there is another.
async function pageScores({ pagefind, columns: { size: all } }, given) {
  const rare = given.filter(({ found }) => found.size < all / 2);
  const answers = rare.length ? rare : given;
  const plainest = answers.map(({ ways, unit }) => ways[0] ?? unit.words);
  const questions = [plainest];
  for (const [i, { ways }] of answers.entries()) {
    for (const way of ways.slice(1, 4)) questions.push(plainest.map((own, j) => (i === j ? way : own)));
  }
  const found = new Map();
  for (const [rank, question] of questions.entries()) {
    const text = question.flat().map((word) => word.replace(/[^\p{L}\p{N}$€£%+ ]+/gu, "")).join(" ");
    for (const result of (await pagefind.search(text)).results) {
      // Another form of a name is worth a little less than the one that was typed.
      const score = result.score * (rank ? 0.95 : 1);
      const before = found.get(result.id);
      if (!before || score > before.score) found.set(result.id, { result, score });
    }
  }
  return found;
}

// The pages in which the words of the question follow one another, or a number what it counts; two may be joined.
async function pagesInOrder({ pagefind }, units, joined) {
  const near = [...joined.map(({ word }) => word), ...units.flatMap((unit) => unit.near ?? [])];
  const own = units.flatMap((unit) => unit.words);
  if (own.length > 1) near.push(own.join(" "));
  if (own.length === 2) near.push(own.join(""));
  const phrases = [...new Set(near)].map((phrase) => `"${phrase.replace(/"/gu, "")}"`);
  const answers = await Promise.all(phrases.map((phrase) => pagefind.search(phrase)));
  return new Set(answers.flatMap((answer) => answer.results.map(({ id }) => id)));
}

// How much of the question each page has in its title, and, for less, in its first paragraph: the copies have the words
// of both once more, with a digit. A word that is in most pages counts for little.
async function titleShares({ pagefind, language, columns: { size: all } }, answers) {
  const found = new Map();
  const rare = ({ found: { size } }) => Math.log(1 + all / (size + 1));
  const whole = answers.reduce((sum, answer) => sum + rare(answer), 0);
  for (const answer of answers) {
    const { ways, unit } = answer;
    const own = new Map();
    for (const [mark, weight] of [[1, 0.6], [0, 1.2]]) {
      for (const way of ways.length ? ways : [unit.words]) {
        const words = way.flatMap((asked) => asked.split(" ")).map((word) => `"${flat(language, word)}${mark}"`);
        const maps = await Promise.all(words.map(async (word) => {
          const pages = new Map();
          add(pages, await pagefind.search(word));
          return pages;
        }));
        for (const id of intersection(maps).keys()) own.set(id, weight);
      }
    }
    for (const [id, weight] of own) found.set(id, (found.get(id) ?? 0) + (weight * rare(answer)) / whole);
  }
  return found;
}

// The results of a question:
// { language, results: [{ id, score, load }], said, url, unknown (words that are nowhere), partial (no page holds them
// all) }
export async function find(engine, question) {
  const { language } = engine;
  const sought = read(language, question, engine.names);
  const { units, joined, phrases, said, url } = sought;
  const words = units.flatMap((unit) => unit.words);
  const asked = compared(question).join(" ");
  const nothing = { language, results: [], said, url: "", unknown: [], partial: false, asked, words };
  if (!units.length) return nothing;
  const isLast = (i) => !phrases.length && i === units.length - 1;
  const each = await Promise.all(units.map((unit, i) => pagesAnswering(engine, unit, isLast(i))));
  const answers = await joinHyphens(engine, each, joined);
  const unknown = answers.filter(({ found }) => !found.size).flatMap(({ unit }) => unit.words);
  if (unknown.length) return { ...nothing, said: [], unknown };
  const all = answers.map(({ found }) => found);
  let pages = intersection(all);
  const partial = !pages.size && !phrases.length;
  if (partial) pages = nearlyAll(all);
  const [scores, follow, about] = await Promise.all(
    [pageScores(engine, answers), pagesInOrder(engine, units, joined), titleShares(engine, answers)]);
  const kinds = await engine.columns.read(KIND);
  let results = [...pages].map(([id, held]) => {
    const { result = held, score = 0 } = scores.get(id) ?? {};
    const own = engine.columns.of(kinds, id);
    let weight = (own.includes(engine.kinds[0]) ? 1.4 : 1) * (follow.has(id) ? 1.5 : 1) * (1 + (about.get(id) ?? 0));
    const isNamed = !engine.kinds.some((kind) => own.includes(kind));
    if (isNamed && answers.length > 1) weight *= BESIDE;
    const load = () => page(engine, id, [result, ...all.map((map) => map.get(id)).filter(Boolean)]);
    return { id, isNamed, score: (score + 0.01) * weight, load };
  });
  results.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  if (phrases.length) results = await withPhrases(results, phrases);
  return { ...nothing, url, partial: partial && results.length > 0, results };
}

// Where no page holds all units, those that hold nearly all; of two, those that hold the rarer one.
function nearlyAll(all) {
  const counts = new Map();
  for (const map of all) for (const id of map.keys()) counts.set(id, (counts.get(id) ?? 0) + 1);
  const best = Math.max(0, ...counts.values());
  if (all.length === 2) return all[0].size < all[1].size ? all[0] : all[1];
  if (best < Math.max(2, Math.ceil(all.length * 0.6))) return new Map();
  const ids = [...counts].filter(([, count]) => count === best).map(([id]) => id);
  return new Map(ids.map((id) => [id, all.find((map) => map.has(id)).get(id)]));
}

// Those whose text holds every phrase, word by word; of more than can be looked through, the best.
async function withPhrases(results, phrases) {
  const loaded = results.slice(0, PHRASES).map(async (result) => ({ result, data: await result.load() }));
  return (await Promise.all(loaded))
    .filter(({ data: { text } }) => {
      const held = ` ${compared(text.join(" ")).join(" ")} `;
      return phrases.every((phrase) => held.includes(` ${phrase.join(" ")} `));
    })
    .map(({ result, data }) => ({ ...result, load: async () => data }));
}

// --- pages -----------------------------------------------------------------------------------------------------

// A page: { language, url, title, facts, kind, state, about (addresses of announcements), text (its tokens, without
// the names), start (of the text under the title), marks (the places of the sought words), parts (its headings with an
// address, each with its place) }.
async function page({ columns, language }, id, [best, ...found]) {
  const values = async (name) => columns.of(await columns.read(name), id);
  const [{ whole, text: own }, kind, state] = await Promise.all([best.places(), ...SHOWN.map(values)]);
  const data = own ?? (await columns.text(id));
  const marks = new Set([...whole, ...found.flatMap((result) => result.words)]);
  const at = (id) => data.anchors.find((anchor) => anchor.id === id)?.location;
  const text = data.content.split(/\s+/u);
  const end = at(NAMED) ?? text.length;
  return {
    id,
    language,
    url: data.url,
    title: data.meta.title,
    facts: data.meta.facts ?? "",
    kind,
    state,
    about: data.anchors.filter((anchor) => anchor.id.startsWith(ABOUT)).map((anchor) => anchor.id.slice(ABOUT.length)),
    text: text.slice(0, end),
    start: at(TEXT) ?? 0,
    marks: [...marks].filter((place) => place < end).sort((a, b) => a - b),
    parts: data.anchors.filter(({ element }) => element === "h2").sort((a, b) => a.location - b.location),
  };
}

// `count` results from a place on, loaded. The entity that the question names comes first, then the titles that hold
// the whole question: the first call puts the results in that order.
export async function loaded(found, from, count) {
  if (!from && found.words?.length) await rankTitles(found, count);
  return Promise.all(found.results.slice(from, from + count).map(withScore));
}

const withScore = async (result) => ({ ...(await result.load()), score: result.score, isNamed: result.isNamed });

async function rankTitles(found, count) {
  const { results, words, asked: whole, url = "" } = found;
  const ahead = results.slice(0, Math.max(count, AHEAD));
  ahead.push(...results.filter(({ isNamed }) => isNamed).slice(0, NAMES_AHEAD).filter((one) => !ahead.includes(one)));
  const asked = new Set([words.map(plain).join(" "), whole]); // small words are not sought, and stand in titles
  const weighed = await Promise.all(ahead.map(async (result) => {
    const { url: own, title, text, marks } = await result.load();
    const { score, isNamed } = result;
    const named = compared(title);
    if (asked.has(named.join(" ")) || (url && own.endsWith(`/${url}`))) return { ...result, score: score + 1e6 };
    const length = title.split(/\s+/u).filter(plain).length;
    const held = marks.filter((place) => place < length).flatMap((place) => compared(text[place]));
    if (held.length < words.length) return result;
    // A title of few words is more about them than a long one.
    return { ...result, score: score * (isNamed ? 3 : 1.5) * (1 + (0.4 * words.length) / named.length) };
  }));
  const taken = new Set(ahead);
  found.results = [...weighed.sort((a, b) => b.score - a.score), ...results.filter((one) => !taken.has(one))];
}

// The same pages, each announcement with the articles that report it: [{ ...page, reports: [page] }]. The announcement
// comes first, where the best of them stood; an article stays by itself beside an announcement that answers far less.
export function clustered(pages) {
  const found = pages.map((one) => ({ ...one, reports: [] }));
  const leads = new Map();
  for (const [rank, one] of found.entries()) {
    for (const address of one.about) {
      const lead = found.findIndex(({ url }) => url.endsWith(`/${address}`));
      if (lead < 0 || leads.has(rank) || found[lead].score < one.score * FAR) continue;
      if (found[lead].reports.length < REPORTS) {
        found[lead].reports.push(one);
        leads.set(rank, lead);
      }
    }
  }
  const place = new Map();
  for (const rank of found.keys()) {
    const lead = leads.get(rank) ?? rank;
    place.set(lead, Math.min(place.get(lead) ?? rank, rank));
  }
  return [...place].sort(([, a], [, b]) => a - b).map(([rank]) => found[rank]);
}

// Every page, as the results of no question.
export function everything(engine) {
  const unranked = (result) => (
    { id: result.id, score: 0, isNamed: false, load: () => page(engine, result.id, [result]) });
  return { language: engine.language, results: engine.columns.all().map(unranked) };
}
