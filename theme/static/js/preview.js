// Preview: resting on a link to a thing of the archive, or reaching it with the keyboard, shows the thing's card. The
// cards are written at build; nothing is asked for before a reader rests. A finger follows the link at once, as ever.

import { keep, kept } from "./kept.js";

const REST = 300; // milliseconds on a link before its card is asked for
const LEAVE = 200; // milliseconds in which the way from the link to its card may lead outside of both
const GAP = 8; // pixels
const SVG = "http://www.w3.org/2000/svg";
const ROOT = new URL("../../", import.meta.url);
const THING = /^(?:annonces|articles|entites|medias|themes)\/[a-z0-9-]+\/$/u;
const ROWS = ".ledger, .row"; // they say already what a card would

// Where the card of a link lies; nothing for a link within the page, or to no single thing.
function place(link) {
  if (typeof link.href !== "string") return null; // in a drawing, whose words stand in its list
  const to = new URL(link.href);
  if (to.origin !== ROOT.origin || !to.pathname.startsWith(ROOT.pathname)) return null;
  if (to.pathname === location.pathname || link.closest(ROWS)) return null;
  return THING.test(to.pathname.slice(ROOT.pathname.length)) ? new URL("apercu.html", to.origin + to.pathname) : null;
}

const asked = new Map();

function ask(address) {
  if (!asked.has(address.href)) {
    const answer = fetch(address).then((found) => (found.ok ? found.text() : "")).catch(() => "");
    asked.set(address.href, answer.then((text) => new DOMParser().parseFromString(text, "text/html")));
  }
  return asked.get(address.href);
}

// The states of a card with the glyphs of this page.
function signed(found) {
  for (const state of found.querySelectorAll(".state")) {
    const svg = document.createElementNS(SVG, "svg");
    const use = document.createElementNS(SVG, "use");
    svg.setAttribute("class", "glyph");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `#sign_${state.dataset.list}_${state.dataset.value}`);
    svg.append(use);
    state.prepend(svg);
  }
  return found;
}

async function card(link) {
  const cards = await ask(place(link));
  const note = decodeURIComponent(link.hash.slice(1)).replace(/^note-/u, "");
  const found = note && cards.querySelector(`[data-note="${CSS.escape(note)}"]`);
  return (found || cards.querySelector("[data-card]"))?.cloneNode(true);
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

  function lay() {
    const { left, top, bottom } = link.getClientRects()[0] ?? link.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return hide();
    const above = bottom + GAP + box.offsetHeight > innerHeight && top > innerHeight - bottom;
    box.style.left = `${Math.max(GAP, Math.min(left, document.documentElement.clientWidth - box.offsetWidth - GAP))}px`;
    box.style.top = `${above ? Math.max(GAP, top - GAP - box.offsetHeight) : bottom + GAP}px`;
  }

  async function show(wanted) {
    const found = await card(wanted);
    if (link !== wanted || !found || !wanted.isConnected) return;
    box.replaceChildren(signed(document.adoptNode(found)));
    box.hidden = false;
    lay();
    described = link.getAttribute("aria-describedby") ?? "";
    link.setAttribute("aria-describedby", `${described} ${box.id}`.trim());
  }

  function rest(wanted) {
    if (wanted === link) return clearTimeout(box.hidden ? 0 : timer);
    hide();
    if (!active.checked || !place(wanted)) return;
    link = wanted;
    timer = setTimeout(show, REST, wanted);
  }

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(hide, box.hidden ? 0 : LEAVE);
  }

  main.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    const over = target.closest("a[href]");
    if (box.contains(target)) clearTimeout(timer);
    else if (over) rest(over);
  });
  main.addEventListener("pointerout", ({ target, relatedTarget, pointerType }) => {
    const from = box.contains(target) ? box : target.closest("a[href]");
    if (pointerType === "mouse" && from && !from.contains(relatedTarget)) leave();
  });
  main.addEventListener("focusin", ({ target }) => {
    if (target.matches("a[href]:focus-visible")) rest(target);
    else hide();
  });
  main.addEventListener("focusout", hide);
  addEventListener("pointerdown", ({ target }) => { if (!box.contains(target)) hide(); });
  addEventListener("scroll", () => { if (!box.hidden) lay(); }, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || box.hidden) return;
    event.preventDefault(); // the card alone is left: the focus stays
    hide();
  }, { capture: true });
  active.addEventListener("change", () => {
    keep("previews", active.checked ? "" : "off");
    hide();
  });

  active.checked = kept("previews") !== "off";
  root.hidden = false;
}
