import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { callMinibatch } from "../../test/call-minibatch.ts";
import { runMinibatch } from "../../test/run-minibatch.ts";

const XOR = `model:
  inputs: 2
  loss: sigmoid-binary-cross-entropy
  layers:
    - {kind: dense, units: 8, activation: tanh}
    - {kind: dense, units: 1}
`;

const newFolder = (): string => mkdtempSync(join(tmpdir(), "command-"));
const NOBODY = 65_534;

function specFile(content: string, name = "spec.json"): string {
  const file = join(newFolder(), name);
  writeFileSync(file, content);
  return file;
}

describe("help and version", () => {
  test.each([[[]], [["reproduce"]], [["gradcheck"]], [["data"]]])(
    "minibatch %j --help has an example and ends with 0",
    async (command) => {
      const { code, stdout, stderr } = await callMinibatch([...command, "--help"]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^Usage: minibatch/);
      expect(stdout).toMatch(/Examples?:\n(?: {2}# .*\n)* {2}\$ /);
      expect(stdout).toContain("--json");
    },
  );

  test("--version is the package's", async () => {
    expect(await callMinibatch(["--version"])).toEqual({ code: 0, stdout: `${packageFile.version}\n`, stderr: "" });
  });
});

describe("a wrong call is told in one line, with the fix, and ends with 2", () => {
  test.each<[readonly string[], string]>([
    [["reprodcue"], "Cannot run minibatch: unknown command 'reprodcue'; did you mean reproduce?; see minibatch --help"],
    [
      ["reproduce", "--quik"],
      "Cannot run minibatch reproduce: unknown option '--quik'; did you mean --quick?; see minibatch reproduce --help",
    ],
    [
      ["reproduce", "extra"],
      "Cannot run minibatch reproduce: too many arguments for 'reproduce'. Expected 0 arguments but got 1: extra; see",
    ],
    [["reproduce", "--out"], "option '--out <dir>' argument missing"],
    [["reproduce", "--out", ""], "--out <dir>' argument '' is invalid. It is empty, it should be a path"],
    [["reproduce", "--data", ""], "--data <dir>' argument '' is invalid. It is empty, it should be a path"],
    [["data", "list", "--data", ""], "--data <dir>' argument '' is invalid. It is empty, it should be a path"],
    [["data", "list", "--data", specFile("")], "spec.json (--data): it is a file, should be a directory; name the one"],
    [["data", "fetch", "mnist", "--data", specFile("")], "(--data): it is a file, should be a directory; name the one"],
    [["reproduce", "--data", specFile("")], "(--data): it is a file, should be a directory; name the one that holds"],
    [
      ["reproduce", "--seed", "-1"],
      "--seed <n>' argument '-1' is invalid. It should be a whole number from 0 to 4294967295",
    ],
    [["reproduce", "--seed", "1.5"], "argument '1.5' is invalid"],
    [["reproduce", "--seed", "1e3"], "argument '1e3' is invalid"],
    [
      ["reproduce", "--workers", "0"],
      "--workers <n>' argument '0' is invalid. It should be a whole number from 1 to 256",
    ],
    [["reproduce", "--workers", "many"], "argument 'many' is invalid"],
    [["reproduce", "--numerics", "exact"], "argument 'exact' is invalid. Allowed choices are fast, strict"],
    [["gradcheck"], "missing required argument 'spec'"],
    [["gradcheck", "/no/such/file.json"], "Cannot read /no/such/file.json: there is no such file; check the path"],
    [["gradcheck", tmpdir()], "it is a directory; name a file"],
    [["gradcheck", specFile("{")], "is neither JSON nor YAML"],
    [["gradcheck", specFile("[1]")], "it is not an object; it should be {model, batch, seed}"],
    [["gradcheck", specFile('{"modle": {}}')], "its field modle is not known; the fields are model, batch, seed"],
    [["gradcheck", specFile("{}")], "it has no model; add model: {inputs, layers, loss}"],
    [
      ["gradcheck", specFile('{"model": {"inputs": 2, "layers": [{"kind": "dense", "units": 1}], "loss": "zigzag"}}')],
      "zigzag",
    ],
    [["gradcheck", specFile(XOR.replace("units: 8", "units: -8"), "xor.yaml")], "units"],
    [
      ["gradcheck", specFile(`${XOR}batch: 0\n`, "xor.yaml")],
      "batch is 0; it should be a whole number from 1 to 100000",
    ],
    [["gradcheck", specFile(`${XOR}seed: hello\n`, "xor.yaml")], 'seed is "hello"; it should be'],
    [["gradcheck", specFile("a: &a [*a, *a, *a, *a, *b]", "bomb.yaml")], "Cannot read"],
    [
      ["gradcheck", specFile("model: {<<: {inputs: 2}}", "merge.yaml")],
      "merge.yaml: line 1, column 9: << is no key of YAML 1.2",
    ],
    [
      ["gradcheck", specFile(XOR.replace("units: 8", "units: -8"), "xor.yaml")],
      "xor.yaml: line 5, column 21: model.layers[0].units: cannot use -8",
    ],
  ])("minibatch %j", async (args, expected) => {
    const { code, stdout, stderr } = await callMinibatch(args);
    expect(stderr).toContain(expected);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("no command at all shows the help on stderr", async () => {
    const { code, stdout, stderr } = await callMinibatch([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^Usage: minibatch/);
  });

  test("--debug shows the stack", async () => {
    const { code, stderr } = await runMinibatch(["gradcheck", "/no/such/file.json", "--debug"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^InputError: Cannot read \/no\/such\/file\.json.*\n {4}at /);
  });
});

describe("an output directory that does not take it is told in one line", () => {
  test("a file is in the way: the call is wrong", async () => {
    const { code, stderr } = await callMinibatch(["reproduce", "--offline", "--out", specFile("")]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /^Measuring how fast this machine trains\nCannot make the directory .*spec\.json.*is a file, should be a directory; give --out a directory that can be written\n$/,
      ),
    });
  });

  test("no permission in a directory that is there", async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const { code, stderr } = await runMinibatch(["reproduce", "--offline", "--out", folder], {
      uid: process.getuid?.() === 0 ? NOBODY : undefined,
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Measuring how fast this machine trains\nCannot write the lock ${join(folder, ".lock")}: no permission to write in ${folder}; give --out a directory that can be written\n`,
    });
  });

  test("no permission to make it", async () => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    // root may write anywhere, so a root test hands the process to nobody
    const { code, stderr } = await runMinibatch(["reproduce", "--offline", "--out", join(folder, "out")], {
      uid: process.getuid?.() === 0 ? NOBODY : undefined,
    });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^Measuring how fast this machine trains\nCannot make the directory .*: no permission to write in .*\n$/,
      ),
    });
  });
});

describe("a data directory that somebody chose and that is not there ends with 2 and makes nothing", () => {
  const missing = join(newFolder(), "missing");
  test.each<[string, readonly string[], Readonly<Record<string, string>>]>([
    ["--data", ["--data", missing], {}],
    ["MINIBATCH_DATA", [], { MINIBATCH_DATA: missing }],
  ])("%s", async (chosenBy, args, variables) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const out = join(newFolder(), "out");
    const { code, stdout, stderr } = await callMinibatch(["reproduce", "--offline", "--out", out, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      `Cannot use ${missing} (${chosenBy}): there is no such directory; check the path, or make it with minibatch data fetch mnist --data ${missing}\n`,
    );
    expect([existsSync(missing), existsSync(out)]).toEqual([false, false]);
  });
  afterEach(() => void vi.unstubAllEnvs());
});

test("a file of MNIST that is cut short is told in one line and ends with 2", async () => {
  const data = newFolder();
  mkdirSync(join(data, "mnist"));
  writeFileSync(join(data, "mnist", "train-images-idx3-ubyte.gz"), Buffer.from("1f8b080800", "hex"));
  const { code, stderr } = await callMinibatch(["reproduce", "--offline", "--data", data, "--out", newFolder()]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^Measuring how fast this machine trains\nCannot use .*train-images-idx3-ubyte\.gz: it has 5 bytes, should have 9912422; .*\n$/,
  );
});

describe("gradcheck", () => {
  test("prints a row per tensor", async () => {
    const { code, stdout, stderr } = await callMinibatch(["gradcheck", specFile(XOR, "xor.yaml")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^tensor +shape +gradients +error +relative +worst at$/),
      expect.stringMatching(/^-+( +-+)+$/),
      expect.stringMatching(/^\S+ +2 x 8 +16 +\S+e-\d+ +\S+e-\d+ +\d+ +ok$/),
      expect.stringMatching(/^\S+ +8 +8 +\S+e-\d+ +\S+e-\d+ +\d+ +ok$/),
      expect.stringMatching(/^\S+ +8 x 1 +8 +\S+e-\d+ +\S+e-\d+ +\d+ +ok$/),
      expect.stringMatching(/^\S+ +1 +1 +\S+e-\d+ +\S+e-\d+ +\d+ +ok$/),
    ]);
  });

  test("--json prints one document, from a relative path too", async () => {
    const file = specFile(`${XOR}batch: 3\nseed: 5\n`, "xor.yaml");
    const { code, stdout } = await runMinibatch(["gradcheck", "xor.yaml", "--json"], { cwd: join(file, "..") });
    const { ok, tensors } = JSON.parse(stdout) as { ok: boolean; tensors: { checked: number; maxRelError: number }[] };
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(tensors.map(({ checked }) => checked)).toEqual([16, 8, 8, 1]);
    for (const { maxRelError } of tensors) expect(maxRelError).toBeLessThan(1e-6);
  });

  test("a gradient that central differences do not confirm ends with 1", async () => {
    // all pre-activations lie on ReLU's kink, where the one-sided gradient is not the two-sided difference
    const kink = XOR.replace("tanh}", "relu, weights: zeros}");
    const { code, stdout, stderr } = await callMinibatch(["gradcheck", specFile(kink, "kink.yaml")]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/ off$/m);
    expect(stderr).toMatch(/^Cannot confirm the gradients of layer1\S*.*: central differences disagree; .*\n$/);
  });
});
