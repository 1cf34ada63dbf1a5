import { createConnection } from "node:net";
import { expect, test } from "vitest";
import { InputError, OutputError } from "../../errors.ts";
import { isConnectionError } from "./connection-error.ts";

/** As pg gives it: the server's message, with its code. */
const fromServer = (code: string): Error => Object.assign(new Error("the server's words"), { code });

test("what the server says when it is out of reach for a while is tried again", () => {
  for (const code of ["08000", "08003", "08006", "57P01", "57P02", "57P03", "40001", "40P01", "53300", "25P03"]) {
    expect([code, isConnectionError(fromServer(code))]).toEqual([code, true]);
  }
});

test("what trying again does not mend is not", () => {
  // unique violation, syntax error, wrong password, no such database, disk full, query cancelled
  for (const code of ["23505", "42601", "28P01", "3D000", "53100", "57014"]) {
    expect([code, isConnectionError(fromServer(code))]).toEqual([code, false]);
  }
  for (const other of [null, undefined, "57P01", { code: "57P01" }, new Error("a bug"), new InputError("no store")]) {
    expect(isConnectionError(other)).toBe(false);
  }
  // a file of ours that is missing is no socket
  expect(isConnectionError(Object.assign(new Error("ENOENT"), { code: "ENOENT", syscall: "open" }))).toBe(false);
});

test("a server that is not there, and what was told from that", async () => {
  for (const place of [{ port: 1, host: "127.0.0.1" }, { path: "/nowhere/.s.PGSQL.5432" }]) {
    const socket = createConnection(place);
    const error = await new Promise<Error>((resolve) => socket.on("error", resolve));
    expect(isConnectionError(error)).toBe(true);
    expect(isConnectionError(new OutputError("Cannot use the store", { cause: error }))).toBe(true);
    expect(isConnectionError(new AggregateError([new Error("a bug"), error]))).toBe(true);
    expect(isConnectionError(new AggregateError([new Error("a bug")]))).toBe(false);
  }
});

test("pg's own words for a broken connection", () => {
  for (const message of [
    "Connection terminated unexpectedly",
    "Connection terminated due to connection timeout",
    "timeout exceeded when trying to connect",
    "Client has encountered a connection error and is not queryable",
    "Query read timeout",
  ]) {
    expect([message, isConnectionError(new Error(message))]).toEqual([message, true]);
  }
});
