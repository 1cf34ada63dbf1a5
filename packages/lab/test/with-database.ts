/** A Postgres database of its own for a test, dropped at the end. */
import { randomUUID } from "node:crypto";
import pg from "pg";

/** `url` names any database of the server, of a role that may make others. */
export async function withDatabase<T>(url: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `minibatch_test_${randomUUID().replaceAll("-", "")}`;
  await runAlone(url, `create database ${name}`);
  try {
    const own = new URL(url);
    own.pathname = `/${name}`;
    return await work(own.href);
  } finally {
    await runAlone(url, `drop database ${name} with (force)`);
  }
}

async function runAlone(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
