/** What an executor keeps, and how it is reached. */
import { describe, expect, test } from "vitest";
import type { Backend } from "../../src/plan/executor.ts";
import { MOST_STEPS } from "../../src/plan/tensor.ts";
import { feedOf, runSteps } from "./compare.ts";
import { denseRows } from "./numbers.ts";
import { partOf, TensorsOf } from "./tensors.ts";

const of = new TensorsOf("memory");
const w = of.once("w", 2, 3);
const x = of.input("x", 4);
const [labels, targets] = [of.labels("labels"), of.targets("targets", 1)];
const figures = of.figure("figures", 2);
const number = of.double("number");
const tensors = [w, x, labels, targets, figures, number];
const CAPACITY = 5;

export function describeMemory(createBackend: () => Promise<Backend>): void {
  describe("memory", () => {
    test("is zeroed, of the tensors' types and sizes", async () => {
      const backend = await createBackend();
      const executor = backend.open({ tensors, capacity: CAPACITY });
      const Floats = backend.precision === "float64" ? Float64Array : Float32Array;
      expect(await executor.read(w)).toEqual(new Floats(6));
      expect(await executor.read(x)).toEqual(new Floats(4 * CAPACITY));
      expect(await executor.read(labels)).toEqual(new Int32Array(CAPACITY));
      expect(await executor.read(figures)).toEqual(new Float64Array(2 * MOST_STEPS));
      expect(await executor.read(number)).toEqual(new Float64Array(1));
      expect(executor.precision).toBe(backend.precision);
      expect(executor.numerics).toBe(backend.numerics);
      executor.dispose();
    });

    test("holds what was written, at any place, and nothing else", async () => {
      const executor = (await createBackend()).open({ tensors, capacity: CAPACITY });
      await executor.write(w, [1, 2, 3, 4, 5, 6]);
      await executor.write(w, [7, 8], 3);
      expect([...(await executor.read(w))]).toEqual([1, 2, 3, 7, 8, 6]);
      expect([...(await executor.read(w, 2))]).toEqual([3, 7, 8, 6]);
      expect([...(await executor.read(w, 2, 2))]).toEqual([3, 7]);
      expect([...(await executor.read(w, 6))]).toEqual([]);
      await executor.write(labels, [-3, 2 ** 31 - 1], CAPACITY - 2);
      expect([...(await executor.read(labels))]).toEqual([0, 0, 0, -3, 2 ** 31 - 1]);
      // no float32 is 0.1
      await executor.write(figures, [0.1, 1e300], 2 * MOST_STEPS - 2);
      expect([...(await executor.read(figures, 2 * MOST_STEPS - 3))]).toEqual([0, 0.1, 1e300]);
      await executor.write(number, [Math.PI]);
      expect([...(await executor.read(number))]).toEqual([Math.PI]);
      expect([...(await executor.read(x))]).toEqual(new Array(4 * CAPACITY).fill(0));
      executor.dispose();
    });

    test("gives copies, and takes values as they are at the call", async () => {
      const executor = (await createBackend()).open({ tensors, capacity: CAPACITY });
      const values = Float32Array.of(1, 2, 3, 4, 5, 6);
      const written = executor.write(w, values);
      values.fill(9);
      await written;
      const copy = await executor.read(w);
      copy.fill(8);
      expect([...(await executor.read(w))]).toEqual([1, 2, 3, 4, 5, 6]);
      const held = await executor.read(w);
      await executor.write(w, [0, 0]);
      expect([...held]).toEqual([1, 2, 3, 4, 5, 6]);
      executor.dispose();
    });

    test("is changed in the order of the calls, awaited or not", async () => {
      const executor = (await createBackend()).open({ tensors, capacity: CAPACITY });
      const clip = executor.compile([{ kind: "clip-value", g: w, limit: 2 }], 1, null);
      const answers = [
        executor.write(w, [1, 2, 3, 4, 5, 6]),
        executor.read(w),
        clip.run(null, 1),
        executor.read(w),
        executor.write(w, [7]),
        executor.read(w, 0, 2),
      ];
      const [, first, made, second, , third] = await Promise.all(answers.map((answer) => Promise.resolve(answer)));
      expect([first, second, third].map((read) => [...(read as Float32Array)])).toEqual([
        [1, 2, 3, 4, 5, 6],
        [1, 2, 2, 2, 2, 2],
        [7, 2],
      ]);
      expect(made).toBe(1);
      executor.dispose();
    });

    test("answers at once where it says so, else later", async () => {
      const executor = (await createBackend()).open({ tensors, capacity: CAPACITY });
      const clip = executor.compile([{ kind: "clip-value", g: w, limit: 2 }], 1, null);
      const answers = [executor.write(w, [1]), clip.run(null, 1), executor.read(w)];
      expect(answers.map((answer) => answer instanceof Promise)).toEqual(answers.map(() => !executor.answersAtOnce));
      await Promise.all(answers.map((answer) => Promise.resolve(answer)));
      executor.dispose();
    });

    test("has parts of tensors, which lie where the whole does", async () => {
      const executor = (await createBackend()).open({ tensors, capacity: CAPACITY });
      const part = partOf(w, "part", 2, 3);
      await executor.write(w, [1, 2, 3, 4, 5, 6]);
      expect([...(await executor.read(part))]).toEqual([3, 4, 5]);
      await executor.write(part, [9, 8], 1);
      expect([...(await executor.read(w))]).toEqual([1, 2, 3, 9, 8, 6]);
      expect([...(await executor.read(part, 1, 1))]).toEqual([9]);
      const clip = executor.compile([{ kind: "clip-value", g: part, limit: 2 }], 1, null);
      expect(await runSteps(executor, clip, null, 1)).toBe(1);
      expect([...(await executor.read(w))]).toEqual([1, 2, 2, 2, 2, 6]);
      executor.dispose();
    });

    test("knows tensors by their names, whoever describes them", async () => {
      const executor = (await createBackend()).open({ tensors, capacity: CAPACITY });
      await executor.write(structuredClone(w), [1, 2, 3, 4, 5, 6]);
      const part = partOf(w, "part", 2, 3);
      for (const g of [structuredClone(w), structuredClone(part)]) {
        const clip = executor.compile([{ kind: "clip-value", g, limit: 4 }], 1, null);
        expect(await runSteps(executor, clip, null, 1)).toBe(1);
      }
      expect([...(await executor.read(w))]).toEqual([1, 2, 3, 4, 4, 4]);
      expect([...(await executor.read(structuredClone(part)))]).toEqual([3, 4, 4]);
      executor.dispose();
    });

    test("of two tensors of one name is refused", async () => {
      const backend = await createBackend();
      const other = { ...number, name: w.name };
      expect(() => backend.open({ tensors: [w, x, other], capacity: CAPACITY })).toThrow("two tensors");
    });

    test("is refused outside a tensor, and where there is not enough", async () => {
      const backend = await createBackend();
      const executor = backend.open({ tensors, capacity: CAPACITY });
      const part = partOf(w, "part", 2, 3);
      for (const reach of [
        () => executor.read(w, 4, 3),
        () => executor.read(part, 0, 4),
        () => executor.write(w, [1], 6),
        () => executor.write(x, new Float32Array(4 * CAPACITY + 1)),
      ]) {
        await expect((async () => reach())()).rejects.toThrow(RangeError);
      }
      expect([...(await executor.read(w))]).toEqual(new Array(6).fill(0));
      expect(() => backend.open({ tensors: [of.once("vast", 2 ** 50)], capacity: 1 })).toThrow(RangeError);
      executor.dispose();
    });

    test("is one executor's own", async () => {
      const backend = await createBackend();
      const [a, b] = [backend.open({ tensors, capacity: 1 }), backend.open({ tensors, capacity: 1 })];
      await a.write(w, [1, 2, 3, 4, 5, 6]);
      expect([...(await b.read(w))]).toEqual(new Array(6).fill(0));
      a.dispose();
      await b.write(w, [1]);
      expect([...(await b.read(w, 0, 1))]).toEqual([1]);
      b.dispose();
    });

    test("is gone once disposed of", async () => {
      const executor = (await createBackend()).open({ tensors, capacity: CAPACITY });
      const operations = [{ kind: "clip-value", g: w, limit: 2 }] as const;
      const program = executor.compile(operations, 1, null);
      executor.dispose();
      const rows = { tensors: { input: x, labels, targets }, x: denseRows(4, new Float32Array(8)), y: null };
      for (const call of [
        () => executor.read(w),
        () => executor.write(w, [1]),
        () => executor.compile(operations, 2, null),
        () => program.run(null, 1),
        () => feedOf(executor, { ...rows, use: "once" }),
      ]) {
        await expect((async () => call())()).rejects.toThrow("disposed");
      }
    });
  });
}
