import { expect, test } from "vitest";
import { withRetries } from "./with-retries.ts";

const fromServer = (code: string): Error => Object.assign(new Error("the server's words"), { code });

/** Fails so often, then gives how often it was called. */
function failing(code: string, times: number): () => Promise<number> {
  let calls = 0;
  return async () => {
    if (calls++ < times) throw fromServer(code);
    return calls;
  };
}

test("a server that is away, and a busy moment, are tried again", async () => {
  const codes = ["57P01", "40P01", "53300", "57014", "55P03", "53200"];
  const calls = await Promise.all(codes.map((code) => withRetries(failing(code, 2))));
  expect(calls).toEqual(codes.map(() => 3));
});

test("what only the user can mend is thrown at once", async () => {
  for (const code of ["42501", "25006", "3D000", "53100", "57P04", "42P01", "23505"]) {
    let calls = 0;
    const work = () => {
      calls++;
      return Promise.reject(fromServer(code));
    };
    await expect(withRetries(work)).rejects.toMatchObject({ code });
    expect([code, calls]).toEqual([code, 1]);
  }
});
