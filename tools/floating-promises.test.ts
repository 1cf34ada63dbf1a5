import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

test("the lint reports a promise dropped in another file than the one that makes it", () => {
  const folder = mkdtempSync(join(tmpdir(), "minibatch-lint-"));
  try {
    writeFileSync(join(folder, "save.ts"), "export async function save() {\n  await Promise.resolve();\n}\n");
    writeFileSync(join(folder, "use.ts"), 'import { save } from "./save.ts";\n\nsave();\nvoid save();\n');
    const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
    const call = ["--type-aware", "--config", join(root, ".oxlintrc.json"), "--format", "unix", folder];
    const { status, stdout } = spawnSync(process.execPath, [oxlint, ...call], { cwd: root, encoding: "utf8" });
    expect(stdout).toMatch(/use\.ts:3:1: .*Promises must be awaited/);
    expect(stdout).toContain("1 problem");
    expect(status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
