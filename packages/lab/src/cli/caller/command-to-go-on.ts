/** Command lines to be typed where this one was: the same again, or what to do next. */
import { quoteArgument, writeCommand } from "../../shell/write-command.ts";
import { formatPlace, parsePlace } from "../../store/store-place.ts";
import { resolveFromCaller } from "./caller-path.ts";
import { type Caller, hideInArgument } from "./typed-secrets.ts";

/** This command again, without a password that it was given. */
export function commandToGoOn(caller: Caller = process): string {
  const [command = "", ...options] = caller.argv.slice(2).map((arg) => hideInArgument(arg, caller));
  if (caller.env.npm_lifecycle_event === "start" && command === "reproduce") {
    return writeCommand(options.length > 0 ? ["--", ...options] : [], [], [], "npm start");
  }
  return writeCommand([command, ...options], [], [], programOf(caller));
}

/** The same, to be pasted in any folder: its paths are meant from the one it was called in. */
export function commandFromAnywhere(caller: Caller = process): string {
  return (
    `cd ${quoteArgument(resolveFromCaller(".", { cwd: process.cwd(), env: caller.env }))} && ` +
    `${commandToGoOn(caller)}`
  );
}

/** Another command, on the store that this one was told. `names` are the user's. */
export function nextCommand(
  words: readonly string[],
  names: readonly string[] = [],
  options: readonly string[] = [],
  caller: Caller = process,
): string {
  return writeCommand(words, names, [...options, ...storeOf(caller)], programOf(caller));
}

/** npm puts the command into the path of what it runs, not into the shell's. */
function programOf({ env }: Caller): string {
  return env.npm_command === "exec" || env.npm_lifecycle_event === "start" ? "npx minibatch" : "minibatch";
}

/** `--store` as it was given, or nothing: MINIBATCH_STORE and the default go on to hold. */
function storeOf({ argv }: Caller): string[] {
  const last = argv.findLastIndex((arg) => arg === "--store" || arg.startsWith("--store="));
  if (last < 0) return [];
  const given = argv[last] === "--store" ? argv[last + 1] : (argv[last] as string).slice("--store=".length);
  if (given === undefined) return [];
  const place = parsePlace(given);
  return ["--store", place.kind === "postgres" ? formatPlace(place) : given];
}
