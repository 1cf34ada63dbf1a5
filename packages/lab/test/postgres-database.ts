import pg from "pg";

export interface PostgresDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own on the server at `serverUrl`, and nothing else there is touched. */
export async function createDatabase(serverUrl: string): Promise<PostgresDatabase> {
  const name = `minibatch_test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
  const onServer = async (text: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}
