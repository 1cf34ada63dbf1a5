/**
 * Postgres's SQLSTATEs: whether the same work may succeed on a retry, and what the user can do. Codes and classes:
 * PostgreSQL's documentation, appendix A. All others (a syntax error, a violated constraint) are bugs of ours.
 */

export interface PostgresState {
  /**
   * `long`: the server is away for a while, or has rolled back for another transaction · `briefly`: it was busy for a
   * moment, or its limit is always too low · `never`: only the fix helps
   */
  readonly again: "long" | "briefly" | "never";
  /** what the user can do */
  readonly fix: (trouble: Trouble) => string;
}

export interface Trouble {
  /** the role that uses the store */
  readonly role: string;
  /** the schema of the tables */
  readonly schema: string;
  /** the server's message, in its language */
  readonly message: string;
  /** the store is being opened: nothing has been written yet */
  readonly opening: boolean;
}

const GO_ON = "run the command again, it goes on where it stopped";
const goOn = (): string => GO_ON;

/** By code, else by class, which is the first two characters. */
const STATES: Readonly<Record<string, PostgresState>> = {
  // connection exception
  "08": { again: "long", fix: waitForServer },
  // feature not supported
  "0A": { again: "never", fix: () => "it is of an old version; name a server of PostgreSQL 13 or newer" },
  // character not in repertoire, untranslatable character
  "22021": { again: "never", fix: () => "make a database with the encoding UTF8, and name that" },
  "22P05": { again: "never", fix: () => "make a database with the encoding UTF8, and name that" },
  // read only transaction
  "25006": {
    again: "never",
    fix: () => "name the server that takes writes: this one is a standby, or default_transaction_read_only is on",
  },
  // idle in transaction, transaction timeout
  "25P03": { again: "long", fix: goOn },
  "25P04": {
    again: "briefly",
    fix: ({ role }) => `raise it: alter role ${role} set transaction_timeout = '2min'; then ${GO_ON}`,
  },
  // invalid authorization, invalid password
  "28": { again: "never", fix: () => "let this user in (pg_hba.conf), or name another in the URL" },
  "28P01": { again: "never", fix: () => "give the right password, in the URL or in PGPASSWORD" },
  // invalid catalog name, invalid schema name, undefined table, undefined column
  "3D000": { again: "never", fix: () => "make the database with createdb, or name another in the URL" },
  "3F000": { again: "never", fix: removed },
  "42P01": { again: "never", fix: removed },
  "42703": { again: "never", fix: removed },
  // transaction rollback: a deadlock or a conflict with another transaction
  "40": { again: "long", fix: goOn },
  // insufficient privilege
  "42501": { again: "never", fix: grant },
  // insufficient resources: disk full, out of memory, too many connections
  "53": { again: "briefly", fix: () => `raise the limit that it names, or run fewer workers; then ${GO_ON}` },
  "53100": { again: "never", fix: () => `free some space on the server's disk; then ${GO_ON}` },
  "53200": { again: "briefly", fix: () => `give the server more memory, or run fewer workers; then ${GO_ON}` },
  "53300": { again: "long", fix: () => `raise the server's max_connections, or run fewer workers; then ${GO_ON}` },
  // program limit exceeded
  "54": { again: "never", fix: () => "the server takes nothing of this size; make the model smaller" },
  // object not in prerequisite state: in use, lock not available
  "55": { again: "briefly", fix: goOn },
  "55P03": {
    again: "briefly",
    fix: ({ role }) =>
      `another holds it for longer than lock_timeout; raise that: alter role ${role} set lock_timeout = '1min'; ` +
      `then ${GO_ON}`,
  },
  // query canceled: by a timeout, or by hand
  "57014": {
    again: "briefly",
    fix: ({ role }) =>
      `if it was its statement_timeout, raise that: alter role ${role} set statement_timeout = '1min'; then ${GO_ON}`,
  },
  // operator intervention: shutdown, crash, starting or in recovery, idle session timeout
  "57P": { again: "long", fix: waitForServer },
  "57P03": { again: "long", fix: () => "wait until the server has started" },
  "57P04": { again: "never", fix: () => "the database was dropped; make it with createdb, or name another in the URL" },
  // system error, configuration file error, internal error: damaged data among them
  "58": { again: "never", fix: () => `see to the server's disk and its log; then ${GO_ON}` },
  F0: { again: "never", fix: () => "mend the server's configuration file" },
  XX: { again: "never", fix: () => "see the server's log: its data may be damaged, take them from a backup" },
};

/** The fix for a server that does not answer. */
export function waitForServer({ opening }: Pick<Trouble, "opening">): string {
  return opening ? "start the server, or correct the URL" : `when the server is back ${GO_ON}`;
}

function removed(): string {
  return "another program has removed or changed the store; take it from a backup, or sweep anew into another database";
}

/** The message is in the server's language, but contains the name of the object. */
function grant({ role, schema, message, opening }: Trouble): string {
  if (opening && /owner/.test(message)) {
    return `the role ${role} may not bring it to this version's schema: let its owner open it once`;
  }
  if (opening && /database/.test(message)) {
    return (
      `the role ${role} may not make it there; the owner of the database lets it with: grant create on database ` +
      `NAME to ${role}`
    );
  }
  // the queue is opened to be written; the store may be opened just to read
  const rights = opening && schema === "minibatch" ? "select" : "select, insert, update, delete";
  return (
    `the role ${role} lacks the right, which the owner gives with: grant usage on schema ${schema} to ${role}; ` +
    `grant ${rights} on all tables in schema ${schema} to ${role}`
  );
}

/** By the SQLSTATE of the server's error; null for a bug of ours. */
export function findState(code: string): PostgresState | null {
  const key = [code, code.slice(0, 3), code.slice(0, 2)].find((name) => Object.hasOwn(STATES, name));
  return key === undefined ? null : STATES[key]!;
}
