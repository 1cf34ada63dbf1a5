/**
 * Every number of every command, found by walking the program: what it takes from, what it takes to, and that it refuses what lies beyond, fractions,
 * what is no number, and texts. A new one has no row of `BOUNDS` and is told.
 */
import { type Argument, type Command, InvalidArgumentError, type Option } from "commander";
import { expect, test } from "vitest";
import { buildProgram } from "./program.ts";

const BOUNDS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  "reproduce --seed": [0, 2 ** 32 - 1],
  "reproduce --workers": [1, 256],
  "sweep --workers": [1, 256],
  "sweep --priority": [0, 1000],
  "worker --workers": [1, 256],
  "worker --max-trials": [1, 1_000_000_000],
  "runs list --limit": [1, 1_000_000],
  "runs compare configuration": [0, Number.MAX_SAFE_INTEGER],
  "runs compare --epoch": [1, 1_000_000],
  "runs priority priority": [0, 1000],
  "bench --threads": [1, 255],
};

interface NumberGiven {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

function findNumbers(command: Command, path: readonly string[] = []): NumberGiven[] {
  const given = [...command.options.map(named(path)), ...command.registeredArguments.map(named(path))];
  const numbers = given.flatMap(({ name, parse }) => (parse !== null && takesNumbers(parse) ? [{ name, parse }] : []));
  return [...numbers, ...command.commands.flatMap((child) => findNumbers(child, [...path, child.name()]))];
}

function named(path: readonly string[]) {
  return (given: Option | Argument): { readonly name: string; readonly parse: NumberGiven["parse"] | null } => {
    const own = "long" in given ? given.long : given.name();
    const { parseArg } = given;
    // what may be given several times is handed what came before
    const parse =
      parseArg === undefined ? null : (text: string): unknown => [parseArg(text, undefined as never)].flat()[0];
    return { name: [...path, own].join(" "), parse };
  };
}

function takesNumbers(parse: (text: string) => unknown): boolean {
  return ["0", "1", "2", "16"].some((text) => {
    try {
      return typeof parse(text) === "number";
    } catch {
      return false;
    }
  });
}

const numbers = findNumbers(buildProgram());

test("the table has every number of every command, and no other", () => {
  expect(numbers.map(({ name }) => name).sort()).toEqual(Object.keys(BOUNDS).sort());
});

test.each(numbers.map(({ name, parse }) => [name, parse] as const))("%s", (name, parse) => {
  const [least, most] = BOUNDS[name]!;
  expect([least, most].map((bound) => parse(String(bound)))).toEqual([least, most]);
  const beyond = [String(least - 1), String(BigInt(most) + 1n)];
  const fractions = [`${least}.5`, `${least + 1}.0`, "1e1"];
  for (const text of [...beyond, ...fractions, "NaN", "Infinity", "-Infinity", "", " ", "many", "0x10", "1,000"]) {
    expect(() => parse(text), JSON.stringify(text)).toThrow(InvalidArgumentError);
  }
});
