import { type Backend, loadBackend, type Tensor } from "minibatch";
import { describe, expect, test } from "vitest";
import { verifyErrorVector } from "./error-vector.ts";

const backend = await loadBackend({ precision: "float64" });

/** The same, but that what is read of a tensor is changed. */
function withReading(change: (tensor: Tensor, values: Float64Array) => void): Backend {
  return {
    ...backend,
    open(space) {
      const executor = backend.open(space);
      const read: typeof executor.read = async (tensor, ...part) => {
        const values = await executor.read(tensor, ...part);
        change(tensor, values as Float64Array);
        return values;
      };
      return new Proxy(executor, {
        get: (target, name) => {
          if (name === "read") return read;
          const member = Reflect.get(target, name, target) as unknown;
          return typeof member === "function" ? (member.bind(target) as unknown) : member;
        },
      });
    },
  };
}

describe("the error vector of softmax with cross-entropy", () => {
  test("is a - y within 1e-8, in 648 cases", async () => {
    const { maxAbsError, cases } = await verifyErrorVector(backend, 1);
    expect(maxAbsError).toBeLessThan(1e-8);
    expect(maxAbsError).toBeGreaterThan(0);
    expect(cases).toBe(24 * (6 + 7 + 14));
  });

  test("a gradient that is off by 1e-5 in one element is found", async () => {
    const wrong = withReading(({ name }, values) => {
      if (name === "gradient") values[values.length - 1]! += 1e-5;
    });
    expect((await verifyErrorVector(wrong, 1)).maxAbsError).toBeGreaterThan(9e-6);
  });

  test("a loss that is not the one of a - y is found, and a NaN is not hidden", async () => {
    const scaled = withReading(({ name }, values) => {
      if (name === "loss") values[0]! *= 1.001;
    });
    expect((await verifyErrorVector(scaled, 1)).maxAbsError).toBeGreaterThan(1e-4);
    const broken = withReading(({ name }, values) => {
      if (name === "loss") values[0] = Number.NaN;
    });
    expect((await verifyErrorVector(broken, 1)).maxAbsError).toBeNaN();
  });
});
