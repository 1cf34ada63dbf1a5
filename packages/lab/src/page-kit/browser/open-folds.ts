/** What is folded opens where a link leads to it, and on paper, where nobody can open it. */

export function openFoldOfTarget(): void {
  addEventListener("hashchange", () => {
    document.getElementById(location.hash.slice(1))?.querySelector("details")?.setAttribute("open", "");
  });
}

/** All but the long lists of keys, closed again afterwards. */
export function openFoldForPrint(): void {
  let opened: readonly HTMLDetailsElement[] = [];
  const setOpen = (open: boolean) => {
    for (const details of opened) details.open = open;
  };
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open], .figure-list)")];
    setOpen(true);
  });
  addEventListener("afterprint", () => setOpen(false));
}
