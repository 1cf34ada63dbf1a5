/** The walk over terminals finds what it walks for: faults are planted here, each alone. */
import { expect, test } from "vitest";
import { faultsOf } from "./find-faults.ts";

const WIDE = `optimizers: 12 trials of the optimizer adam, and of the optim family, are finished; the rate is 0.00125 for all of them
trial  optimizer                    rate     objective
-----  ---------------------------  -------  ---------
    0  adam-with-long-second-words  0.00125     0.8215
    1  adam                         0.125       0.82`;

const NARROW = `optimizers: 12 trials of the optimizer
adam, and of the optim family, are
finished; the rate is 0.00125 for all
of them
trial  optimizer      rate     objective
-----  -------------  -------  ---------
    0  adam-with-lo…  0.00125     0.8215
    1  adam           0.125       0.82
Left out, for want of room: seed, time. A
wider terminal shows them, and --json.`;

/** The text with one thing changed. */
function plant(from: string, to: string): string {
  expect(NARROW).toContain(from);
  return NARROW.replace(from, to);
}

test("what is fitted well has none, nor has a path that is whole", () => {
  expect(faultsOf(NARROW, WIDE, 42)).toEqual([]);
  const path = `/home/${"a".repeat(60)}/lab.sqlite`;
  expect(faultsOf(`Its page:\n  ${path}`, `Its page: ${path}`, 42)).toEqual([]);
  expect(
    faultsOf(`see:\n  minibatch report \\\n  ${path} \\\n  --all`, `see: minibatch report ${path} --all`, 42),
  ).toEqual([]);
});

test.each([
  ["a line that is too long", "for all\nof them", "for all of them and", "longer than 42"],
  ["a word broken", "family", "fam\nily", "fam"],
  ["a word broken into two that are words elsewhere", "the optimizer\n", "the optim\nizer\n", "izer"],
  ["a word cut to another that stands elsewhere", "adam-with-lo…", "adam", ""],
  ["a word cut to another that stands before it", "the optimizer\nadam", "the optim\nadam", ""],
  ["a word cut without a mark", "adam-with-lo…", "adam-with-lo", "adam-with-lo"],
  ["a number cut to another number", "0.8215", "0.82", ""],
  ["a cut that is not of this word", "adam-with-lo…", "adam-without…", "adam-without…"],
  ["a table whose rows are broken", "-  ---------\n", "-\n---------\n", "a table"],
  ["a word of another row", "1  adam ", "1  sgd ", "sgd"],
])("%s is found", (_, from, to, told) => {
  const faults = faultsOf(plant(from, to), WIDE, 42);
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.join("\n")).toContain(told);
});

test("a sentence that goes on behind a backslash is found, a command is not", () => {
  const wide = "SPEC is a file (see: minibatch schema). One is trained\n  $ minibatch train --where 'a < (b)' c";
  expect(faultsOf("SPEC is a file (see:\n  minibatch schema). One \\\n      is trained", wide, 42)).toEqual([
    "a sentence that goes on as a command does:   minibatch schema). One \\ is trained",
  ]);
  expect(faultsOf("  $ minibatch train \\\n      --where 'a < (b)' \\\n      c", wide, 42)).toEqual([]);
});

test("a long line of one word is a path, and whole, or it is a fault", () => {
  const [word, path] = ["w".repeat(60), `/home/${"a".repeat(60)}`];
  expect(faultsOf(word, word, 42)).toHaveLength(1);
  expect(faultsOf(path.slice(0, -3), path, 42)).toHaveLength(2);
  expect(faultsOf(`${path.slice(0, -3)}…`, path, 42)).toHaveLength(1);
});

test("where the order is another, a word may not be there more often", () => {
  const wide = "$ minibatch runs list     its optimizer and the optim family";
  expect(faultsOf("# its optimizer and the\n# optim family\n$ minibatch runs list", wide, 42, "changed")).toEqual([]);
  expect(faultsOf("# its optim and the\n# optim family\n$ minibatch runs list", wide, 42, "changed")).toHaveLength(1);
  expect(faultsOf("# its optim…\n$ minibatch runs list", wide, 42, "changed")).toEqual([]);
});
