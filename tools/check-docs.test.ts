import { expect, test } from "vitest";
import { checkDocstrings, checkLinks } from "./check-docs.ts";

const files: Record<string, string> = {
  "src/index.ts": 'export { a, b } from "./a.ts";\nexport type { C, D as E } from "./room/door.ts";\n',
  "src/room/door.ts": 'export type { C } from "./c.ts";\n/** yes */\nexport type D = 1;\n',
};
const check = (changed: Record<string, string>) =>
  checkDocstrings("src/index.ts", (path) => ({ ...files, ...changed })[path]!);

const documented = {
  "src/a.ts": "/** Adds. */\nexport async function a() {}\n/** Two,\n * lines. */\nexport const b = 1;\n",
  "src/room/c.ts": "/** A thing. */\nexport interface C {}\n",
};

test("documented exports pass, through a second door too", () => {
  expect(check(documented)).toEqual([]);
});

test("a public name without a docstring of its own is named", () => {
  expect(check({ ...documented, "src/a.ts": "/** Of a. */\nexport function a() {}\nexport const b = 1;\n" })).toEqual([
    "src/a.ts:1: b is public and has no docstring",
  ]);
  expect(check({ ...documented, "src/room/c.ts": "export interface C {}" })).toEqual([
    "src/room/c.ts:1: C is public and has no docstring",
  ]);
});

test("a name that is not where the door says is named", () => {
  expect(check({ ...documented, "src/a.ts": "/** A. */\nexport function a() {}" })).toEqual([
    expect.stringContaining("b is exported by src/index.ts"),
  ]);
});

test("links to missing files are named; anchors, the web and code are left alone", () => {
  const page = '[a](a.md#top) [b](../gone.md) <img src="c.svg"> [w](https://x.y) [t](#top)\n```ts\nf[0](x)\n```\n';
  expect(checkLinks("docs/page.md", page, (path) => path === "docs/a.md")).toEqual([
    "docs/page.md:1: links to ../gone.md, which is not there",
    "docs/page.md:1: links to c.svg, which is not there",
  ]);
});
