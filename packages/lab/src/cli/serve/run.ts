/** Runs `minibatch serve`: until it is interrupted. Its address is on stdout, for people and for programs. */
import { once } from "node:events";
import { findDataDirectory, requireChosen } from "../../data/data-directory.ts";
import { dataFilesOf } from "../../serve/find-data-file.ts";
import { createPageApp } from "../../serve/page-app.ts";
import { readPage } from "../../serve/read-page.ts";
import { startServer } from "../../serve/start-server.ts";
import { resolveFromCaller } from "../caller/caller-path.ts";
import { watchInterrupts } from "../interrupts/watch-interrupts.ts";
import type { DataFlags } from "../options/data-option.ts";
import { printJson, printText, tellLine } from "../terminal/write-out.ts";
import { openBrowser } from "./open-browser.ts";

export interface ServeFlags extends Pick<DataFlags, "data"> {
  readonly port: number;
  readonly open?: true;
  readonly json?: true;
}

export async function run({ port, open, data, json }: ServeFlags): Promise<void> {
  const directory = findDataDirectory(data === undefined ? undefined : resolveFromCaller(data));
  requireChosen(directory);
  const server = await startServer(createPageApp(readPage(), dataFilesOf(directory.path)), port);
  const interrupts = watchInterrupts(
    () => undefined,
    () => undefined,
  );
  try {
    if (json === true) printJson({ address: server.address });
    else printText(`The live page is at ${server.address} until you press Ctrl-C.`);
    if (open === true && !openBrowser(server.address)) tellLine(`No browser was found: open ${server.address}`);
    if (!interrupts.signal.aborted) await once(interrupts.signal, "abort");
  } finally {
    await server.close();
    interrupts.dispose();
  }
}
