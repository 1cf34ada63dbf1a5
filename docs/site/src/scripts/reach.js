/** On every page: what scrolls sideways can be reached by the keyboard, and the search button's label is all that it shows. */
addEventListener("DOMContentLoaded", () => {
  // the shortcut; aria-keyshortcuts tells it
  document.querySelector("button[data-open-modal] > kbd")?.remove();
  const reach = () => {
    for (const wide of document.querySelectorAll("main :is(table, pre)")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    }
  };
  reach();
  addEventListener("load", reach);
  addEventListener("resize", reach);
});
