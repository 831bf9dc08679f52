// The theme that was chosen, before the first paint: not a module, which would wait for the page.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is refused: the system's theme then holds.
}
