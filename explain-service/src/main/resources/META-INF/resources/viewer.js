import { element, time } from "./dom.js";
import { classes, opacity } from "./controls.js";
import { pictures } from "./pictures.js";

/** Shows one scan in a dialog of the whole window. */
export class Viewer {
  /** @param neighbour returns the entry so many steps further down the list, or nothing */
  constructor(dialog, neighbour) {
    this.dialog = dialog;
    this.neighbour = neighbour;
    this.notice = document.getElementById("session");
    this.place = this.notice.nextElementSibling;
    dialog.addEventListener("close", () => this.closed());
    dialog.addEventListener("keydown", (event) => this.key(event));
  }

  open(entry) {
    this.show(entry);
    this.dialog.showModal();
    this.dialog.querySelector(".close").focus();
  }

  show(entry) {
    this.drawing?.abort();
    this.drawing = new AbortController();
    this.entry = entry;
    this.dialog.replaceChildren(this.head(entry), pictures(entry, this.drawing.signal), this.foot(entry));
  }

  head(entry) {
    const close = element("button", { type: "button", className: "close", textContent: "Close" });
    close.addEventListener("click", () => this.dialog.close());
    // The dialog covers the page, so the notice that the session has ended comes along.
    return element("div", { className: "viewer-head" }, this.notice,
      element("h2", { id: "viewer-name" }, entry.top, " ", element("span", { className: "share", textContent: entry.finding })),
      element("p", { className: "notice", textContent: "Research software, not a medical device." }),
      element("div", { className: "buttons" }, this.stepper("Newer", -1), this.stepper("Older", 1), close));
  }

  stepper(text, step) {
    const button = element("button", { type: "button", textContent: text, className: `step${step}` });
    button.disabled = !this.neighbour(this.entry, step);
    button.addEventListener("click", () => this.step(step));
    return button;
  }

  /** Closes the dialog if it shows this scan. */
  erase(scanId) {
    if (this.dialog.open && this.entry.diagnosis.scanId === scanId) this.dialog.close();
  }

  step(step) {
    const next = this.neighbour(this.entry, step);
    if (!next) return;
    this.show(next);
    const button = this.dialog.querySelector(`.step${step}`);
    (button.disabled ? this.dialog.querySelector(".close") : button).focus();
  }

  key(event) {
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === "ArrowLeft") this.step(-1);
    if (event.key === "ArrowRight") this.step(1);
  }

  foot(entry) {
    const { signal } = this.drawing;
    return element("div", { className: "viewer-foot" },
      ...(entry.hasHeatMaps ? [classes(entry, signal)] : []),
      element("div", { className: "side" },
        ...(entry.hasHeatMaps ? [opacity(entry, signal)] : []),
        details(entry.diagnosis), this.links(entry, signal)));
  }

  links(entry, signal) {
    const overlay = element("a", { target: "_blank", rel: "noopener", textContent: "This heat map as a picture" });
    entry.watch(() => {
      overlay.hidden = !entry.label;
      overlay.href = entry.overlayUrl(entry.opacity);
    }, signal);
    return element("p", { className: "links" }, overlay);
  }

  closed() {
    this.drawing?.abort();
    this.place.before(this.notice);
    this.entry?.card?.querySelector(".open")?.focus();
    this.dialog.replaceChildren();
  }
}

function details(diagnosis) {
  const list = element("dl");
  const add = (name, ...value) => list.append(element("div", {}, element("dt", { textContent: name }), element("dd", {}, ...value)));
  add("Diagnosed", time(diagnosis.diagnosedAt));
  if (diagnosis.scannedAt) add("Received", time(diagnosis.scannedAt));
  add("Model", `${diagnosis.model}, version ${diagnosis.version}`);
  add("Scan", diagnosis.scanId);
  if (diagnosis.patient) add("Patient (pseudonym)", diagnosis.patient);
  return list;
}
