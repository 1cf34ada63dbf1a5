/**
 * The memory of an arena. Where the platform has shared memory it is shared, so that threads can join and it can grow
 * without detaching views; elsewhere (a page that is not cross-origin isolated) neither is possible.
 */

const PAGE_BYTES = 65536;
/** WebAssembly's address space: 4 GiB. */
const MOST_PAGES = 65536;
/** Maxima of a shared memory, tried one after the other: each reserves address space, which some machines lack. */
const HEADROOMS = [MOST_PAGES, 16384, 0];

/** Whether this platform lets threads share memory. */
export function hasSharedMemory(): boolean {
  return typeof SharedArrayBuffer !== "undefined";
}

/** Throws RangeError for more than WebAssembly can address, or than there is. */
export function createMemory(bytes: number, isShared: boolean): WebAssembly.Memory {
  const initial = Math.ceil(bytes / PAGE_BYTES);
  if (initial > MOST_PAGES) {
    throw new RangeError(
      `Cannot allocate ${bytes} bytes for the model: WebAssembly has at most 4 GiB; make capacity, the batch or ` +
        "the model smaller",
    );
  }
  if (!isShared) return new WebAssembly.Memory({ initial, maximum: initial });
  let refusal: unknown;
  for (const headroom of HEADROOMS) {
    try {
      return new WebAssembly.Memory({ initial, maximum: Math.min(MOST_PAGES, initial + headroom), shared: true });
    } catch (error) {
      refusal = error;
    }
  }
  throw refusal;
}

/** Grows the memory by so many bytes; false where there are none. */
export function growMemory(memory: WebAssembly.Memory, bytes: number): boolean {
  if (bytes <= 0) return true;
  try {
    memory.grow(Math.ceil(bytes / PAGE_BYTES));
    return true;
  } catch {
    return false;
  }
}

/** `\x03env \x06memory`, of kind memory: what stands before the flags of the modules' imported memory. */
const IMPORT = [3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2];
const SHARED_WITH_MAXIMUM = 3;
const WITH_MAXIMUM = 1;

/** The module's bytes for a memory that is not shared: one flag of the import differs; atomics work on either. */
export function withoutSharedMemory(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let at = 0; at + IMPORT.length < bytes.length; at++) {
    if (!IMPORT.every((byte, i) => bytes[at + i] === byte) || bytes[at + IMPORT.length] !== SHARED_WITH_MAXIMUM)
      continue;
    const patched = bytes.slice();
    patched[at + IMPORT.length] = WITH_MAXIMUM;
    return patched;
  }
  throw new Error("the kernels import no shared memory");
}
