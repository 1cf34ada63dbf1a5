import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const blocks = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(
  (match) => match[1]!,
);

test("README shows library code", () => {
  expect(blocks.length).toBeGreaterThan(0);
});

test.each(blocks.map((block, index) => [index + 1, block] as const))(
  "README's code block %i runs against the built package",
  (_, block) => {
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
  },
);
