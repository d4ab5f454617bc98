import { percent } from "./dom.js";

const REASONS = {
  "no-lungs-found": "No lungs were found in this picture.",
  "unlike-training-scans": "This picture is unlike the scans that the model learned from.",
  "uncertain-between-classes": "The model cannot decide between the classes.",
};

/** A diagnosis on the page and the choices of its reader. Redraws its views when a choice changes. */
export class Entry extends EventTarget {
  constructor(diagnosis) {
    super();
    this.diagnosis = diagnosis;
    this.key = JSON.stringify([diagnosis.scanId, diagnosis.model, diagnosis.version]);
    this.time = Date.parse(diagnosis.diagnosedAt);
    this.isUndetermined = diagnosis.outcome === "undetermined";
    this.top = this.isUndetermined ? "Undetermined" : diagnosis.diagnosis;
    this.label = this.isUndetermined ? "" : this.top;
    // A network that sees the lungs only looked at nothing.
    this.hasHeatMaps = diagnosis.reason !== "no-lungs-found";
    this.opacity = 0.4;
  }

  /** Returns the probability of the class as text, or why there is no class. */
  get finding() {
    return this.isUndetermined
      ? REASONS[this.diagnosis.reason] ?? "The model gives no class."
      : percent(this.diagnosis.probabilities[this.top]);
  }

  /** Returns all classes that the scan may have as a sentence, or "" if the version names none. */
  get plausible() {
    const { classSet } = this.diagnosis;
    if (!classSet) return "";
    if (classSet.length === 0) return "It is unlike the scans of every class.";
    return classSet.length === 1 && classSet[0] === this.top ? "No other class is plausible." : `Plausible: ${classSet.join(", ")}.`;
  }

  choose(choice) {
    Object.assign(this, choice);
    this.dispatchEvent(new Event("choice"));
  }

  /** Calls `draw` now and at each change until `signal` aborts. */
  watch(draw, signal) {
    this.addEventListener("choice", draw, { signal });
    draw();
  }

  get imageUrl() {
    return `/scans/${encodeURIComponent(this.diagnosis.scanId)}/image`;
  }

  /** Returns the address of the heat map over the scan. */
  overlayUrl(opacity) {
    const { scanId, model, version } = this.diagnosis;
    const query = new URLSearchParams({ class: this.label, model, version, opacity: String(opacity) });
    return `/explanations/${encodeURIComponent(scanId)}?${query}`;
  }
}
