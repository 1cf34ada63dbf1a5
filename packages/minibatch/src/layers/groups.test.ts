/** Groups that do not divide the channels: the refusal names the nearest that do, however many there are. */
import { describe, expect, test } from "vitest";
import { defineModel, type LayerInput, type ModelInput } from "../index.ts";

const layers = {
  conv2d: (groups: number): LayerInput => ({ kind: "conv2d", filters: groups, kernel: 1, groups }),
  "group-norm": (groups: number): LayerInput => ({ kind: "group-norm", groups }),
};

describe.each(Object.entries(layers))("%s", (_kind, layer) => {
  function refusal(channels: number, groups: number): string {
    const end: LayerInput[] = [{ kind: "flatten" }, { kind: "dense", units: 2 }];
    const model: ModelInput = { inputs: [1, 1, channels], layers: [layer(groups), ...end], loss: "mean-squared-error" };
    try {
      defineModel(model);
    } catch (error) {
      return (error as Error).message;
    }
    return "taken";
  }

  test("the nearest divisors below and above", () => {
    expect(refusal(12, 5)).toMatch(/^layers\[0\]\.groups: cannot be 5.*; use 4 or 6\b/);
    expect(refusal(12, 32)).toMatch(/; use 12\b/);
    expect(refusal(12, 6)).toBe("taken");
  });

  test("of rows no machine has room for, in a moment", () => {
    expect(refusal(999_983 * 999_979, 17)).toMatch(/; use 1 or 999979\b/);
    expect(refusal(999_999_999_989, 8e11)).toMatch(
      /^layers\[0\]\.groups: cannot be 800000000000.*; use 1 or 999999999989\b/,
    );
  });
});
