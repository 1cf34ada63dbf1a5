/** A command line to be typed where this one was: the same again, or what to do next. */
export function commandToGoOn(args: readonly string[], env: Readonly<Record<string, string | undefined>>): string {
  const quoted = args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`));
  const [command, ...options] = quoted;
  if (env.npm_lifecycle_event === "start" && command === "reproduce") {
    return ["npm start", ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
  }
  const isThroughNpm = env.npm_command === "exec" || env.npm_lifecycle_event === "start";
  return [isThroughNpm ? "npx minibatch" : "minibatch", ...quoted].join(" ");
}
