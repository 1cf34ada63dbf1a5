import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { experimentJsonSchema } from "study";
import { expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";

test("minibatch schema prints JSON, and writes the same into a file", async () => {
  const { code, stdout, stderr } = await callMinibatch(["schema"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual(experimentJsonSchema());
  expect(stdout.endsWith("}\n")).toBe(true);
  const out = join(mkdtempSync(join(tmpdir(), "schema-")), "experiment.schema.json");
  expect(await callMinibatch(["schema", "--out", out])).toEqual({ code: 0, stdout: "", stderr: `wrote ${out}\n` });
  expect(readFileSync(out, "utf8")).toBe(stdout);
  expect(JSON.parse((await callMinibatch(["schema", "--out", out, "--json"])).stdout)).toEqual({ file: out });
});

test("a place that takes no file is told in one line", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "schema-")), "file");
  writeFileSync(file, "");
  const { code, stdout, stderr } = await callMinibatch(["schema", "--out", join(file, "below.json")]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(
    /^Cannot write .*below\.json: a part of .* is a file, .*; give --out a file in a directory that can be written\n$/,
  );
});

test("help tells editors where the schema goes", async () => {
  const { code, stdout } = await callMinibatch(["schema", "--help"]);
  expect(code).toBe(0);
  for (const line of [
    "# yaml-language-server: $schema=experiment.schema.json",
    '"json.schemas": [',
    "Examples:\n  $ minibatch schema",
  ]) {
    expect(stdout).toContain(line);
  }
});
