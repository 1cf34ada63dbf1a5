/** Memory for rows. A page that is not cross-origin isolated has no shared memory, so it is asked for by name. */
export function allocate(bytes: number, shared: boolean): ArrayBufferLike {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
