/**
 * Reads each of these stores in full, tries to write to it, and prints what came of both: read-store.ts FILE ... For a
 * process of another user.
 */
import { openStore } from "../src/store/open-store.ts";

const readings = await Promise.all(
  process.argv.slice(2).map(async (file) => {
    try {
      const store = await openStore(file, { create: false });
      try {
        const [experiment] = await store.listExperiments();
        const trials = await store.listTrials(experiment!.id);
        const metrics = await store.readMetrics(trials.map(({ id }) => id));
        const refusals: string[] = [];
        for (const write of [
          () => store.setPriority(experiment!.id, 1),
          () => store.removeExperiment(experiment!.id),
          () => store.createExperiment({ ...experiment!, name: "another" }),
        ]) {
          await write().catch((error: Error) => refusals.push(`${error.name}: ${error.message}`));
        }
        const figures = [...metrics.values()].reduce((sum, one) => sum + Object.keys(one).length, 0);
        return { readOnly: store.readOnly, trials: trials.length, figures, refusals };
      } finally {
        await store.close();
      }
    } catch (error) {
      return { error: (error as Error).message };
    }
  }),
);
process.stdout.write(JSON.stringify(readings));
