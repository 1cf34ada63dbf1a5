/**
 * The line under the pointer, in pictures of many lines. Plain browser JavaScript: the page runs it as it is. It reads the JSON that
 * `renderDrawing` leaves beside the SVG (`LocatedLines[]` of charts, in the SVG's own pixels; none where nothing is to be picked).
 */
export const linesScript: string = `
(() => {
  const reach = 14;
  const distanceTo = (line, x, y) => {
    let least = Infinity;
    for (let i = 1; i < line.points.length; i++) {
      const [ax, ay] = line.points[i - 1], [bx, by] = line.points[i];
      const dx = bx - ax, dy = by - ay;
      const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
      least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    }
    return least;
  };
  for (const drawing of document.querySelectorAll(".drawing")) {
    const [plot] = JSON.parse(drawing.querySelector("script").textContent);
    if (!plot) continue;
    const svg = drawing.querySelector("svg");
    const picked = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
    picked.setAttribute("class", "picked-line");
    svg.append(picked);
    const tooltip = document.createElement("div");
    tooltip.className = "tooltip";
    tooltip.setAttribute("role", "status");
    tooltip.hidden = true;
    drawing.append(tooltip);
    drawing.tabIndex = 0;
    drawing.setAttribute("role", "group");
    drawing.setAttribute("aria-label", "Lines. Arrow keys go from one to the next, the best first.");
    let place = plot.lines.length;

    const hide = () => { tooltip.hidden = true; picked.removeAttribute("points"); };
    const show = (index, x, y) => {
      place = index;
      const line = plot.lines[index];
      picked.setAttribute("points", line.points.map((point) => point.join(",")).join(" "));
      tooltip.textContent = line.name;
      tooltip.hidden = false;
      const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
      const most = drawing.scrollLeft + drawing.clientWidth - tooltip.offsetWidth - 4;
      tooltip.style.left = Math.max(drawing.scrollLeft, Math.min(x * scale + 14, most)) + "px";
      tooltip.style.top = Math.max(0, y * scale - tooltip.offsetHeight - 10) + "px";
    };
    drawing.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      const distances = plot.lines.map((line) => distanceTo(line, x, y));
      const least = Math.min(...distances);
      if (least > reach) hide();
      else show(distances.lastIndexOf(least), x, y);
    });
    drawing.addEventListener("pointerleave", hide);
    drawing.addEventListener("blur", hide);
    drawing.addEventListener("keydown", (event) => {
      const step = { ArrowDown: -1, ArrowRight: -1, ArrowUp: 1, ArrowLeft: 1 }[event.key];
      if (event.key === "Escape") return hide();
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const index = Math.max(0, Math.min(plot.lines.length - 1, place + step));
      const end = plot.lines[index].points.at(-1);
      show(index, end[0], end[1]);
    });
  }
})();
`;
