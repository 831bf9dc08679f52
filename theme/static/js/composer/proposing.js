// Proposing: how a draft leaves the browser. Under `make serve` it is saved; with a repository, GitHub's page for a new
// file opens, filled in; else, and beyond what an address can hold, it is a file to download, or a text to copy.

import { changes } from "./draft.js";
import { discard, keep, proposer } from "./drafts.js";
import { button, label, node, ownId, t, today } from "./page.js";
import { newFileAddress, proposalName, proposalPath, proposalText, recordText } from "./proposal.js";
import { isVisible, strip } from "./wording.js";

const { repository, root: toRoot, guide } = document.querySelector('[data-part="composer"]').dataset;
const SAVE = "/.serve/proposals";
const LONGEST = { by: 500, why: 5000 }; // signs, as `archive/proposals/proposal.py` allows
const token = document.querySelector('meta[name="suites-save"]')?.content;

// The keys of a new record in the order of the model: what every record may have comes last.
function inOrder(data, schema) {
  const names = Object.keys(schema.properties).filter((name) => name !== "aliases" && name !== "corrections");
  const given = [...names, "aliases", "corrections"].filter((name) => name in data);
  return Object.fromEntries(given.map((name) => [name, data[name]]));
}

// What nobody sees is as if nothing was written.
function input(key, value, maxlength, tell, rows) {
  const about = { id: ownId("field"), maxlength, ...(rows ? { rows } : { type: "text" }) };
  const control = node(rows ? "textarea" : "input", about);
  control.value = value;
  control.addEventListener("input", () => tell(isVisible(control.value) ? strip(control.value) : ""));
  return node("div", { class: "ask" }, node("label", { for: control.id }, label(key)), control);
}

export function proposing(editor) {
  const { draft } = editor;
  let by = proposer();
  const status = node("p", { role: "status", class: "hint" });
  let answered = ""; // what the status says of a proposal that is no longer the same
  const ways = node("div");
  const file = node("pre", { tabindex: "0", "aria-label": t("composer.file") });
  const own = node("section", { class: "form" }, node("h2", {}, t("composer.propose")),
    input("proposer", by, LONGEST.by, (value) => {
      by = proposer(value);
      editor.changed();
    }),
    input("why", draft.why, LONGEST.why, (value) => {
      draft.why = value;
      editor.changed();
    }, 2),
    ways, status, node("details", { class: "more" }, node("summary", {}, t("composer.file")), file));
  let blob = "";

  function made() {
    const { data, id } = editor.record();
    const name = proposalName(today(), id || "x", draft.key);
    const common = { record: id, by, why: draft.why };
    const text = draft.base ? proposalText({ ...common, made_from: draft.made_from, ...changes(draft) })
      : proposalText({ ...common, kind: draft.kind, text: recordText(inOrder(data, editor.schema), draft.body) });
    return [name, text];
  }

  // Whether something is proposed, and nothing is wrong; else what is, is shown. The last signs may not have been
  // looked at yet.
  function isSound(event) {
    editor.check();
    const isNothing = draft.base && Object.values(changes(draft)).every((one) => !one.length);
    if (!editor.problems.count && !isNothing) return true;
    event.preventDefault();
    if (isNothing) answer(t("composer.nothing"));
    else editor.problems.show();
    return false;
  }

  function answer(said) {
    status.textContent = said;
    [, answered] = made();
  }

  function proposed(said) {
    keep({ ...draft, proposed: Date.now() });
    answer(said);
  }

  async function save(event) {
    if (!isSound(event)) return;
    const [, body] = made();
    status.textContent = t("composer.saving");
    try {
      const answer = await fetch(SAVE, { method: "POST", headers: { "X-Suites-Token": token }, body });
      const found = await answer.json();
      if (!answer.ok) {
        const why = found.error ?? (found.problems ?? []).map(({ what, mend }) => `${what}; ${mend}`).join(" ");
        status.replaceChildren(node("span", { class: "fault", lang: "en" }, why));
        return;
      }
      discard(draft.key);
      location.assign(new URL(found.url, new URL(toRoot, location.href)));
    } catch {
      status.textContent = t("composer.not-saved");
    }
  }

  async function copy() {
    const [, text] = made();
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = t("composer.copied");
    } catch {
      file.closest("details").open = true;
      getSelection().selectAllChildren(file);
      status.textContent = t("composer.copy-failed");
    }
  }

  // The ways that there are now; each is made once, and changed in place, so that it keeps the focus.
  const main = token ? button(t("composer.save"), save, { class: "main" })
    : node("a", { class: "main", target: "_blank", rel: "noopener", on: { click: (event) => {
      if (isSound(event)) proposed(t("composer.opened"));
    } } }, t("composer.propose-github"));
  const downloaded = () => {
    editor.check();
    proposed(t("composer.downloaded"));
  };
  const download = node("a", { class: "act", on: { click: downloaded } }, t("composer.download"));
  const where = node("p", { class: "hint" });
  const steps = node("a", { href: guide, target: "_blank", rel: "noopener" }, t("composer.next"));
  const paste = node("a", { class: "act", target: "_blank", rel: "noopener" }, t("composer.paste"));
  const toCopy = button(t("composer.copy"), copy, { class: "act" });
  ways.append(node("p", { class: "line" }, main, paste, download, toCopy), where);

  function draw() {
    const [name, text] = made();
    const path = proposalPath(name);
    const address = repository ? newFileAddress(repository, name, text) : null;
    file.textContent = text;
    if (answered && answered !== text) {
      answered = "";
      status.textContent = "";
    }
    if (!token) {
      main.hidden = !address;
      if (address) main.href = address;
      paste.hidden = !repository || Boolean(address);
      if (repository) paste.href = newFileAddress(repository, name, "");
    } else paste.hidden = true;
    if (blob) URL.revokeObjectURL(blob);
    blob = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    Object.assign(download, { href: blob, download: name, className: token || repository ? "act" : "main" });
    where.textContent = token ? t("composer.where-save")
      : address ? t("composer.where-github") : t(repository ? "composer.where-long" : "composer.where-file", { path });
    if (guide && repository && !token) where.append(" ", steps);
  }

  return { node: own, draw, say: (words) => { status.textContent = words; } };
}
