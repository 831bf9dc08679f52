// Preferences of a reader, stored in this browser alone. Where storage is refused, a choice lasts as long as the page.

export function loadPreference(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

export function savePreference(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch {
    // Storage is refused.
  }
}
