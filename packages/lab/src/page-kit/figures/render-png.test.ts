import { decode } from "fast-png";
import { expect, test } from "vitest";
import { renderPng } from "./render-png.ts";

const picture = (text: string): string =>
  '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30"><rect width="80" height="30" fill="#fff"/>' +
  `<text x="4" y="22" font-size="16" font-family="PT Sans">${text}</text></svg>`;

test("a power of ten is drawn as raised digits, which the font itself does not have", () => {
  const drawn = decode(renderPng(picture("10⁻⁷"), 1)).data;
  const raised = decode(renderPng(picture('10<tspan baseline-shift="super" font-size="70%">−7</tspan>'), 1)).data;
  expect(drawn).toEqual(raised);
  // the same sign for all that is missing would make these alike
  expect(drawn).not.toEqual(decode(renderPng(picture("10⁻⁶"), 1)).data);
});
