/** Held rows lie one above the other: what is released is given back from the top. */
import { expect, test } from "vitest";
import { everyWasmBackend } from "../../../test/wasm-backends.ts";
import { finish } from "../../data/slices.ts";
import type { HeldRows, Programs, RowsToHold } from "../step-plan.ts";

const rows: RowsToHold = {
  rows: 2,
  features: 3,
  values: Float32Array.of(1, 2),
  columns: Uint16Array.of(0, 2),
  offsets: Uint32Array.of(0, 1, 2),
};

test("memory of rows that lie above others is given back at once, of others when those above have gone", async () => {
  for (const backend of await everyWasmBackend()) {
    const kernels = backend.create({ floats: 0, ints: 0, scratchBytes: 0 });
    const programs = kernels.programs as Programs;
    const hold = (): HeldRows => finish(programs.hold(rows, 4)) as HeldRows;
    const [a, b, c] = [hold(), hold(), hold()];
    const step = b.at - a.at;
    expect(c.at - b.at).toBe(step);
    programs.release(c);
    const above = hold();
    expect(above.at).toBe(c.at);
    // below others: nothing yet
    programs.release(a);
    const d = hold();
    expect(d.at).toBe(above.at + step);
    programs.release(above);
    programs.release(d);
    // b is in use, and a below it waits
    const e = hold();
    expect(e.at).toBe(b.at + step);
    programs.release(e);
    programs.release(b);
    expect(hold().at).toBe(a.at);
    kernels.dispose();
  }
});
