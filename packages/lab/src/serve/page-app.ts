/**
 * What is answered to whom: the page's files, and files of data sets that are at hand. Nobody but a page of this very
 * address is answered (a name that somebody else's server has pointed here is not: DNS rebinding), and nothing that is
 * asked changes anything.
 */
import { type Context, Hono } from "hono";
import { InputError } from "../errors.ts";
import type { ServedPage } from "./read-page.ts";

/**
 * A file of a data set by its folder and name; null: there is none, or it is not here. Throws InputError for one that
 * is not as it should be.
 */
export type FindDataFile = (folder: string, name: string) => Uint8Array<ArrayBuffer> | null;

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  json: "application/json",
};

/** Names of this machine, as a browser's address has them. */
const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

export function createPageApp({ files, headers }: ServedPage, findDataFile: FindDataFile): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    if (!isLoopback(context.req.header("host"))) {
      return fail(context, 403, "Cannot answer: the address must be localhost or 127.0.0.1");
    }
    if (!isRead(context.req.method)) return fail(context, 405, "Cannot do that: only GET and HEAD are answered");
    return next();
  });
  app.get("/data/:folder/:name", (context) => {
    const { folder, name } = context.req.param();
    try {
      const bytes = findDataFile(folder, name);
      if (bytes === null) return fail(context, 404, "Cannot find that file of a data set");
      return send(context, bytes, "application/octet-stream", "no-cache");
    } catch (error) {
      if (error instanceof InputError) return fail(context, 422, error.message);
      throw error;
    }
  });
  app.get("*", (context) => {
    const path = context.req.path.slice(1);
    const name = path === "" ? "index.html" : path;
    const bytes = files.get(name);
    if (bytes === undefined) return fail(context, 404, "Cannot find that page");
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    // names of built files have their contents' hash in them
    return send(context, bytes, type, name.startsWith("assets/") ? "max-age=31536000, immutable" : "no-cache");
  });
  return app;
}

function send(context: Context, bytes: Uint8Array<ArrayBuffer>, type: string, caching: string): Response {
  context.header("Cache-Control", caching);
  context.header("Content-Type", type);
  context.header("Content-Length", String(bytes.length));
  return context.body(bytes);
}

function fail(context: Context, status: 403 | 404 | 405 | 422, says: string): Response {
  if (status === 405) context.header("Allow", "GET, HEAD");
  return context.text(says, status);
}

/** `host` is a name, or an address in brackets, and perhaps a port. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK.has(host.replace(/:\d+$/, "").toLowerCase());
}
