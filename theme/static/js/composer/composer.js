// The composer: a reader chooses a record, writes, and proposes. All of it is done by script; without, the page says
// what to do instead. It asks for nothing but the site's own files.
//
// What its address may hold: `record`, an id; `quote`, words to annotate, with what stood `before` and `after` them;
// `add`, a list of the record to begin a member of; `new`, the kind of a new record; or `draft`, the key of one that is
// kept.

import { findRecord, linkIn, loadArchive } from "./archive.js";
import { discard, drafts, keep, ownKey, watch } from "./drafts.js";
import { changeOf, isChanged, newRecord, rebased } from "./draft.js";
import { editor } from "./editor.js";
import { recordControl } from "./fields.js";
import { button, node, ownId, t, today } from "./page.js";

const root = document.querySelector('[data-part="composer"]');
const asked = Object.fromEntries(new URLSearchParams(location.search));
const NEW = ["article", "announcement", "entity", "theme"];

// What a new record begins with.
function beginnings(archive, kind) {
  const added = today();
  return {
    article: { title: "", outlet: "", published: "", lang: archive.language, url: null,
      rights: { statement: "InC", mode: "account" }, kind: "news", summary: "", added },
    announcement: { title: "", kind: "promise", claim: "", actors: [], themes: [], added },
    entity: { kind: ["organisation"] },
    theme: { title: "", summary: "" },
  }[kind];
}

const parts = (kind) => (kind === "entity" ? [{ to: "names", value: { name: "" } }] : []);

const heading = (text) => node("h2", { tabindex: "-1" }, text);

function said(...content) {
  root.replaceChildren(node("p", { role: "status" }, ...content));
}

class Composer {
  constructor(archive) {
    this.archive = archive;
  }

  // What is shown anew takes the focus, which what went has lost; but not as the page loads.
  focus() {
    if (this.isLoaded && !root.contains(document.activeElement)) root.querySelector("h2").focus();
  }

  // The choice of a record, and the drafts that are kept.
  start(why = "") {
    let chosen = "";
    const [control, options] = this.recordChoice((id, isKnown) => { chosen = isKnown ? id : ""; });
    control.id = ownId("record");
    const fault = node("p", { class: "fault", id: ownId("fault"), hidden: true }, t("composer.unknown"));
    const open = (event) => {
      event.preventDefault();
      // How a title begins is enough, where one alone begins so.
      if (!chosen && control.value.trim() && options.childElementCount === 1) {
        control.value = options.firstElementChild.value;
        control.dispatchEvent(new Event("input"));
      }
      fault.hidden = Boolean(chosen);
      control.setAttribute("aria-invalid", !chosen);
      control.setAttribute("aria-describedby", fault.id);
      if (chosen) this.open(chosen);
      else control.focus();
    };
    const form = node("form", { class: "form", on: { submit: open } }, heading(t("composer.choose")),
      node("div", { class: "ask" }, node("label", { for: control.id }, t("composer.record")), control, options, fault),
      node("p", { class: "line" }, node("button", { class: "main" }, t("composer.open"))),
      node("h3", {}, t("composer.begin")),
      node("p", { class: "line" }, NEW.map((kind) =>
        button(t(`composer.new-${kind}`), () => this.begin(kind), { class: "act" }))));
    root.replaceChildren(node("p", { class: "form fault", role: "status", hidden: !why }, why), this.kept(), form);
    this.focus();
  }

  // Records of all kinds, told apart by their titles.
  recordChoice(choose) {
    const use = "any";
    const all = { ...this.archive, records: Object.fromEntries(Object.entries(this.archive.records)
      .map(([id, one]) => [id, { ...one, kind: use }])) };
    return recordControl(all, use, "", choose);
  }

  kept() {
    const all = drafts();
    if (!all.length) return node("div", { hidden: true });
    const title = node("h2", { id: ownId("drafts"), tabindex: "-1" }, t("composer.drafts"));
    return node("section", { class: "form drafts", "aria-labelledby": title.id }, title,
      node("ul", { role: "list" }, all.map((draft) => this.keptDraft(draft))));
  }

  keptDraft(draft) {
    const { name } = draft.added.find(({ to }) => to === "names")?.value ?? {};
    const title = draft.title || draft.data.title || name || t("composer.untitled");
    const day = new Date(draft.saved).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });
    const said = draft.proposed ? t("composer.draft-proposed") : t("composer.draft-of", { day });
    const act = (text, done) => button(text, done, { class: "act", "aria-label": `${text}, ${title}` });
    const throwAway = () => {
      discard(draft.key);
      this.start();
    };
    return node("li", {}, node("p", { class: "title" }, title), node("p", { class: "hint" }, said),
      node("p", { class: "line" }, act(t("composer.resume"), () => this.resume(draft)),
        act(t("composer.discard"), throwAway)));
  }

  begin(kind) {
    history.replaceState(null, "", `?new=${kind}`);
    this.edit(newRecord(kind, ownKey(), beginnings(this.archive, kind), parts(kind)), {});
  }

  // A record as it stands; null where there is none. Undefined, and said, where it cannot be read.
  async source(id) {
    said(t("composer.loading"));
    try {
      return await findRecord(this.archive, id);
    } catch {
      this.start(t("composer.failed"));
      return undefined;
    }
  }

  // A record, with the draft of it that is kept.
  async open(id, wanted = {}) {
    const known = this.archive.aliases[id] ?? id;
    const source = await this.source(known);
    if (source === undefined) return;
    if (!source) {
      this.start(t("composer.no-record"));
      return;
    }
    const kept = drafts().find(({ record, base, proposed }) => record === known && base && !proposed);
    if (!wanted.quote) history.replaceState(null, "", `?record=${known}`);
    this.edit(kept ?? changeOf(source, ownKey(), this.archive.records[known].title), wanted, source);
  }

  async resume(draft) {
    const { key, ...again } = draft;
    const mine = { ...again, key: draft.proposed ? ownKey() : key, proposed: 0 };
    if (!draft.base) return this.edit(mine, {});
    const source = await this.source(draft.record);
    return source === undefined ? undefined : this.edit(mine, {}, source);
  }

  // One that is kept may be of another program: it can still be thrown away.
  edit(draft, ...about) {
    try {
      this.draw(draft, ...about);
    } catch (error) {
      this.start(t("composer.draft-unread"));
      reportError(error);
    }
  }

  draw(draft, wanted, source = null) {
    const isOutdated = draft.base && source?.digest !== draft.made_from;
    const another = button(t("composer.another"), () => {
      history.replaceState(null, "", location.pathname);
      this.start();
    }, { class: "act" });
    const head = node("div", { class: "form" },
      heading(draft.base ? draft.title : t(`composer.new-${draft.kind}`)),
      node("p", { class: "line" }, draft.base ? linkTo(this.archive, draft.record) : null, another));
    if (isOutdated) head.append(this.outdated(draft, source));
    const made = editor(this.archive, draft, wanted, () => {
      if (!isChanged(draft)) return;
      // What is kept is not begun again when the page is loaded anew, but gone on with. Safari bears few changes of an
      // address in a while.
      const address = draft.base ? `?record=${draft.record}` : `?draft=${draft.key}`;
      if (!keep(draft)) made.say(t("composer.not-kept"));
      else if (location.search !== address) history.replaceState(null, "", address);
    });
    root.replaceChildren(head, ...made.nodes);
    this.watching?.abort();
    this.watching = new AbortController();
    const warning = node("p", { class: "fault", role: "alert" });
    head.append(warning);
    watch(draft, () => { warning.textContent = t("composer.elsewhere"); }, this.watching.signal);
    made.start();
    this.focus();
  }

  outdated(draft, source) {
    const again = source && button(t("composer.rebase"), () => {
      const [fresh, lost] = rebased(draft, source);
      keep(fresh);
      this.edit(fresh, {}, source);
      const left = t("composer.lost", { keys: lost.join(", ") });
      if (lost.length) root.firstElementChild.append(node("p", { class: "fault" }, left));
    }, { class: "act" });
    return node("div", { role: "alert" }, node("p", { class: "fault" }, t("composer.outdated")), again);
  }
}

function linkTo(archive, id) {
  const found = linkIn(archive)(id);
  return found ? node("a", { href: found.address }, t("composer.see")) : "";
}

root.hidden = false;
said(t("composer.loading"));
try {
  const composer = new Composer(await loadArchive());
  const kept = asked.draft && drafts().find(({ key }) => key === asked.draft);
  if (kept) await composer.resume(kept);
  else if (NEW.includes(asked.new)) composer.begin(asked.new);
  else if (asked.record) await composer.open(asked.record, asked);
  else composer.start();
  composer.isLoaded = true;
} catch (error) {
  said(t("composer.failed"));
  throw error;
}
