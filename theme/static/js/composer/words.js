// Words: the text of an article with the words that an annotation is about, and the annotation's note beside them, as
// the site will show both; and the ways to choose the words: to write them, to select them, to choose a place.

import { linkIn } from "./archive.js";
import { fold, isVerbatim, quotations } from "./anchoring.js";
import { blocks } from "./markup.js";
import { button, label, node, ownId, t } from "./page.js";
import { asInText, located, meant, quoteOf, selector, withLanguage } from "./quote.js";

const AROUND = 40; // signs before and after a place that is offered

// A stretch of text with its quotations and its mark; `shown` gives the words of a piece as a page shows them.
function marked(text, [from, to], quoted, span, shown) {
  const ends = new Set([from, to]);
  for (const { start, end } of [...quoted.map(({ whole }) => whole), ...(span ? [span] : [])]) {
    for (const at of [start, end]) if (at > from && at < to) ends.add(at);
  }
  const cuts = [...ends].sort((one, other) => one - other);
  return cuts.slice(0, -1).flatMap((start, n) => {
    const end = cuts[n + 1];
    const piece = shown(text.slice(start, end));
    const isQuoted = quoted.some(({ whole }) => whole.start <= start && end <= whole.end);
    if (!span || start < span.start || end > span.end) {
      return [isQuoted ? node("span", { class: "quotation" }, piece) : piece];
    }
    const verbatim = isVerbatim(span, quoted) ? " verbatim" : "";
    const made = node("span", { class: `mark${verbatim}`, "data-k": 1 }, piece);
    return end === span.end ? [made, node("sup", { class: "callout", "aria-hidden": "true" }, "1")] : [made];
  });
}

// The paragraph in which a span lies, from its first sign to its last.
function paragraph(text, span) {
  const end = text.indexOf("\n", Math.max(span.end - 1, span.start));
  return [text.lastIndexOf("\n", span.start - 1) + 1, end < 0 ? text.length : end];
}

const capital = (text) => text.replace(/^./u, (one) => one.toLocaleUpperCase());

function note(archive, annotation, isWords) {
  const link = linkIn(archive);
  const value = (key, id) => {
    const found = id && link(id);
    return found ? [node("div", { class: key === "announcement" ? "tie" : null }, node("dt", {},
      key === "announcement" ? capital(archive.lists.role[annotation.role] ?? label(key)) : label(key)),
    node("dd", {}, node("a", { href: found.address }, found.title)))] : [];
  };
  const given = [...value("speaker", annotation.speaker), ...value("announcement", annotation.announcement)];
  // Not a part of the page that is jumped to, as the notes of an article are: there may be many of one name.
  const about = { role: "note", "data-k": 1, "data-kind": annotation.kind, "aria-label": t("composer.preview") };
  return node("aside", { class: "note", ...about },
    node("p", { class: "note-head" }, node("span", {}, "1"),
      node("span", {}, archive.lists.annotation_kind[annotation.kind] ?? ""),
      node("span", { class: "nature" }, isWords ? t("note.verbatim") : t("note.gloss"))),
    annotation.note?.trim() ? blocks(annotation.note, link) : node("p", {}, "…"),
    given.length ? node("dl", { class: "sources" }, given) : null);
}

// Where the selection of the reader begins and ends in a text whose paragraphs know where they begin.
function selectedIn(whole) {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const at = (container, offset) => {
    const inside = container.nodeType === Node.ELEMENT_NODE ? container : container.parentElement;
    const block = inside.closest("[data-start]");
    if (!block || !whole.contains(block)) return null;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(container, offset);
    return Number(block.dataset.start) + before.toString().length;
  };
  const start = at(range.startContainer, range.startOffset);
  const end = at(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end };
}

// What shows and chooses the words of an annotation. `source()` gives the text of the article; `around` is what stood
// before and after the words where they were selected. `tell` is called when the quote is another one.
export function wordsOf(ctx, annotation, path, source, around) {
  const { archive } = ctx;
  const account = node("div", { class: "account" });
  const status = node("p", { class: "hint", id: ownId("quote"), role: "status" });
  const places = node("fieldset", { class: "list", hidden: true }, node("legend", {}, t("composer.places")));
  const take = button("", () => {}, { class: "act", hidden: true });
  const message = node("p", { class: "fault", id: ownId("fault"), hidden: true });
  const control = node("textarea", { rows: 2, id: ownId("field"), "aria-describedby": status.id });
  const named = { tabindex: "0", role: "group", "aria-label": t("composer.whole-text") };
  const whole = node("div", { class: "words whole", ...named });
  // A press on the button leaves the words selected.
  const choose = button(t("composer.take-selected"), () => takeSpan(selectedIn(whole)), { class: "act" });
  choose.addEventListener("mousedown", (event) => event.preventDefault());
  let text = "";
  let folded = fold("");

  function set(quote) {
    annotation.quote = withLanguage(quote, annotation.quote);
    control.value = selector(annotation.quote).exact;
    ctx.changed();
    draw();
  }
  // A span of the text, as its reader selected it; what cuts a word is shown as such.
  function takeSpan(span) {
    if (!span) return;
    try {
      set(quoteOf(text, span));
    } catch {
      set(text.slice(span.start, span.end).replace(/\s+/gu, " ").trim());
    }
  }

  const said = (key, values) => {
    const words = t(`composer.quote-${key}`, values);
    if (status.textContent !== words) status.textContent = words;
  };

  function draw() {
    const now = source();
    if (now !== text) {
      text = now;
      folded = fold(text);
      let at = 0;
      whole.replaceChildren(...text.split("\n").map((line) => {
        const start = at;
        at += line.length + 1;
        return node("p", { "data-start": start }, line);
      }));
    }
    let found = located(text, folded, selector(annotation.quote));
    if (found.state === "none" && around) {
      const { quote, ...rest } = asInText({ quote: annotation.quote, ...around }, text, archive.records);
      const again = located(text, folded, { exact: quote });
      if (again.state !== "none") [annotation.quote, control.value, found, around] = [quote, quote, again, rest];
    }
    const best = found.state === "many" && around ? meant(text, found.spans, around) : undefined;
    if (best) {
      annotation.quote = withLanguage(quoteOf(text, best), annotation.quote);
      found = { state: "found", spans: [best] };
    }
    around = null;
    const quoted = quotations(text, archive.marks);
    const [span] = found.spans;
    const shown = found.state === "found" ? span : found.whole;
    const isOne = found.state === "found";
    account.replaceChildren(...(shown ? [node("div", { class: "passage" },
      node("div", { class: "words" },
        node("p", {}, marked(text, paragraph(text, shown), quoted, isOne ? span : null, ctx.shown))),
      node("div", { class: "notes" }, note(archive, annotation, isOne && isVerbatim(span, quoted))))] : []));
    account.hidden = !shown;
    take.hidden = found.state !== "cut";
    if (found.state === "cut") {
      take.textContent = t("composer.take-whole", { words: found.words });
      take.onclick = () => takeSpan(found.whole);
    }
    places.hidden = found.state !== "many";
    if (!places.hidden) drawPlaces(found.spans);
    const { prefix, suffix } = selector(annotation.quote);
    said(isOne && (prefix || suffix) ? "told" : found.state,
      { n: found.spans.length, prefix: prefix ?? "", suffix: suffix ?? "", words: found.words ?? "" });
  }

  function drawPlaces(spans) {
    const name = ownId("place");
    const options = spans.slice(0, 20).map((span) => {
      const radio = node("input", { type: "radio", name, on: { change: () => {
        takeSpan(span);
        control.focus();
      } } });
      // Whole words, but for one longer than all that is shown.
      const from = Math.max(0, span.start - AROUND);
      const before = text.slice(from, span.start).replace(from ? /^\S*\s(?=\S)/u : "", "");
      const to = span.end + AROUND;
      const after = text.slice(span.end, to).replace(to < text.length ? /(?<=\S)\s\S*$/u : "", "");
      return node("label", {}, radio,
        node("span", {}, `… ${before}`, node("b", {}, text.slice(span.start, span.end)), `${after} …`));
    });
    places.replaceChildren(places.firstChild, ...options);
  }

  control.value = selector(annotation.quote).exact;
  control.addEventListener("input", () => {
    annotation.quote = withLanguage(control.value.replace(/\s+/gu, " "), annotation.quote);
    ctx.changed();
    draw();
  });
  ctx.register(path, control, message);
  ctx.drawn(draw);
  draw();
  const whereElse = node("details", { class: "more", open: !control.value },
    node("summary", {}, t("composer.whole-text")), whole, choose);
  const asked = node("div", { class: "ask" }, node("label", { for: control.id }, label("quote")),
    control, status, take, places, message);
  return [account, node("div", { class: "form" }, asked, whereElse)];
}
