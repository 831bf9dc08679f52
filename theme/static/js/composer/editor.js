// Editor: the form of a draft. New members of its lists come first, then what stands, folded away; then what is still
// wrong, and how it is proposed.

import { linkIn, resolved } from "./archive.js";
import { itemKey, working } from "./draft.js";
import { hint, holdsParts, partFields, row } from "./fields.js";
import { plain } from "./markup.js";
import { button, label, node, ownId, settled, short, t, today } from "./page.js";
import { problemsOf } from "./problems.js";
import { proposing } from "./proposing.js";
import { selector } from "./quote.js";
import { equal } from "./values.js";
import { proposedId } from "./wording.js";
import { wordsOf } from "./words.js";

const REST = 250; // milliseconds after the last sign, before all is checked
const LATER = ["discrepancies", "captures", "archived", "corrections"]; // lists that are offered after all others
const ID = 60; // signs of an id that is made from words

class Editor {
  constructor(archive, draft, wanted, kept) {
    Object.assign(this, { archive, draft, wanted, kept });
    this.schema = resolved(archive, archive.schemas[draft.kind]);
    const all = Object.entries(this.schema.properties);
    const lists = all.filter(([, one]) => holdsParts(one)).map(([name]) => name);
    this.lists = [...lists].sort((one, other) => LATER.indexOf(one) - LATER.indexOf(other));
    this.link = linkIn(archive);
    this.controls = new Map();
    this.drawings = new Map();
    this.unfold = new Map();
    this.later = settled(() => this.check(), REST);
    this.added = node("div", { class: "added" });
    this.problems = problemsOf(this);
    this.proposing = proposing(this);
  }

  // The words of the body as it is being written.
  text() {
    const { base, body } = this.draft;
    return base && body === base.body ? base.text : plain(body);
  }

  // Words of the text as its page shows them: where a link has no words of its own, with the title of its record.
  shown(words) {
    const bare = new Set([...this.draft.body.matchAll(/\[\[([a-z0-9-]+)\]\]/gu)].map(([, id]) => id));
    return words.replace(/[a-z0-9-]+/gu, (id) => (bare.has(id) ? this.link(id)?.title ?? id : id));
  }

  // The id that a new record has, or would be given.
  id() {
    const { record, data, kind } = this.draft;
    if (record) return record;
    const day = /^\d{4}(?:-\d\d){0,2}/u.exec(data.published ?? "")?.[0] ?? "";
    const title = kind === "entity" ? this.draft.added.find(({ to }) => to === "names")?.value.name : data.title;
    const parts = kind === "article" ? [day, data.outlet, title] : [title];
    return short(parts.map((one) => proposedId(one ?? "")).filter(Boolean).join("-"), ID);
  }

  path() {
    const { path, data, kind } = this.draft;
    if (path) return path;
    const year = /^\d{4}(?!.*\/)/u.exec(data.published ?? "")?.[0] ?? "undated";
    return `${this.archive.rules.folders[kind]}/${kind === "article" ? `${year}/` : ""}${this.id()}.md`;
  }

  // The record as it would be, as `checks.js` takes it.
  record() {
    const { data, members } = working(this.draft);
    const { kind, body } = this.draft;
    return { kind, id: this.id(), path: this.path(), data, body, text: this.text(), members };
  }

  changed() {
    this.kept();
    this.later();
  }

  check() {
    for (const draw of this.drawings.values()) draw();
    this.problems.check();
    this.proposing.draw();
  }

  // What the fields of a part need to know.
  context(key) {
    return {
      archive: this.archive,
      changed: () => this.changed(),
      register: (path, control, message) => this.register(`${key}|${path.join("/")}`, control, message),
      shown: (words) => this.shown(words),
      drawn: (draw) => this.drawings.set(key, draw),
      kindOf: () => (this.draft.kind === "announcement" ? this.draft.data.kind : ""),
    };
  }

  // Notes where a problem of a value is to be shown; its name is the last one that is no number.
  register(key, control, message) {
    const name = key.split(/[|/]/u).findLast((one) => /^[a-z]/u.test(one)) ?? "";
    this.controls.set(key, { control, message, name: label(name) });
    control.addEventListener("blur", () => this.problems.leave(control));
  }

  part(list) {
    return resolved(this.archive, this.schema.properties[list].items);
  }

  // The fields of a member of a list; those of an annotation with its words.
  member(list, value, item, around) {
    const context = this.context(itemKey(item));
    const part = this.part(list);
    if (list !== "annotations") return [node("div", { class: "form" }, partFields(context, part, value, []))];
    const [account, words] = wordsOf(context, value, ["quote"], () => this.text(), around);
    return [account, words, node("div", { class: "form" }, partFields(context, part, value, [], ["quote"]))];
  }

  // Begins a new member of a list; gives what is to have the focus.
  add(list, value, around) {
    this.draft.added.push({ to: list, value });
    this.changed();
    return this.drawAdded(around);
  }

  drawAdded(around) {
    this.forget();
    this.added.replaceChildren(...this.draft.added.map(({ to, value }, n) => {
      const id = ownId("item");
      const remove = button(t("composer.remove"), () => {
        this.draft.added.splice(n, 1);
        this.drawAdded();
        this.changed();
        this.choices.querySelector("button").focus();
      }, { class: "act", "aria-describedby": id });
      const isLast = n === this.draft.added.length - 1;
      return node("div", { class: "item", role: "group", "aria-labelledby": id },
        node("h3", { id, class: "form", tabindex: "-1" }, t(`composer.part-${to}`)),
        this.member(to, value, { list: to, added: n }, isLast ? around : null),
        node("p", { class: "form line" }, remove));
    }));
    return this.added.lastElementChild;
  }

  // Forgets the fields of a member that is no longer shown, or of all new ones.
  forget(item = null) {
    const isOf = (key) => (item ? key === item || key.startsWith(`${item}|`) : /^[a-z_]+\+/u.test(key));
    for (const known of [this.controls, this.drawings]) {
      for (const key of known.keys()) if (isOf(key)) known.delete(key);
    }
  }

  // What a new member begins with.
  beginning(list) {
    const { archive, draft } = this;
    const all = [...(draft.data[list] ?? []), ...draft.added.map(({ value }) => value)];
    const taken = new Set(all.map((one) => one?.id));
    if (list === "annotations") {
      const quote = this.wanted.quote ?? "";
      const stem = short(proposedId(quote), 30).replace(/^note-/u, "") || "passage";
      let id = stem;
      for (let n = 2; taken.has(id); n += 1) id = `${stem}-${n}`;
      return { id, quote, kind: "claim", note: "" };
    }
    if (list === "corrections") return { on: today(), was: "", now: "" };
    if (list === "relations") return { type: Object.keys(archive.lists.relation)[0], target: "", note: "" };
    return list === "discrepancies" ? { element: "", quotes: [], note: "" } : {};
  }

  begin(list, around) {
    const item = this.add(list, this.beginning(list), around);
    this.wanted = {};
    const value = this.draft.added.at(-1).value;
    const first = selector(value.quote).exact ? "note" : "quote";
    const own = this.controls.get(`${list}+${this.draft.added.length - 1}|${first}`);
    const control = list === "annotations" ? own.control : item.querySelector("input, select, textarea");
    control?.focus();
    return control;
  }

  drawChoices() {
    this.choices = node("p", { class: "form line" }, t("composer.begin-part"), " ",
      this.lists.map((list) => button(t(`composer.part-${list}`), () => this.begin(list), { class: "act" })));
    return this.choices;
  }

  // A folded part of what stands, which is drawn when it is first opened.
  folded(summary, key, draw) {
    const own = node("details", { class: "more", "data-item": key }, node("summary", {}, summary));
    this.unfold.set(key, () => {
      if (own.childElementCount === 1) own.append(...draw());
      own.open = true;
    });
    own.addEventListener("toggle", () => { if (own.open) this.unfold.get(key)(); });
    return own;
  }

  // Begins a member of a list of a part that stands: `path` is the list, the index of the part, and its list.
  beginInside(path) {
    const [list, at, key] = path.split("/");
    const part = this.lists.includes(list) && this.draft.data[list]?.[at];
    if (!part) return;
    part[key] = [...(part[key] ?? []), key === "read" ? { on: today(), role: "second-reader" } : {}];
    this.unfold.get(`${list}:${at}`)?.();
    const last = `${list}:${at}|${key}/${part[key].length - 1}/`;
    const first = [...this.controls].find(([name]) => name.startsWith(last));
    if (!first) return;
    const { control } = first[1];
    for (let one = control.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    control.focus();
    this.changed();
  }

  standing() {
    const { draft } = this;
    const members = this.lists.flatMap((list) =>
      (draft.data[list] ?? []).map((_, at) => this.standingMember(list, at)));
    return node("details", { class: "form standing" }, node("summary", {}, t("composer.standing")),
      this.folded(t("composer.own"), "", () => [...this.own(), this.correct(draft.base.data, draft.data)]),
      this.folded(label("body"), "body", () => [this.body()]), members);
  }

  standingMember(list, at) {
    const { data, base } = this.draft;
    const value = data[list][at];
    const standing = base.data[list][at];
    const part = t(`composer.part-${list}`);
    if (value === null) {
      const back = button(t("composer.restore"), () => {
        data[list][at] = structuredClone(standing);
        const again = this.standingMember(list, at);
        gone.replaceWith(again);
        again.querySelector("summary").focus();
        this.changed();
      }, { class: "act" });
      const words = summaryOf(this.archive, standing);
      const gone = node("p", { class: "line" }, node("del", {}, t("composer.named", { part, words })), back);
      return gone;
    }
    const summary = t("composer.named", { part, words: summaryOf(this.archive, value) });
    const own = this.folded(summary, `${list}:${at}`, () => [
      ...this.member(list, value, { list, at }, null),
      node("p", { class: "line" }, this.correct(standing, value), button(t("composer.remove"), () => {
        data[list][at] = null;
        this.forget(`${list}:${at}`);
        const gone = this.standingMember(list, at);
        own.replaceWith(gone);
        gone.querySelector("button").focus();
        this.changed();
      }, { class: "act" })),
    ]);
    return own;
  }

  // A button that notes what was written, beside the change itself: a correction of what the record said.
  correct(was, now) {
    return button(t("composer.correct"), () => {
      const texts = Object.keys(was).filter((key) =>
        typeof was[key] === "string" && typeof now[key] === "string" && !equal(was[key], now[key]));
      for (const key of texts) this.add("corrections", { on: today(), was: was[key], now: now[key] });
      this.added.lastElementChild?.querySelector("h3")?.focus();
    }, { class: "act" });
  }

  own() {
    const { draft } = this;
    const made = partFields(this.context(""), this.schema, draft.data, [], this.lists);
    if (draft.base) return made;
    const control = node("input", { type: "text", spellcheck: "false" });
    control.value = this.id();
    control.addEventListener("input", () => {
      draft.record = control.value;
      this.changed();
    });
    this.drawings.set("|id", () => { if (!draft.record) control.value = this.id(); });
    return [...made, row({ ...this.context(""), part: "record" }, "id", ["id"], control)];
  }

  body() {
    const control = node("textarea", { rows: 8, class: "body" });
    control.value = this.draft.body;
    control.addEventListener("input", () => {
      this.draft.body = control.value;
      this.changed();
    });
    return row(this.context(""), "body", ["body"], control, hint(t("composer.body-hint")));
  }

  nodes() {
    const { draft } = this;
    const own = draft.base ? [] : [node("div", { class: "form" }, this.own(), this.body())];
    const after = draft.base ? [this.standing()] : [];
    return [...own, this.added, this.drawChoices(), ...after, this.problems.node, this.proposing.node];
  }
}

// A member of a list in one line.
function summaryOf({ lists, records }, value) {
  const text = selector(value.quote).exact || value.name || value.note || value.was || value.url || "";
  const named = [lists.stage[value.stage], lists.verdict[value.verdict], lists.relation[value.type]];
  const parts = [value.on, ...named, records[value.target]?.title, text].filter(Boolean).join(", ");
  return parts.length > 80 ? `${parts.slice(0, 79)}…` : parts;
}

// The form of a draft: its nodes, and a function that gives the focus to what is to be written first.
export function editor(archive, draft, wanted, kept) {
  const made = new Editor(archive, draft, wanted, kept);
  const nodes = made.nodes();
  made.drawAdded();
  const list = wanted.quote ? "annotations" : wanted.add;
  const start = () => {
    if (list?.includes("/")) made.beginInside(list);
    else if (made.lists.includes(list)) made.begin(list, { before: wanted.before ?? "", after: wanted.after ?? "" });
    else (nodes[0].querySelector?.("input, textarea") ?? null)?.focus();
    made.check();
  };
  return { nodes, start, say: (words) => made.proposing.say(words) };
}
