import { expect, test } from "vitest";
import { commandToGoOn } from "./command-to-go-on.ts";

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
])("%j in %j is %s", (args, env, expected) => expect(commandToGoOn(args, env)).toBe(expected));
