/** On every page: what scrolls sideways can be reached by the keyboard, and the search button's label is all that it shows. */
addEventListener("DOMContentLoaded", () => {
  // aria-keyshortcuts tells the shortcut; it keeps its place in the button's layout
  const shortcut = document.querySelector("button[data-open-modal] > kbd");
  if (shortcut !== null) shortcut.style.display = "none";
  const reach = () => {
    for (const wide of document.querySelectorAll("main :is(table, pre)")) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    }
  };
  reach();
  addEventListener("load", reach);
  addEventListener("resize", reach);
});
