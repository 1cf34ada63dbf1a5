/**
 * What the page may do, said to the browser by whoever serves it and, where a host adds no headers, by the page itself.
 * Its own programs, workers of them and of blobs (threads), compiled kernels, its own style sheet, files beside it: no
 * more. Two more headers isolate the page, so that threads may share memory.
 */

/** Content Security Policy Level 3 */
const directives: Readonly<Record<string, string>> = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self' blob:",
  "style-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};

const join = (list: Readonly<Record<string, string>>): string =>
  Object.entries(list)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");

/** For the page's own head. */
export const pagePolicy: string = join(directives);

/** For whoever serves it: a page cannot say itself by whom it may be framed. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": join({ ...directives, "frame-ancestors": "'none'" }),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** The file `_headers`, as Netlify and Cloudflare Pages read it; `minibatch serve` does too. */
export function writeHeadersFile(): string {
  const lines = Object.entries(pageHeaders).map(([name, value]) => `  ${name}: ${value}`);
  return `/*\n${lines.join("\n")}\n`;
}
