// Fields: a part of the model (JSON Schema) and its values -> the controls in which a reader writes them. All of them
// are native: a select for a list, a text with proposals for a record, a text with its reading in words for a date.

import { choices, loadRecord, recordsFor, resolved } from "./archive.js";
import { inWords, parse } from "./edtf.js";
import { advice, button, label, node, ownId, t } from "./page.js";
import { words } from "./anchoring.js";

// What is asked first of a part; the rest is folded away. Of a part that is not here, all is asked.
const FIRST = {
  Annotation: ["note", "kind", "announcement", "role"],
  Event: ["on", "stage", "verdict", "due", "evidence", "note"],
  Relation: ["type", "target", "note", "evidence"],
  Article: ["title", "headline", "outlet", "published", "lang", "url", "summary"],
  Announcement: ["title", "kind", "claim", "actors", "themes"],
  Entity: ["kind"],
  Theme: ["title", "summary"],
  Page: ["title", "summary"],
  Element: ["value", "unit", "text"],
};
const LONG = 500; // signs from which a text may take several lines
const SHOWN = 12; // titles that are proposed at once

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();

// Whether a list of a record holds parts, which are written each by itself.
export const holdsParts = (schema) => schema.type === "array" && Boolean(schema.items?.$ref);

// The label, the control, what is said of it, and where a problem of it will stand.
export function row(ctx, key, path, control, ...about) {
  const message = node("p", { class: "fault", id: ownId("fault"), hidden: true });
  const advised = advice(ctx.part ?? "", key);
  if (advised) about.push(advised);
  const ids = about.filter((one) => one.id).map((one) => one.id);
  control.id ||= ownId("field");
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  ctx.register(path, control, message);
  const name = node("label", { for: control.id }, label(key, ctx.part));
  return node("div", { class: "ask" }, name, control, ...about, message);
}

export const hint = (text = "") => node("p", { class: "hint", id: ownId("hint") }, text);

function setter(ctx, holder, key) {
  const standing = holder[key];
  return (value) => {
    if (value === "" && standing === null) holder[key] = null;
    else if (value === "" && standing === undefined && !Array.isArray(holder)) delete holder[key];
    else holder[key] = value;
    ctx.changed();
  };
}

const shown = (value) => (value === null || value === undefined ? "" : String(value));

function textField(ctx, schema, holder, key, path) {
  const set = setter(ctx, holder, key);
  const isNote = schema.contentMediaType === "text/markdown";
  const isLong = isNote || (schema.maxLength ?? 0) > LONG;
  const control = node(isLong ? "textarea" : "input", isLong ? { rows: isNote ? 4 : 2 } : { type: "text" });
  const about = isNote ? hint() : null;
  const count = () => {
    const most = ctx.archive.limits.note_words;
    if (about) about.textContent = t("composer.words", { n: words(control.value).length, most });
  };
  control.value = shown(holder[key]);
  control.addEventListener("input", () => {
    set(control.value);
    count();
  });
  count();
  return row(ctx, key, path, control, ...(about ? [about] : []));
}

// The number that a text is, written as in a language or as the model has it; null for none, or for one with more
// digits than a number here can hold, which is text.
export function numberIn(text, language) {
  const group = new Intl.NumberFormat(language).formatToParts(1e6).find(({ type }) => type === "group").value;
  const bare = text.replace(/\s/gu, "");
  const parts = bare.split(group);
  const isGrouped = parts.length > 1 && /^-?[1-9]\d{0,2}$/u.test(parts[0])
    && parts.slice(1).every((one, n) => (n === parts.length - 2 ? /^\d{3}(?:[.,]\d+)?$/u : /^\d{3}$/u).test(one));
  const number = (isGrouped ? parts.join("") : bare).replace(",", ".");
  if (!/^-?\d+(?:\.\d+)?$/u.test(number) || number.replace(/\D/gu, "").length > 15) return null;
  return Number(number);
}

function numberOrText(ctx, schema, holder, key, path) {
  const set = setter(ctx, holder, key);
  const control = node("input", { type: "text" });
  control.value = shown(holder[key]);
  control.addEventListener("input", () => set(numberIn(control.value, ctx.archive.language) ?? control.value));
  return row(ctx, key, path, control);
}

function dateField(ctx, schema, holder, key, path) {
  const set = setter(ctx, holder, key);
  // A term may be none, or withdrawn: these stand for a date.
  const others = schema.examples ?? [];
  const options = node("datalist", { id: ownId("dates") },
    others.map((value) => node("option", { value }, t(`event.due-${value}`))));
  const control = node("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  if (others.length) control.setAttribute("list", options.id);
  const about = hint();
  const read = () => {
    const text = control.value.trim();
    if (!text) about.textContent = t("composer.date-hint");
    else if (others.includes(text)) about.textContent = t(`event.due-${text}`);
    else {
      try {
        about.textContent = inWords(parse(text), ctx.archive.dates);
      } catch {
        about.textContent = t("composer.date-unread");
      }
    }
  };
  control.value = shown(holder[key]);
  control.addEventListener("input", () => {
    set(control.value.trim());
    read();
  });
  read();
  const made = row(ctx, key, path, control, about);
  if (others.length) made.append(options);
  return made;
}

function selectField(ctx, options, isOptional, holder, key, path) {
  const set = setter(ctx, holder, key);
  const empty = isOptional || !holder[key] ? [node("option", { value: "" }, t("composer.none"))] : [];
  const control = node("select", {}, empty, options.map(([value, text]) => node("option", { value }, text)));
  control.value = shown(holder[key]);
  control.addEventListener("change", () => set(control.value));
  return row(ctx, key, path, control);
}

function checkbox(ctx, holder, key, path) {
  const control = node("input", { type: "checkbox" });
  control.checked = holder[key] === true;
  control.addEventListener("change", () => {
    holder[key] = control.checked;
    ctx.changed();
  });
  return row(ctx, key, path, control);
}

// A text field that proposes titles, and the id of the record that was meant.
export function recordControl(archive, use, id, choose) {
  const known = recordsFor(archive, use);
  const twice = new Set();
  const titles = new Set();
  for (const [, title] of known) {
    if (titles.has(title)) twice.add(title);
    titles.add(title);
  }
  const name = ([one, title]) => (twice.has(title) ? `${title} (${one})` : title);
  const options = node("datalist", { id: ownId("records") });
  const control = node("input", { type: "text", list: options.id, autocomplete: "off", spellcheck: "false" });
  const meant = (text) => known.find((one) => one[0] === text || folded(name(one)) === folded(text))?.[0];
  const propose = () => {
    const sought = folded(control.value).split(/\s+/u);
    const fits = known.filter(([, title]) => sought.every((word) => folded(title).includes(word))).slice(0, SHOWN);
    options.replaceChildren(...fits.map((one) => node("option", { value: name(one) })));
  };
  const standing = known.find(([one]) => one === id);
  control.value = standing ? name(standing) : shown(id);
  control.addEventListener("input", () => {
    propose();
    const text = control.value.trim();
    choose(meant(text) ?? text, meant(text) !== undefined);
  });
  control.addEventListener("focus", propose, { once: true });
  return [control, options];
}

function recordField(ctx, use, holder, key, path) {
  const [control, options] = recordControl(ctx.archive, use, holder[key], setter(ctx, holder, key));
  const made = row(ctx, key, path, control);
  made.append(options);
  return made;
}

// Evidence: an article by its title, and one of its annotations by its words.
function evidenceField(ctx, holder, key, path) {
  const set = setter(ctx, holder, key);
  let [article, annotation] = shown(holder[key]).split("#");
  const select = node("select", { id: ownId("field") });
  const fill = async () => {
    const ids = ctx.archive.records[article]?.annotations ?? [];
    select.replaceChildren(node("option", { value: "" }, t("composer.none")),
      ...ids.map((one) => node("option", { value: one }, one)));
    select.value = annotation ?? "";
    select.disabled = !ids.length;
    if (!ids.length) return;
    const { data } = await loadRecord(ctx.archive, article).catch(() => ({ data: {} }));
    for (const { id, quote } of data.annotations ?? []) {
      const option = [...select.options].find((one) => one.value === id);
      if (option) option.textContent = t("composer.annotation-of", { quote: quote.exact ?? quote, id });
    }
  };
  const tell = () => set(article && annotation ? `${article}#${annotation}` : "");
  const [control, options] = recordControl(ctx.archive, "evidence", article, (id) => {
    article = id;
    annotation = "";
    fill();
    tell();
  });
  select.addEventListener("change", () => {
    annotation = select.value;
    tell();
  });
  fill();
  const made = row(ctx, key, path, control);
  made.querySelector("label").after(control, options,
    node("label", { for: select.id }, t("composer.annotation")), select);
  return made;
}

// Members of a list, each with a button that takes it away.
function listField(ctx, schema, holder, key, path) {
  const inside = resolved(ctx.archive, schema.items);
  const own = node("fieldset", { class: "list" }, node("legend", {}, label(key)), advice(ctx.part ?? "", key));
  const members = node("div");
  const add = button(t("composer.add", { what: label(key) }), () => {
    holder[key] ??= [];
    holder[key].push(inside.properties ? {} : "");
    draw();
    members.lastElementChild?.querySelector("input, select, textarea")?.focus();
  }, { class: "act" });
  function draw() {
    members.replaceChildren(...(holder[key] ?? []).map((_, at) => node("div", { class: "member" },
      inside.properties ? partFields(ctx, inside, holder[key][at], [...path, at])
        : field(ctx, schema.items, holder[key], at, [...path, at], key),
      button(t("composer.remove"), () => {
        holder[key].splice(at, 1);
        draw();
        add.focus();
        ctx.changed();
      }, { class: "act" }))));
  }
  draw();
  own.append(members, add);
  ctx.register(path, add, null);
  return own;
}

// Values under the names of elements of the vocabulary.
function elementsField(ctx, schema, holder, key, path) {
  const part = resolved(ctx.archive, schema.additionalProperties);
  const own = node("fieldset", { class: "list" }, node("legend", {}, label(key)));
  const members = node("div");
  const elements = Object.entries(ctx.archive.elements);
  const choose = node("select", { "aria-label": label(key) });
  const add = button(t("composer.add", { what: label(key) }), () => {
    if (!choose.value) return;
    holder[key] = { ...holder[key], [choose.value]: { value: "" } };
    draw();
    members.lastElementChild.querySelector("input").focus();
  }, { class: "act" });
  function draw() {
    const given = holder[key] ?? {};
    const left = elements.filter(([name]) => !(name in given));
    choose.replaceChildren(...left.map(([name, one]) => node("option", { value: name }, one.label)));
    members.replaceChildren(...Object.keys(given).map((name) => node("div", { class: "member", role: "group",
      "aria-label": ctx.archive.elements[name]?.label ?? name },
    node("p", { class: "title" }, ctx.archive.elements[name]?.label ?? name),
    partFields({ ...ctx, element: ctx.archive.elements[name] }, part, given[name], [...path, name]),
    button(t("composer.remove"), () => {
      const { [name]: _, ...rest } = holder[key];
      holder[key] = rest;
      draw();
      add.focus();
      ctx.changed();
    }, { class: "act" }))));
  }
  draw();
  own.append(members, node("p", { class: "line" }, choose, add));
  ctx.register(path, add, null);
  return own;
}

// The control of one value. `name` is the key of the list that it is a member of.
function field(ctx, schema, holder, key, path, name = key) {
  const found = resolved(ctx.archive, schema);
  const isOptional = found !== schema && Boolean(schema.anyOf);
  const use = ctx.archive.rules.uses[name];
  if (found.type === "array") return listField(ctx, found, holder, key, path);
  if (found.additionalProperties && !found.properties) return elementsField(ctx, found, holder, key, path);
  if (found.properties) {
    // It becomes a part of the record once something is written in it.
    const part = holder[key] ?? {};
    const attached = { ...ctx, changed: () => {
      if (Object.values(part).some((one) => one !== "")) holder[key] = part;
      else if (holder[key] === part) delete holder[key];
      ctx.changed();
    } };
    return node("fieldset", { class: "list" }, node("legend", {}, label(key)), partFields(attached, found, part, path));
  }
  const labelled = (box) => {
    const text = box.querySelector("label");
    if (text) text.textContent = label(name, ctx.part);
    return box;
  };
  if (use === "evidence") return labelled(evidenceField(ctx, holder, key, path));
  if (use) return labelled(recordField(ctx, use, holder, key, path));
  if (ctx.element && (key === "unit" || key === "per")) {
    const units = Object.entries(ctx.element[key === "unit" ? "units" : "per"]);
    return units.length || holder[key] ? selectField(ctx, units, true, holder, key, path) : null;
  }
  const options = choices(ctx.archive, found, ctx.kindOf?.());
  if (options) return labelled(selectField(ctx, options, isOptional, holder, key, path));
  if (found.format === "edtf") return dateField(ctx, found, holder, key, path);
  if (found.type === "boolean") return checkbox(ctx, holder, key, path);
  if (Array.isArray(found.type) && found.type.includes("number")) return numberOrText(ctx, found, holder, key, path);
  return labelled(textField(ctx, found, holder, key, path));
}

// The fields of a part: those that are asked first, and the others, folded away. `but` are keys asked for elsewhere.
export function partFields(ctx, part, value, path, but = []) {
  const keys = Object.keys(part.properties).filter((key) => !but.includes(key));
  const first = (FIRST[part.name] ?? keys).filter((key) => keys.includes(key));
  const rest = keys.filter((key) => !first.includes(key));
  const inside = { ...ctx, part: part.name };
  const all = (some) => some.map((key) => field(inside, part.properties[key], value, key, [...path, key]));
  if (!rest.length) return all(first);
  return [...all(first), node("details", { class: "more" }, node("summary", {}, t("composer.more")), all(rest))];
}
