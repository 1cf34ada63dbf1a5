import fc from "fast-check";
import { expect, test } from "vitest";
import { cos } from "./cos.ts";
import { sin } from "./sin.ts";
import { sinCos } from "./sin-cos.ts";

test("gives the bits of sin and cos", () => {
  const out = new Float64Array(2);
  const check = (angle: number): void => {
    sinCos(angle, out);
    expect([...out]).toEqual([sin(angle), cos(angle)]);
  };
  for (const angle of [0, 1e-300, Math.PI / 4, Math.PI / 2, Math.PI, 1.5 * Math.PI, Number.NaN]) {
    check(angle);
    check(-angle);
  }
  fc.assert(fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), check), { numRuns: 5000 });
});
