/** Command lines that a user is told, to be pasted into a shell as they stand. */

/** What no shell takes for anything else, in any place. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/**
 * `words` are ours, `names` the user's, which may begin with a stroke; `options` come last, unless a name would be
 * taken for one. `program`: how the command is called here.
 */
export function writeCommand(
  words: readonly string[],
  names: readonly string[] = [],
  options: readonly string[] = [],
  program = "minibatch",
): string {
  const isTakenForOption = names.some((name) => name.startsWith("-"));
  const args = isTakenForOption ? [...words, ...options, "--", ...names] : [...words, ...names, ...options];
  return [program, ...args.map((arg) => quoteArgument(arg))].join(" ");
}

/** One argument of a POSIX shell, or of PowerShell and cmd.exe. */
export function quoteArgument(arg: string, platform: string = process.platform): string {
  if (PLAIN.test(arg)) return arg;
  if (platform === "win32") {
    if (/^[\w@+=:,./\\ -]+$/.test(arg)) return / |^$/.test(arg) ? `"${arg}"` : arg;
    return `'${arg.replaceAll("'", "''")}'`;
  }
  // a line's end in quotes would be two lines of ours (POSIX 2024, 2.2.4; bash, zsh and ksh have had it for long)
  if (/\p{Cc}/u.test(arg)) return `$'${arg.replaceAll(/[\p{Cc}'\\]/gu, escapeCharacter)}'`;
  return `'${arg.replaceAll("'", "'\\''")}'`;
}

function escapeCharacter(character: string): string {
  if (character === "'" || character === "\\") return `\\${character}`;
  if (character === "\n") return "\\n";
  // as its bytes, for an escape of three digits is one byte
  return [...new TextEncoder().encode(character)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
}
