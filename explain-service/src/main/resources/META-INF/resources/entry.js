/** A diagnosis on the page and the choices of its reader. Redraws its views when a choice changes. */
export class Entry extends EventTarget {
  constructor(diagnosis) {
    super();
    this.diagnosis = diagnosis;
    this.key = JSON.stringify([diagnosis.scanId, diagnosis.model, diagnosis.version]);
    this.time = Date.parse(diagnosis.diagnosedAt);
    this.top = diagnosis.diagnosis;
    this.label = this.top;
    this.opacity = 0.4;
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
