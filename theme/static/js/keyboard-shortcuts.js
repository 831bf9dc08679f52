// Shortcuts: `/` or Ctrl+K opens the search, `n` and `p` go to the next and previous note, Escape leaves. Letters act
// only while no field has the focus, without modifiers, and while the reader lets them: a reader who speaks to the
// machine may turn them off (WCAG 2.2, 2.1.4).

import { loadPreference, savePreference } from "./preferences.js";
import { leave, walk } from "./note-navigation.js";

const FIELD = "q";
const WRITTEN_IN = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";
const NOT_TEXT = ["checkbox", "radio", "button", "submit", "reset"];

function isWriting(target) {
  return target instanceof Element && target.matches(WRITTEN_IN) && !NOT_TEXT.includes(target.type);
}

// The field of the search on its own page; the form is there once `search-page.js` is.
function field() {
  const found = document.getElementById(FIELD);
  return found?.checkVisibility() ? found : null;
}

// The field of the search where there is one, else its dialog; without it, its page.
export function openSearch() {
  const here = field();
  if (here) {
    here.focus();
    here.select();
  } else {
    import("./search-dialog.js")
      .then(({ open }) => open())
      .catch(() => location.assign(document.querySelector(".open-search").href));
  }
}

export function enhance(root) {
  const active = root.querySelector("input");
  const actions = { "/": openSearch, n: () => walk(1), p: () => walk(-1) };

  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (document.querySelector("dialog[open]") || leave()) return;
      if (isWriting(event.target) && !event.target.value) event.target.blur();
      return;
    }
    const action = active.checked && !isWriting(event.target) && actions[event.key];
    if (action && action() !== false) event.preventDefault();
  });
  active.addEventListener("change", () => savePreference("keys", active.checked ? "" : "off"));

  active.checked = loadPreference("keys") !== "off";
  root.hidden = false;
}
