import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { startMinibatch } from "../../../test/run-minibatch.ts";

describe.skipIf(process.platform !== "linux")("an output that takes no more", () => {
  test.each([["--help"], ["data", "list"], ["data", "list", "--json"]])(
    "%s: a closed pipe ends it quietly",
    async (...args) => {
      const child = startMinibatch(args);
      child.stdout!.destroy();
      const [stderr] = await Promise.all([text(child.stderr!), once(child, "close")]);
      expect({ code: child.exitCode, stderr }).toEqual({ code: 0, stderr: "" });
    },
  );

  test.each([["--help"], ["data", "list"]])("%s: a full disk is told in one line and ends with 1", async (...args) => {
    const full = openSync("/dev/full", "w");
    const child = startMinibatch(args, { stdout: full });
    const [stderr] = await Promise.all([text(child.stderr!), once(child, "close")]);
    closeSync(full);
    const line = "Cannot write to stdout: the disk is full; free some space\n";
    expect({ code: child.exitCode, stderr }).toEqual({ code: 1, stderr: line });
  });

  test("behind a closed stderr a wrong call still ends with 2", async () => {
    const child = startMinibatch(["reprodcue"]);
    child.stderr!.destroy();
    await once(child, "close");
    expect(child.exitCode).toBe(2);
  });
});
