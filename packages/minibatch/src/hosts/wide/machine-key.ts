/** What a verdict holds for: this Node on this processor, these kernels and this probe. */
import { closeSync, openSync, readSync } from "node:fs";
import { cpus } from "node:os";
import { moduleSha256 } from "../../wasm/full-wasm-hash.ts";
import { fingerprint } from "./fingerprint.ts";
import { PROBE_RULE, type ProbeRule } from "./probe-rule.ts";

export interface MachineKey {
  readonly node: string;
  readonly v8: string;
  readonly arch: string;
  /** the model, and where the system tells them a fingerprint of its abilities: virtual ones are often called alike */
  readonly processor: string;
  /** SHA-256 of their module, as it was compiled */
  readonly kernels: string;
  /** a fingerprint of what the probe decides by: its known answers, flags, tiles and least gain */
  readonly rule: string;
}

/** Reads what the system says of its processor, and nothing else: the kernels' hash was taken when they were built. */
export function machineKey(rule: ProbeRule = PROBE_RULE): MachineKey {
  const { node, v8 } = process.versions;
  return {
    ...{ node, v8, arch: process.arch },
    ...{ processor: describeProcessor(), kernels: moduleSha256, rule: fingerprint(JSON.stringify(rule)) },
  };
}

const CPUINFO = "/proc/cpuinfo";

/** The first processor stands for all: the file of a large machine takes long to read. */
function describeProcessor(): string {
  if (process.platform === "linux") {
    const text = readStart(CPUINFO, 8192);
    const model = /^model name\s*:\s*(.+)$/m.exec(text)?.[1];
    const abilities = /^flags\s*:\s*(.+)$/m.exec(text)?.[1];
    if (model !== undefined && abilities !== undefined) return `${model} ${fingerprint(abilities)}`;
  }
  return cpus()[0]?.model ?? "unknown";
}

/** Empty where it cannot be read. */
function readStart(file: string, bytes: number): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const buffer = Buffer.alloc(bytes);
      return buffer.toString("latin1", 0, readSync(descriptor, buffer));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}
