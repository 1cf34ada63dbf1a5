/** Finds a PostgreSQL server by speaking the first words of its protocol (documentation, chapter 55.2.1). */
import { existsSync } from "node:fs";
import { createConnection } from "node:net";
import { userInfo } from "node:os";
import type { Found } from "./found.ts";

const protocolVersion = 3 << 16;
const authenticationRequest = "R";
const answerWithinMs = 3000;

/** [int32 length, int32 version, key\0value\0..., \0] */
function encodeStartup(user: string, database: string): Buffer {
  const body = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(head.length + body.length, 0);
  head.writeInt32BE(protocolVersion, 4);
  return Buffer.concat([head, body]);
}

/** What the server says first: null when it lets us in or asks who we are, else why not. */
function greet(place: { path: string } | { host: string; port: number }, startup: Buffer): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createConnection(place);
    const end = (refusal: string | null) => {
      socket.destroy();
      resolve(refusal);
    };
    socket.setTimeout(answerWithinMs, () => end(`no answer within ${answerWithinMs} ms`));
    socket.on("error", (error) => end(error.message));
    socket.on("close", () => resolve("it hung up; is it PostgreSQL?"));
    socket.on("connect", () => socket.write(startup));
    socket.once("data", (answer) => {
      const message = answer.toString("utf8");
      end(message.startsWith(authenticationRequest) ? null : message.replaceAll(/[^ -~]+/g, " ").trim());
    });
  });
}

/**
 * A connection URL: `DATABASE_URL`, else from `PGHOST`, `PGPORT`, `PGUSER`, `PGDATABASE`, else Debian's socket or
 * localhost.
 */
export async function findPostgres(environment: NodeJS.ProcessEnv): Promise<Found> {
  const port = environment.PGPORT ?? "5432";
  const socketFolder = "/var/run/postgresql";
  const host = environment.PGHOST ?? (existsSync(`${socketFolder}/.s.PGSQL.${port}`) ? socketFolder : "localhost");
  const user = environment.PGUSER ?? userInfo().username;
  const database = environment.PGDATABASE ?? "postgres";
  const made = `postgresql://${encodeURIComponent(user)}@${encodeURIComponent(host)}:${port}/${encodeURIComponent(database)}`;
  const value = environment.DATABASE_URL ?? made;
  const url = URL.parse(value);
  if (url === null) return { missing: `DATABASE_URL is ${value}; it should be postgresql://user@host:port/database` };
  const server = decodeURIComponent(url.hostname);
  const place = server.startsWith("/")
    ? { path: `${server}/.s.PGSQL.${url.port || "5432"}` }
    : { host: server, port: Number(url.port || "5432") };
  const startup = encodeStartup(decodeURIComponent(url.username) || user, url.pathname.slice(1) || database);
  const refusal = await greet(place, startup);
  return refusal === null
    ? { value }
    : { missing: `no PostgreSQL at ${value} (${refusal}); start one or set DATABASE_URL` };
}
