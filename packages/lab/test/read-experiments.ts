/**
 * Reads the experiment files it is called with and prints what came of each, as JSON: code is loaded by Node itself,
 * not by a test runner. `here` runs it in this process, one file after the other, which is quicker; `apart` as the
 * command does, each in a thread, all at once.
 */
import { evaluateModule } from "../src/experiment-files/modules/evaluate-module.ts";
import { readModule } from "../src/experiment-files/modules/read-module.ts";
import { readExperiment } from "../src/experiment-files/read-experiment.ts";

const [where, ...files] = process.argv.slice(2);

async function read(file: string): Promise<object> {
  try {
    const { spec } = await (where === "here" ? readModule(file, evaluateModule) : readExperiment(file));
    return { spec };
  } catch (error) {
    return error instanceof Error ? { error: error.name, message: error.message } : { error: String(error) };
  }
}

const results: object[] = [];
if (where === "here") for (const file of files) results.push(await read(file));
else results.push(...(await Promise.all(files.map(read))));
console.log(JSON.stringify(results));
