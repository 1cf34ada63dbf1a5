/** Fails when a committed file is too large to be source, or names a folder of somebody's machine. */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isProgram, report, repository } from "./read-sources.ts";

const limitBytes = 1_000_000;
/** Examples may speak of Ann's folder, or yours. */
const machineFolder = /(?<![\w.~-])\/(?:work|home|Users|root)\/(?!(?:ann|me|you)\b)[\w.-]+/;

/** What is wrong with one committed file, as `file:line: ...`. `content` is null for a binary one. */
export function checkFile(file: string, sizeBytes: number, content: string | null): string[] {
  if (sizeBytes > limitBytes)
    return [`${file}:1: ${sizeBytes} bytes; data do not belong here, the limit is ${limitBytes}`];
  return (content ?? "").split("\n").flatMap((text, index) => {
    const found = machineFolder.exec(text);
    return found === null ? [] : [`${file}:${index + 1}: names ${found[0]}, a folder of one machine`];
  });
}

if (isProgram(import.meta.filename)) {
  const listed = execFileSync("git", ["ls-files", "-z"], { cwd: repository, encoding: "utf8" });
  const files = listed
    .split("\0")
    .filter((file) => file !== "" && statSync(join(repository, file), { throwIfNoEntry: false })?.isFile());
  const problems = files.flatMap((file) => {
    const bytes = readFileSync(join(repository, file));
    return checkFile(file, bytes.length, bytes.includes(0) ? null : bytes.toString("utf8"));
  });
  report("check-committed", problems, `${files.length} files`);
}
