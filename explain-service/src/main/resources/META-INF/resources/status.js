import { element, percent, time } from "./dom.js";

/** Shows the model in production and where the latest trainings stand. */
export function showStatus({ production, trainings }) {
  document.getElementById("production").replaceChildren(...(production ? model(production) : [
    "No model is in production yet; scans wait until one is promoted."]));
  document.getElementById("trainings").replaceChildren(...trainings.slice(0, 3).map(training));
}

function model({ model, version, promotedAt }) {
  const text = ["Model in production: ", element("strong", { textContent: model }), ", version ",
    element("strong", { textContent: version })];
  return promotedAt ? [...text, ", since ", time(promotedAt)] : text;
}

function training(progress) {
  const parts = [`Training ${progress.trainingId}`, progress.recipe, String(progress.state).toLowerCase()];
  if (progress.epochs) parts.push(`epoch ${progress.epoch} of ${progress.epochs}`);
  if (progress.validationAccuracy != null) parts.push(`validation accuracy ${percent(progress.validationAccuracy)}`);
  const item = element("li", {}, parts.filter(Boolean).join(", "));
  if (["FAILED", "CANCELLED"].includes(progress.state) && progress.message) item.append(`: ${progress.message}`);
  if (progress.state === "RUNNING" && progress.epochs) {
    item.append(element("progress", { value: progress.epoch, max: progress.epochs, "aria-label": "Epochs done" }));
  }
  return item;
}
