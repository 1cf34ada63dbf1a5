/**
 * The values under the pointer, or at the arrow keys' place, on every picture. Plain browser JavaScript: the page runs it as it
 * is. It reads the JSON that `renderPicture` leaves beside the SVG (`LocatedPlot[]` of charts, in the SVG's own pixels).
 */
export const chartScript: string = `
(() => {
  const svgElement = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const signs = "\\u2070\\u00b9\\u00b2\\u00b3\\u2074\\u2075\\u2076\\u2077\\u2078\\u2079";
  const power = (value) => {
    const [digits, exponent] = value.toExponential(3).replace(/\\.?0+e/, "e").split("e");
    const raised = "10" + [...exponent.replace("+", "")].map((c) => (c === "-" ? "\\u207b" : signs[c])).join("");
    const factor = digits === "1" || digits === "-1" ? digits.replace("1", "") : digits + "\\u00a0\\u00d7\\u00a0";
    return factor + raised;
  };
  // as the page's tables: digits in a row end before a million and begin at a ten-thousandth
  const isPlain = (value) => value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6);
  const sign = (text) => text.replace("-", "\\u2212");
  const format = (value) => {
    if (value === null) return "\\u2013";
    const rounded = Number(value.toPrecision(4));
    return sign(isPlain(rounded) ? rounded.toLocaleString("en", { maximumSignificantDigits: 15 }) : power(rounded));
  };
  const formatY = (value, decimals) => {
    if (value === null || !isPlain(Number(value.toPrecision(4))) || (decimals === null && Number.isInteger(value))) return format(value);
    if (decimals === null && Math.abs(value) >= 9999.5) return sign(power(Number(value.toPrecision(4))));
    return sign(decimals === null ? value.toPrecision(4) : value.toFixed(decimals));
  };
  const scaleX = (plot, x) => {
    const place = plot.xScale === "log" ? Math.log10 : (value) => value;
    const low = place(plot.xRange[0]), high = place(plot.xRange[1]);
    return plot.plot.x + ((place(x) - low) / (high - low)) * plot.plot.width;
  };
  const scaleY = (plot, y) => {
    const [low, high] = plot.yRange;
    return plot.plot.y + plot.plot.height - ((y - low) / (high - low)) * plot.plot.height;
  };
  const stopsOf = (plot) => {
    const all = plot.curves.flatMap((curve) => curve.points.map((point) => point[0]));
    return [...new Set(all)].sort((a, b) => a - b);
  };
  const line = (color, name, value) => {
    const row = document.createElement("span");
    const label = document.createElement("i");
    label.textContent = name;
    label.dataset.color = color;
    const figure = document.createElement("b");
    figure.textContent = value;
    row.append(label, figure);
    return row;
  };

  for (const picture of document.querySelectorAll(".picture")) {
    const svg = picture.querySelector("svg");
    const plots = JSON.parse(picture.querySelector("script").textContent);
    const overlay = svgElement("g", { "pointer-events": "none" });
    svg.append(overlay);
    const tooltip = document.createElement("div");
    tooltip.className = "tooltip";
    tooltip.setAttribute("role", "status");
    tooltip.hidden = true;
    picture.append(tooltip);
    let place = null;

    const hide = () => {
      tooltip.hidden = true;
      overlay.replaceChildren();
      place = null;
    };
    const show = (rows, x, y) => {
      tooltip.replaceChildren(...rows);
      tooltip.hidden = false;
      const box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      const left = x * scale + 14;
      const fits = left + tooltip.offsetWidth < picture.scrollLeft + picture.clientWidth;
      tooltip.style.left = (fits ? left : Math.max(0, x * scale - tooltip.offsetWidth - 14)) + "px";
      tooltip.style.top = Math.max(0, Math.min(y * scale, box.height - tooltip.offsetHeight - 2)) + "px";
    };
    const showStop = (index, stop, y) => {
      const plot = plots[index];
      const stops = stopsOf(plot);
      if (stops.length === 0) return hide();
      place = { index, stop: Math.max(0, Math.min(stop, stops.length - 1)) };
      const value = stops[place.stop];
      const x = scaleX(plot, value);
      const title = document.createElement("b");
      title.textContent = (plot.xLabel || "epoch") + " " + format(value);
      overlay.replaceChildren(svgElement("line", { class: "pointer-line", x1: x, x2: x, y1: plot.plot.y, y2: plot.plot.y + plot.plot.height }));
      const rows = plot.curves.map((curve) => {
        const point = curve.points.find((candidate) => candidate[0] === value);
        if (!point || point[1] === null) return line(curve.color, curve.name, "\\u2013");
        const y = scaleY(plot, point[1]);
        // what the axis cuts off has a value, and no place
        const isSeen = y >= plot.plot.y && y <= plot.plot.y + plot.plot.height;
        if (isSeen) overlay.append(svgElement("circle", { class: "pointer-dot", cx: x, cy: y, r: 4, fill: curve.color }));
        return line(curve.color, curve.name, formatY(point[1], plot.yDecimals));
      });
      show([title, ...rows], x, y ?? plot.plot.y + 8);
    };
    const showCell = (index, row, column) => {
      const { plot, values, rowLabel, columnLabel } = plots[index];
      const rows = values.length, columns = values[0].length;
      row = Math.max(0, Math.min(row, rows - 1));
      column = Math.max(0, Math.min(column, columns - 1));
      place = { index, row, column };
      const width = plot.width / columns, height = plot.height / rows;
      const x = plot.x + column * width, y = plot.y + row * height;
      overlay.replaceChildren(svgElement("rect", { class: "pointer-cell", x, y, width, height }));
      const title = document.createElement("b");
      title.textContent = format(values[row][column]);
      const text = document.createElement("div");
      text.textContent = rowLabel.replace(/ \\(.*/, "") + " " + (row + 1) + ", " + columnLabel + " " + (column + 1);
      show([title, text], x + width, y);
    };

    picture.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
      const index = plots.findIndex(({ plot }) => x >= plot.x - 4 && x <= plot.x + plot.width + 4 && y >= plot.y && y <= plot.y + plot.height);
      if (index === -1) return hide();
      const plot = plots[index];
      if (plot.kind === "cells") {
        const row = Math.floor(((y - plot.plot.y) / plot.plot.height) * plot.values.length);
        const column = Math.floor(((x - plot.plot.x) / plot.plot.width) * plot.values[0].length);
        return showCell(index, row, column);
      }
      const distances = stopsOf(plot).map((stop) => Math.abs(scaleX(plot, stop) - x));
      showStop(index, distances.indexOf(Math.min(...distances)), y + 12);
    });
    picture.addEventListener("pointerleave", hide);
    picture.addEventListener("blur", hide);
    picture.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (event.key === "Escape") return hide();
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const [dx, dy] = step;
      const from = place ?? { index: 0, stop: -1, row: 0, column: -1 };
      if (plots[from.index].kind === "cells") return showCell(from.index, from.row + dy, from.column + dx);
      const index = (from.index + dy + plots.length) % plots.length;
      showStop(index, from.stop + dx);
    });
  }
})();
`;
