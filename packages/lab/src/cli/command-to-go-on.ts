/** The command line that was called, to be typed again. */
export function commandToGoOn(args: readonly string[], env: Readonly<Record<string, string | undefined>>): string {
  const quoted = args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`));
  const [command, ...options] = quoted;
  if (env.npm_lifecycle_event === "start" && command === "reproduce") {
    return ["npm start", ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
  }
  return [env.npm_command === "exec" ? "npx minibatch" : "minibatch", ...quoted].join(" ");
}
