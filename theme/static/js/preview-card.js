// Preview card: what the page of a thing of the archive says of it, in a few lines. Loaded with the first card.

// What asks for previews has the form of a quotation, and what joins parts of a line.
const { marks, comma } = document.querySelector(".previews").dataset;
// Pages that are remembered.
const PAGES = 20;
const fetched = new Map();

// The page at an address, for its words alone: it runs nothing, and loads nothing.
function fetchPage(address) {
  if (!fetched.has(address)) {
    const answer = fetch(address).then((found) => (found.ok ? found.text() : "")).catch(() => "");
    fetched.set(address, answer.then((text) => new DOMParser().parseFromString(text, "text/html")));
    if (fetched.size > PAGES) fetched.delete(fetched.keys().next().value);
  }
  return fetched.get(address);
}

const words = (node) => node?.textContent.replace(/[ \t\n]+/gu, " ").trim() ?? "";
const listed = (texts) => texts.filter(Boolean).join(comma).replace(/^./u, (one) => one.toLocaleUpperCase());

function node(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

// Who stands behind a thing, and when: the page marks where it says so.
const source = (page) => [...page.querySelectorAll("[data-card]")].filter((one) => !one.closest(".note")).map(words);

// The card of a thing, from what its page says of it; nothing where that is the page of no thing.
function thingCard(page) {
  const title = page.querySelector("h1[data-kind]");
  if (!title) return [];
  const { kind, text = words(page.querySelector(".standfirst, .claim")) } = title.dataset;
  const states = [...page.querySelectorAll(".ladder [aria-current] .state, .big .state")];
  return [
    node("p", "source", listed([kind, ...source(page)])),
    node("p", "title", words(title)),
    ...(text ? [node("p", "", text)] : []),
    ...(states.length ? [node("p", "states", ...states.flatMap((one) => [one.cloneNode(true), " "]))] : []),
  ];
}

// The card of a note, from the words that it is about and from itself; nothing where the page has no such note.
function noteCard(page, id) {
  const note = page.getElementById(`note-${id}`);
  const mark = page.getElementById(id);
  if (!note || !mark) return [];
  const pieces = note.closest(".passage").querySelectorAll(`.mark[data-k="${note.dataset.k}"]`);
  const range = page.createRange();
  range.setStartBefore(mark);
  range.setEndAfter([...pieces].at(-1) ?? mark);
  const marked = range.cloneContents();
  for (const one of marked.querySelectorAll(".callout, .notes")) one.remove();
  const quote = words(marked);
  const title = node("p", "title", quote);
  if (mark.matches(".verbatim")) {
    title.replaceChildren(node("q", "", quote.startsWith(marks[0]) ? quote : marks.replace("{}", () => quote)));
    title.firstChild.lang = mark.closest("[lang]").lang;
  }
  const role = note.querySelector("dt[data-card]") ?? note.querySelector(".note-head span");
  const said = [...note.children].filter((one) => !one.matches(".note-head, .sources") && !one.querySelector("del"));
  return [
    node("p", "source", listed(source(page))),
    title,
    node("p", "", node("b", "", listed([role, note.querySelector("dd[data-card]")].map(words)))),
    node("p", "", said.map(words).join(" ")),
  ];
}

// The card of the thing at an address, or of its note that a hash names; nothing where there is none.
export async function cardOf(address, hash) {
  const page = await fetchPage(address);
  const note = decodeURIComponent(hash.slice(1)).replace(/^note-/u, "");
  const found = note ? noteCard(page, note) : [];
  return found.length ? found : thingCard(page);
}
