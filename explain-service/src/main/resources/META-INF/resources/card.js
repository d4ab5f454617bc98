import { element, percent, time } from "./dom.js";
import { classes, opacity } from "./controls.js";
import { pictures } from "./pictures.js";

/** A scan in the list. */
export function card(entry, open) {
  const { diagnosis } = entry;
  const made = element("li", { className: "card" },
    element("article", { "aria-label": `${entry.top} ${percent(diagnosis.probabilities[entry.top])}` },
      openable(entry, open),
      element("div", { className: "facts" },
        element("div", { className: "verdict" },
          element("h3", { textContent: entry.top }),
          element("p", { className: "when" }, time(diagnosis.diagnosedAt))),
        classes(entry),
        opacity(entry),
        element("p", { className: "model", 
          textContent: `Scan ${diagnosis.scanId}. Model ${diagnosis.model}, version ${diagnosis.version}.` }))));
  made.entry = entry;
  return made;
}

/** A button over the pictures, not around them, so that their texts stay readable to a screen reader. */
function openable(entry, open) {
  const button = element("button", { type: "button", className: "open", "aria-label": "Open this scan large" });
  button.addEventListener("click", open);
  return element("div", { className: "openable" }, pictures(entry), button);
}
