// Search results: pages that were found -> what is shown of them, on the page of the search and in its dialog alike. No text
// of the interface stands here: it comes from the templates of the page of the search.

import { LONE_ARTICLE, partsOf } from "./question.js";

const PLACES = 3; // links into a page, under its result
const EXCERPT = 32; // words
const FORMS = 6; // words that are marked where a result leads
const WORD = /^([^\p{Alphabetic}\p{N}$€£%]*)(.*?)([^\p{Alphabetic}\p{N}$€£%+]*)$/su;

// Tokens of a copy as nodes, spelled and spaced as in the page, the marked ones in <mark>.
function set(text, from, to, marks) {
  const nodes = [];
  for (let place = from; place < to; place += 1) {
    if (place > from) nodes.push(space(text[place - 1], text[place]));
    const token = text[place].replace(/'/gu, "’").replace(/(?<=\d)\.(?=\d{3})/gu, "\u202f");
    const [, before, word, after] = token.match(WORD);
    if (marks.has(place) && word) {
      const mark = document.createElement("mark");
      mark.textContent = word;
      nodes.push(before, mark, after);
    } else {
      nodes.push(token);
    }
  }
  return nodes;
}

function space(before, after) {
  if (LONE_ARTICLE.test(before.replace(/^[^\p{L}]+/u, ""))) return "";
  if (/^[;!?]/u.test(after)) return "\u202f";
  if (/^[:»$€£%]/u.test(after) || /«$/u.test(before)) return "\u00a0";
  return " ";
}

// The words around the first place that was sought, outside the title and the headings if there is one.
function excerpt({ text, start, marks, parts }) {
  const first = marks.find((place) => place >= start) ?? start;
  const part = parts.filter(({ location }) => location <= first).at(-1);
  const next = parts.find(({ location }) => location > first)?.location ?? text.length;
  const heading = part ? part.location + part.text.split(/\s+/u).length : start;
  const under = first < heading ? part.location : heading;
  const from = Math.max(under, Math.min(first - 8, next - EXCERPT));
  const to = Math.min(from + EXCERPT, next);
  const nodes = set(text, from, to, new Set(marks));
  if (from > under) nodes.unshift("… ");
  if (to < next) nodes.push(" …");
  return nodes;
}

// The parts of the page that hold what was sought.
function held({ text, marks, parts }) {
  return parts.filter(({ location }, i) => marks.some((place) => place >= location && place < (parts[i + 1]?.location ?? text.length)));
}

function headed({ marks }, { location, text: heading }) {
  const words = heading.split(/\s+/u); // without the full stop that ends it in the text
  return set(words, 0, words.length, new Set(marks.map((place) => place - location)));
}

// The title, with its marks: it stands at the head of the text, where a full stop may end it.
export function titled({ text, title, marks }) {
  const words = title.replace(/[’‘ʼ]/gu, "'").split(/\s+/u).length;
  const end = text.findIndex((_, i) => i >= words - 1 && text.slice(0, i + 1).join("").replace(/\W/gu, "").length >= title.replace(/\W/gu, "").length);
  const own = text.slice(0, end + 1);
  if (end < 0 || !own.length) return [title];
  if (!/[.…]$/u.test(title)) own[end] = own[end].replace(/\.$/u, "");
  return set(own, 0, own.length, new Set(marks));
}

// Where a page, or a part of it, is read with the words that were sought marked.
export function address(page, part = "") {
  const { url, text, marks } = page;
  const forms = new Set(marks.flatMap((place) => partsOf(text[place])).map((word) => word.toLocaleLowerCase()));
  const query = forms.size ? `?mots=${[...forms].slice(0, FORMS).map(encodeURIComponent).join("+")}` : "";
  return url + query + (part && `#${encodeURIComponent(part)}`);
}

// The part that answers, unless the head of the page does.
export function answering(page) {
  const first = page.parts[0]?.location ?? Infinity;
  return page.marks.some((place) => place < first) ? "" : held(page)[0]?.id ?? "";
}

function span(text) {
  const node = document.createElement("span");
  node.textContent = text;
  return node;
}

function link(href, nodes) {
  const node = document.createElement("a");
  node.href = href;
  node.append(...nodes);
  return node;
}

// A state with its sign, as the templates have it.
export function signed(signs, word) {
  const sign = signs.content.querySelector(`[data-word="${CSS.escape(word)}"] > *`);
  return sign?.cloneNode(true) ?? span(word);
}

// A result, with the articles that report it.
export function item({ result, signs }, page) {
  const node = result.content.cloneNode(true);
  const slot = (name) => node.querySelector(`[data-slot="${name}"]`);
  const { kind, state } = page;
  slot("kind").append(...[...kind, page.facts].filter(Boolean).map(span), ...state.map((word) => signed(signs, word)));
  const part = answering(page);
  slot("link").href = address(page, part);
  slot("link").append(...titled(page));
  slot("excerpt").append(...excerpt(page));
  for (const one of held(page).filter(({ id }) => id !== part).slice(0, PLACES)) {
    slot("places").appendChild(document.createElement("li")).append(link(address(page, one.id), headed(page, one)));
  }
  for (const one of page.reports) {
    slot("reports").appendChild(document.createElement("li")).append(link(address(one, answering(one)), titled(one)), " ", span(one.facts));
  }
  for (const name of ["places", "reports"]) if (!slot(name).children.length) slot(name).remove();
  return node;
}

// --- words about results ---------------------------------------------------------------------------------------

// A question as it stands inside « ».
export function quoted(question) {
  return question.replace(/'/gu, "’").replace(/«\s*/gu, "“").replace(/\s*»/gu, "”").replace(/"([^"]*)"/gu, "“$1”");
}

export function fill(text, values) {
  return text.replace(/\{(\w+)\}/gu, (whole, name) => values[name] ?? whole);
}

// What is said of how many there are: `data-*` of the element that says it.
export function counted({ dataset }, { results, partial }, question, isChosen) {
  const many = results.length > 1 ? "many" : results.length ? "one" : "none";
  const name = partial ? "partial" : question ? many : `${many}Filtered`;
  return question || isChosen ? fill(dataset[name], { count: results.length, question: quoted(question) }) : "";
}

// "Vouliez-vous dire …" in an element: the question with the nearest words, else without those that are nowhere.
export async function propose(node, question, { unknown, words }, pages, ask) {
  node.replaceChildren();
  node.hidden = true;
  const held = pages.flatMap(({ text, marks }) => marks.flatMap((place) => partsOf(text[place])));
  if (!unknown.length && !held.length) return;
  const { meant, rather } = await import("./did-you-mean.js");
  const near = await (unknown.length ? meant(question, unknown) : rather(question, words, held));
  if (!near && !unknown.length) return;
  const rest = words.filter((word) => !unknown.includes(word)).join(" ");
  const proposed = near || rest;
  if (!proposed) return;
  const [before, after] = node.dataset[near ? "meant" : "without"].split("{question}");
  const button = link(`?q=${encodeURIComponent(proposed)}`, [quoted(proposed)]);
  button.addEventListener("click", (event) => {
    event.preventDefault();
    ask(proposed);
  });
  node.replaceChildren(before, button, after); // another answer to the same question may have come meanwhile
  node.hidden = false;
}
