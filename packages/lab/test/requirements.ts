/**
 * What some tests want from the machine. Without it they are skipped, and the reason stands in the run's output;
 * when `MINIBATCH_REQUIRE` (a comma list, set in CI) names it, they fail instead.
 */
import { type TestContext, test } from "vitest";
import { findChromium } from "./find-chromium.ts";
import { findData } from "./find-data.ts";
import { findNode20 } from "./find-node20.ts";
import { findOpenBlas } from "./find-openblas.ts";
import { findPostgres } from "./find-postgres.ts";
import type { Finder, Found } from "./found.ts";

const mnistFiles = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"].map((name) => ({
  path: `mnist/${name}-ubyte.gz`,
}));
/** The course's trained network: nothing in our code knows its bytes, so the tests do. */
const networkFile = {
  path: "ee599/mnist_network_params.hdf5",
  sha256: "bacbdba2596a56ed9231a8e0b2df8fb889385a389ce37c93eb7e1d9bfbb1f210",
};

const finders = {
  /** path of the browser */
  chromium: findChromium,
  /** path of the program */
  node20: findNode20,
  /** name of the native library */
  openblas: findOpenBlas,
  /** connection URL */
  postgres: findPostgres,
  /** data directory that holds `mnist/` */
  mnist: findData(mnistFiles),
  /** the same, with the course's trained network in `ee599/` */
  network: findData([...mnistFiles, networkFile]),
  /** data directory that holds `ee599/` */
  sequences: findData([{ path: "ee599/binary_random_sp2019.hdf5" }]),
} satisfies Record<string, Finder>;

export type Requirement = keyof typeof finders;

/** Looks for it; throws when it is missing and `MINIBATCH_REQUIRE` names it. */
export async function requirement(name: Requirement, environment: NodeJS.ProcessEnv = process.env): Promise<Found> {
  const found = await finders[name](environment);
  const required = (environment.MINIBATCH_REQUIRE ?? "").split(",").map((item) => item.trim());
  const unknown = required.find((item) => item !== "" && !Object.hasOwn(finders, item));
  if (unknown !== undefined) {
    throw new Error(`MINIBATCH_REQUIRE names "${unknown}"; it should name ${Object.keys(finders).join(", ")}`);
  }
  if ("missing" in found && required.includes(name)) {
    throw new Error(`MINIBATCH_REQUIRE names ${name}, but there is ${found.missing}`);
  }
  return found;
}

/** A test that is given what it needs, or skipped with the reason when that is missing. */
export function testWith(
  name: Requirement,
  title: string,
  body: (value: string, context: TestContext) => unknown,
  timeoutMs?: number,
): void {
  const run = async (context: TestContext) => {
    const found = await requirement(name);
    if ("missing" in found) context.skip(found.missing);
    else await body(found.value, context);
  };
  test(title, timeoutMs === undefined ? {} : { timeout: timeoutMs }, run);
}
