/**
 * A GET request whose end is its caller's. `fetch` is not used here: when it is given up while it still connects, its
 * socket stays for ten seconds and keeps the process alive for as long.
 */
import { get as getPlain, type IncomingMessage } from "node:http";
import { get as getSecure } from "node:https";
import { MirrorError } from "./mirror-error.ts";

const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/** The answer to a GET, redirects followed. Rejects with the system's error, with the signal's, or with MirrorError. */
export async function requestBytes(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  redirectsLeft: number = MOST_REDIRECTS,
): Promise<IncomingMessage> {
  const response = await requestOnce(url, headers, signal);
  const { location } = response.headers;
  if (!REDIRECTS.has(response.statusCode) || location === undefined) return response;
  response.destroy();
  const target = URL.canParse(location, url) ? new URL(location, url) : null;
  const isSafe = target?.protocol === "https:" || (target?.protocol === "http:" && url.protocol === "http:");
  if (target === null || !isSafe || redirectsLeft === 0) throw new MirrorError(`redirects to ${location}`, 0);
  return requestBytes(target, headers, signal, redirectsLeft - 1);
}

function requestOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const get = url.protocol === "https:" ? getSecure : getPlain;
  return new Promise((resolve, reject) => {
    get(url, { headers, signal }, resolve).on("error", reject);
  });
}
