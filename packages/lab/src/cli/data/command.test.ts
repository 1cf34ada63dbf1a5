import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataSets, type SetName, setNames } from "minibatch-data/sets";
import { describe, expect, test } from "vitest";
import { runMinibatch } from "../../../test/run-minibatch.ts";
import { hasRealData, REAL_DATA } from "../../data/fixtures/real-data.ts";
import { formatBytes } from "../tables/format-bytes.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "data-command-"));

describe.concurrent("minibatch data", () => {
  test.each(["list", "info", "fetch"])("%s --help has an example", async (name) => {
    const { code, stdout, stderr } = await runMinibatch(["data", name, "--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`Examples?:\\n(?: {2}# .*\\n)* {2}\\$ minibatch data ${name}`));
  });

  test("list tells what there is and what is missing", async () => {
    const { code, stdout, stderr } = await runMinibatch(["data", "list", "--data", newFolder()]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^mnist +missing +11\.6 MB +MNIST: 60,000/m);
    expect(stdout).toMatch(/^sequences +missing +386\.0 kB +EE 599/m);
  });

  test("list --json is one document; MINIBATCH_DATA is used without --data", async () => {
    const folder = newFolder();
    const { stdout } = await runMinibatch(["data", "list", "--json"], { env: { MINIBATCH_DATA: folder } });
    const sets = JSON.parse(stdout) as { name: string; state: string; directory: string; files: object[] }[];
    expect(sets.map(({ name }) => name)).toEqual(setNames);
    const told = sets.map(({ name, state, directory, files }) => [name, state, directory, files.length]);
    expect(told.slice(0, 2)).toEqual([
      ["mnist", "missing", join(folder, "mnist"), 4],
      ["sequences", "missing", join(folder, "ee599"), 1],
    ]);
    for (const [name, ...rest] of told.slice(2)) {
      const { origin } = dataSets[name as SetName];
      const isOnDisk = origin.kind === "files";
      expect(rest).toEqual(
        isOnDisk ? ["missing", join(folder, origin.folder), origin.files.length] : ["drawn", null, 0],
      );
    }
  });

  test("info tells licence, size and SHA-256", async () => {
    const { code, stdout } = await runMinibatch(["data", "info", "mnist", "--data", newFolder()]);
    expect(code).toBe(0);
    expect(stdout).toContain("licence  Creative Commons");
    expect(stdout).toMatch(
      /^train-images-idx3-ubyte\.gz +missing +9\.9 MB +440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609$/m,
    );
  });

  test("info of a wrong file describes the set, says in one line what is wrong, and ends with 2", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "mnist"));
    writeFileSync(join(folder, "mnist", "t10k-labels-idx1-ubyte.gz"), Buffer.alloc(4542, "1f8b08", "hex"));
    const { code, stdout, stderr } = await runMinibatch(["data", "info", "mnist", "--data", folder]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^t10k-labels-idx1-ubyte\.gz +wrong/m);
    expect(stderr).toMatch(
      /^Cannot use .*: its SHA-256 is .*, should be f7ae60f9.*; it is corrupt, delete it[^\n]*\n$/,
    );
  });

  test.each(["info", "fetch"])("%s of an unknown set ends with 2", async (name) => {
    const { code, stderr } = await runMinibatch(["data", name, "cifar"]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `Cannot find the data set "cifar": there are ${setNames.join(", ")}; see minibatch data list\n`,
    );
  });

  test("a set that is drawn has no files", async () => {
    const info = await runMinibatch(["data", "info", "spirals"]);
    expect(info.stdout).toMatch(/^source {3}.*CS231n.*\n.*\nfiles {4}none: it is drawn by a procedure\n$/m);
  });

  test("of a set that is drawn there is nothing to fetch, and nothing is wrong", async () => {
    const fetched = await runMinibatch(["data", "fetch", "spirals"]);
    expect(fetched).toEqual({ code: 0, stdout: "spirals is drawn by a procedure: nothing to fetch\n", stderr: "" });
  });

  test("fetch of a set that nobody publishes says where to put it, and ends with 1", async () => {
    const { code, stdout, stderr } = await runMinibatch(["data", "fetch", "sequences", "--data", newFolder()]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^Cannot fetch sequences: .*binary_random_sp2019\.hdf5 is missing and nobody publishes it; put [^\n]*\n$/,
    );
  });

  test.skipIf(!hasRealData("ee599/binary_random_sp2019.hdf5"))(
    "[needs the EE 599 sequences] fetch of what is here changes nothing",
    async () => {
      const folder = newFolder();
      mkdirSync(join(folder, "ee599"));
      const place = join("ee599", "binary_random_sp2019.hdf5");
      copyFileSync(join(REAL_DATA, place), join(folder, place));
      const { code, stdout, stderr } = await runMinibatch(["data", "fetch", "sequences", "--data", folder]);
      expect({ code, stdout, stderr }).toEqual({
        code: 0,
        stdout: `sequences already in ${join(folder, "ee599")}\n`,
        stderr: "",
      });
    },
  );
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [4542, "4.5 kB"],
  [9_912_422, "9.9 MB"],
])("%i bytes are written %s", (count, text) => {
  expect(formatBytes(count)).toBe(text);
});
