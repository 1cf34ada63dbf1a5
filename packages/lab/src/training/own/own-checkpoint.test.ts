import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeOwnCheckpoint, encodeOwnCheckpoint } from "./own-checkpoint.ts";

const figure = fc.double({ noNaN: true, noDefaultInfinity: true });
const epoch = fc.dictionary(fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/), figure, { minKeys: 1, maxKeys: 4 });

test("what is encoded is decoded, whatever each epoch gave", () => {
  fc.assert(
    fc.property(
      fc.record({
        bytes: fc.option(fc.uint8Array({ maxLength: 20 })),
        behind: fc.nat(9),
        epochs: fc.array(epoch, { maxLength: 6 }),
        seconds: fc.double({ noNaN: true, min: 0, max: 1e6 }),
      }),
      (checkpoint) => {
        const decoded = decodeOwnCheckpoint(encodeOwnCheckpoint(checkpoint));
        expect(decoded.bytes === null ? null : Uint8Array.from(decoded.bytes)).toEqual(checkpoint.bytes);
        expect({ ...decoded, bytes: null }).toEqual({ ...checkpoint, bytes: null });
      },
    ),
  );
});
