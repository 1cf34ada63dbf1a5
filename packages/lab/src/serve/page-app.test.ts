/** What the live page's server answers, to whom, and what it does not. */
import { request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InputError } from "../errors.ts";
import { createPageApp } from "./page-app.ts";
import type { ServedPage } from "./read-page.ts";
import { type RunningServer, startServer } from "./start-server.ts";

const text = (value: string) => new Uint8Array(new TextEncoder().encode(value));
const page: ServedPage = {
  files: new Map([
    ["index.html", text("<p>page")],
    ["assets/a.js", text("1")],
  ]),
  headers: { "Content-Security-Policy": "default-src 'none'", "Cross-Origin-Opener-Policy": "same-origin" },
};
const app = createPageApp(page, (folder, name) => {
  if (name === "wrong.gz") throw new InputError("Cannot use wrong.gz: it is cut short");
  return folder === "mnist" && name === "a.gz" ? text("rows") : null;
});

let server: RunningServer;
beforeAll(async () => {
  server = await startServer(app, 0);
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** As it is written: `fetch` would tidy the path up first. */
function ask(path: string, { method = "GET", host }: { method?: string; host?: string } = {}): Promise<Answer> {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the page and its files, with its headers and types", async () => {
  const { status, headers, body } = await ask("/");
  expect([status, body]).toEqual([200, "<p>page"]);
  expect(headers).toMatchObject({
    "content-security-policy": "default-src 'none'",
    "cross-origin-opener-policy": "same-origin",
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-cache",
  });
  const script = await ask("/assets/a.js?x=1");
  expect([script.status, script.body]).toEqual([200, "1"]);
  expect(script.headers).toMatchObject({ "content-type": "text/javascript; charset=utf-8" });
  expect(script.headers["cache-control"]).toMatch(/immutable/);
});

test("files of data sets that are at hand; one that is wrong says so", async () => {
  expect(await ask("/data/mnist/a.gz")).toMatchObject({ status: 200, body: "rows" });
  expect(await ask("/data/mnist/b.gz")).toMatchObject({ status: 404 });
  expect(await ask("/data/mnist/wrong.gz")).toMatchObject({
    status: 422,
    body: "Cannot use wrong.gz: it is cut short",
  });
});

test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("%s changes nothing, and is told so", async (method) => {
  expect(await ask("/", { method })).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
});

test("HEAD is GET without the body", async () => {
  expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
});

describe("names that others may have pointed here", () => {
  test.each(["evil.example", "evil.example:7070", "localhost.evil.example", "127.0.0.1.evil.example", "0.0.0.0"])(
    "%j is not answered",
    async (host) => {
      const { status, body } = await ask("/", { host });
      expect([400, 403]).toContain(status);
      expect(body).not.toContain("<p>");
    },
  );
  test("no name at all is not", async () => {
    expect((await app.request("/")).status).toBe(403);
  });
  test.each(["localhost", "localhost:1234", "127.0.0.1:7070", "[::1]:7070", "LOCALHOST"])("%s is", async (host) => {
    expect((await ask("/", { host })).status).toBe(200);
  });
});

test("no address leaves the folder, however it is written", async () => {
  const piece = fc.constantFrom(
    "..",
    "%2e%2e",
    "%2f",
    "/",
    "\\",
    "%5c",
    "etc",
    "passwd",
    "package.json",
    ".",
    "%00",
    "a",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
      const { status } = await ask(`/${pieces.join("")}`);
      expect([200, 400, 404]).toContain(status);
      const data = await ask(`/data/mnist/${pieces.join("")}`);
      expect([400, 404]).toContain(data.status);
    }),
    { numRuns: 60 },
  );
});

test("a port that is taken is said", async () => {
  const port = Number(new URL(server.address).port);
  await expect(startServer(app, port)).rejects.toThrow(
    `Cannot serve at port ${port}: it is taken; give another --port`,
  );
});
