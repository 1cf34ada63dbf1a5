import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { floors } from "./floors.ts";
import { repository } from "./read-sources.ts";

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

/** Whose, by a line of the notice that must travel; `because` is in a file of the package's sources. */
const WANTED = {
  minibatch: [
    { notice: "Sun Microsystems, Inc. All rights reserved.", because: "FreeBSD msun", file: "src/math/erf.ts" },
    { notice: "by Stephen L. Moshier", because: "Cephes", file: "wasm/elementary.ts" },
    { notice: "AssemblyScript authors", because: "NativeMath.log", file: "wasm/losses.ts" },
    { notice: "Arm Limited", because: "NativeMath.log", file: "wasm/losses.ts" },
    { notice: "D. E. Shaw Research", because: "Random123", file: "src/random/philox.ts" },
  ],
  lab: [
    {
      notice: "Frances Y. Kuo and Stephen Joe",
      because: "new-joe-kuo",
      file: "../study/src/sweep/search/sobol-directions.ts",
    },
    { notice: "Cynthia Brewer, Mark Harrower", because: "ColorBrewer", file: "../charts/src/palette.ts" },
    { notice: "Sami Koskimäki", because: "kysely", file: "tsdown.config.ts" },
  ],
} as const;

test.each(["minibatch", "lab"] as const)("what %s publishes has the notices of all that is others' in it", (name) => {
  const folder = join(repository, "packages", name);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const listing = execFileSync(npm, ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [packed] = Object.values(JSON.parse(listing.slice(listing.search(/^[[{]/m))) as Record<string, Packed>);
  const paths = packed?.files.map(({ path }) => path);
  for (const path of ["LICENSE", "THIRD-PARTY-NOTICES.md", "licenses/Apache-2.0.txt"]) expect(paths).toContain(path);

  const notices = readFileSync(join(folder, "THIRD-PARTY-NOTICES.md"), "utf8");
  for (const { notice, because, file } of WANTED[name]) {
    expect(readFileSync(join(folder, file), "utf8")).toContain(because);
    expect(notices).toContain(notice);
  }
  for (const bundled of floors[name]?.bundled ?? []) expect(notices).toContain(`## ${bundled}\n`);
  expect(readFileSync(join(folder, "licenses", "Apache-2.0.txt"), "utf8")).toContain("Version 2.0, January 2004");
});
