import { join } from "node:path";
import { Command } from "commander";
import { expect, test } from "vitest";
import { InputError, UsageError } from "../../errors.ts";
import { storeOption } from "../options/store-option.ts";
import { chooseStore, openChosenStore } from "./choose-store.ts";

const url = "postgres://lab@db.example:5432/experiments";
const at = (env: Readonly<Record<string, string>>) => ({ cwd: "/home/ann", env });

test.each([
  ["the option", { store: "a.sqlite" }, {}, "/home/ann/a.sqlite", "--store"],
  ["a path with its kind", { store: "sqlite:a.sqlite" }, {}, "/home/ann/a.sqlite", "--store"],
  ["a URL of a file here", { store: "sqlite:///a.sqlite" }, {}, "/home/ann/a.sqlite", "--store"],
  ["a URL of a file at the root", { store: "sqlite:////data/a.sqlite" }, {}, "/data/a.sqlite", "--store"],
  ["a URL", { store: url }, { MINIBATCH_STORE: "b.sqlite" }, url, "--store"],
  ["the variable", {}, { MINIBATCH_STORE: "sub/b.sqlite" }, "/home/ann/sub/b.sqlite", "MINIBATCH_STORE"],
  ["a URL of the variable", {}, { MINIBATCH_STORE: url }, url, "MINIBATCH_STORE"],
  ["an empty variable", {}, { MINIBATCH_STORE: "" }, "/home/ann/minibatch.sqlite", "the default"],
  ["neither", {}, {}, "/home/ann/minibatch.sqlite", "the default"],
] as const)("%s chooses the store", (_who, flags, env, place, chosenBy) => {
  expect(chooseStore(flags, at(env))).toMatchObject({ place, chosenBy });
});

test("a URL that is not of Postgres is refused, without the password that it may hold", () => {
  const choose = () => chooseStore({ store: "mysql://lab:secret@db/x" }, at({}));
  expect(choose).toThrow(UsageError);
  expect(choose).toThrow(
    "Cannot open the store mysql://***: it begins with mysql:; write the path of a file, or postgres://user@host:port/database",
  );
});

test("a place that the environment names wrongly is told with where it stands", () => {
  expect(() => chooseStore({}, at({ MINIBATCH_STORE: "postgres:/lab:secret@db/x" }))).toThrow(
    /^Cannot open the store postgres:\/\*\*\*: it begins with postgres:; .* \(it is in MINIBATCH_STORE\)$/,
  );
});

test("both spellings of Postgres are one", () => {
  const kinds = [url, "postgresql:///lab", "/tmp/postgres.sqlite", "postgres"].map(
    (store) => chooseStore({ store }, at({})).at.kind,
  );
  expect(kinds).toEqual(["postgres", "postgres", "sqlite", "sqlite"]);
});

test("under npm a path is meant from where the caller stands", () => {
  const env = { INIT_CWD: "/home/ann/course", npm_package_json: "/home/ann/package.json" };
  for (const store of ["a.sqlite", "sqlite:///a.sqlite", "sqlite:a.sqlite"]) {
    expect(chooseStore({ store }, at(env)).place).toBe("/home/ann/course/a.sqlite");
  }
});

test("a file that is not there is not made by a command that only reads", async () => {
  const missing = join(import.meta.dirname, "missing.sqlite");
  const opened = openChosenStore({ store: missing }, { create: false });
  await expect(opened).rejects.toThrow(InputError);
  await expect(opened).rejects.toThrow(
    `Cannot open the store ${missing} (--store): there is no such file; name one with --store, or make one with minibatch sweep`,
  );
});

test("the option refuses an empty text, as an unset shell variable gives it", () => {
  const command = () =>
    new Command("x")
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .addOption(storeOption());
  expect(command().parse(["--store", "a"], { from: "user" }).opts()).toEqual({ store: "a" });
  expect(() => command().parse(["--store", ""], { from: "user" })).toThrow(/It is empty/);
});
