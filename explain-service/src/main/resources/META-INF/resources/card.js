import { element, time } from "./dom.js";
import { classes, opacity } from "./controls.js";
import { pictures } from "./pictures.js";

/** Creates the list item of a diagnosis. */
export function card(entry, open) {
  const { diagnosis } = entry;
  return element("li", { className: "card" },
    element("article", { "aria-label": `${entry.top} ${entry.finding}` },
      openable(entry, open),
      element("div", { className: "facts" },
        element("div", { className: "verdict" },
          element("h3", { textContent: entry.top }),
          element("p", { className: "when" }, time(diagnosis.diagnosedAt))),
        ...(entry.plausible ? [element("p", { className: "reason", textContent: entry.plausible })] : []),
        ...(entry.isUndetermined ? [element("p", { className: "reason", textContent: entry.finding })] : []),
        ...(entry.hasHeatMaps ? [classes(entry), opacity(entry)] : []),
        element("p", { className: "model",
          textContent: `Scan ${diagnosis.scanId}. Model ${diagnosis.model}, version ${diagnosis.version}.` }))));
}

/** Puts a button over the pictures, not around them, so that their texts stay readable to a screen reader. */
function openable(entry, open) {
  const button = element("button", { type: "button", className: "open", "aria-label": "Open this scan large" });
  button.addEventListener("click", open);
  return element("div", { className: "openable" }, pictures(entry), button);
}
