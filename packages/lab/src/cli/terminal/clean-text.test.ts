import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanLine, cleanText } from "./clean-text.ts";

/** any code unit, those that are obeyed often */
const unit = fc
  .oneof(fc.nat(0xa0), fc.integer({ min: 0x2000, max: 0x2070 }), fc.nat(0xffff))
  .map((code) => String.fromCharCode(code));

test.each([
  ["colours", "a\u001B[31mred", "a\\u001b[31mred"],
  ["the title of the window", "\u001B]0;owned\u0007", "\\u001b]0;owned\\u0007"],
  ["one character that begins a sequence", "\u009B2J", "\\u009b2J"],
  ["a line that is written over", "safe\rrm -rf", "safe\\u000drm -rf"],
  ["letters that are taken back", "ab\b\b", "ab\\u0008\\u0008"],
  ["an order of reading turned round", "a\u202Etxt.exe", "a\\u202etxt.exe"],
  ["an isolate", "\u2066x\u2069", "\\u2066x\\u2069"],
  ["nothing that is only shown", "é 漢字 👩‍🔬 עברית\tx\n", "é 漢字 👩‍🔬 עברית\tx\n"],
])("%s: spelled out", (_what, text, cleaned) => expect(cleanText(text)).toBe(cleaned));

test("no text leaves anything for a terminal to obey, and cleaning again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      const cleaned = cleanText(text);
      expect(cleaned).not.toMatch(/(?![\t\n])\p{Cc}|\p{Bidi_Control}|[\u2028\u2029]/u);
      expect(cleanText(cleaned)).toBe(cleaned);
      expect(cleanLine(text)).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
    }),
  );
});

test("a document of JSON stays the same document", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit }), fc.array(fc.string({ unit }))), (value) => {
      const json = JSON.stringify(value, null, 2);
      expect(JSON.parse(cleanText(json))).toEqual(JSON.parse(json));
    }),
  );
});
