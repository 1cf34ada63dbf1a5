import { expect, test } from "vitest";
import { commandToGoOn, nextCommand } from "./command-to-go-on.ts";

const call = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => ({
  argv: ["node", "minibatch.js", ...args],
  env,
});

test.each([
  [["reproduce", "--quick"], {}, "minibatch reproduce --quick"],
  [["reproduce"], { npm_lifecycle_event: "start" }, "npm start"],
  [["reproduce", "--out", "my report"], { npm_lifecycle_event: "start" }, "npm start -- --out 'my report'"],
  [
    ["reproduce", "--out", "it's"],
    { npm_command: "exec", npm_lifecycle_event: "npx" },
    "npx minibatch reproduce --out 'it'\\''s'",
  ],
  [["runs", "list"], { npm_lifecycle_event: "start" }, "npx minibatch runs list"],
  [
    ["worker", "--store", "postgres://me@corp:geheim@db/lab"],
    {},
    "minibatch worker --store postgres://me%40corp@db/lab",
  ],
  [
    ["sweep", "--store=postgres://me:geheim@db/lab", "a b.ts"],
    {},
    "minibatch sweep --store=postgres://me@db/lab 'a b.ts'",
  ],
])("%j in %j goes on with %s", (args, env, expected) => expect(commandToGoOn(call(args, env))).toBe(expected));

test.each([
  [[], "minibatch report 'my sweep'"],
  [["--store", "my lab.sqlite"], "minibatch report 'my sweep' --store 'my lab.sqlite'"],
  [["--store=a.sqlite", "--store=sqlite:///b.sqlite"], "minibatch report 'my sweep' --store sqlite:///b.sqlite"],
  [["--store", "postgres://me:geheim@db/lab"], "minibatch report 'my sweep' --store postgres://me@db/lab"],
  [["--store"], "minibatch report 'my sweep'"],
])("after %j the next command is %s: on the same store, without its password", (options, expected) => {
  expect(nextCommand(["report"], ["my sweep"], [], call(["sweep", "a.ts", ...options]))).toBe(expected);
});

test("a store that the environment names goes on to be named by it", () => {
  const env = { MINIBATCH_STORE: "postgres://me:geheim@db/lab" };
  expect(nextCommand(["report"], ["a"], [], call(["sweep", "a.ts"], env))).toBe("minibatch report a");
});
