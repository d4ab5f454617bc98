// Small helpers. Nothing here reads HTML from text.

/** Creates an element with properties and children; strings become text. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("aria-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

/** A share in [0,1] as percent, as exact as the page shows it; never 100 % for less than 1. */
export function percent(share) {
  const value = Number(share) * 100;
  if (!Number.isFinite(value)) return "?";
  if (value > 99.9 && value < 100) return "> 99.9 %";
  if (value > 0 && value < 0.1) return "< 0.1 %";
  return `${value.toFixed(1)} %`;
}

const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** A time element for an ISO-8601 text. */
export function time(iso) {
  const at = new Date(iso);
  const text = Number.isNaN(at.getTime()) ? "unknown" : DAY_AND_TIME.format(at);
  return element("time", { dateTime: iso, textContent: text });
}
