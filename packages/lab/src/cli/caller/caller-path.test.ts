import { expect, test } from "vitest";
import { resolveFromCaller } from "./caller-path.ts";

const NPM = { INIT_CWD: "/home/ann/course", npm_package_json: "/home/ann/minibatch/package.json" };

test.each([
  ["run directly", "/home/ann", {}, "/home/ann/out"],
  ["run by npm, which changed the folder", "/home/ann/minibatch", NPM, "/home/ann/course/out"],
  ["run below npm, in a folder of its own", "/tmp/test", NPM, "/tmp/test/out"],
  ["INIT_CWD alone, set by hand", "/home/ann", { INIT_CWD: "/elsewhere" }, "/home/ann/out"],
])("%s", (_, cwd, env, expected) => {
  expect(resolveFromCaller("out", { cwd, env })).toBe(expected);
  expect(resolveFromCaller("/absolute", { cwd, env })).toBe("/absolute");
});
