/** Reads the experiment files it is called with and prints what came of each, as JSON: code is loaded by Node itself, not by a test runner. */
import { readExperiment } from "../src/experiment/read/read-experiment.ts";

const results = [];
for (const file of process.argv.slice(2)) {
  try {
    results.push({ spec: await readExperiment(file) });
  } catch (error) {
    results.push(error instanceof Error ? { error: error.name, message: error.message } : { error: String(error) });
  }
}
console.log(JSON.stringify(results));
