// Problems: what `make check` would say of the record as it would be, at its fields and in a list; and what it alone
// sees.

import { problems } from "./checks.js";
import { itemKey } from "./draft.js";
import { node, ownId, settled, t } from "./page.js";

const REST = 1000; // milliseconds after which a count is read out

export function problemsOf(editor) {
  const { archive } = editor;
  // What is seen is true at once; what is read out waits until the reader pauses.
  const seen = node("p", { class: "hint", "aria-hidden": "true" });
  const status = node("p", { role: "status", class: "visually-hidden" });
  const list = node("ol", { class: "problems" });
  const title = node("h2", { id: ownId("problems"), tabindex: "-1" }, t("composer.problems"));
  const own = node("section", { class: "form", "aria-labelledby": title.id }, title, seen, status, list,
    node("details", { class: "more" }, node("summary", {}, t("composer.unchecked")),
      node("ul", {}, archive.unchecked.map((one) => node("li", {}, one)))));
  const left = new Set(); // controls that the reader has been at: only there a problem is shown
  let found = [];
  let all = false;

  // The control that a problem is about, the nearest one that there is.
  function controlOf({ keys: told, about: keys = told }, members) {
    const [list, n] = keys;
    const item = members[list]?.[n] ? itemKey(members[list][n]) : null;
    const [prefix, path] = item ? [item, keys.slice(2)] : ["", keys];
    for (let length = path.length; length >= 0; length -= 1) {
      const one = editor.controls.get(`${prefix}|${path.slice(0, length).join("/")}`);
      if (one?.control.isConnected) return one;
    }
    for (const [key, one] of item ? editor.controls : []) {
      if (key.startsWith(`${item}|`) && one.control.isConnected) return one;
    }
    const part = own.parentElement?.querySelector(`[data-item="${prefix}"]`);
    return part ? { control: part.querySelector("summary"), message: null } : null;
  }

  function go(event, control) {
    event.preventDefault();
    for (let at = control.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    control.focus();
  }

  // A title that no record has is no id either: where titles are offered, that is what is wrong.
  const meant = (code, control) => (code === "id-wrong" && control?.list ? "reference-unresolved" : code);
  const said = (code, control) => archive.problems[meant(code, control)];
  const words = ({ code, what, mend }, control) => [said(code, control) ?? code, " ",
    node("span", { lang: "en" }, mend ? `${what}; ${mend}` : what)];

  function clear() {
    for (const { control, message } of editor.controls.values()) {
      if (!message || message.hidden) continue;
      message.hidden = true;
      control.removeAttribute("aria-invalid");
      const every = (control.getAttribute("aria-describedby") ?? "").split(" ");
      const ids = every.filter((id) => id && id !== message.id);
      if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
      else control.removeAttribute("aria-describedby");
    }
  }

  const tell = settled(() => {
    if (status.textContent !== seen.textContent) status.textContent = seen.textContent;
  }, REST);

  function check() {
    const { members, ...record } = editor.record();
    found = problems(record, archive);
    clear();
    const items = found.map((problem) => {
      const one = controlOf(problem, members);
      if (one?.message && one.message.hidden && (all || left.has(one.control))) {
        one.message.replaceChildren(...words(problem, one.control));
        one.message.hidden = false;
        one.control.setAttribute("aria-invalid", "true");
        const ids = one.control.getAttribute("aria-describedby");
        one.control.setAttribute("aria-describedby", `${ids ?? ""} ${one.message.id}`.trim());
      }
      const [sentence, ...rest] = words(problem, one?.control);
      const to = one && { href: `#${one.control.id}`, on: { click: (event) => go(event, one.control) } };
      const named = one?.name ? t("composer.named", { part: one.name, words: sentence }) : sentence;
      const link = to ? node("a", to, named) : named;
      return node("li", {}, link, rest);
    });
    // What is as it was stays: a press that has begun on it would lead nowhere.
    const isSame = items.length === list.children.length && items.every((one, n) => one.isEqualNode(list.children[n]));
    if (!isSame) list.replaceChildren(...items);
    seen.textContent = found.length ? t("composer.problems-left", { n: found.length }) : t("composer.no-problem");
    tell();
  }

  return {
    node: own,
    check,
    get count() { return found.length; },
    // A field was left: from now on, what is wrong there is shown there.
    leave(control) {
      if (left.has(control) || !control.isConnected) return;
      left.add(control);
      editor.later(); // not at once: what is clicked on would move away under the pointer
    },
    // The reader wants to propose: all is shown.
    show() {
      all = true;
      check();
      title.focus();
    },
  };
}
