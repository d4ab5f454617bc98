import { element, percent } from "./dom.js";

let groups = 0;

/** Creates the list of classes, with their probabilities if the scan has a class; choosing one shows its heat map. */
export function classes(entry, signal) {
  const group = `class-${++groups}`;
  const rows = entry.isUndetermined
    ? entry.diagnosis.classes.map((label) => row(entry, group, label))
    : Object.entries(entry.diagnosis.probabilities).map(([label, share]) => row(entry, group, label, ...bar(share)));
  entry.watch(() => rows.forEach(({ radio }) => (radio.checked = radio.value === entry.label)), signal);
  return element("fieldset", { className: "classes" },
    element("legend", { textContent: entry.isUndetermined ? "Choose a class for its heat map" : "Probability; choose a class for its heat map" }),
    ...rows.map(({ row }) => row));
}

function row(entry, group, label, ...share) {
  const radio = element("input", { type: "radio", name: group, value: label });
  radio.addEventListener("change", () => entry.choose({ label }));
  const row = element("label", { className: label === entry.top ? "row top-class" : "row" },
    radio,
    element("span", { className: "label", textContent: label, title: label }),
    ...share);
  return { row, radio };
}

function bar(share) {
  const fill = element("span", { className: "fill" });
  fill.style.width = `${Math.max(0, Math.min(1, Number(share))) * 100}%`;
  return [
    element("span", { className: "bar", "aria-hidden": "true" }, fill),
    element("span", { className: "number", textContent: percent(share) }),
  ];
}

/** Creates the slider for how much the heat map covers the scan. */
export function opacity(entry, signal) {
  const slider = element("input", { type: "range", min: "0", max: "1", step: "0.05" });
  const number = element("output");
  slider.addEventListener("input", () => entry.choose({ opacity: Number(slider.value) }));
  entry.watch(() => {
    slider.value = String(entry.opacity);
    number.textContent = `${Math.round(entry.opacity * 100)} %`;
    slider.setAttribute("aria-valuetext", number.textContent);
  }, signal);
  return element("label", { className: "opacity" }, element("span", { textContent: "Heat map opacity" }), slider, number);
}
