import { expect, test } from "vitest";
import type { Evidence } from "../../results.ts";
import { tellEvidence, tellShares } from "./tell-shares.ts";

test.each([
  ["test accuracy 97.88% [97.80%, 97.96%] (sd 0.05%)", "test accuracy 0.9788 [0.9780, 0.9796] (sd 0.0005)"],
  [
    "accuracy is 11.00% instead of 95.00% (random - constant +84.00 [+83.00, +85.25] points)",
    "accuracy is 0.1100 instead of 0.9500 (random - constant +0.8400 [+0.8300, +0.8525])",
  ],
  ["-0.51 [-0.60, +0.02] points (tanh, rate 0.1)", "-0.0051 [-0.0060, +0.0002] (tanh, rate 0.1)"],
  ["The mean difference is +0.12 points", "The mean difference is +0.0012"],
  ["lies within +-0.5 points, fails", "lies within +-0.005, fails"],
  ["First epoch with an accuracy of 100.00%", "First epoch with an accuracy of 1.0000"],
])("%s is told from 0 to 1", (text, expected) => {
  expect(tellShares(text)).toBe(expected);
});

test.each(["the 95% t-interval of both", "[-0.0051, +0.0002] epochs", "rate 0.05, 60,000 rows"])("%s stays", (text) => {
  expect(tellShares(text)).toBe(text);
});

test("tables, titles and rules tell them alike, a column of points loses its unit, and numbers stay", () => {
  const evidence: Evidence = {
    summary: "It is 50.00%.",
    test: "It holds above 1.00%.",
    earlier: { rule: "It held above 10.00%.", why: "Too few points." },
    seeds: [1],
    figures: { accuracy: 0.5 },
    tables: [
      {
        title: "Epochs to 99.00%",
        columns: ["seed", "accuracy", "difference (points)", "spread"],
        rows: [
          [1, "97.88%", "-0.12", "+1.00"],
          [2, null, "+40.00 [+35.00, +45.00] points", 0.25],
        ],
      },
    ],
    charts: [],
  };
  expect(tellEvidence(evidence)).toEqual({
    ...evidence,
    summary: "It is 0.5000.",
    test: "It holds above 0.0100.",
    earlier: { rule: "It held above 0.1000.", why: "Too few points." },
    tables: [
      {
        title: "Epochs to 0.9900",
        columns: ["seed", "accuracy", "difference", "spread"],
        rows: [
          [1, "0.9788", "-0.0012", "+1.00"],
          [2, null, "+0.4000 [+0.3500, +0.4500]", 0.25],
        ],
      },
    ],
  });
});
