// Streamlit makes each change of an address an entry of the browser's history, so that "Back" would
// undo every turn of a knob. Here only another page is an entry; a change on one page replaces it.
//
// It waits a moment with that: where a page changes, Streamlit may hear of its query first and of
// its path right after, and the entry of the page before must not get the query of the next.
(() => {
  const MOMENT = 50; // ms
  document.currentScript.closest("[data-testid=stElementContainer]").style.display = "none";
  const push = history.pushState;
  if (push.earshot) return;
  let waiting;
  addEventListener("popstate", () => clearTimeout(waiting));
  history.pushState = (state, title, url) => {
    clearTimeout(waiting);
    const samePage = () => new URL(url, location).pathname === location.pathname;
    if (!samePage()) push.call(history, state, title, url);
    else waiting = setTimeout(() => samePage() && history.replaceState(state, title, url), MOMENT);
  };
  history.pushState.earshot = true;
})();
