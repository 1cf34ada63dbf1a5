/** What a verdict holds for: this Node on this processor, these kernels and this probe. */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { cpus } from "node:os";
import { packedModule } from "../../wasm/full-wasm-bytes.ts";
import { ANSWERS } from "./answers.ts";
import { PROBES, WIDE_FLAG } from "./wide-flags.ts";

export interface MachineKey {
  readonly node: string;
  readonly v8: string;
  readonly arch: string;
  /** the model, and where the system tells it a hash of what it can do: virtual machines are often called alike */
  readonly processor: string;
  /** of the kernels, their known answers and the flags that they are probed with */
  readonly kernels: string;
}

export function machineKey(): MachineKey {
  const { node, v8 } = process.versions;
  const kernels = hashOf([packedModule, JSON.stringify(ANSWERS), WIDE_FLAG, JSON.stringify(PROBES)].join("\n"));
  return { node, v8, arch: process.arch, processor: describeProcessor(), kernels };
}

/** Sixteen hexadecimal digits. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

const CPUINFO = "/proc/cpuinfo";

/** The first processor stands for all: the file of a large machine takes long to read. */
function describeProcessor(): string {
  if (process.platform === "linux") {
    const text = readStart(CPUINFO, 8192);
    const model = /^model name\s*:\s*(.+)$/m.exec(text)?.[1];
    const abilities = /^flags\s*:\s*(.+)$/m.exec(text)?.[1];
    if (model !== undefined && abilities !== undefined) return `${model} ${hashOf(abilities)}`;
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
