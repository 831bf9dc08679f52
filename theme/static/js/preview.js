// Preview: resting on a link to a thing of the archive, or reaching it with the keyboard, shows the thing's card. It is
// read out of the page that the link leads to; nothing is asked for before a reader rests. A finger follows the link at
// once, as ever. How a card is made comes with the first one.

import { loadPreference, savePreference } from "./preferences.js";

// Milliseconds on a link before its card is asked for.
const REST = 300;
// Milliseconds in which the way from the link to its card may lead outside of both.
const LEAVE = 200;
const GAP = 8; // pixels
const ROOT = new URL("../../", import.meta.url);
// What asks for previews has the folders of things.
const { things } = document.querySelector(".previews").dataset;
const THING = new RegExp(`^(?:${things})[a-z0-9-]+/$`);
// Rows that show the words of a card already.
const ROWS = ".ledger, .row";

// The address of the page of a link's thing; null for a link within the page, or to no single thing.
function thingAddress(link) {
  // A link in a drawing has no text for an address; the list beside the drawing has the same link.
  if (typeof link.href !== "string") return null;
  const to = new URL(link.href);
  if (!to.href.startsWith(ROOT) || to.pathname === location.pathname || link.closest(ROWS)) return null;
  return THING.test(to.pathname.slice(ROOT.pathname.length)) ? to.origin + to.pathname : null;
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
    const { cardOf } = await import("./preview-card.js");
    const found = await cardOf(thingAddress(wanted), wanted.hash);
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
