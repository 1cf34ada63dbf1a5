import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openWorkingCopy } from "./working-copy.ts";

const root = mkdtempSync(join(tmpdir(), "working-copy-"));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, "packages"));
mkdirSync(join(root, "node_modules/others"), { recursive: true });
symlinkSync("../packages", join(root, "node_modules/ours"));
writeFileSync(join(root, "packages/a.ts"), "1;");
writeFileSync(join(root, ".gitignore"), "node_modules\nleft-out\n");
writeFileSync(join(root, "left-out"), "");
spawnSync("git", ["init", "--quiet"], { cwd: root });

test("holds what git does not ignore, is changed by itself, and goes", () => {
  const copy = openWorkingCopy(root);
  copy.write("packages/a.ts", "2;");
  expect([copy.read("packages/a.ts"), existsSync(join(copy.folder, "left-out"))]).toEqual(["2;", false]);
  expect(existsSync(join(copy.folder, "node_modules/ours/a.ts"))).toBe(true);
  copy[Symbol.dispose]();
  expect(existsSync(copy.folder)).toBe(false);
});

test.skipIf(process.platform === "win32").each([0o755, 0o700])(
  "is as open to other users as the repository is, %o: some tests read as somebody else",
  (mode) => {
    chmodSync(root, mode);
    using copy = openWorkingCopy(root);
    expect(statSync(copy.folder).mode & 0o777).toBe(mode);
  },
);
