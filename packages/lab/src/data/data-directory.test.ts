import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findDataDirectory } from "./data-directory.ts";

const find = (option: string | undefined, variables: Readonly<Record<string, string>>, platform: NodeJS.Platform) =>
  findDataDirectory(option, "/base", variables, platform);

test("the option, else the variable, both from the caller's folder", () => {
  const variables = { MINIBATCH_DATA: "sets", XDG_CACHE_HOME: "/cache" };
  expect(find("own", variables, "linux")).toEqual({ path: "/base/own", chosenBy: "--data" });
  expect(find("/own", variables, "linux").path).toBe("/own");
  expect(find(undefined, variables, "linux")).toEqual({ path: "/base/sets", chosenBy: "MINIBATCH_DATA" });
});

test.each<[NodeJS.Platform, Record<string, string>, string]>([
  ["linux", { XDG_CACHE_HOME: "/cache" }, "/cache"],
  ["linux", { MINIBATCH_DATA: "", XDG_CACHE_HOME: "" }, join(homedir(), ".cache")],
  ["freebsd", {}, join(homedir(), ".cache")],
  ["darwin", { XDG_CACHE_HOME: "/cache" }, join(homedir(), "Library", "Caches")],
  ["win32", { LOCALAPPDATA: "/local" }, "/local"],
  ["win32", {}, join(homedir(), "AppData", "Local")],
])("on %s with %j the platform's cache folder", (platform, variables, folder) => {
  expect(find(undefined, variables, platform)).toEqual({ path: join(folder, "minibatch"), chosenBy: "the default" });
});
