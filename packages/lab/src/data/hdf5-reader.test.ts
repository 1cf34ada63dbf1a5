import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { FormatError } from "minibatch";
import { describe, expect, test } from "vitest";
import { hangingHdf5, wholeHdf5 } from "./fixtures/hanging-hdf5.ts";
import { openHdf5Tools } from "./hdf5.ts";
import { Hdf5Reader } from "./hdf5-reader.ts";

const ALL = { kind: "arrays", paths: null } as const;

const OVER =
  "Cannot read a.h5: the HDF5 library came to no end of it in 0.3 seconds of work, it is damaged or its chunks are " +
  "very small; fetch it again, or write it with larger chunks";

/** Of all threads of this process. */
async function workOf(act: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

describe("a file of which the library has no end", () => {
  test("is refused in one line when its time is over, and the next file is read", async () => {
    const { readHdf5, readHdf5Arrays } = openHdf5Tools({ seconds: 0.3 });
    const whole = await readHdf5Arrays(wholeHdf5(), null, "b.h5");
    expect(whole).toHaveLength(6);
    const spent = await workOf(async () => {
      await expect(readHdf5Arrays(hangingHdf5(), null, "a.h5")).rejects.toThrow(new FormatError(OVER));
    });
    expect(spent).toBeGreaterThan(0.25);
    expect(spent).toBeLessThan(2);
    expect(await readHdf5Arrays(wholeHdf5(), null, "b.h5")).toEqual(whole);
    const { "group/whole": numbers } = await readHdf5(wholeHdf5(), ["group/whole"], "b.h5").catch((error: Error) => {
      expect(error.message).toMatch(/^Cannot read b\.h5: data set "group\/whole" has the type int64/);
      return { "group/whole": null };
    });
    expect(numbers).toBeNull();
  });

  test("files that are read at the same time wait for each other, and each has its own answer", async () => {
    const { readHdf5Arrays } = openHdf5Tools({ seconds: 0.3 });
    const files = [wholeHdf5(), hangingHdf5(), wholeHdf5(), Uint8Array.of(1, 2), hangingHdf5(), wholeHdf5()];
    const ends = await Promise.allSettled(files.map((bytes, i) => readHdf5Arrays(bytes, null, `${i}.h5`)));
    expect(ends.map((end) => (end.status === "fulfilled" ? end.value.length : (end.reason as Error).message))).toEqual([
      6,
      OVER.replace("a.h5", "1.h5"),
      6,
      expect.stringMatching(/^Cannot read 3\.h5: it is not a whole HDF5 file \(/),
      OVER.replace("a.h5", "4.h5"),
      6,
    ]);
  });

  test("the bytes stay the caller's, those of memory that is shared and of a part of it too", async () => {
    const { readHdf5Arrays } = openHdf5Tools();
    const whole = wholeHdf5();
    const part = new Uint8Array(new SharedArrayBuffer(whole.length + 100), 50, whole.length);
    part.set(whole);
    for (const bytes of [whole, part]) {
      expect(await readHdf5Arrays(bytes, null, "b.h5")).toHaveLength(6);
      expect(bytes).toEqual(wholeHdf5());
    }
  });
});

/** A thread of another program. */
const program = (source: string): URL =>
  new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from "node:worker_threads"; ${source}`)}`);

describe("a thread that ends by itself", () => {
  const ready = `parentPort.postMessage({ kind: "ready" });`;

  test.each([
    ["by an error", `throw new Error("memory access out of bounds\\nat a");`, "memory access out of bounds"],
    ["by a promise that rejects", `void Promise.reject(new Error("so"));`, "so"],
    ["by its memory", `let last = null; for (;;) last = { last };`, "Worker terminated due to reaching"],
    ["by an exit", `process.exit(3);`, "its thread ended with exit code 3"],
    ["by an exit without a code", `process.exit(0);`, "its thread ended with exit code 0"],
  ])("%s refuses the file in one line, each time", async (_, act, reason) => {
    const reader = new Hdf5Reader({ entry: program(`parentPort.on("message", () => { ${act} }); ${ready}`) });
    // its memory takes seconds to fill
    for (const name of act.includes("last") ? ["a.h5"] : ["a.h5", "b.h5"]) {
      const error = await reader.read(wholeHdf5(), name, ALL).then(String, (refused: unknown) => refused as Error);
      expect(error).toBeInstanceOf(FormatError);
      expect((error as Error).message).toContain(`Cannot read ${name}: it ended the HDF5 library (${reason}`);
      expect((error as Error).message).toMatch(/^[^\n]+; fetch it again$/);
    }
  });

  test("before it has begun is no fault of the file", async () => {
    const reader = new Hdf5Reader({ entry: program(`throw new TypeError("h5wasm is not there");`) });
    const error = await reader.read(wholeHdf5(), "a.h5", ALL).then(String, (refused: unknown) => refused);
    expect(error).not.toBeInstanceOf(FormatError);
    expect(error).toMatchObject({ name: "TypeError", message: "h5wasm is not there" });
  });

  test("between two files is not noticed", async () => {
    const answer = `parentPort.postMessage({ kind: "arrays", arrays: [] }); setTimeout(() => { throw new Error("late"); });`;
    const reader = new Hdf5Reader({ entry: program(`parentPort.on("message", () => { ${answer} }); ${ready}`) });
    for (let i = 0; i < 3; i++) {
      expect(await reader.read(wholeHdf5(), "a.h5", ALL)).toEqual({ kind: "arrays", arrays: [] });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});

test("a larger file has more time, and values that are announced have some too", async () => {
  const work = `const begin = process.threadCpuUsage(); const worked = () => { const { user, system } =
    process.threadCpuUsage(begin); return (user + system) / 1e6; };`;
  const values = `parentPort.postMessage({ kind: "values", sizeBytes: 2 ** 23 });`;
  const act = (announced: string): string =>
    `parentPort.on("message", () => { ${work} ${announced} while (worked() < 0.4);
    parentPort.postMessage({ kind: "arrays", arrays: [] }); }); parentPort.postMessage({ kind: "ready" });`;
  const read = (announced: string, bytes: number): Promise<unknown> =>
    new Hdf5Reader({ seconds: 0.2, entry: program(act(announced)) }).read(new Uint8Array(bytes), "a.h5", ALL);
  await expect(read("", 1000)).rejects.toThrow("no end of it in 0.2 seconds of work");
  await expect(read("", 2 ** 21)).resolves.toMatchObject({ arrays: [] });
  await expect(read(values, 1000)).resolves.toMatchObject({ arrays: [] });
});

const SOURCE = new URL("hdf5.ts", import.meta.url).href;
const READ = `const { readHdf5Arrays } = await import(${JSON.stringify(SOURCE)});
  const arrays = await readHdf5Arrays(Uint8Array.from(${JSON.stringify([...wholeHdf5()])}), null, "a.h5");`;

test("a thread reads as well", async () => {
  const source = `import { parentPort } from "node:worker_threads"; ${READ} parentPort.postMessage(arrays.length);`;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
  const [length, code] = await Promise.all([
    new Promise((resolve, reject) => worker.on("message", resolve).on("error", reject)),
    new Promise((resolve) => worker.on("exit", resolve)),
  ]);
  expect([length, code]).toEqual([6, 0]);
});

test("a process ends when it has read, without waiting for the thread", () => {
  const program = join(tmpdir(), `reads-hdf5-${process.pid}.mjs`);
  const tell = `const at = performance.now(); process.on("exit", () => console.log(performance.now() - at));`;
  writeFileSync(program, `${READ} ${tell}`);
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--conditions=minibatch-source", program], {
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  expect(Number(stdout)).toBeLessThan(1000);
});
