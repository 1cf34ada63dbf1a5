/**
 * Every bound, default and sentence of the schema of experiment files. It fails with every intended change too:
 * `MINIBATCH_WRITE_FIXTURES=1 npx vitest run whole-schema.test.ts` writes the schema as it is now; read the difference.
 */
import { test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { networkJsonSchema } from "./json-schema.ts";

test("the schema, to the last word", () => {
  const lines = JSON.stringify(networkJsonSchema(), null, 1).split("\n");
  expectFixture(lines, new URL("./fixtures/experiment-schema.txt", import.meta.url));
});
