// Page: the texts that the template brought along, and the elements that are made with them.

const texts = new Map();
for (const one of document.querySelector('[data-part="texts"]').content.children) {
  texts.set(one.dataset.key, one.textContent);
}

// The text of an entry of the catalogue, with values in its places.
export const t = (key, values = {}) => texts.get(key).replace(/\{([a-z_]+)\}/gu, (_, name) => values[name]);

// What a key of the model is called, in a part where it is called otherwise than elsewhere; the key itself where a
// model has more than the catalogue.
export function label(key, part = "") {
  const found = [`${part.toLowerCase()}-${key}`, key].find((one) => texts.has(`field.${one}`));
  return found ? t(`field.${found}`) : key;
}

// What is said below the field of a key of a part, where its name alone does not explain it; else null.
export function advice(part, key) {
  const name = `advice.${part.toLowerCase()}-${key}`;
  return texts.has(name) ? node("p", { class: "hint", id: ownId("hint") }, t(name)) : null;
}

// An element: attributes by their names, `on` with listeners; children are nodes and texts, null for none.
export function node(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, listener);
    else if (typeof value === "boolean") made.toggleAttribute(key, value);
    else if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((one) => one !== null && one !== undefined));
  return made;
}

export const button = (text, act, more = {}) => node("button", { type: "button", on: { click: act }, ...more }, text);

let number = 0;

// An id that no other element of the page has.
export function ownId(name) {
  number += 1;
  return `${name}_${number}`;
}

// A day as the model writes it, here and now.
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
}

// The beginning of an id, with whole words.
export const short = (id, most) =>
  (id.length <= most ? id : id.slice(0, most + 1).replace(/-[^-]*$/u, "").slice(0, most));

// Runs a function once calls have ceased for some milliseconds.
export function settled(act, rest) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, rest);
  };
}
