import { expect, test } from "vitest";
import { compileHdf5Library } from "./hdf5-library.ts";

const maker = await compileHdf5Library();
const instantiate = Reflect.get(WebAssembly, "instantiate") as unknown;

test("memory beyond what is allowed is refused, as where there is none, and what is allowed may change", async () => {
  let most = 2 ** 26;
  const library = await maker.make(
    () => {},
    () => most,
  );
  expect(library._malloc(2 ** 27)).toBe(0);
  expect(library._malloc(2 ** 24)).toBeGreaterThan(0);
  most = 2 ** 28;
  expect(library._malloc(2 ** 27)).toBeGreaterThan(0);
  expect(library.HEAPU8.length).toBeLessThanOrEqual(2 ** 28);
});

test("instances share nothing but code, and the engine is left as it was", async () => {
  const most = () => 2 ** 28;
  const [one, other] = [await maker.make(() => {}, most), await maker.make(() => {}, most)];
  one.FS.writeFile("/a", Uint8Array.of(1));
  expect(() => other.FS.readFile("/a")).toThrow();
  expect(one.HEAPU8.buffer).not.toBe(other.HEAPU8.buffer);
  expect(await compileHdf5Library()).toBeDefined();
  expect(Reflect.get(WebAssembly, "instantiate")).toBe(instantiate);
  expect(String(instantiate)).toContain("[native code]");
});
