// Streamlit makes each change of an address an entry of the browser's history, so that "Back" would
// undo every turn of a knob. Here only another page is an entry; a change on one page replaces it.
(() => {
  document.currentScript.closest("[data-testid=stElementContainer]").style.display = "none";
  const push = history.pushState;
  if (push.earshot) return;
  history.pushState = (state, title, url) => {
    const samePage = new URL(url, location).pathname === location.pathname;
    (samePage ? history.replaceState : push).call(history, state, title, url);
  };
  history.pushState.earshot = true;
})();
