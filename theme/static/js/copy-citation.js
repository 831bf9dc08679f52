// Copy citation: a button that copies the reference, or selects it where it may not write to the clipboard.

export function enhance(root) {
  const [reference, button, status] = ["reference", "copy", "status"].map((part) =>
    root.querySelector(`[data-part="${part}"]`));

  button.addEventListener("click", async () => {
    status.textContent = "";
    let said = "done";
    try {
      await navigator.clipboard.writeText(reference.textContent.trim());
    } catch {
      getSelection().selectAllChildren(reference);
      said = "failed";
    }
    // In a turn of its own: a text that is the same as before would not be told again.
    setTimeout(() => { status.textContent = status.dataset[said]; }, 50);
  });
  button.hidden = false;
}
