import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = ["README.md", "packages/minibatch/README.md"];
const blocks = pages.flatMap((page) =>
  [...readFileSync(join(root, page), "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
    (match, index) => [page, index + 1, match[1]!] as const,
  ),
);

test.each(pages)("%s shows library code", (page) => {
  expect(blocks.some(([of]) => of === page)).toBe(true);
});

test.each(blocks)("%s: code block %i runs against the built package", (_page, _index, block) => {
  mkdirSync(join(root, "build"), { recursive: true });
  const folder = mkdtempSync(join(root, "build/readme-"));
  try {
    writeFileSync(join(folder, "block.ts"), block);
    const { status, stderr } = spawnSync(process.execPath, [join(folder, "block.ts")], {
      encoding: "utf8",
      cwd: folder,
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
