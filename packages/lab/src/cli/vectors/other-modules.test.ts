/**
 * The flag of wide vectors holds for all WebAssembly of a process, and the probe tries the kernels alone. Of what else
 * the command compiles nothing is widened: the HDF5 library has no vectors at all, and Node's own have none in pairs.
 */
import { spawnSync } from "node:child_process";
import { arch } from "node:os";
import { expect, test, vi } from "vitest";
import { fullKernels } from "../../../../minibatch/src/wasm/full-kernels.ts";
import { withMultiplyAdd } from "../../../../minibatch/src/wasm/multiply-add.ts";
import { unpackModule } from "../../../../minibatch/src/wasm/unpack.ts";
import { compileHdf5Library } from "../../data/hdf5-library.ts";

/** What the reader of HDF5 files hands to the engine. */
async function hdf5Code(): Promise<Uint8Array> {
  const engine = WebAssembly as unknown as { compile(code: Uint8Array): Promise<unknown> };
  const compile = vi.spyOn(engine, "compile");
  try {
    await compileHdf5Library();
    return compile.mock.calls[0]![0];
  } finally {
    compile.mockRestore();
  }
}

function runNode(flags: readonly string[], program: string, input: Uint8Array | string = ""): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, "-e", program], {
    ...{ input, encoding: "utf8", maxBuffer: 2 ** 28 },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** A module is valid without them only where it has none. */
const isValidWithoutVectors = (code: Uint8Array): string =>
  runNode(
    ["--no-enable-ssse3"],
    'console.log(WebAssembly.validate(require("node:fs").readFileSync(0)))',
    Uint8Array.from(code),
  );

test.runIf(arch() === "x64")("the HDF5 library has no vectors that could be widened; the kernels have", async () => {
  expect(isValidWithoutVectors(await hdf5Code())).toBe("true\n");
  expect(isValidWithoutVectors(withMultiplyAdd(unpackModule(fullKernels.packed), "strict"))).toBe("false\n");
});

const TRACED = [
  ...["--experimental-wasm-revectorize", "--trace-wasm-revectorize", "--no-liftoff"],
  ...["--no-wasm-lazy-compilation", "--no-wasm-deopt"],
];

test.runIf(arch() === "x64")("Node's own parser of HTTP answers is not widened, the kernels are", () => {
  const fetched = runNode(
    TRACED,
    `const server = require("node:http").createServer((_request, answer) => answer.end("fetched"));
    server.listen(0, "127.0.0.1", async () => {
      console.log(await (await fetch("http://127.0.0.1:" + server.address().port)).text());
      server.close();
      server.closeAllConnections();
    });`,
  );
  expect(fetched).toContain("fetched");
  expect(fetched).not.toContain("DecideVectorize");
  const compile = `new WebAssembly.Module(require("node:fs").readFileSync(0))`;
  expect(runNode(TRACED, compile, withMultiplyAdd(unpackModule(fullKernels.packed), "strict"))).toContain(
    "DecideVectorize",
  );
});
