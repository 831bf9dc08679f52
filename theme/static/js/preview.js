// Preview: resting on a link to a thing of the archive, or reaching it with the keyboard, shows the thing's card. It is
// read out of the page that the link leads to; nothing is asked for before a reader rests. A finger follows the link at
// once, as ever.

import { loadPreference, savePreference } from "./preferences.js";

// Milliseconds on a link before its card is asked for.
const REST = 300;
// Milliseconds in which the way from the link to its card may lead outside of both.
const LEAVE = 200;
const GAP = 8; // pixels
const ROOT = new URL("../../", import.meta.url);
// What asks for previews has the form of a quotation, what joins parts of a line, and the folders of things.
const { marks, comma, things } = document.querySelector(".previews").dataset;
const THING = new RegExp(`^(?:${things})[a-z0-9-]+/$`);
// Rows that show the words of a card already.
const ROWS = ".ledger, .row";
// Pages that are remembered.
const PAGES = 20;

// The address of the page of a link's thing; null for a link within the page, or to no single thing.
function thingAddress(link) {
  // A link in a drawing has no text for an address; the list beside the drawing has the same link.
  if (typeof link.href !== "string") return null;
  const to = new URL(link.href);
  if (!to.href.startsWith(ROOT) || to.pathname === location.pathname || link.closest(ROWS)) return null;
  return THING.test(to.pathname.slice(ROOT.pathname.length)) ? to.origin + to.pathname : null;
}

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

async function cardOf(link) {
  const page = await fetchPage(thingAddress(link));
  const note = decodeURIComponent(link.hash.slice(1)).replace(/^note-/u, "");
  const found = note ? noteCard(page, note) : [];
  return found.length ? found : thingCard(page);
}

export function enhance(root) {
  const active = root.querySelector("input");
  const main = document.querySelector("main");
  const box = document.createElement("div");
  let link = null;
  let timer = 0;
  let described = "";

  box.id = "preview";
  box.className = "preview";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  main.append(box);

  function hide() {
    clearTimeout(timer);
    if (!box.hidden) {
      box.hidden = true;
      if (described) link?.setAttribute("aria-describedby", described);
      else link?.removeAttribute("aria-describedby");
    }
    link = null;
  }

  function position() {
    const { left, top, bottom } = link.getClientRects()[0] ?? link.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return hide();
    const above = bottom + GAP + box.offsetHeight > innerHeight && top > innerHeight - bottom;
    box.style.left = `${Math.max(GAP, Math.min(left, document.documentElement.clientWidth - box.offsetWidth - GAP))}px`;
    box.style.top = `${above ? Math.max(GAP, top - GAP - box.offsetHeight) : bottom + GAP}px`;
  }

  async function show(wanted) {
    const found = await cardOf(wanted);
    if (link !== wanted || !found.length || !wanted.isConnected) return;
    box.replaceChildren(...found);
    box.hidden = false;
    position();
    described = link.getAttribute("aria-describedby") ?? "";
    link.setAttribute("aria-describedby", `${described} ${box.id}`.trim());
  }

  function showLater(wanted) {
    if (wanted === link) return clearTimeout(box.hidden ? 0 : timer);
    hide();
    if (!active.checked || !thingAddress(wanted)) return;
    link = wanted;
    timer = setTimeout(show, REST, wanted);
  }

  function hideLater() {
    clearTimeout(timer);
    timer = setTimeout(hide, box.hidden ? 0 : LEAVE);
  }

  main.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    const over = target.closest("a[href]");
    if (box.contains(target)) clearTimeout(timer);
    else if (over) showLater(over);
  });
  main.addEventListener("pointerout", ({ target, relatedTarget, pointerType }) => {
    const from = box.contains(target) ? box : target.closest("a[href]");
    if (pointerType === "mouse" && from && !from.contains(relatedTarget)) hideLater();
  });
  main.addEventListener("focusin", ({ target }) => {
    if (target.matches("a[href]:focus-visible")) showLater(target);
    else hide();
  });
  main.addEventListener("focusout", hide);
  addEventListener("pointerdown", ({ target }) => { if (!box.contains(target)) hide(); });
  addEventListener("scroll", () => { if (!box.hidden) position(); }, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    // The card alone is left: the focus stays.
    event.preventDefault();
    hide();
  }, { capture: true });
  active.addEventListener("change", () => {
    savePreference("previews", active.checked ? "" : "off");
    hide();
  });

  active.checked = loadPreference("previews") !== "off";
  root.hidden = false;
}
