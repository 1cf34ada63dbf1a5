/**
 * Every number of every command, found by walking the program: that it is taken from its least to its most, and that
 * what lies beyond, fractions where they make no sense, what is no number, and texts are refused. The bounds are found
 * by trying, and kept in `fixtures/numbers.txt`: `MINIBATCH_WRITE_FIXTURES=1 npx vitest run numeric-options.test.ts`
 * writes them anew.
 */
import { type Argument, type Command, InvalidArgumentError, type Option } from "commander";
import { expect, test } from "vitest";
import { expectFixture } from "../../../minibatch/test/expect-fixture.ts";
import { buildProgram } from "./program.ts";

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

function isTaken(parse: NumberGiven["parse"], number: bigint): boolean {
  return isTakenAs(parse, String(number), Number(number));
}

function isTakenAs(parse: NumberGiven["parse"], text: string, number: number): boolean {
  try {
    return parse(text) === number;
  } catch {
    return false;
  }
}

/** The least and the greatest number that is taken; the greatest is found by halving. */
function findBounds(parse: NumberGiven["parse"]): readonly [least: number, most: number] {
  const least = [0n, 1n, 2n, 16n].find((number) => isTaken(parse, number))!;
  let [taken, refused] = [least, 2n ** 53n];
  while (refused - taken > 1n) {
    const middle = (taken + refused) / 2n;
    if (isTaken(parse, middle)) taken = middle;
    else refused = middle;
  }
  return [Number(least), Number(taken)];
}

const numbers = findNumbers(buildProgram()).map((number) => ({ ...number, bounds: findBounds(number.parse) }));

test("the bounds of every number of every command", () => {
  const lines = numbers.map(({ name, bounds: [least, most] }) => `${name}: ${least} to ${most}`);
  expectFixture(lines, new URL("./fixtures/numbers.txt", import.meta.url));
});

test.each(numbers.map(({ name, parse, bounds }) => [name, parse, bounds] as const))(
  "%s",
  (_name, parse, [least, most]) => {
    expect([least, most].map((bound) => parse(String(bound)))).toEqual([least, most]);
    const beyond = [String(least - 1), String(BigInt(most) + 1n), "99999999999999999999"];
    const fractions = isTakenAs(parse, "1.5", 1.5) ? [] : [`${least}.5`, `${least + 1}.0`, "1e1"];
    for (const text of [...beyond, ...fractions, "NaN", "Infinity", "-Infinity", "", " ", "many", "0x10", "1,000"]) {
      expect(() => parse(text), JSON.stringify(text)).toThrow(InvalidArgumentError);
    }
  },
);
