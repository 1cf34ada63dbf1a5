/**
 * Every command that a page shows is one that the program takes: a command, an argument or an option that is not there
 * fails.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, CommanderError } from "commander";
import { expect, test } from "vitest";
import { buildProgram } from "../packages/lab/src/cli/program.ts";
import { findBlocks, PAGES, readInlineCodes, readPage } from "./code-blocks.ts";

const root = join(import.meta.dirname, "..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Commands of a line of a shell, each as its words; comments and what a variable is set to are none. */
function splitLine(line: string): string[][] {
  const bare = line.replace(/(?:^|\s)#.*$/, "").trim();
  return bare
    .split(/\s*(?:&&|\||;)\s*/)
    .filter((command) => command !== "")
    .map((command) => (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll(/^['"]|['"]$/g, "")));
}

/** A program that does nothing, with all its commands. */
function idleProgram(): Command {
  const idle = (command: Command): Command => {
    command.action(() => {}).configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} });
    command.commands.forEach(idle);
    return command;
  };
  const program = buildProgram();
  program.commands.forEach(idle);
  return program.configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} });
}

/** What the program makes of a call; null when it would run. */
async function refusal(words: readonly string[]): Promise<string | null> {
  try {
    await idleProgram().parseAsync([...words], { from: "user" });
    return null;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? null : error.message;
  }
}

/**
 * The call of `minibatch` that a command of a shell is; null for another. `npm start -- x` is `minibatch reproduce x`.
 */
function callOf(words: readonly string[]): readonly string[] | null {
  const [first, second, third, ...rest] = words;
  if (first === "npx" && second === "minibatch") return words.slice(2);
  if (first === "minibatch") return words.slice(1);
  if (first === "npm" && second === "start") return ["reproduce", ...(third === "--" ? rest : [])];
  return null;
}

const lines = findBlocks("sh").flatMap(({ page, line, code }) =>
  code.split("\n").flatMap((text, i) => splitLine(text).map((words) => [page, line + i, words] as const)),
);
const calls = lines.flatMap(([page, line, words]) => {
  const call = callOf(words);
  return call === null ? [] : [[page, line, call.join(" "), call] as const];
});

test("commands stand in the pages", () => {
  expect(calls.length).toBeGreaterThan(30);
});

test.each(calls)("%s:%i is taken: minibatch %s", async (_page, _line, _told, call) => {
  expect(await refusal(call)).toBeNull();
});

const OTHERS = ["cd", "createdb", "docker", "export", "git", "kubectl", "node", "npm"];

test.each(
  lines.filter(([, , words]) => callOf(words) === null).map(([page, line, words]) => [page, line, words.join(" ")]),
)("%s:%i is a known program or script: %s", (_page, _line, told) => {
  const words = String(told).split(" ");
  expect(OTHERS).toContain(words[0]);
  if (words[0] === "npm" && words[1] === "run") expect(Object.keys(scripts)).toContain(words[2]);
});

/** Codes within the text of all pages that begin like this, each with its page. */
function findCodes(pattern: RegExp): (readonly [page: string, code: string])[] {
  return PAGES.flatMap((page) =>
    readInlineCodes(readPage(page))
      .filter((code) => pattern.test(code))
      .map((code) => [page, code] as const),
  );
}

/** What is wrong with a call within a sentence, where arguments may be left out. */
function misnamed(call: readonly string[]): string | null {
  const program = buildProgram();
  let command = program;
  for (const word of call) {
    const known = [...command.options, ...program.options].map(({ long }) => long);
    if (word.startsWith("-") && !known.includes(word) && word !== "--help") return word;
    if (word.startsWith("-") || command.commands.length === 0) continue;
    const child = command.commands.find((one) => one.name() === word);
    if (child === undefined) return word;
    command = child;
  }
  return null;
}

test.each(findCodes(/^(?:npx )?minibatch [a-z]/))("%s: %s is a command with such options", (_page, code) => {
  expect(misnamed(callOf(splitLine(code)[0]!)!)).toBeNull();
});

test("a command that there is not is noticed within a sentence", () => {
  expect(misnamed(["workers", "--drain"])).toBe("workers");
  expect(misnamed(["runs", "lst"])).toBe("lst");
  expect(misnamed(["worker", "--drian"])).toBe("--drian");
});

const options = (command: Command): string[] => [
  ...command.options.map(({ long }) => long!),
  ...command.commands.flatMap(options),
];

test.each(findCodes(/^--\w/))("%s: some command has %s", (_page, code) => {
  expect([...options(buildProgram()), "--help"]).toContain(code.split(" ")[0]);
});

test.each(findCodes(/^npm run /))("%s: %s is a script", (_page, code) => {
  expect(Object.keys(scripts)).toContain(code.split(" ")[2]);
});

test("an option that there is not is refused", async () => {
  expect(await refusal(["sweep", "a.yaml", "--wrokers", "2"])).toContain("--wrokers");
  expect(await refusal(["sweep"])).toContain("experiment");
});

test("a line of a shell is cut into its commands", () => {
  expect(splitLine("npm ci && npm start -- --quick   # all of it")).toEqual([
    ["npm", "ci"],
    ["npm", "start", "--", "--quick"],
  ]);
  expect(splitLine("# nothing")).toEqual([]);
});
