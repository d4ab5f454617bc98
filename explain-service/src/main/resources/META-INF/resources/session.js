// Shows who is signed in, and whether the session has ended. What is on the page, and what is being typed, stays.
import { element } from "./dom.js";

const READERS = ["clinician", "operator"];
const who = document.getElementById("who");
const notice = document.getElementById("session");
const tabs = new BroadcastChannel("session");
/** Who was signed in at the last check: a name, null for nobody, undefined before the first check. */
let known;
let wasSignedIn = false;

/** Asks who is signed in and shows it. Returns why that caller sees no diagnoses: nothing if it may, or without an answer. */
export async function checkSession() {
  const session = await read();
  if (!session) return "";
  const { name = null } = session;
  if (known === undefined) tabs.postMessage(name);
  known = name;
  wasSignedIn ||= name !== null;
  const mayRead = session.roles.some((role) => READERS.includes(role));
  show(who, name === null ? [] : ["Signed in as ", element("strong", { textContent: name }), " ", link("/sign-out", "Sign out")]);
  show(notice, mayRead ? [] : name === null ? missing(session) : [
    "Your role does not allow you to see diagnoses. Ask an operator for the role of a clinician, or sign in as somebody else."]);
  return mayRead ? "" : name === null ? "Not signed in" : "No access";
}

/** Calls `listener` when a tab that was opened anew found somebody else, or nobody, to be signed in. */
export function onChange(listener) {
  tabs.addEventListener("message", ({ data }) => data !== known && listener());
}

/** Returns the session, or nothing without an answer. 499 is the one answer to a session that has just ended. */
async function read() {
  try {
    const answer = await fetch("/session", { cache: "no-store" });
    if (answer.status === 499) return { roles: [], provider: true };
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

function missing({ provider }) {
  if (!provider) return ["You are not signed in, or your key is no longer valid. Open this page with the link that contains "
    + "your key; deploy/local/run prints it, or ask an operator. Everything on this page stays."];
  if (!wasSignedIn) return ["You are not signed in. ", link("/sign-in", "Sign in")];
  const again = link("/sign-in", "Sign in again in a new tab");
  Object.assign(again, { target: "_blank", rel: "noopener" });
  return ["Your session has ended. Everything on this page stays. ", again, ", then come back here."];
}

function link(href, textContent) {
  return element("a", { href, textContent });
}

/** Replaces the content only if the text changes, so that a screen reader reads it once and a focused link stays. */
function show(node, content) {
  const next = element("p", {}, ...content);
  if (node.textContent !== next.textContent) node.replaceChildren(...next.childNodes);
  node.hidden = content.length === 0;
}
