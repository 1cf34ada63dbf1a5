/** A way to a Postgres server that can be cut, and mended: what a restart of the server looks like to its clients. */
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from "node:net";

export interface CuttableServer {
  /** as the server's, by this way */
  readonly url: string;
  /** breaks every connection, and takes no new ones */
  cut(): Promise<void>;
  /** takes connections again, on the same port */
  mend(): Promise<void>;
}

export async function openCuttableServer(serverUrl: string): Promise<CuttableServer> {
  const url = new URL(serverUrl);
  const host = decodeURIComponent(url.hostname);
  const port = Number(url.port || "5432");
  const target = host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
  };
  const connect = (client: Socket) => {
    const server = createConnection(target);
    keep(client);
    keep(server);
    client.pipe(server).pipe(client);
  };
  let listening = await listen(connect, 0);
  const { port: ownPort } = listening.address() as AddressInfo;
  url.hostname = "127.0.0.1";
  url.port = String(ownPort);
  return {
    url: url.href,
    async cut() {
      const closed = new Promise((resolve) => listening.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async mend() {
      listening = await listen(connect, ownPort);
    },
  };
}

function listen(connect: (socket: Socket) => void, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(connect);
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
