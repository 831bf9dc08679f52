// Theme: light, dark, or the system's, which holds while nothing is chosen. `theme-early.js` applies the stored choice.

import { savePreference } from "./preferences.js";

export function enhance(root) {
  const buttons = [...root.querySelectorAll("button")];

  function show(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === theme));
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    show(button.value);
    savePreference("theme", button.value);
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key === "theme") show(newValue ?? "");
  });

  show(document.documentElement.dataset.theme ?? "");
  root.hidden = false;
}
