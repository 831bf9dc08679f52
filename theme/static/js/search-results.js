// Search results: pages that were found -> the elements that show them, on the page of the search and in its dialog
// alike. No text of the interface stands here: it comes from the templates of the page of the search.

import { partsOf } from "./question.js";

const PLACES = 3; // links into a page, under its result
const EXCERPT = 32; // words
const FORMS = 6; // words that are marked where a result leads
// What the words to mark are called in an address.
const FOUND = document.querySelector(".open-search").dataset.found;
const SIGNS = /[\p{L}\p{N}$€£%«»:;!?]/gu; // what a title and its copy have alike, whatever stands between
const WORD = /^([^\p{Alphabetic}\p{N}$€£%]*)(.*?)([^\p{Alphabetic}\p{N}$€£%+]*)$/su;

export function element(name, properties, ...content) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...content);
  return node;
}

// Tokens of a copy as nodes, spelled and spaced as in the page, the marked ones in <mark>.
function textNodes(language, text, from, to, marks) {
  const nodes = [];
  for (let place = from; place < to; place += 1) {
    if (place > from) nodes.push(space(language, text[place - 1], text[place]));
    const token = shown(language, text[place]);
    const [, before, word, after] = token.match(WORD);
    if (marks.has(place) && word) {
      nodes.push(before, element("mark", {}, word), after);
    } else {
      nodes.push(token);
    }
  }
  return nodes;
}

function shown({ group, groupShown }, token) {
  const text = token.replace(/'/gu, "’");
  return group === groupShown ? text : text.replace(new RegExp(`(?<=\\d)\\${group}(?=\\d{3})`, "gu"), groupShown);
}

// What stands between two tokens: nothing where the copies part what pages join.
function space({ loneArticle, loneClitic, isSignFirst, opening, narrow, wide }, before, after) {
  if (loneArticle.test(before.replace(/^[^\p{L}]+/u, "")) || loneClitic.test(after)) return "";
  if (isSignFirst && /[$€£]$/u.test(before) && /^\d/u.test(after)) return "";
  if (/\d$/u.test(before) && after[0] === "%" && !wide.includes("%")) return "";
  if (narrow.includes(after[0])) return "\u202f";
  return wide.includes(after[0]) || (opening && before.endsWith(opening)) ? "\u00a0" : " ";
}

// The words around the first place that was sought, outside the title and the headings if there is one.
function excerpt({ language, text, start, marks, parts }) {
  const first = marks.find((place) => place >= start) ?? start;
  const part = parts.filter(({ location }) => location <= first).at(-1);
  const next = parts.find(({ location }) => location > first)?.location ?? text.length;
  const heading = part ? part.location + part.text.split(/\s+/u).length : start;
  const under = first < heading ? part.location : heading;
  const from = Math.max(under, Math.min(first - 8, next - EXCERPT));
  const to = Math.min(from + EXCERPT, next);
  const nodes = textNodes(language, text, from, to, new Set(marks));
  if (from > under) nodes.unshift("… ");
  if (to < next) nodes.push(" …");
  return nodes;
}

// The parts of the page that hold what was sought.
function markedParts({ text, marks, parts }) {
  return parts.filter(({ location }, i) => {
    const end = parts[i + 1]?.location ?? text.length;
    return marks.some((place) => place >= location && place < end);
  });
}

function headingNodes({ language, marks }, { location, text: heading }) {
  const words = heading.split(/\s+/u); // without the full stop that ends it in the text
  return textNodes(language, words, 0, words.length, new Set(marks.map((place) => place - location)));
}

// The title, with its marks: it stands at the head of the text, where a full stop may end it.
export function titleNodes({ language, text, title, marks }) {
  const length = (string) => string.match(SIGNS)?.length ?? 0;
  let left = length(title);
  const end = text.findIndex((token) => (left -= length(token)) <= 0);
  const own = text.slice(0, end + 1);
  if (end < 0 || !own.length) return [title];
  if (!/[.…]$/u.test(title)) own[end] = own[end].replace(/\.$/u, "");
  return textNodes(language, own, 0, own.length, new Set(marks));
}

// Where a page, or a part of it, is read with the words that were sought marked.
export function address(page, part = "") {
  const { url, text, marks } = page;
  const forms = new Set(marks.flatMap((place) => partsOf(text[place])).map((word) => word.toLocaleLowerCase()));
  const query = forms.size ? `?${FOUND}=${[...forms].slice(0, FORMS).map(encodeURIComponent).join("+")}` : "";
  return url + query + (part && `#${encodeURIComponent(part)}`);
}

// The part that answers, unless the head of the page does.
export function answeringPart(page) {
  const first = page.parts[0]?.location ?? Infinity;
  return page.marks.some((place) => place < first) ? "" : markedParts(page)[0]?.id ?? "";
}

const span = (text) => element("span", {}, text);
const link = (href, nodes) => element("a", { href }, ...nodes);

// A state with its sign, as the templates have it.
export function stateNode(signs, word) {
  const sign = signs.content.querySelector(`[data-word="${CSS.escape(word)}"] > *`);
  return sign?.cloneNode(true) ?? span(word);
}

// A result, with the articles that report it.
export function resultNode({ result, signs }, page) {
  const node = result.content.cloneNode(true);
  const slot = (name) => node.querySelector(`[data-slot="${name}"]`);
  const { kind, state } = page;
  const facts = [...kind, page.facts].filter(Boolean);
  slot("kind").append(...facts.map(span), ...state.map((word) => stateNode(signs, word)));
  const part = answeringPart(page);
  slot("link").href = address(page, part);
  slot("link").append(...titleNodes(page));
  slot("excerpt").append(...excerpt(page));
  for (const one of markedParts(page).filter(({ id }) => id !== part).slice(0, PLACES)) {
    slot("places").append(element("li", {}, link(address(page, one.id), headingNodes(page, one))));
  }
  for (const one of page.reports) {
    const report = link(address(one, answeringPart(one)), titleNodes(one));
    slot("reports").append(element("li", {}, report, " ", span(one.facts)));
  }
  for (const name of ["places", "reports"]) if (!slot(name).children.length) slot(name).remove();
  return node;
}

// --- words about results ---------------------------------------------------------------------------------------

// A question as it stands between quotation marks, with those that are written within.
export function quoted({ marks: [opening, closing, innerOpening, innerClosing] }, question) {
  return question
    .replace(new RegExp(`${opening}\\s*`, "gu"), innerOpening)
    .replace(new RegExp(`\\s*${closing}`, "gu"), innerClosing)
    .replace(/"([^"]*)"/gu, `${innerOpening}$1${innerClosing}`)
    .replace(/'/gu, "’");
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/gu, (whole, name) => values[name] ?? whole);
}

// The sentence that says how many results there are, from `data-*` of its element.
export function countSentence({ dataset }, { language, results, partial }, question, isChosen) {
  const form = results.length ? new Intl.PluralRules(document.documentElement.lang).select(results.length) : "none";
  const filtered = question ? "" : "Filtered";
  // A form of millions may not be there.
  const name = partial ? "partial" : form + filtered in dataset ? form + filtered : `other${filtered}`;
  const values = { count: results.length, question: quoted(language, question) };
  return question || isChosen ? fill(dataset[name], values) : "";
}

// What was perhaps meant, in an element: the question with the nearest words, else without those that are nowhere.
export async function propose(node, question, { language, unknown, words }, pages, ask) {
  node.replaceChildren();
  node.hidden = true;
  const held = pages.flatMap(({ text, marks }) => marks.flatMap((place) => partsOf(text[place])));
  if (!unknown.length && !held.length) return;
  const { meant, rather } = await import("./did-you-mean.js");
  const near = await (unknown.length ? meant(language, question, unknown) : rather(language, question, words, held));
  if (!near && !unknown.length) return;
  const rest = words.filter((word) => !unknown.includes(word)).join(" ");
  const proposed = near || rest;
  if (!proposed) return;
  const [before, after] = node.dataset[near ? "meant" : "without"].split("{question}");
  const button = link(`?q=${encodeURIComponent(proposed)}`, [quoted(language, proposed)]);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    ask(proposed);
  });
  node.replaceChildren(before, button, after); // another answer to the same question may have come meanwhile
  node.hidden = false;
}
