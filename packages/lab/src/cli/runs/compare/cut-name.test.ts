import { expect, test } from "vitest";
import { namePoint } from "../../../runner/name-trial.ts";
import { textWidth } from "../../terminal/text-width.ts";
import { cutName } from "./cut-name.ts";

const ADAM = { optimizer: "adam", "adam-rate": 0.001 };
const FASTER = { optimizer: "adam", "adam-rate": 0.01 };
const SGD = { optimizer: "sgd-with-momentum", "sgd-rate": 0.1 };

test.each([
  [26, "2: adam, adam-rate 0.001"],
  [24, "2: adam, adam-rate 0.001"],
  [23, "2: … adam-rate 0.001"],
  [18, "2: … adam-r… 0.001"],
  [13, "2: … a… 0.001"],
  // no room for the number: marked, at least
  [12, "2: … adam-r…"],
])("in %i cells, beside one of another rate: %s", (width, name) => {
  expect(cutName(2, ADAM, FASTER, width)).toBe(name);
});

test("where all is different, the longest word is cut first and the numbers stay", () => {
  expect(cutName(0, SGD, ADAM, 40)).toBe("0: sgd-with-momentum, sgd-rate 0.1");
  expect(cutName(0, SGD, ADAM, 24)).toBe("0: sgd-wi…, sgd-rate 0.1");
  expect(cutName(0, SGD, ADAM, 21)).toBe("0: sgd-w…, sgd-r… 0.1");
  expect(cutName(0, SGD, ADAM, 19)).toBe("0: sgd-…, sgd-… 0.1");
  expect(cutName(0, SGD, ADAM, 18)).toBe("0: sgd-with-mo…, …");
  expect(cutName(0, SGD, ADAM, 10)).toBe("0: sgd…, …");
  expect(cutName(0, { optimizer: "sgd-with-momentum" }, { optimizer: "sgd-with-decay" }, 15)).toBe("0: sgd-with-mo…");
});

test("two that differ never look the same where there is room for what differs", () => {
  for (let width = 13; width < 30; width++) {
    const [one, other] = [cutName(2, ADAM, FASTER, width), cutName(3, FASTER, ADAM, width)];
    expect([textWidth(one) <= width, textWidth(other) <= width]).toEqual([true, true]);
    expect(one.slice(3)).not.toBe(other.slice(3));
  }
});

test.each([ADAM, SGD, { rate: 0.125 }, { kind: "adam" }, { warm: true, clip: null }, {}])(
  "with room enough it is the name that is told everywhere: %j",
  (point) => {
    const name = Object.keys(point).length === 0 ? "7" : `7: ${namePoint(point)}`;
    expect(cutName(7, point, point, 200)).toBe(name);
  },
);
