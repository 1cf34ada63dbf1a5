import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { workerCommand } from "../src/cli/worker/command.ts";

const FOLDER = fileURLToPath(new URL("../../../deploy/", import.meta.url));
const read = (name: string): string => readFileSync(`${FOLDER}${name}`, "utf8");

/** The options that the command takes from these arguments. Throws for one that it does not know. */
function parseWorker(args: readonly string[]): Record<string, unknown> {
  const [name, ...options] = args;
  expect(name).toBe("worker");
  const command = workerCommand().exitOverride();
  command.parseOptions([...options]);
  expect(command.parseOptions([...options]).unknown).toEqual([]);
  return command.opts();
}

test("the Slurm script is right for bash, and calls the worker with options that it has", () => {
  execFileSync("bash", ["-n", `${FOLDER}slurm-array.sh`]);
  const call = /^exec \S+ (worker .*) "\$@"$/m.exec(read("slurm-array.sh"))![1]!;
  const args = call.replace(/"\$\{SLURM_CPUS_PER_TASK:-(\d+)\}"/, "$1").split(" ");
  expect(parseWorker(args)).toMatchObject({ drain: true, workers: 1 });
});

test("without a store the Slurm script says what is missing", () => {
  const call = () =>
    execFileSync("bash", [`${FOLDER}slurm-array.sh`], {
      env: { PATH: process.env.PATH },
      stdio: "pipe",
      encoding: "utf8",
    });
  expect(call).toThrow(/MINIBATCH_STORE: should be the postgres:\/\/ URL/);
});

test("the Kubernetes job starts workers that drain, ends for a worker's exit code 2 and ignores evictions", () => {
  const { apiVersion, kind, spec } = parse(read("kubernetes-job.yaml"));
  expect({ apiVersion, kind }).toEqual({ apiVersion: "batch/v1", kind: "Job" });
  expect(spec.completions).toBeUndefined();
  const [container] = spec.template.spec.containers;
  expect(parseWorker(container.args)).toMatchObject({ drain: true, workers: 4 });
  expect(Number(container.resources.requests.cpu)).toBe(4);
  const [wrong, evicted] = spec.podFailurePolicy.rules;
  expect(wrong).toEqual({
    action: "FailJob",
    onExitCodes: { containerName: container.name, operator: "In", values: [2] },
  });
  expect(evicted).toEqual({ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] });
  // a policy for failures wants pods that are not restarted in place
  expect(spec.template.spec.restartPolicy).toBe("Never");
  const mounts = container.volumeMounts.map((mount: { name: string }) => mount.name);
  expect(spec.template.spec.volumes.map((volume: { name: string }) => volume.name)).toEqual(mounts);
});

test("compose: workers wait for trials of a store that is healthy before they start", () => {
  const { services, volumes } = parse(read("compose.yaml"));
  expect(parseWorker(services.worker.command)).toMatchObject({ workers: 2 });
  expect(services.worker.depends_on.postgres.condition).toBe("service_healthy");
  expect(services.worker.environment.MINIBATCH_STORE).toMatch(/^postgres:\/\/lab:.*@postgres\/lab$/);
  expect(services.postgres.ports).toEqual(["127.0.0.1:5433:5432"]);
  expect(Object.keys(volumes)).toEqual(["store", "data"]);
});

test("each is explained in ten lines, and nothing names a machine's own folders", () => {
  const sections = read("README.md").split(/^## /m).slice(1);
  expect(sections.map((section) => section.split(":")[0])).toEqual(["Slurm", "Kubernetes", "Compose"]);
  for (const section of sections) expect(section.match(/^\d+\. /gm)).toHaveLength(10);
  for (const name of readdirSync(FOLDER)) expect(read(name)).not.toMatch(/\/(?:work|root|home|tmp|Users)\b/);
});
