import fc from "fast-check";
import { expect, test } from "vitest";
import { packTexts, unpackTexts } from "./packed-texts.ts";

test("texts come back as they were", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (texts) => {
      const bytes = texts.map((text) => new TextEncoder().encode(text));
      expect(unpackTexts(packTexts(texts.length, (i) => bytes[i]!))).toEqual(texts);
    }),
  );
});
