/** The worker: it alone has the library, the rows and the network. */
import { FormatError } from "minibatch";
import { pause, webThreads } from "minibatch/web";
import { PROTOCOL, type RequestMessage, type WorkerMessage } from "../protocol/messages.ts";
import { type FetchFile, Loader } from "./load-splits.ts";
import { serveRequests } from "./serve-requests.ts";

/** Files of sets lie beside the page, where whoever serves it has them. */
const fetchFile: FetchFile = async (folder, { name }) => {
  const response = await fetch(new URL(`data/${folder}/${name}`, pageAddress)).catch(() => null);
  // a host of static files may answer with a page of its own
  const isPage = response?.headers.get("content-type")?.startsWith("text/html") === true;
  // the file is there, and is not what it should be
  if (response?.status === WRONG_FILE) throw new FormatError(await response.text());
  return response?.ok === true && !isPage ? new Uint8Array(await response.arrayBuffer()) : null;
};

/** What `minibatch serve` answers then. */
const WRONG_FILE = 422;

/** The worker's own file lies in the folder of the page's programs. */
const pageAddress = new URL("../", self.location.href);

function send(message: WorkerMessage): void {
  postMessage(message);
}

const receive = serveRequests(
  {
    session: null,
    host: {
      threads: webThreads(),
      now: () => performance.now(),
      giveWay: pause.giveWay,
      loader: new Loader(fetchFile),
      tell: (frame) => send({ kind: "frame", frame }),
    },
  },
  send,
);

addEventListener("message", ({ data }: MessageEvent<RequestMessage>) => receive(data));
addEventListener("unhandledrejection", ({ reason }) => {
  send({ kind: "failure", id: null, says: reason instanceof Error ? reason.message : String(reason) });
});
send({ kind: "ready", protocol: PROTOCOL });
