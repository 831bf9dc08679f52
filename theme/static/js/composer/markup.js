// Markup: what a preview shows of an author's Markdown. Emphasis, code, links and lists; whatever else there is, is
// shown as it is written. The page that `make html` builds is the one that counts.

import { node } from "./page.js";

const INLINE = new RegExp([
  String.raw`\\(?<escaped>[!-/:-@[-\x60{-~])`,
  String.raw`\x60(?<code>[^\x60]+)\x60`,
  String.raw`\[\[(?<id>[a-z0-9#-]+)(?:\|(?<shown>[^\]]+))?\]\]`,
  String.raw`\[(?<words>[^\]]+)\]\((?<address>[^)\s]+)\)`,
  String.raw`\*\*(?<strong>[^*]+(?:\*[^*]+\*[^*]*)*)\*\*`,
  String.raw`\*(?!\s)(?<em>[^*]+)(?<!\s)\*`,
  String.raw`(?<![\p{L}\p{N}_])_(?!\s)(?<low>[^_]+)(?<!\s)_(?![\p{L}\p{N}_])`,
].join("|"), "gsu");
const BULLET = /^\s*(?:[-*+]|\d+[.)])\s+/u;
const OWN_LINE = /^\s*(?:[-*+>#|:]|\d+[.)])/u;
const BEGINNING = /^\s*(?:>\s?|#{1,6}\s+|:\s+|(?:[-*+]|\d+[.)])\s+)*/u;
const RULE = /^\s*(?:(?:[*_-]\s*){3,}|[\x60~]{3,}.*|[-|: ]+)$/u;
const FOOTNOTE = /\[\^[^\]]+\]:?/gu;

// A text in one line, as nodes. `link(id)` gives the title and the address of a record, or null.
function inline(text, link) {
  const made = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    made.push(text.slice(from, found.index));
    from = found.index + found[0].length;
    const { escaped, code, id, shown, words, address, strong, em, low } = found.groups;
    if (escaped) made.push(escaped);
    else if (code) made.push(node("code", {}, code));
    else if (id) {
      const to = link(id);
      const inside = shown ? inline(shown, link) : [to?.title ?? id];
      made.push(to ? node("a", { href: to.address }, inside) : node("span", {}, inside));
    } else if (address) {
      const isSafe = /^https?:\/\//u.test(address);
      made.push(node(isSafe ? "a" : "span", isSafe ? { href: address, rel: "noopener" } : {}, inline(words, link)));
    } else made.push(node(strong ? "strong" : "em", {}, inline(strong ?? em ?? low, link)));
  }
  made.push(text.slice(from));
  return made.filter((one) => one !== "");
}

// A note, as blocks.
export function blocks(text, link) {
  return text.trim().split(/\n\s*\n/u).filter(Boolean).map((block) => {
    const lines = block.split("\n");
    if (!lines.every((line) => BULLET.test(line))) return node("p", {}, inline(lines.join(" "), link));
    const items = lines.map((line) => node("li", {}, inline(line.replace(BULLET, ""), link)));
    return node(/^\s*\d/u.test(block) ? "ol" : "ul", {}, items);
  });
}

// The words of a body that is still being written, in which its quotes are sought: a block a line. A link without
// words of its own is its id there.
export function plain(body) {
  const words = (text) => inline(text, () => null).map((one) => one.textContent ?? one).join("");
  return body.split(/\n\s*\n/u).flatMap((block) => {
    const lines = block.split("\n").filter((line) => line.trim() && !RULE.test(line));
    if (lines.some((line) => OWN_LINE.test(line))) return lines.map((line) => line.replace(BEGINNING, ""));
    return [lines.map((line) => line.trim().replace(/\\$/u, "")).join(" ")];
  }).map((line) => words(line.replace(FOOTNOTE, "")).trim()).filter(Boolean).join("\n");
}
