import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runMinibatch } from "../../../test/run-minibatch.ts";
import { hangingHdf5 } from "../../data/fixtures/hanging-hdf5.ts";

test("a file of which the HDF5 library has no end is refused when its time is over", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "hanging-")), "hanging.h5");
  writeFileSync(path, hangingHdf5());
  const { code, stdout, stderr } = await runMinibatch(["data", "info", path]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(
    /^Cannot read hanging\.h5: the HDF5 library came to no end of it in 10 seconds of work, [^\n]+\n$/,
  );
});
