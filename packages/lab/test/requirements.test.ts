import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { requirement, testWith } from "./requirements.ts";

/** A server that reads one message and answers with `answer`; gives its port and what it read. */
async function listen(
  answer: string,
): Promise<{ port: number; received: Buffer[]; [Symbol.asyncDispose](): Promise<void> }> {
  const received: Buffer[] = [];
  const server = createServer((socket) => {
    socket.once("data", (bytes) => {
      received.push(Buffer.from(bytes));
      socket.end(answer);
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

test("a missing requirement says where it was looked for and how to provide it", async () => {
  expect(await requirement("chromium", { CHROMIUM_PATH: "/nowhere/chromium" })).toEqual({
    missing: "no Chromium at /nowhere/chromium; install chromium or set CHROMIUM_PATH",
  });
  expect(await requirement("mnist", { MINIBATCH_DATA: "/nowhere" })).toEqual({
    missing: "no mnist/train-images-idx3-ubyte.gz in /nowhere; set MINIBATCH_DATA to a data directory that holds it",
  });
  expect(await requirement("node20", { NODE20_PATH: process.execPath })).toEqual({
    missing: `no Node 20 at ${process.execPath}; install it or set NODE20_PATH`,
  });
  expect(await requirement("node20", { PATH: "/nowhere" })).toHaveProperty(
    "missing",
    expect.stringMatching(/^no Node 20 in PATH/),
  );
});

test("a missing requirement that MINIBATCH_REQUIRE names is an error", async () => {
  const environment = { CHROMIUM_PATH: "/nowhere/chromium", MINIBATCH_REQUIRE: "postgres, chromium" };
  await expect(requirement("chromium", environment)).rejects.toThrow(
    "MINIBATCH_REQUIRE names chromium, but there is no",
  );
  await expect(requirement("mnist", { MINIBATCH_DATA: "/nowhere", MINIBATCH_REQUIRE: "" })).resolves.toHaveProperty(
    "missing",
  );
});

test("a misspelt MINIBATCH_REQUIRE is an error", async () => {
  await expect(requirement("chromium", { MINIBATCH_REQUIRE: "chromum" })).rejects.toThrow(
    'names "chromum"; it should name chromium',
  );
});

test("PostgreSQL is recognised by its answer to the startup message", async () => {
  await using server = await listen("R\0\0\0\u0008\0\0\0\0");
  const url = `postgresql://me@127.0.0.1:${server.port}/lab`;
  expect(await requirement("postgres", { DATABASE_URL: url })).toEqual({ value: url });
  expect(server.received[0]?.readInt32BE(0)).toBe(server.received[0]?.length);
  expect(server.received[0]?.subarray(8).toString()).toBe("user\0me\0database\0lab\0\0");
});

test("a server that refuses, is something else or is not there is missing, with its words", async () => {
  await using refusing = await listen('E\0\0\0\u0010SFATAL\0Mrole "me" does not exist\0\0');
  await using other = await listen("");
  const find = (port: number) => requirement("postgres", { DATABASE_URL: `postgresql://me@127.0.0.1:${port}/lab` });
  expect(await find(refusing.port)).toHaveProperty("missing", expect.stringContaining('role "me" does not exist'));
  expect(await find(other.port)).toHaveProperty("missing", expect.stringContaining("is it PostgreSQL?"));
  expect(await find(1)).toHaveProperty("missing", expect.stringContaining("ECONNREFUSED"));
});

testWith("postgres", "the PostgreSQL of this machine is found", (url) => {
  expect(url).toMatch(/^postgres(ql)?:\/\//);
});

testWith("chromium", "the Chromium of this machine is found", (path) => {
  expect(path).not.toBe("");
});
