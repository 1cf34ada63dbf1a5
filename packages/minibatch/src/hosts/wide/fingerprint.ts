/**
 * Sixteen hexadecimal digits that tell short texts apart: FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) of 32 bits, begun
 * twice. The first SHA-256 of a process takes longer than all else that a kept verdict asks for.
 */
export function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01234567].map((begin) => fnv1a(text, begin).toString(16).padStart(8, "0")).join("");
}

function fnv1a(text: string, begin: number): number {
  let hash = begin;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
