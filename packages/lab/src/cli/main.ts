/** The command's entry: `bin/minibatch.js` loads what is built from this. */
import { runCommandLine } from "./run-command-line.ts";

process.exitCode = await runCommandLine(process.argv.slice(2));
