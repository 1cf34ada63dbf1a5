import type { WriteStream } from "node:tty";
import { expect, test } from "vitest";
import { collectText } from "../../../test/collect-text.ts";
import { screenOf } from "../../../test/screen.ts";
import { LiveArea } from "./live-area.ts";

function newArea(columns = 80): { area: LiveArea; stream: { columns: number }; screen: () => string[] } {
  const { stream, text } = collectText();
  const terminal = Object.assign(stream, { isTTY: true, columns });
  return {
    area: new LiveArea(terminal as unknown as WriteStream),
    stream: terminal,
    screen: () => screenOf(text()),
  };
}

test.each([1, 2, 3])("%i rows are drawn over themselves, and lines that stay come above them", (count) => {
  const { area, screen } = newArea();
  const rows = (frame: number): string[] => Array.from({ length: count }, (_, i) => `row ${i} of frame ${frame}`);
  area.print(["before"], []);
  area.draw(rows(1));
  area.draw(rows(2));
  expect(screen()).toEqual(["before", ...rows(2)]);
  area.print(["stays", "and stays"], rows(3));
  area.draw(rows(4));
  expect(screen()).toEqual(["before", "stays", "and stays", ...rows(4)]);
  area.close();
  expect(screen()).toEqual(["before", "stays", "and stays"]);
});

test("fewer and shorter rows leave nothing of those before, and more find their place", () => {
  const { area, screen } = newArea();
  area.draw(["a long first row", "second", "third"]);
  area.draw(["short"]);
  expect(screen()).toEqual(["short"]);
  area.draw(["one", "two"]);
  expect(screen()).toEqual(["one", "two"]);
});

test("nothing to draw sends nothing, and what was not opened is not closed", () => {
  const { stream, text } = collectText();
  const area = new LiveArea(Object.assign(stream, { isTTY: true, columns: 80 }) as unknown as WriteStream);
  area.draw([]);
  area.close();
  expect(text()).toBe("");
});

test("a window that has become narrower has broken its rows, and all of them are drawn over", () => {
  const { stream, text } = collectText();
  const terminal = Object.assign(stream, { isTTY: true, columns: 80 });
  const area = new LiveArea(terminal as unknown as WriteStream);
  area.draw(["x".repeat(60), "y".repeat(20)]);
  terminal.columns = 30;
  const before = text().length;
  area.draw(["short"]);
  // two rows of 30 and one of 20: the cursor stands in the third
  expect(text().slice(before)).toContain("\u001B[2A");
});

test("a line that stays and is longer than the terminal goes on in its next row; rows that are drawn do not", () => {
  const { stream, text } = collectText();
  const area = new LiveArea(Object.assign(stream, { isTTY: true, columns: 20 }) as unknown as WriteStream);
  area.draw(["row"]);
  const before = text().length;
  area.print(["/a/path/that/is/longer/than/it"], ["row"]);
  expect(text().slice(before)).toContain("\u001B[?7h/a/path/that/is/longer/than/it\n\u001B[?7l");
});
