import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, vi } from "vitest";
import { smallExperiment } from "../../study/test/small-experiment.ts";
import { openStore } from "../src/store/open-store.ts";
import { formatPlace, parsePlace } from "../src/store/store-place.ts";
import { callMinibatch } from "./call-minibatch.ts";
import { testWith } from "./requirements.ts";
import { fillSampleStore } from "./sample-store.ts";
import { withDatabase } from "./with-database.ts";

const folder = mkdtempSync(join(tmpdir(), "secrets-"));
const experiment = join(folder, "small.json");
writeFileSync(experiment, JSON.stringify(smallExperiment));
afterAll(() => rmSync(folder, { recursive: true }));

/** Of every command that opens a store. */
const CALLS: readonly (readonly string[])[] = [
  ["runs", "list"],
  ["runs", "list", "--debug"],
  ["runs", "show", "small/1", "--json"],
  ["runs", "compare", "small", "--debug"],
  ["runs", "export", "small"],
  ["runs", "rm", "small", "--yes"],
  ["runs", "cancel", "small", "--debug"],
  ["runs", "priority", "small", "3"],
  ["report", "small", "--out", join(folder, "report")],
  ["evaluate", "small/1"],
  ["worker", "--drain", "--debug"],
  ["sweep", experiment],
  ["sweep", experiment, "--detach", "--json"],
  ["train", experiment],
];

const NASTY = [
  "@",
  "/",
  ":",
  "?",
  "#",
  "%",
  " ",
  "&",
  "=",
  "'",
  '"',
  "$",
  "\\",
  ";",
  "[",
  "]",
  "+",
  ",",
  "%41",
  "é",
  "漢",
];
const letters = fc.string({ unit: fc.constantFrom(..."QXZJWKqxzjwk"), minLength: 4, maxLength: 9 });
const secret = fc
  .array(fc.oneof(letters, fc.constantFrom(...NASTY)), { minLength: 2, maxLength: 5 })
  .map((parts) => `Q${parts.join("")}Z`)
  .filter((text) => text.length >= 8);
const user = fc.constantFrom("me", "me@corp", "my user", "m:e", "m%e", "");

const address = fc.record({
  secret,
  user,
  /** of user and password: as they are, or as a URL wants them */
  encode: fc.boolean(),
  /** behind the user, as an option, or as another one */
  way: fc.constantFrom("user", "user", "user", "password", "sslpassword"),
  scheme: fc.constantFrom("postgres", "postgresql", "POSTGRES"),
  by: fc.constantFrom("--store", "--store=", "MINIBATCH_STORE", "PGPASSWORD"),
  call: fc.constantFrom(...CALLS),
});

type Address = typeof address extends fc.Arbitrary<infer Value> ? Value : never;

function write({ secret, user, encode, way, scheme, by }: Address, host: string): string {
  const form = encode ? encodeURIComponent : (text: string) => text;
  if (by === "PGPASSWORD") return `${scheme}://${encodeURIComponent(user)}@${host}/minibatch_never_made`;
  if (way === "user") return `${scheme}://${form(user)}:${form(secret)}@${host}/minibatch_never_made`;
  return `${scheme}://${form(user)}@${host}/minibatch_never_made?${way}=${form(secret)}`;
}

function piecesOf(text: string): string[] {
  const forms = [text, encodeURIComponent(text)];
  return forms.flatMap((form) => Array.from({ length: form.length - 3 }, (_, i) => form.slice(i, i + 4)));
}

async function expectSilence(given: Address, host: string): Promise<void> {
  const { secret, by, call } = given;
  const place = write(given, host);
  vi.stubEnv(by.startsWith("PG") ? "PGPASSWORD" : "MINIBATCH_TEST_NOTHING", secret);
  if (by === "MINIBATCH_STORE") vi.stubEnv("MINIBATCH_STORE", place);
  try {
    const option = by === "MINIBATCH_STORE" ? [] : by === "--store=" ? [`--store=${place}`] : ["--store", place];
    const { code, stdout, stderr } = await callMinibatch([...call, ...option]);
    const leaks = piecesOf(secret).filter((piece) => (stdout + stderr).includes(piece));
    expect({ place, call, leaks }).toEqual({ place, call, leaks: [] });
    expect(stderr).not.toBe("");
    expect(code).not.toBe(0);
  } finally {
    vi.unstubAllEnvs();
  }
}

describe("no command tells any four characters of a password", () => {
  testWith("postgres", "of a server that refuses", async (url) => {
    const { host } = new URL(url);
    await fc.assert(
      fc.asyncProperty(address, (given) => expectSilence(given, host)),
      { numRuns: 40 },
    );
    expect(readdirSync(folder)).toEqual(["small.json"]);
  });

  testWith("postgres", "of a host that does not answer, or that there is not", async () => {
    for (const host of ["127.0.0.1:1", "minibatch.invalid", "[::1]:1", "%2Fnowhere"]) {
      await fc.assert(
        fc.asyncProperty(address, (given) => expectSilence(given, host)),
        { numRuns: 8 },
      );
    }
  });

  testWith("postgres", "and what is told instead opens the same database, with PGPASSWORD", async (url) => {
    const given = new URL(url);
    if (given.password === "") given.password = "Qx@Zj/w";
    const place = parsePlace(given.href);
    const told: string[] = [];
    vi.stubEnv("PGPASSWORD", decodeURIComponent(given.password));
    for (const store of [given.href, formatPlace(place)]) {
      const { code, stderr } = await callMinibatch(["runs", "show", "nothing", "--store", store]);
      told.push(`${code} ${stderr.replace(/ \(the password is left out.*\)/, "")}`);
    }
    vi.unstubAllEnvs();
    expect(told[0]).toMatch(/^2 Cannot (?:open the store|find the experiment)/);
    expect(told[1]).toBe(told[0]);
  });

  testWith("postgres", "where all goes well, in what is printed, exported and reported", (server) =>
    withDatabase(server, async (url) => {
      const given = new URL(url);
      if (given.password === "") given.password = "Qx@Zj/w#Kz";
      const secret = decodeURIComponent(given.password);
      const store = await openStore(given.href);
      await fillSampleStore(store, { configurations: 2, epochs: 2 });
      await store.close();
      const [report, out] = [join(folder, "good-report"), join(folder, "good.jsonl")];
      const said: string[] = [];
      for (const call of [
        ["runs", "list"],
        ["runs", "list", "optimizers", "--json"],
        ["runs", "show", "optimizers/1", "--json"],
        ["runs", "export", "optimizers", "--out", out, "--json"],
        ["report", "optimizers", "--out", report, "--json"],
        ["runs", "cancel", "optimizers"],
      ]) {
        const { code, stdout, stderr } = await callMinibatch([...call, "--store", given.href]);
        expect({ call, code }).toEqual({ call, code: 0 });
        said.push(stdout, stderr);
      }
      said.push(readFileSync(out, "utf8"));
      for (const name of readdirSync(report, { recursive: true, encoding: "utf8" })) {
        if (/\.(?:html|json|svg)$/.test(name)) said.push(readFileSync(join(report, name), "utf8"));
      }
      for (const form of [secret, encodeURIComponent(secret)])
        expect(said.filter((text) => text.includes(form))).toEqual([]);
      rmSync(report, { recursive: true });
      rmSync(out);
    }),
  );
});
