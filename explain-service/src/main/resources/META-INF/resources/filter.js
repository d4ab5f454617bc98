/** Hides the entries that do not contain the text of a field. */
export class Filter {
  /** @param changed is called when the text changes */
  constructor(field, changed) {
    this.field = field;
    field.addEventListener("input", changed);
  }

  get isSet() {
    return this.text !== "";
  }

  get text() {
    return this.field.value.trim().toLowerCase();
  }

  apply(entry) {
    const { scanId, patient, model, version } = entry.diagnosis;
    entry.card.hidden = ![entry.top, scanId, patient, model, version].join(" ").toLowerCase().includes(this.text);
  }
}
