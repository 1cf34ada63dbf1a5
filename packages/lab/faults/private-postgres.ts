/**
 * A Postgres server of our own, in a temporary directory on a free port of the loopback: it may be restarted as often
 * as a fault needs, and the machine's own is left alone. As root it runs as `postgres`, for a server refuses to run as
 * root.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const PLACES = "/usr/lib/postgresql";
const USER = "lab";

export interface PrivatePostgres {
  readonly url: string;
  /** takes it away and brings it back after so long. `immediate`: as after a crash, without a word to its clients */
  restart(how: "fast" | "immediate", awayMs: number): Promise<void>;
  /** and all that was in it; happens when the process ends, too */
  readonly remove: () => void;
}

/** `settings`: as in postgresql.conf. Throws when the programs of a server are not installed. */
export async function startPrivatePostgres(
  settings: Readonly<Record<string, string>> = { fsync: "off" },
): Promise<PrivatePostgres> {
  const bin = findPrograms();
  const folder = mkdtempSync(join(tmpdir(), "minibatch-postgres-"));
  chmodSync(folder, 0o777);
  const data = join(folder, "data");
  const port = await findFreePort();
  const given = Object.entries(settings).map(([name, value]) => ` -c ${name}=${value}`);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1${given.join("")}`;
  const start = () => run(bin, "pg_ctl", ["-D", data, "-l", join(folder, "log"), "-o", options, "-w", "start"]);
  const stop = (how: string) => run(bin, "pg_ctl", ["-D", data, "-m", how, "-w", "stop"]);
  run(bin, "initdb", ["-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"]);
  start();
  const remove = () => {
    process.off("exit", remove).off("SIGINT", interrupt).off("SIGTERM", interrupt);
    stop("immediate");
    rmSync(folder, { recursive: true, force: true });
  };
  // whoever interrupts the script does not want a server to stay behind
  const interrupt = () => process.exit(130);
  process.on("exit", remove).on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return {
    url: `postgresql://${USER}@127.0.0.1:${port}/postgres`,
    async restart(how, awayMs) {
      stop(how);
      await setTimeout(awayMs);
      start();
    },
    remove,
  };
}

function findPrograms(): string {
  const versions = existsSync(PLACES) ? readdirSync(PLACES).sort((a, b) => Number(b) - Number(a)) : [];
  const bin = versions.map((version) => join(PLACES, version, "bin")).find((path) => existsSync(join(path, "initdb")));
  if (bin !== undefined) return bin;
  throw new Error(`Cannot start a Postgres server: there is no initdb below ${PLACES}; install postgresql (apt)`);
}

function run(bin: string, program: string, args: readonly string[]): void {
  const command = [join(bin, program), ...args];
  const [name, ...rest] = process.getuid?.() === 0 ? ["runuser", "-u", "postgres", "--", ...command] : command;
  const { status, stderr, error } = spawnSync(name!, rest, { stdio: ["ignore", "ignore", "pipe"], cwd: tmpdir() });
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${error?.message ?? String(stderr).trim()}`);
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
