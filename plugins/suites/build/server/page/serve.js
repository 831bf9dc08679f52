// Serve: a page that is being written is loaded again when it was built, and says what kept it from being built.

const shown = new URL(import.meta.url).search.slice(1);
const events = new EventSource(new URL("events", import.meta.url));
const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("serve.css", import.meta.url) });
const panel = document.createElement("section");
panel.className = "serve-report";
panel.lang = "en";
panel.setAttribute("role", "alert");

events.addEventListener("message", ({ data }) => {
  const { number, report } = JSON.parse(data);
  if (number !== shown) {
    events.close();
    location.reload();
    return;
  }
  panel.replaceChildren();
  panel.remove();
  if (!report) return;
  const title = Object.assign(document.createElement("h2"), { textContent: "This page is the last good one" });
  const text = Object.assign(document.createElement("pre"), { textContent: report, tabIndex: 0 });
  document.head.append(style);
  document.body.append(panel);
  panel.append(title, text);
});
addEventListener("pagehide", () => events.close());
