import { expect, test } from "vitest";
import { findPictureFault } from "./find-picture-fault.ts";

const picture = (inside: string, width: string | number = 100, height: string | number = 50): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inside}</svg>`;

test("a coordinate may be 20,000 pixels from the corner, and no farther, in every attribute that places something", () => {
  for (const attribute of "d points transform x y x1 x2 y1 y2 cx cy r rx ry width height font-size stroke-width".split(
    " ",
  )) {
    const at = (value: string) => findPictureFault(picture(`<g ${attribute}="${value}"/>`), 1);
    expect(at("20000"), attribute).toBeNull();
    expect(at("-20000.0 1e4"), attribute).toBeNull();
    expect(at("1 20000.5"), attribute).toBe("a coordinate of 20000.5");
    expect(at("-20001"), attribute).toBe("a coordinate of -20001");
    expect(at("1e9"), attribute).toBe("a coordinate of 1e9");
  }
  for (const value of ["NaN", "Infinity", "undefined"]) {
    expect(findPictureFault(picture(`<path d="M 1 ${value}"/>`), 1)).toBe(`a coordinate of ${value}`);
  }
  expect(findPictureFault(picture('<text id="99999">99999</text>'), 1)).toBeNull();
});

test("fifty million pixels can be painted, and no more; a size needs to be one", () => {
  expect(findPictureFault(picture("", 10_000, 1_250), 2)).toBeNull();
  expect(findPictureFault(picture("", 10_000, 1_251), 2)).toBe("a size of 10000 x 1251 pixels");
  expect(findPictureFault(picture("", 10_000, 5_000), 1)).toBeNull();
  expect(findPictureFault(picture("", 0, 50), 1)).toBe("a size of 0 x 50 pixels");
  expect(findPictureFault(picture("", "NaN"), 1)).toBe("a size of NaN x 50 pixels");
  expect(findPictureFault("<svg/>", 1)).toBe("a size of undefined x undefined pixels");
});

test("characters that no XML has are told, tabs and line ends are not", () => {
  for (const character of ["\u0000", "\b", "\u000B", "\f", "\u000E", "\u001F", "\uFFFE", "\uFFFF"]) {
    expect(findPictureFault(picture(`<text>${character}</text>`), 1)).toBe("a control character");
  }
  expect(findPictureFault(picture("<text>\t\n\r \u007F\uFFFD</text>"), 1)).toBeNull();
});
