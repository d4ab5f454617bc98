import { element } from "./dom.js";

const MAX_TRIES = 20;
const PAUSE_MILLIS = 3000;

/**
 * Creates the plain picture and, beside it, the same with the heat map. The fully opaque heat map is loaded once a class
 * and laid over the scan, so the slider needs no further request. Opacity c mixes (1 - c) scan + c heat, as the service does.
 */
export function pictures(entry, signal) {
  return element("div", { className: "pictures" }, plain(entry), overlay(entry, signal));
}

function plain(entry) {
  const picture = scan(entry, "Chest X-ray");
  picture.addEventListener("load", () => picture.closest(".pictures")?.style
    .setProperty("--ratio", `${picture.naturalWidth} / ${picture.naturalHeight}`));
  const box = element("div", { className: "box" }, picture);
  picture.addEventListener("error", () =>
    box.append(element("p", { className: "message", textContent: "The scan's picture could not be loaded." })));
  return figure(box, "Scan");
}

function overlay(entry, signal) {
  const heat = element("img", { className: "heat", loading: "lazy", decoding: "async", draggable: false });
  const message = element("p", { className: "message", textContent: "Loading heat map" });
  const box = element("div", { className: "box" }, scan(entry, ""), heat, message);
  const caption = element("figcaption");
  let tries = 0;
  let requestedUrl = "";
  heat.addEventListener("load", () => {
    box.classList.add("loaded");
    if (isFlat(heat)) caption.textContent += ". No region speaks for this class.";
  });
  heat.addEventListener("error", () => reason(requestedUrl).then(({ detail, temporary }) => {
    if (signal?.aborted) return;
    message.textContent = detail;
    const url = requestedUrl;
    if (temporary && ++tries < MAX_TRIES) setTimeout(() => url === requestedUrl && !signal?.aborted && (heat.src = url), PAUSE_MILLIS);
  }));
  entry.watch(() => {
    heat.style.opacity = String(entry.opacity);
    if (!entry.label) {
      caption.textContent = "Heat map";
      message.textContent = entry.hasHeatMaps ? "Choose a class for its heat map." : "No lungs, no heat map.";
      return;
    }
    heat.alt = `Heat map for class ${entry.label}`;
    caption.textContent = `Heat map: ${entry.label}`;
    const url = entry.overlayUrl(1);
    if (url === requestedUrl) return;
    requestedUrl = url;
    tries = 0;
    message.textContent = "Loading heat map";
    box.classList.remove("loaded");
    heat.src = url;
  }, signal);
  return element("figure", {}, box, caption);
}

function scan(entry, alt) {
  return element("img", { loading: "lazy", decoding: "async", draggable: false, alt, src: entry.imageUrl });
}

function figure(box, caption) {
  return element("figure", {}, box, element("figcaption", { textContent: caption }));
}

/** Returns whether the heat map is zero everywhere, so that its colour is the same everywhere. */
function isFlat(heat) {
  const canvas = element("canvas", { width: heat.naturalWidth, height: heat.naturalHeight });
  const context = canvas.getContext("2d");
  context.drawImage(heat, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return pixels.every((pixel) => pixel === pixels[0]);
}

/** Returns why a heat map did not load, and whether it may load later. */
async function reason(url) {
  try {
    const answer = await fetch(url);
    if (answer.ok) return { detail: "Loading heat map", temporary: true };
    const problem = await answer.json();
    return { detail: `No heat map: ${problem.detail}`, temporary: answer.status === 503 };
  } catch {
    return { detail: "No heat map: the service does not answer.", temporary: true };
  }
}
