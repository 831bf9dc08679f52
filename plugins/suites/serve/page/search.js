// Search: the index of the pages that changed and the whole one, of which those pages are left out, as one. It stands
// in the place of Pagefind's script, and does what `seek.js` asks of that.

import * as pagefind from "./whole/pagefind.js";

let opened = null;

async function open() {
  const { left, few } = await fetch(new URL("beside.json", import.meta.url)).then((answer) => answer.json());
  await pagefind.init();
  if (few) await pagefind.mergeIndex(new URL("few/", import.meta.url).pathname);
  return new Set(left);
}

export function init() {
  opened ??= open();
  return opened;
}

export async function search(asked) {
  const left = await init();
  const { results } = await pagefind.search(asked);
  return { results: results.filter(({ id }) => !left.has(id)) };
}
