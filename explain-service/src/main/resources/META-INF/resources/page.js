// The worklist: reads the latest diagnoses, then follows the stream. Text from events is only ever set as text.
import { Entry } from "./entry.js";
import { card } from "./card.js";
import { Viewer } from "./viewer.js";
import { showStatus } from "./status.js";
import { checkSession, onChange } from "./session.js";
import { Filter } from "./filter.js";

const MAX_CARDS = 200;
const list = document.getElementById("list");
const entries = new Map();
const entriesByCard = new WeakMap();
const viewer = new Viewer(document.getElementById("viewer"), neighbour);
const filter = new Filter(document.getElementById("filter"), () => {
  entries.forEach((entry) => filter.apply(entry));
  count();
});
const REFUSED = [401, 403, 499];
const RETRY_MILLIS = 3000;
let stream;
let retry;

function show(diagnosis, announce) {
  const entry = new Entry(diagnosis);
  const known = entries.get(entry.key);
  if (known && known.time >= entry.time) return;
  if (known) remove(known);
  entries.set(entry.key, entry);
  entry.card = card(entry, () => viewer.open(entry));
  entriesByCard.set(entry.card, entry);
  filter.apply(entry);
  list.insertBefore(entry.card, firstOlderThan(entry));
  while (list.children.length > MAX_CARDS) remove(entriesByCard.get(list.lastElementChild));
  if (announce) {
    entry.card.classList.add("new");
    document.getElementById("news").textContent =
      `New diagnosis: ${entry.top} ${entry.finding}`;
  }
  count();
}

function firstOlderThan(entry) {
  return Array.from(list.children).find((other) => entriesByCard.get(other).time <= entry.time) ?? null;
}

function remove(entry) {
  entries.delete(entry.key);
  entry.card.remove();
}

function erase(scanId) {
  for (const entry of Array.from(entries.values())) {
    if (entry.diagnosis.scanId === scanId) remove(entry);
  }
  viewer.erase(scanId);
  count();
}

function neighbour(entry, step) {
  let next = entry.card;
  do next = step > 0 ? next.nextElementSibling : next.previousElementSibling;
  while (next?.hidden);
  return entriesByCard.get(next);
}

function count() {
  document.getElementById("empty").hidden = entries.size > 0;
  const shown = Array.from(entries.values()).filter((entry) => !entry.card.hidden).length;
  const all = entries.size === 1 ? "1 scan" : `${entries.size} scans`;
  document.getElementById("count").textContent =
    entries.size === 0 ? "" : `${filter.isSet ? `${shown} of ` : ""}${all}, newest first`;
}

async function readList(announce) {
  const before = Array.from(entries.values());
  const answer = await fetch(`/diagnoses?limit=${MAX_CARDS}`, { cache: "no-store" });
  if (REFUSED.includes(answer.status)) return false;
  if (!answer.ok) throw new Error(`GET /diagnoses: ${answer.status}`);
  const diagnoses = await answer.json();
  const listed = new Set(diagnoses.map((diagnosis) => diagnosis.scanId));
  // What left the list while this page was not connected may have been erased.
  before.filter((entry) => !listed.has(entry.diagnosis.scanId)).forEach((entry) => erase(entry.diagnosis.scanId));
  diagnoses.reverse().forEach((diagnosis) => show(diagnosis, announce));
  count();
  return true;
}

function follow() {
  clearTimeout(retry);
  stream?.close();
  stream = new EventSource("/diagnoses/stream");
  stream.addEventListener("open", () => {
    Promise.all([checkSession(), readList(entries.size > 0)])
      .then(([refusal, read]) => showConnection(read ? "Live" : refusal || "Not signed in", !read))
      .catch(() => showConnection("The list could not be read; trying again", true));
  });
  stream.addEventListener("error", lost);
  stream.addEventListener("diagnosis", (event) => show(JSON.parse(event.data), true));
  stream.addEventListener("erased", (event) => erase(JSON.parse(event.data).scanId));
  stream.addEventListener("status", (event) => showStatus(JSON.parse(event.data)));
}

/** The browser connects again by itself, unless it was refused. */
async function lost() {
  const own = stream;
  if (own.readyState !== EventSource.CLOSED) return showConnection("Connection lost; trying again", true);
  clearTimeout(retry);
  retry = setTimeout(follow, RETRY_MILLIS);
  const refusal = await checkSession();
  if (own === stream) showConnection(refusal || "Connection lost; trying again", true);
}

function showConnection(text, isLost) {
  const link = document.getElementById("link");
  if (link.textContent !== text) link.textContent = text;
  link.classList.toggle("lost", isLost);
}

addEventListener("pagehide", () => stream.close());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
onChange(follow);
follow();
