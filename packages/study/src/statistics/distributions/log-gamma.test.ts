import { expect, test } from "vitest";
import { expectClose } from "../../../../minibatch/test/expect-close.ts";
import { logGamma, stirlingRemainder } from "./log-gamma.ts";

/** mpmath, 50 digits, rounded to float64: `loggamma(x)`, and `loggamma(x) - ((x - 1/2) log(x) - x + log(2 pi) / 2)` */
const AROUND_TEN = [
  [8.999, 10.602462320025602, 0.009256489840582475],
  [9, 10.60460290274525, 0.009255462182712733],
  [9.5, 11.689333420797269, 0.008768700134139386],
  [9.999999, 12.801825228328935, 0.008330564265866881],
  [10, 12.801827480081469, 0.00833056343336287],
  [10.5, 13.940625219403763, 0.00793411456431402],
  [11, 15.104412573075516, 0.007573675487951841],
  [11.001, 15.106764373246241, 0.0075729874121757456],
] as const;

test("around 10, from where on the series is used, both ways give the same", () => {
  for (const [x, whole, remainder] of AROUND_TEN) {
    expectClose(logGamma(x), whole, { rel: 1e-15 });
    // below 10 it is what is left of two numbers of 10 to 15
    expectClose(stirlingRemainder(x), remainder, x < 10 ? { abs: 1e-14 } : { rel: 1e-15 });
  }
});

test("the series is used from 10 on: there what is left keeps all its digits", () => {
  expect(Math.abs(stirlingRemainder(10) - 0.00833056343336287)).toBeLessThan(4e-18);
});
