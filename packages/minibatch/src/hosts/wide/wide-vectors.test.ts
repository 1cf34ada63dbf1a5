/** wideVectors as a program calls it: each time in a process of its own, for it decides for a whole process. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SpecError } from "../../errors.ts";
import { ANSWERS } from "./answers.ts";
import { keepVerdict } from "./kept-verdict.ts";
import { machineKey } from "./machine-key.ts";
import { type WideVectors, type WideVectorsOptions, wideVectors } from "./wide-vectors.ts";

const at = (path: string): string => new URL(path, import.meta.url).href;
const NODE = at("../node.ts");
const LIBRARY = at("../../index.ts");
const WIDTH = at("../../wasm/vector-width.ts");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wide-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A verdict in the folder: as if this machine had been probed. */
function keep(isWide: boolean): void {
  const report = { answers: ANSWERS, milliseconds: { narrow: 2, wide: 1 } };
  const reason = isWide ? "equal bits, a step is 2.00 times as fast" : "a step is only as fast";
  keepVerdict(folder, machineKey(), { isWide, reason, report, mayChange: false });
}

/** What a program prints; `flags` are V8's. */
function run(program: string, flags: readonly string[] = []): { stdout: string; stderr: string } {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...flags, "--conditions=minibatch-source", "--input-type=module", "-e", program],
    { encoding: "utf8", maxBuffer: 2 ** 28, timeout: 50_000 },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return { stdout, stderr };
}

const call = (options: WideVectorsOptions): string => `wideVectors(${JSON.stringify(options)})`;

describe.runIf(process.arch === "x64")("wideVectors", () => {
  test("probes, keeps what it found, and finds it again in an instant", () => {
    const program = `
      import { wideVectors } from "${NODE}";
      const begin = performance.now();
      const found = await ${call({ folder, timeout: 40_000 })};
      console.log(JSON.stringify({ found, frozen: Object.isFrozen(found), ms: performance.now() - begin }));
      if ((await wideVectors()) !== found) throw new Error("the second call found something else");`;
    const first = JSON.parse(run(program).stdout);
    expect(first).toMatchObject({ frozen: true, found: { from: "probe", answers: ANSWERS } });
    expect(readdirSync(folder)).toHaveLength(1);
    const second = JSON.parse(run(program).stdout);
    expect(second.found).toEqual({ ...first.found, from: "folder" });
    // of a busy machine; a quiet one takes about 3 ms
    expect(second.ms).toBeLessThan(first.ms / 2);
  });

  test("what was kept costs no compiling, no process, no bytes of kernels, and one small file to read", () => {
    keep(true);
    const { stdout } = run(`
      import childProcess from "node:child_process";
      import fs from "node:fs";
      import { registerHooks, syncBuiltinESMExports } from "node:module";
      const read = [];
      for (const name of ["readFileSync", "openSync", "readdirSync"]) {
        const real = fs[name];
        fs[name] = (path, ...others) => (read.push(String(path)), real(path, ...others));
      }
      const refuse = (what) => () => { throw new Error(what); };
      for (const name of ["spawn", "spawnSync", "fork", "execFileSync"]) childProcess[name] = refuse(name);
      for (const name of ["compile", "instantiate", "validate", "Module"]) WebAssembly[name] = refuse(name);
      syncBuiltinESMExports();
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      const { wideVectors } = await import("${NODE}");
      read.length = 0;
      const { isWide, from } = await ${call({ folder })};
      const sizes = read.filter((path) => !path.startsWith("/proc/")).map((path) => fs.statSync(path).size);
      console.log(JSON.stringify({ isWide, from, sizes, read: read.length, loaded }));`);
    const { loaded, read, sizes, ...found } = JSON.parse(stdout) as {
      readonly loaded: readonly string[];
      readonly read: number;
      readonly sizes: readonly number[];
    };
    expect(found).toEqual({ isWide: true, from: "folder" });
    // beside the system's own word on its processor
    expect(read).toBe(process.platform === "linux" ? 2 : 1);
    expect(sizes).toEqual([expect.toSatisfy((size: number) => size > 0 && size < 10_000)]);
    expect(loaded.filter((url) => /kept-verdict/.test(url))).toHaveLength(1);
    expect(loaded.filter((url) => /wasm-bytes|known-answers/.test(url))).toEqual([]);
    expect(loaded).not.toContain("node:crypto");
  });

  test("keeps nothing unless it is told where", () => {
    const program = `import { wideVectors } from "${NODE}"; console.log((await wideVectors({ timeout: 40_000 })).from);`;
    expect(run(program).stdout).toBe("probe\n");
  });

  test.each([true, false])("what was kept as %j is done, to the same weights", (isWide) => {
    keep(isWide);
    const train = `
      import { createTrainer } from "${LIBRARY}";
      const model = { inputs: 37, layers: [{ kind: "dense", units: 52, activation: "gelu" }, { kind: "dense", units: 3 }], loss: "softmax-cross-entropy" };
      const trainer = await createTrainer({ model, optimizer: "adam", seed: 1 });
      const x = { kind: "dense", rows: 60, features: 37, scale: 1 / 255, values: Uint8Array.from({ length: 60 * 37 }, (_, i) => (i * 97) % 256) };
      const y = { kind: "classes", values: Int32Array.from({ length: 60 }, (_, i) => i % 3) };
      await trainer.fit({ x, y }, { epochs: 300, batchSize: 10 });
      console.log(JSON.stringify(trainer.weights().map(({ values }) => [...values])));`;
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide } from "${WIDTH}";
      const found = await ${call({ folder })};
      if (found.isWide !== ${isWide} || areVectorsWide() !== ${isWide} || found.from !== "folder") throw new Error(JSON.stringify(found));
      ${train}`);
    expect(stdout).toBe(run(train).stdout);
  });

  test.each([
    [
      "a trainer",
      `await (await import("${LIBRARY}")).loadBackend();`,
      /^kernels were compiled before; call wideVectors/,
    ],
    ["an executable that is not Node", `process.execPath = "/opt/app/my-app";`, /^my-app is not Node, which alone/],
    [
      "another processor",
      `Object.defineProperty(process, "arch", { value: "arm64" });`,
      /^V8 widens vectors on x64 alone, this is arm64$/,
    ],
  ])("after %s leaves all as it is, and says why", (_what, before, reason) => {
    keep(true);
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide } from "${WIDTH}";
      ${before}
      console.log(JSON.stringify({ ...(await ${call({ folder })}), areWide: areVectorsWide() }));`);
    const found = JSON.parse(stdout) as WideVectors;
    expect(found).toEqual({ ...found, isWide: false, from: null, milliseconds: null, answers: null, areWide: false });
    expect(found.reason).toMatch(reason);
  });

  test("a trainer that is created while the probe runs keeps its vectors", () => {
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { loadBackend } from "${LIBRARY}";
      const coming = ${call({ folder, timeout: 40_000 })};
      await loadBackend();
      const { isWide, reason, from } = await coming;
      console.log(isWide, from, reason);`);
    expect(stdout).toMatch(/^false probe (kernels were compiled before;|a step is only )/);
  });

  test("kernels that are compiled between the question and its answer, which was kept, stay as they are", () => {
    keep(true);
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide } from "${WIDTH}";
      import { loadBackend } from "${LIBRARY}";
      const coming = ${call({ folder })};
      const loading = loadBackend();
      const { isWide, reason, from } = await coming;
      await loading;
      console.log(isWide, areVectorsWide(), from, reason);`);
    expect(stdout).toMatch(/^(false false|true true) folder /);
    const { stdout: compiled } = run(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide, noteCompiled } from "${WIDTH}";
      const coming = ${call({ folder })};
      noteCompiled();
      const { isWide, reason, from } = await coming;
      console.log(isWide, areVectorsWide(), from, reason);`);
    expect(compiled).toMatch(/^false false folder kernels were compiled before;/);
  });

  test("a V8 that does not take the flag leaves all as it is, whatever was kept", () => {
    keep(true);
    const { stdout } = run(`
      import v8 from "node:v8";
      import { syncBuiltinESMExports } from "node:module";
      v8.setFlagsFromString = () => { throw new Error("flags are frozen"); };
      syncBuiltinESMExports();
      const { wideVectors } = await import("${NODE}");
      const { areVectorsWide } = await import("${WIDTH}");
      const { isWide, reason } = await ${call({ folder })};
      console.log(isWide, areVectorsWide(), reason);`);
    expect(stdout).toBe("false false V8 does not take --experimental-wasm-revectorize (flags are frozen)\n");
  });

  // V8 tells of every function on which it begins to widen
  const TRACED = ["--trace-wasm-revectorize", "--no-liftoff", "--no-wasm-lazy-compilation", "--no-wasm-deopt"];

  test.each([
    [true, /^Begin revec function/m],
    [false, /^$/],
  ])("threads that are started afterwards are as wide: %j", (isWide, expected) => {
    keep(isWide);
    const thread = `data:text/javascript,${encodeURIComponent(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide } from "${WIDTH}";
      import { loadBackend } from "${LIBRARY}";
      import { parentPort } from "node:worker_threads";
      // V8 compiles on threads of its own, which do not keep a thread alive
      const alive = setInterval(() => {}, 1000);
      const found = await wideVectors();
      await loadBackend();
      clearInterval(alive);
      parentPort.postMessage([found.isWide, areVectorsWide()]);`)}`;
    const { stdout } = run(
      `import { wideVectors } from "${NODE}";
      import { Worker } from "node:worker_threads";
      await ${call({ folder })};
      const worker = new Worker(new URL(${JSON.stringify(thread)}));
      const [said] = await (await import("node:events")).once(worker, "message");
      if (String(said) !== "${isWide},${isWide}") throw new Error(String(said));`,
      TRACED,
    );
    expect(stdout).toMatch(expected);
  });

  test("a thread that has compiled kernels before it asks keeps their layout, and says so", () => {
    keep(true);
    const thread = `data:text/javascript,${encodeURIComponent(`
      import { wideVectors } from "${NODE}";
      import { areVectorsWide, noteCompiled } from "${WIDTH}";
      import { parentPort } from "node:worker_threads";
      noteCompiled();
      const { isWide, reason } = await wideVectors();
      parentPort.postMessage([isWide, areVectorsWide(), reason]);`)}`;
    const { stdout } = run(`
      import { wideVectors } from "${NODE}";
      import { Worker } from "node:worker_threads";
      const { isWide } = await ${call({ folder })};
      const worker = new Worker(new URL(${JSON.stringify(thread)}));
      const [said] = await (await import("node:events")).once(worker, "message");
      console.log(isWide, ...said);`);
    expect(stdout).toMatch(/^true false false kernels were compiled before;/);
  });

  test("a thread of a process that has not asked probes nothing", () => {
    const thread = `data:text/javascript,${encodeURIComponent(`
      import { wideVectors } from "${NODE}";
      import { parentPort } from "node:worker_threads";
      parentPort.postMessage(await ${call({ folder })});`)}`;
    const { stdout } = run(`
      import { Worker } from "node:worker_threads";
      const worker = new Worker(new URL(${JSON.stringify(thread)}));
      const [said] = await (await import("node:events")).once(worker, "message");
      console.log(JSON.stringify(said));`);
    expect(JSON.parse(stdout)).toMatchObject({ isWide: false, from: null, reason: /^this is a worker thread/ });
    expect(readdirSync(folder)).toEqual([]);
  });
});

test.each([
  [{ dir: "a" }, /dir: cannot be read: wideVectors has no such option/],
  [{ folder: "" }, /folder.*the path of a folder/],
  [{ timeout: 99 }, /timeout.*99/],
  [{ timeout: 600_001 }, /timeout.*600001/],
])("%j is refused", async (options, message) => {
  await expect(wideVectors(options as WideVectorsOptions)).rejects.toThrow(message);
  await expect(wideVectors(options as WideVectorsOptions)).rejects.toThrow(SpecError);
});
