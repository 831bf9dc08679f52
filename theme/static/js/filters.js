// Filters: the boxes choose rows without script. This script writes the choice into the address, so that it can be
// linked and returned to, and shows the number of rows. Of a list that is too long for filters, such an address still
// leads to the rows of its first value, which have a page.

// What the facet of a box is called in addresses.
const nameOf = (box) => box.closest("[data-name]").dataset.name;
const isShown = (row) => row.checkVisibility();

export function enhance(root) {
  const form = root.querySelector("form");
  const status = root.querySelector('[data-part="status"]');
  // Where things are drawn and listed, those of the drawing are counted.
  const counted = root.querySelector("[data-counted]") ?? root;
  const rows = [...counted.querySelectorAll("[data-row]")];
  const groups = [...root.querySelectorAll("[data-group]")];
  const boxes = [...form.elements].filter((one) => one.type === "checkbox");

  function show() {
    // An empty group loses its heading; without script it keeps it.
    for (const group of groups) group.hidden = false;
    for (const group of groups) group.hidden = ![...group.querySelectorAll("[data-row]")].some(isShown);
    const shown = rows.filter(isShown).length;
    const chosen = boxes.some((box) => box.checked);
    status.textContent = chosen ? `${shown} / ${status.dataset.all}` : status.dataset.all;
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = asked.getAll(nameOf(box)).includes(box.value);
    if (boxes.some((box) => box.checked)) form.querySelector("details").open = true;
    show();
  }

  function write() {
    const address = new URL(location);
    address.search = "";
    for (const box of boxes) if (box.checked) address.searchParams.append(nameOf(box), box.value);
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

// Leads from an address with a choice to the page of its first value.
export function redirect(root) {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const way = [...root.querySelectorAll(".filters a")].find((one) => one.pathname.endsWith(`/${name}/${value}/`));
    if (way) return location.replace(way.href);
  }
}

document.querySelectorAll('[data-enhance="filters"]').forEach(enhance);
document.querySelectorAll('[data-enhance="ways"]').forEach(redirect);
