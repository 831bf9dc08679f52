// Filters: the boxes choose rows by themselves. This keeps the choice in the address, so that it can be linked and gone
// back to, and tells how many rows there are. Of a list that has grown past its filters, such an address still leads to
// the rows of its first value, which have a page.

const NAMES = {
  computed: "a-revoir", verdict: "verdict", stage: "etape", theme: "theme", kind: "genre", year: "annee",
  language: "langue", outlet: "media", nature: "nature", actor: "acteur",
};

export function enhance(root) {
  const form = root.querySelector("form");
  const status = root.querySelector('[data-part="status"]');
  // Where things are drawn and listed, those of the drawing are counted.
  const rows = [...root.querySelectorAll(root.querySelector("[data-counted]") ? "[data-counted] [data-row]" : "[data-row]")];
  const groups = [...root.querySelectorAll("[data-group]")];
  const boxes = [...form.elements].filter((one) => one.type === "checkbox");

  function show() {
    // What is left empty loses its heading; without script it keeps it.
    for (const group of groups) group.hidden = false;
    for (const group of groups) group.hidden = ![...group.querySelectorAll("[data-row]")].some((row) => row.checkVisibility());
    const shown = rows.filter((row) => row.checkVisibility()).length;
    const chosen = boxes.some((box) => box.checked);
    status.textContent = chosen ? `${shown} / ${status.dataset.all}` : status.dataset.all;
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = asked.getAll(NAMES[box.name]).includes(box.value);
    if (boxes.some((box) => box.checked)) form.querySelector("details").open = true;
    show();
  }

  function write() {
    const address = new URL(location);
    address.search = "";
    for (const box of boxes) if (box.checked) address.searchParams.append(NAMES[box.name], box.value);
    history.pushState(null, "", address);
    show();
  }

  form.addEventListener("change", write);
  form.addEventListener("reset", () => setTimeout(write));
  addEventListener("popstate", read);
  // A browser that gives the boxes their old state back does so after us.
  addEventListener("pageshow", read);
  read();
}

export function lead(root) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const way = [...root.querySelectorAll(".filters a")].find((one) => one.pathname.endsWith(`/${name}/${value}/`));
    if (way) return location.replace(way.href);
  }
}

document.querySelectorAll('[data-enhance="filters"]').forEach(enhance);
document.querySelectorAll('[data-enhance="ways"]').forEach(lead);
