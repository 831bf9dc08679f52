// Copy citation: buttons that each copy the reference before them, or select it where they may not write to the
// clipboard. The words that tell it are those of the status, or of what holds several.

export async function copy(reference, status, holder = status) {
  const { dataset } = holder.closest("[data-done]");
  status.textContent = "";
  let said = "done";
  try {
    await navigator.clipboard.writeText(reference.textContent.trim());
  } catch {
    getSelection().selectAllChildren(reference);
    reference.scrollIntoView({ block: "nearest" });
    said = "failed";
  }
  // In a turn of its own: a text that is the same as before would not be told again.
  setTimeout(() => { status.textContent = dataset[said]; }, 50);
}

export function enhance(root) {
  const [references, buttons, statuses] = ["reference", "copy", "status"].map((part) =>
    [...root.querySelectorAll(`[data-part="${part}"]`)].filter((one) =>
      one.closest('[data-enhance="copy-citation"]') === root));

  for (const [at, button] of buttons.entries()) {
    button.addEventListener("click", () => copy(references[at], statuses[at]));
    button.hidden = false;
  }
}
