// Keys: `/` goes to the search, `n` and `p` from note to note, Escape leaves. Letters act only while no field has the
// focus, without modifiers, and while the reader lets them: someone who speaks to the machine may turn them off
// (WCAG 2.2, 2.1.4).

import { keep, kept } from "./kept.js";
import { leave, walk } from "./notes.js";

const FIELD = "q";
const WRITTEN_IN = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";
const NOT_TEXT = ["checkbox", "radio", "button", "submit", "reset"];

function isWriting(target) {
  return target instanceof Element && target.matches(WRITTEN_IN) && !NOT_TEXT.includes(target.type);
}

// The field of the search on its own page; the form is there once `search.js` is.
function field() {
  const found = document.getElementById(FIELD);
  return found?.checkVisibility() ? found : null;
}

function seek(address) {
  const here = field();
  if (!here) location.assign(`${address}#${FIELD}`);
  here?.focus();
  here?.select();
}

export function enhance(root) {
  const active = root.querySelector("input");
  const actions = { "/": () => seek(root.dataset.search), n: () => walk(1), p: () => walk(-1) };

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (document.querySelector("dialog[open]") || leave()) return;
      if (isWriting(event.target) && !event.target.value) event.target.blur();
      return;
    }
    const action = active.checked && !isWriting(event.target) && actions[event.key];
    if (action && action() !== false) event.preventDefault();
  });
  active.addEventListener("change", () => keep("keys", active.checked ? "" : "off"));

  // Whoever comes by `/` wants to write at once.
  if (location.hash === `#${FIELD}`) addEventListener("DOMContentLoaded", () => field()?.focus());

  active.checked = kept("keys") !== "off";
  root.hidden = false;
}
