/** Sorting, the colour theme, the table of contents, unfolding for print, the sign that a frame scrolls. Plain browser JavaScript, run by the page as it is. */
export const pageScript: string = `
(() => {
  const keyOf = (cell) => {
    if (!cell.hasAttribute("data-value")) return cell.textContent.trim();
    const value = cell.getAttribute("data-value");
    return value === "" ? null : Number(value);
  };
  const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true }));
  for (const table of document.querySelectorAll("table.sortable")) {
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => {
      header.querySelector("button").addEventListener("click", () => {
        const direction = header.getAttribute("aria-sort") === "ascending" ? "descending" : "ascending";
        for (const other of headers) other.setAttribute("aria-sort", other === header ? direction : "none");
        const sign = direction === "ascending" ? 1 : -1;
        const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: keyOf(row.cells[column]) }));
        rows.sort((a, b) => (a.key === null ? 1 : 0) - (b.key === null ? 1 : 0) || (a.key === null ? 0 : sign * compare(a.key, b.key)));
        table.tBodies[0].append(...rows.map(({ row }) => row));
      });
    });
  }

  const root = document.documentElement;
  const button = document.querySelector(".theme");
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (systemIsDark.matches ? "dark" : "light")) === "dark";
  const label = () => { button.textContent = isDark() ? "Light page" : "Dark page"; };
  const remember = (theme) => { try { localStorage.setItem("minibatch-theme", theme); } catch { /* a page from a file may have no storage */ } };
  button.hidden = false;
  label();
  systemIsDark.addEventListener("change", label);
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember(root.dataset.theme);
    label();
  });

  const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [link.hash.slice(1), link]));
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id).setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -75% 0px" });
  for (const id of links.keys()) observer.observe(document.getElementById(id));

  const openTarget = () => document.getElementById(location.hash.slice(1))?.querySelector("details")?.setAttribute("open", "");
  addEventListener("hashchange", openTarget);
  const markEnds = (frame) => {
    frame.classList.toggle("comes-from", frame.scrollLeft > 1);
    frame.classList.toggle("goes-on", frame.scrollWidth - frame.clientWidth - frame.scrollLeft > 1);
  };
  const sizes = new ResizeObserver((entries) => { for (const { target } of entries) markEnds(target); });
  for (const frame of document.querySelectorAll(".table-frame, .picture")) {
    frame.addEventListener("scroll", () => markEnds(frame), { passive: true });
    sizes.observe(frame);
  }

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open], .figure-list)")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });
})();
`;

/** Runs before anything is drawn, so that a remembered choice does not flash. */
export const themeScript: string = `
try { const theme = localStorage.getItem("minibatch-theme"); if (theme) document.documentElement.dataset.theme = theme; } catch {}
`;
