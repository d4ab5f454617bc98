// Shows whether the browser is signed in. What is on the page, and what is being typed, stays.
const REFUSED = {
  401: "You are not signed in, or your key is no longer valid. Open this page with the link that contains your key; "
    + "deploy/local/run prints it, or ask an operator. Everything on this page stays.",
  499: "Your session has ended. Sign in again at /sign-in in another tab. Everything on this page stays.",
  403: "Your key may not see diagnoses. Ask an operator for the key of a clinician.",
};

/** Shows or hides the notice that a status of an answer stands for; returns whether the caller was refused. */
export function showSession(status) {
  const notice = document.getElementById("session");
  const text = REFUSED[status] ?? "";
  if (notice.textContent !== text) notice.textContent = text;
  notice.hidden = text === "";
  return text !== "";
}

/** Asks whether the session is still valid; returns whether it has ended. Without an answer it has not. */
export async function checkSession() {
  try {
    return showSession((await fetch("/status", { cache: "no-store" })).status);
  } catch {
    return false;
  }
}
