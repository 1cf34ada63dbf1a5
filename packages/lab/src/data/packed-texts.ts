/** Many texts as two buffers: these are given from thread to thread, texts would be copied one by one. */
export interface PackedTexts {
  readonly kind: "packed-texts";
  /** UTF-8, one after the other */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** where each ends in `bytes` */
  readonly ends: Float64Array<ArrayBuffer>;
}

/** `bytesOf` gives the i-th as UTF-8, and is asked twice for each. */
export function packTexts(count: number, bytesOf: (i: number) => Uint8Array): PackedTexts {
  const ends = new Float64Array(count);
  let end = 0;
  for (let i = 0; i < count; i++) {
    end += bytesOf(i).length;
    ends[i] = end;
  }
  const bytes = new Uint8Array(end);
  for (let i = 0; i < count; i++) bytes.set(bytesOf(i), ends[i - 1] ?? 0);
  return { kind: "packed-texts", bytes, ends };
}

export function unpackTexts({ bytes, ends }: PackedTexts): string[] {
  const decoder = new TextDecoder("utf-8");
  return Array.from(ends, (end, i) => decoder.decode(bytes.subarray(ends[i - 1] ?? 0, end)));
}
