// Annotate: words of an article that are selected may lead to the composer, with what stands around them. The link
// comes beside the selection, or at the foot of a small screen, and is the next stop of the keyboard.

import { loadPreference } from "./preferences.js";

const { href, text, dataset: { record } } = document.querySelector('[data-part="annotate"]');
const account = document.querySelector(".account");
// Signs before and after the words, by which the composer knows the place.
const AROUND = 60;
const GAP = 8; // pixels
const REST = 100; // milliseconds without a change, after which words count as selected
const WRITTEN_IN = "input, textarea, select, [contenteditable]";

const spaced = (words) => words.replace(/\s+/gu, " ");

// The words of a range as an author writes them: without numbers of notes, the notes, and the link of this file.
function words(range) {
  const copy = range.cloneContents();
  for (const one of copy.querySelectorAll(".annotate, .callout, .footnote, .notes, .notes-title")) one.remove();
  for (const one of copy.querySelectorAll("p, li, dt, dd, td, th, h2, h3, h4, h5, h6")) one.append(" ");
  return spaced(copy.textContent);
}

function around(range, end) {
  const rest = document.createRange();
  rest.selectNodeContents(account);
  if (end) rest.setStart(range.endContainer, range.endOffset);
  else rest.setEnd(range.startContainer, range.startOffset);
  return end ? words(rest).slice(0, AROUND) : words(rest).slice(-AROUND);
}

const inWords = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".words");

// The words that are selected in the account; null for none.
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  // A triple click ends before the next block, which may be that of the notes.
  const end = range.endOffset === 0 ? range.startContainer : range.endContainer;
  if (!account.contains(range.commonAncestorContainer) || !inWords(range.startContainer) || !inWords(end)) return null;
  return words(range).trim() ? range : null;
}

const link = document.createElement("a");
link.className = "annotate";
link.textContent = text;
link.hidden = true;

function place(range) {
  const box = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  if (matchMedia("(pointer: coarse), (width < 44rem)").matches) {
    link.removeAttribute("style");
    return;
  }
  const { offsetWidth, offsetHeight } = link;
  const left = Math.min(Math.max(box.right - offsetWidth / 2, GAP), document.documentElement.clientWidth - offsetWidth);
  const below = box.bottom + GAP + offsetHeight < innerHeight;
  link.style.insetInlineStart = "auto";
  link.style.left = `${left + scrollX}px`;
  link.style.top = `${(below ? box.bottom + GAP : box.top - GAP - offsetHeight) + scrollY}px`;
}

let loading;
let isNext = false; // the next stop, once for a selection: whoever leaves it goes on as the page does

// Its style comes with the first selection: most readers never need it.
function styled() {
  loading ??= new Promise((done) => {
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: new URL("../css/annotate.css", import.meta.url), onload: done });
    document.head.append(style);
  });
  return loading;
}

async function show() {
  const range = selected();
  if (!range) {
    // The link keeps the focus that it has: a screen reader may drop the selection on its way there.
    if (document.activeElement !== link) link.hidden = true;
    return;
  }
  const asked = { record, quote: words(range).trim(), before: around(range, false), after: around(range, true) };
  link.href = `${href}?${new URLSearchParams(asked)}`;
  await styled();
  if (!selected()) return;
  // After the words in the order of the page, for those who hear it.
  const end = inWords(range.endContainer) ?? inWords(range.startContainer);
  if (end.nextSibling !== link) end.after(link);
  link.hidden = false;
  isNext = true;
  place(range);
}

let timer = 0;

document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = setTimeout(show, getSelection().isCollapsed ? 0 : REST);
});
addEventListener("keydown", (event) => {
  if (link.hidden || event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.(WRITTEN_IN)) return;
  if (event.key === "Tab" && !event.shiftKey && isNext && document.activeElement !== link) {
    event.preventDefault();
    isNext = false;
    link.focus();
  } else if (event.key === "a" && loadPreference("keys") !== "off") {
    event.preventDefault();
    link.click();
  } else if (event.key === "Escape") {
    getSelection().removeAllRanges();
    link.hidden = true;
  }
});
