import { element } from "./dom.js";

const TRIES = 20;
const PAUSE = 3000;

/**
 * The plain picture and, beside it, the same with the heat map. The fully opaque heat map is loaded once a class and
 * laid over the scan, so the slider needs no further request; covering by c mixes (1 - c) scan + c heat, as the service does.
 */
export function pictures(entry, signal) {
  return element("div", { className: "pictures" }, plain(entry), heated(entry, signal));
}

function plain(entry) {
  const picture = scan(entry, "Chest X-ray");
  picture.addEventListener("load", () => picture.closest(".pictures")?.style
    .setProperty("--ratio", `${picture.naturalWidth} / ${picture.naturalHeight}`));
  const box = element("div", { className: "box" }, picture);
  picture.addEventListener("error", () =>
    box.append(element("p", { className: "words", textContent: "The scan's picture could not be loaded." })));
  return figure(box, "Scan");
}

function heated(entry, signal) {
  const heat = element("img", { className: "heat", loading: "lazy", decoding: "async", draggable: false });
  const words = element("p", { className: "words", textContent: "Loading heat map" });
  const box = element("div", { className: "box" }, scan(entry, ""), heat, words);
  const caption = element("figcaption");
  let tries = 0;
  let wanted = "";
  heat.addEventListener("load", () => {
    box.classList.add("loaded");
    if (isFlat(heat)) caption.textContent += ". No region speaks for this class.";
  });
  heat.addEventListener("error", () => reason(wanted).then(({ detail, passes }) => {
    if (signal?.aborted) return;
    words.textContent = detail;
    const url = wanted;
    if (passes && ++tries < TRIES) setTimeout(() => url === wanted && !signal?.aborted && (heat.src = url), PAUSE);
  }));
  entry.watch(() => {
    heat.style.opacity = String(entry.opacity);
    heat.alt = `Heat map for class ${entry.label}`;
    caption.textContent = `Heat map: ${entry.label}`;
    const url = entry.overlayUrl(1);
    if (url === wanted) return;
    wanted = url;
    tries = 0;
    words.textContent = "Loading heat map";
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

/** Whether the heat map is zero everywhere: then its colour is the same everywhere. */
function isFlat(heat) {
  const canvas = element("canvas", { width: heat.naturalWidth, height: heat.naturalHeight });
  const context = canvas.getContext("2d");
  context.drawImage(heat, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return pixels.every((pixel) => pixel === pixels[0]);
}

/** Why a heat map did not come, and whether it may come later. */
async function reason(url) {
  try {
    const answer = await fetch(url);
    if (answer.ok) return { detail: "Loading heat map", passes: true };
    const problem = await answer.json();
    return { detail: `No heat map: ${problem.detail}`, passes: answer.status === 503 };
  } catch {
    return { detail: "No heat map: the service does not answer.", passes: true };
  }
}
