// Site: what every page needs. Each part adds to the element that asks for it by `data-enhance`; without any of them
// the page is whole.

import { enhance as copyCitation } from "./copy-citation.js";
import { enhance as keyboardShortcuts, openSearch } from "./keyboard-shortcuts.js";
import { enhance as preview } from "./preview.js";
import { enhance as theme } from "./theme.js";

for (const [name, enhance] of Object.entries({
  "copy-citation": copyCitation, "keyboard-shortcuts": keyboardShortcuts, preview, theme,
})) {
  document.querySelectorAll(`[data-enhance="${name}"]`).forEach(enhance);
}

// The search comes when it is asked for; on its own page its field is at hand.
const search = document.querySelector(".open-search");
const { found } = search.dataset;
search.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.target.closest("[aria-current]")) return;
  event.preventDefault();
  openSearch();
});
if (new URLSearchParams(location.search).has(found)) import("./highlight.js").then(({ highlight }) => highlight(found));
