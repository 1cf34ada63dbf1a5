/** Resident rows lie one above the other: what is released is given back from the top. */
import { expect, test } from "vitest";
import { finish } from "../../data/slices.ts";
import { WasmArena } from "../wasm-arena.ts";
import { wasmBytes } from "../wasm-backend.ts";
import type { CompressedSource, ResidentRows } from "./resident-rows.ts";
import { RowStore } from "./row-store.ts";

const rows: CompressedSource = {
  rows: 2,
  features: 3,
  values: Float32Array.of(1, 2),
  columns: Uint16Array.of(0, 2),
  offsets: Uint32Array.of(0, 1, 2),
};

test("memory of rows that lie above others is given back at once, of others when those above have gone", () => {
  const module = new WebAssembly.Module(wasmBytes("strict") as Uint8Array<ArrayBuffer>);
  const store = new RowStore(new WasmArena(module, { programBytes: 0, bytes: 0 }, true));
  const add = (): ResidentRows => finish(store.add(rows, 4)) as ResidentRows;
  const [a, b, c] = [add(), add(), add()];
  const step = b.at - a.at;
  expect(c.at - b.at).toBe(step);
  store.release(c);
  const above = add();
  expect(above.at).toBe(c.at);
  // below others: nothing yet
  store.release(a);
  const d = add();
  expect(d.at).toBe(above.at + step);
  store.release(above);
  store.release(d);
  // b is in use, and a below it waits
  const e = add();
  expect(e.at).toBe(b.at + step);
  store.release(e);
  store.release(b);
  expect(add().at).toBe(a.at);
});
