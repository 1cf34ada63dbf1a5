/** On every page: what scrolls sideways can be reached by the keyboard, and the search button's label is what it shows. */
addEventListener("DOMContentLoaded", () => {
  // a hint for the eye; aria-keyshortcuts tells it already
  document.querySelector("button[data-open-modal] > kbd")?.setAttribute("aria-hidden", "true");
  const reach = () => {
    for (const wide of document.querySelectorAll("main :is(table, pre)")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    }
  };
  reach();
  addEventListener("load", reach);
  addEventListener("resize", reach);
});
