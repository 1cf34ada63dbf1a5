/** A folder as a static host serves it. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const KINDS: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

export interface Served {
  readonly origin: string;
  close(): void;
}

/** `more` has what lies under other names: `/node_modules/a/` to a folder. */
export async function serveFolder(folder: string, more: Readonly<Record<string, string>> = {}): Promise<Served> {
  const find = (path: string): string => {
    const under = Object.keys(more).find((prefix) => path.startsWith(prefix));
    const file = under === undefined ? join(folder, path) : join(more[under]!, path.slice(under.length));
    return existsSync(file) && statSync(file).isDirectory() ? join(file, "index.html") : file;
  };
  const server: Server = createServer((request, response) => {
    const file = find(normalize(decodeURIComponent(new URL(request.url!, "http://localhost").pathname)));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": KINDS[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
