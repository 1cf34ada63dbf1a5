/** What a verdict holds for: this Node on this processor, these kernels and this probe. */
import { closeSync, openSync, readSync } from "node:fs";
import { cpus } from "node:os";
import { moduleSha256 } from "../../wasm/full-wasm-hash.ts";
import { PROBE_RULE, type ProbeRule } from "./probe-rule.ts";

export interface MachineKey {
  readonly node: string;
  readonly v8: string;
  readonly arch: string;
  /** its model */
  readonly processor: string;
  /** what it can do, where the system tells: virtual ones are often called alike */
  readonly abilities: string;
  /** SHA-256 of their module, as it was compiled */
  readonly kernels: string;
  /** as JSON */
  readonly rule: string;
}

/** Reads what the system says of its processor, and nothing else: the kernels' hash was taken when they were built. */
export function machineKey(rule: ProbeRule = PROBE_RULE): MachineKey {
  const { node, v8 } = process.versions;
  return {
    ...{ node, v8, arch: process.arch, ...describeProcessor() },
    ...{ kernels: moduleSha256, rule: JSON.stringify(rule) },
  };
}

const CPUINFO = "/proc/cpuinfo";

/** The first processor stands for all: the file of a large machine takes long to read. */
function describeProcessor(): Pick<MachineKey, "processor" | "abilities"> {
  if (process.platform === "linux") {
    const text = readStart(CPUINFO, 8192);
    const processor = /^model name\s*:\s*(.+)$/m.exec(text)?.[1];
    const abilities = /^flags\s*:\s*(.+)$/m.exec(text)?.[1];
    if (processor !== undefined && abilities !== undefined) return { processor, abilities };
  }
  return { processor: cpus()[0]?.model ?? "unknown", abilities: "" };
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
