// Site: what every page needs. Each part adds to the element that asks for it by `data-enhance`; without any of them
// the page is whole.

import { enhance as cite } from "./cite.js";
import { enhance as keys } from "./keys.js";
import { enhance as preview } from "./preview.js";
import { enhance as theme } from "./theme.js";

for (const [name, enhance] of Object.entries({ cite, keys, preview, theme })) {
  document.querySelectorAll(`[data-enhance="${name}"]`).forEach(enhance);
}
