import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Path from the repository's root, with forward slashes, to content. */
export type Sources = ReadonlyMap<string, string>;

export const repository: string = join(import.meta.dirname, "..");

/** The packages' own code, without tests. */
export function readSources(root: string = repository): Sources {
  const files = globSync("{packages,apps}/*/src/**/*.{ts,tsx}", { cwd: root }).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const entries = files
    .sort()
    .map((file) => [file.replaceAll("\\", "/"), readFileSync(join(root, file), "utf8")] as const);
  return new Map(entries);
}

/** All files of the repository that are committed, or will be, by their paths from its root. */
export function listFiles(root: string = repository): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return listed.split("\0").filter((file) => file !== "" && existsSync(join(root, file)));
}

/** Prints what is wrong, one line each, and ends the process; says what is right in one line. */
export function report(tool: string, problems: readonly string[], summary: string): void {
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? `${tool}: ${summary}` : `${tool}: ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
}

/** Whether this module is the program that was started. */
export function isProgram(file: string): boolean {
  return relative(process.argv[1] ?? "", file) === "";
}
