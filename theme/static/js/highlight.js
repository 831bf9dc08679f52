// Highlight: a reader who comes from a result sees the searched words (`name` is
// what they are called in its address). They are marked without a change to
// the text; a browser that cannot do so shows the page as it is.

import { bare } from "./question.js";

const MOST = 300; // places
const WORD = /[\p{Alphabetic}\p{M}\p{N}]+|[$€£%]/gu;

// The words of a text as they are compared, each with its place in the text.
function* words(text) {
  for (const { 0: word, index } of text.matchAll(WORD)) yield [bare(word), index, index + word.length];
}

export function highlight(name) {
  const asked = new URLSearchParams(location.search).get(name) ?? "";
  const sought = new Set([...words(asked.slice(0, 200))].map(([word]) => word));
  if (!sought.size || !globalThis.Highlight) return;
  const walker = document.createTreeWalker(document.getElementById("main_content"), NodeFilter.SHOW_TEXT);
  const ranges = [];
  while (walker.nextNode() && ranges.length < MOST) {
    const node = walker.currentNode;
    if (node.parentElement.closest("nav")) continue;
    for (const [word, startOffset, endOffset] of words(node.data)) {
      if (!sought.has(word)) continue;
      ranges.push(new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }));
    }
  }
  CSS.highlights.set("sought", new Highlight(...ranges));
}
