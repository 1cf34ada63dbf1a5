import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64, decodeBase64Slowly } from "./base64.ts";

describe.each([
  ["the engine's where it has one", decodeBase64],
  ["ours", decodeBase64Slowly],
] as const)("%s", (_name, decode) => {
  test("gives back the bytes that Buffer encoded, with every padding", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decode(Buffer.from(bytes).toString("base64"))).toEqual(bytes);
      }),
    );
  });

  test("RFC 4648's test vectors", () => {
    for (const [text, encoded] of [
      ["", ""],
      ["f", "Zg=="],
      ["fo", "Zm8="],
      ["foo", "Zm9v"],
      ["foob", "Zm9vYg=="],
      ["fooba", "Zm9vYmE="],
      ["foobar", "Zm9vYmFy"],
    ] as const) {
      expect(Buffer.from(decode(encoded)).toString()).toBe(text);
    }
  });
});
