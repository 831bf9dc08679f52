// Kept: what a reader chose, in this browser alone. Where storage is refused, a choice lasts as long as the page.

export function kept(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

export function keep(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Nothing is kept.
  }
}
