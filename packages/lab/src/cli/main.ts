/** The command's entry: `bin/minibatch.js` loads what is built from this. */
import { runCommandLine } from "./run-command-line.ts";
import { watchOutputs } from "./terminal/watch-outputs.ts";

watchOutputs();
process.exitCode = await runCommandLine(process.argv.slice(2));
