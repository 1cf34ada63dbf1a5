/** Why a file could not be read, with the fix; follows "Cannot read FILE: ". */
export function describeReadFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return "there is no such file; check the path";
  if (code === "EISDIR") return "it is a directory; name a file";
  if (code === "ELOOP") return "its links lead to each other in a circle; name the file itself";
  return `the system says ${String(code)}; check its permissions`;
}
