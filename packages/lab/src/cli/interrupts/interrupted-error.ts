/** The user pressed Ctrl-C: what is finished is kept, and the message says how to go on. Exit code 130. */
export class InterruptedError extends Error {
  override readonly name: string = "InterruptedError";
}
