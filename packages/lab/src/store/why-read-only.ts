import { accessSync, constants, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { systemCode } from "../files/describe-write-failure.ts";

/** SQLite writes its log beside the file: it needs both, the file and its folder. Null where both can be written. */
export function whyReadOnly(file: string): string | null {
  const real = realpathSync(file);
  return refusalOf(real, "the file") ?? refusalOf(dirname(real), "its folder");
}

function refusalOf(path: string, name: string): string | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    if (systemCode(error) === "EROFS") return "its file system is read-only";
    return `no permission to write ${name}`;
  }
}
