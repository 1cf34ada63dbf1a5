/** A mirror that did not give the file: the next one is asked. */
export class MirrorError extends Error {
  override readonly name: string = "MirrorError";
  /** new bytes of the file that came in this attempt and were kept */
  readonly receivedBytes: number;

  constructor(message: string, receivedBytes: number, options?: ErrorOptions) {
    super(message, options);
    this.receivedBytes = receivedBytes;
  }
}
