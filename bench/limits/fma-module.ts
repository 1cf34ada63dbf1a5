/**
 * A WebAssembly module, put together by hand, that does nothing but 128-bit fused multiply-adds: 12 independent chains,
 * more than latency x ports of any processor asks for, all in registers.
 */

export const CHAINS = 12;
/** multiply-adds of a chain between two jumps, so that the loop itself weighs nothing */
export const UNROLLED = 8;
/** a multiplication and an addition in each of four lanes */
export const OPERATIONS_PER_FMA = 8;

const F32 = 0x7d;
const I32 = 0x7f;
const V128 = 0x7b;
// locals: 0 rounds, 1 left, 2 right, 3 x, 4 y, 5.. the chains
const [ROUNDS, LEFT, RIGHT, X, Y, FIRST] = [0, 1, 2, 3, 4, 5];
const SPLAT = [0xfd, 0x13];
const ADD = [0xfd, 0xe4, 0x01];
const RELAXED_MADD = [0xfd, 0x85, 0x02];
const EXTRACT_LANE_0 = [0xfd, 0x1f, 0x00];

const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];

/** Bytes of `run(rounds: i32, left: f32, right: f32): f32`, CHAINS x UNROLLED multiply-adds in each round. */
export function assembleFmaModule(): Uint8Array<ArrayBuffer> {
  const chains = Array.from({ length: CHAINS }, (_, index) => FIRST + index);
  const madds = chains.flatMap((chain) => [...get(X), ...get(Y), ...get(chain), ...RELAXED_MADD, ...set(chain)]);
  const rounds = Array.from({ length: UNROLLED }, () => madds).flat();
  const countDown = [...get(ROUNDS), 0x41, 0x01, 0x6b, 0x22, ROUNDS, 0x0d, 0x00]; // i32.const 1, sub, tee, br_if 0
  const code = [
    ...[0x01, CHAINS + 2, V128],
    ...[...get(LEFT), ...SPLAT, ...set(X), ...get(RIGHT), ...SPLAT, ...set(Y)],
    ...[0x03, 0x40, ...rounds, ...countDown, 0x0b], // loop
    ...[...get(FIRST), ...chains.slice(1).flatMap((chain) => [...get(chain), ...ADD]), ...EXTRACT_LANE_0],
    0x0b,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [0x01, 0x60, 0x03, I32, F32, F32, 0x01, F32]),
    ...section(3, [0x01, 0x00]),
    ...section(7, [0x01, 0x03, ...new TextEncoder().encode("run"), 0x00, 0x00]),
    ...section(10, [0x01, ...sized(code)]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

/** The content behind its length, as LEB128 of two bytes at most: 16 KB. */
function sized(content: readonly number[]): number[] {
  const { length } = content;
  return length < 128 ? [length, ...content] : [(length & 127) | 128, length >> 7, ...content];
}
