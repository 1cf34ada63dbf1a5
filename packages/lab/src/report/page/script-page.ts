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

  const links = [...document.querySelectorAll(".contents a")];
  const list = document.querySelector(".contents ol");
  const targets = links.map((link) => document.getElementById(link.hash.slice(1)));
  let current = -1;
  const markCurrent = () => {
    const line = innerHeight * 0.3;
    const isAtEnd = scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2;
    const at = isAtEnd ? targets.length - 1 : targets.findLastIndex((target) => target.getBoundingClientRect().top <= line);
    if (at === current) return;
    links[current]?.removeAttribute("aria-current");
    links[at]?.setAttribute("aria-current", "location");
    current = at;
    // the line of a narrow page follows
    if (links[at] && list.scrollWidth > list.clientWidth) list.scrollLeft = links[at].offsetLeft - list.offsetLeft - list.clientWidth / 3;
  };
  let isMarking = false;
  const markSoon = () => {
    if (isMarking) return;
    isMarking = true;
    requestAnimationFrame(() => { isMarking = false; markCurrent(); });
  };
  addEventListener("scroll", markSoon, { passive: true });
  addEventListener("resize", markSoon, { passive: true });
  markCurrent();

  const openTarget = () => document.getElementById(location.hash.slice(1))?.querySelector("details")?.setAttribute("open", "");
  addEventListener("hashchange", openTarget);
  const markEnds = (frame) => {
    frame.classList.toggle("comes-from", frame.scrollLeft > 1);
    frame.classList.toggle("goes-on", frame.scrollWidth - frame.clientWidth - frame.scrollLeft > 1);
    frame.classList.toggle("goes-down", frame.matches(".table-frame") && frame.scrollHeight - frame.clientHeight - frame.scrollTop > 1);
    // what scrolls must be reached by keyboard: where nothing in it is, it is itself
    if (!frame.matches(".table-frame") || frame.querySelector("button") || frame.tabIndex >= 0) return;
    if (frame.scrollWidth - frame.clientWidth <= 1 && frame.scrollHeight - frame.clientHeight <= 1) return;
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", frame.closest("figure").querySelector("figcaption").textContent.slice(0, 80));
  };
  const sizes = new ResizeObserver((entries) => { for (const { target } of entries) markEnds(target); });
  for (const frame of document.querySelectorAll(".table-frame, .picture, .contents ol")) {
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
