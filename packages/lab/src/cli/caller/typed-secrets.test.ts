import { expect, test } from "vitest";
import { callMinibatch } from "../../../test/call-minibatch.ts";
import { SECRETS, SHAPES } from "../../../test/secret-shapes.ts";
import { formatPlace, parsePlace } from "../../store/store-place.ts";
import { hideInArgument, hideInError, hideTyped, tellLeftOut } from "./typed-secrets.ts";

/** Every piece of four characters, of the password as it is and as it was typed, but those that are told anyway. */
function piecesOf(...forms: readonly string[]): string[] {
  return forms.flatMap((form) => Array.from({ length: form.length - 3 }, (_, i) => form.slice(i, i + 4)));
}

function leaksIn(text: string, secret: string): string[] {
  return piecesOf(secret, encodeURIComponent(secret)).filter((piece) => text.includes(piece));
}

const CASES = SECRETS.flatMap((secret) =>
  SHAPES.map((shape) => ({ secret, place: shape(secret, encodeURIComponent(secret)) })),
);

test("in a thousand shapes of an address no piece of the password is told", () => {
  expect(CASES.length).toBeGreaterThan(1000);
  const told = CASES.flatMap(({ secret, place }) => {
    const caller = { argv: ["node", "minibatch.js", "runs", "list", "--store", place], env: {} };
    const texts: string[] = [];
    try {
      const parsed = parsePlace(place);
      texts.push(formatPlace(parsed));
      // what a driver might say of it, or a stack
      if (parsed.kind === "postgres")
        texts.push(hideInError(`no way to ${parsed.url} with ${parsed.secrets.join()}`, caller));
    } catch (error) {
      texts.push((error as Error).message);
    }
    texts.push(hideTyped(`Cannot read ${place}: gone`, caller), hideInArgument(place, caller));
    texts.push(hideTyped(`Cannot read ${place}: gone`, { argv: ["node", "x", `--stroe=${place}`], env: {} }));
    texts.push(hideTyped(`Cannot read ${place}: gone`, { argv: [], env: { MINIBATCH_STORE: place } }));
    return texts.flatMap((text) =>
      leaksIn(text, secret)
        .slice(0, 1)
        .map((leak) => ({ place, text, leak })),
    );
  });
  expect(told).toEqual([]);
});

const WRONG_CALLS: readonly ((place: string) => readonly string[])[] = [
  (place) => ["runs", "list", `--stroe=${place}`, "--debug"],
  (place) => ["runs", "show", place, "--store", "/nowhere.sqlite"],
  (place) => ["report", "optimizers", place],
  (place) => [place],
  (place) => ["train", place],
  (place) => ["predict", place, "--input", place],
  (place) => ["worker", "--store", "lab.sqlite", "--data", place],
];

test("nothing of them becomes a file, wherever they are given", async () => {
  for (const [i, shape] of SHAPES.entries()) {
    const secret = SECRETS[i % SECRETS.length] as string;
    const place = shape(secret, encodeURIComponent(secret));
    const wrong = WRONG_CALLS[i % WRONG_CALLS.length] as (typeof WRONG_CALLS)[number];
    for (const args of [["runs", "list", "--store", place], wrong(place)]) {
      const { code, stdout, stderr } = await callMinibatch(args);
      expect({ args, leaks: leaksIn(stdout + stderr, secret) }).toEqual({ args, leaks: [] });
      expect({ args, code }).toEqual({ args, code: 2 });
    }
  }
});

test("what is told instead opens the same database, once the password is given another way", () => {
  const place = "postgres://me:kor%40llen@localhost:1/lab?sslmode=disable";
  const caller = { argv: ["node", "x", "sweep", "a.ts", "--store", place], env: {} };
  const line = hideTyped(`Its page: minibatch report a --store ${place}`, caller);
  expect(line).toBe("Its page: minibatch report a --store postgres://me@localhost:1/lab?sslmode=disable");
  expect(tellLeftOut(line, caller)).toMatch(/put it into PGPASSWORD, or the whole URL into MINIBATCH_STORE/);
  expect(tellLeftOut("Its page: minibatch report a", caller)).toBe("");
  const without = { argv: ["node", "x", "--store", "postgres://me@localhost/lab"], env: {} };
  expect(tellLeftOut("minibatch report a --store postgres://me@localhost/lab", without)).toBe("");
});

test("a password that is the name of the user or of the database hides neither", () => {
  const caller = { argv: ["node", "x", "--store", "postgres://postgres:postgres@localhost/lab"], env: {} };
  expect(hideInError('database "lab" of postgres at postgres://postgres@localhost/lab', caller)).toBe(
    'database "lab" of postgres at postgres://postgres@localhost/lab',
  );
});

test("the password of the environment is kept out of errors", () => {
  const caller = { argv: [], env: { PGPASSWORD: "korallen" } };
  expect(hideInError("cannot use korallen", caller)).toBe("cannot use ***");
});
