/**
 * A page with `text` blocks is a session: every `sh` block is run, in order, in a folder that holds the examples' data,
 * and the `text` block after it is what a terminal then shows. Numbers are compared as they stand, for the seed decides
 * them. Not compared: durations (`0.3 s`); where the folder lies, which pages call /home/you; and what a line `...`
 * stands for. A block named for a file (`yaml widths.yaml`) is that file: as a command left it, else it is saved.
 */
import { spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CodeBlock, findBlocks } from "./code-blocks.ts";

const root = join(import.meta.dirname, "..");
const PLACE = "/home/you";

/** What a command of a page writes to both streams, in its order. Fails for another program, and where it fails. */
function run(line: string, folder: string): string {
  const [npx, minibatch, ...call] = line.replace(/\s+#.*$/, "").split(/\s+/);
  expect(`${npx} ${minibatch}`).toBe("npx minibatch");
  const written = join(folder, "written.txt");
  const file = openSync(written, "w");
  const { status } = spawnSync(process.execPath, [join(root, "packages/lab/bin/minibatch.js"), ...call], {
    cwd: folder,
    stdio: ["ignore", file, file],
    // as npx sets it: the commands that are told begin with npx, too
    env: { ...process.env, MINIBATCH_STORE: "", npm_command: "exec" },
  });
  closeSync(file);
  const text = readFileSync(written, "utf8");
  rmSync(written);
  expect(status, text).toBe(0);
  return text;
}

/** Without what is not compared. */
function masked(text: string, folder: string): string {
  return text
    .replaceAll(folder, PLACE)
    .replaceAll(/\b\d+(?:\.\d+)? s\b/g, "0 s")
    .trimEnd();
}

/** A text with a line `...` wherever the page has one and left lines out. */
function withGaps(text: string, shown: string): string {
  const parts = shown.split(/^\.\.\.$/m);
  let from = 0;
  for (const [i, part] of parts.entries()) {
    const at = text.indexOf(part.trim(), from);
    const isPlaced = at !== -1 && (i > 0 || at === 0);
    if (!isPlaced) return text;
    from = at + part.trim().length;
  }
  return parts.at(-1)!.trim() === "" || from === text.length ? shown : text;
}

const pages = Map.groupBy(findBlocks("sh", "text", "yaml", "csv"), ({ page }) => page);
const sessions = [...pages].filter(([, blocks]) => blocks.some(({ language }) => language === "text"));

test("there are sessions", () => expect(sessions.length).toBeGreaterThan(0));

test.each(sessions)("%s: its commands print what it shows", { timeout: 120_000 }, (_page, blocks) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "minibatch-session-")));
  try {
    cpSync(join(root, "examples/data"), join(folder, "examples/data"), { recursive: true });
    let printed = "";
    for (const block of blocks) printed = take(block, printed, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Does what a block asks for; what was printed last. */
function take({ language, word, code, page, line }: CodeBlock, printed: string, folder: string): string {
  const place = `${page}:${line}`;
  if (language === "sh") {
    const lines = code.split("\n").filter((one) => one !== "" && !one.startsWith("#"));
    return lines.map((one) => run(one, folder)).join("");
  }
  if (word !== "") {
    const file = join(folder, word);
    if (existsSync(file)) expect(readFileSync(file, "utf8"), place).toBe(code);
    else writeFileSync(file, code);
    return printed;
  }
  if (language === "text") {
    const [is, shown] = [masked(printed, folder), masked(code, folder)];
    expect(withGaps(is, shown), place).toBe(shown);
  }
  return printed;
}

test("what a page leaves out is marked, and nothing else may differ", () => {
  expect(withGaps("a\nb\nc\nd", "a\n...\nd")).toBe("a\n...\nd");
  expect(withGaps("a\nb\nc\nd", "a\n...")).toBe("a\n...");
  expect(withGaps("a\nb\nc\nd", "b\n...\nd")).toBe("a\nb\nc\nd");
  expect(withGaps("a\nb\nc\nd", "a\n...\nc")).toBe("a\nb\nc\nd");
  expect(withGaps("a\nb", "a")).toBe("a\nb");
  expect(masked("/x/y/a.csv: 0.31 s, 12.5 rows", "/x/y")).toBe("/home/you/a.csv: 0 s, 12.5 rows");
});
