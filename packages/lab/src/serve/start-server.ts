/** A server on this machine's own address, for as long as it is not ended. */
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { Hono } from "hono";
import { OutputError } from "../errors.ts";

export interface RunningServer {
  /** http://127.0.0.1:7070/ */
  readonly address: string;
  close(): Promise<void>;
}

/** Nobody on other machines is answered. */
const LOOPBACK = "127.0.0.1";

/** `port` 0: any that is free. Throws OutputError for one that is not. */
export async function startServer(app: Hono, port: number): Promise<RunningServer> {
  const server = await listen(app, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    address: `http://${LOOPBACK}:${chosen}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function listen(app: Hono, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: LOOPBACK, port }, () => resolve(server));
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "it is taken; give another --port, or 0 for any" : error.message;
      reject(new OutputError(`Cannot serve at port ${port}: ${reason}`));
    });
  });
}
