/** The README's program on a table of one's own, as it is printed there. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("../../..", import.meta.url).pathname;
const readme = readFileSync(join(root, "packages/data/README.md"), "utf8");
const programs = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, program]) => program!);
const program = programs.find((one) => one.includes("prepareData"))!;

test("a table in, a trained and saved model out, a raw row answered: in at most 20 lines", () => {
  expect(program.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  // within the repository, so that its imports are found
  mkdirSync(join(root, "build"), { recursive: true });
  const folder = mkdtempSync(join(root, "build/readme-"));
  try {
    copyFileSync(join(root, "examples/data/penguins.csv"), join(folder, "penguins.csv"));
    writeFileSync(join(folder, "program.ts"), program);
    const printed = execFileSync(process.execPath, ["--conditions=minibatch-source", "program.ts"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(printed).toMatch(/species: 3 classes, in this order: Adelie, Chinstrap, Gentoo/);
    expect(printed).toMatch(/class: 'Gentoo'/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
