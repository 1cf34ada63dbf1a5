/** The page in Chromium: it opens under its policy, trains at one click, and ends in the bits of Node. */
import { createTrainer } from "minibatch";
import { drawRows } from "minibatch-data/sets";
import { defineSession, fitOptionsOf, hashWeights, trainerOptionsOf } from "study/session";
import { afterAll, expect } from "vitest";
import { testWith } from "../../../packages/lab/test/requirements.ts";
import { firstPreset } from "../src/state/presets.ts";
import { type Live, startLive, visit } from "./open-live.ts";
import { soon } from "./soon.ts";

let started: Promise<Live> | null = null;
const live = (path: string): Promise<Live> => {
  started ??= startLive(path);
  return started;
};
afterAll(async () => (await started)?.close());

testWith(
  "chromium",
  "a visitor sees a network train at one click, and no rule of the page's policy is broken",
  async (path) => {
    const { page, complaints } = await visit(await live(path));
    expect(await page.evaluate("crossOriginIsolated")).toBe(true);
    // so many that it is not over before it is paused
    await page.getByRole("textbox", { name: "epochs" }).fill("9999");
    await soon(() => page.locator(".readings dd").first().textContent()).toBe("0 of 9,999");
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await soon(() => page.locator(".readings dd").nth(1).textContent()).toMatch(/^[1-9]/);
    await page.getByRole("button", { name: "Pause" }).click();
    await soon(() => page.getByRole("status").textContent()).toBe("Paused");
    const [step] = await page.locator(".readings dd").nth(1).allTextContents();
    await page.getByRole("button", { name: "One step" }).click();
    const next = (Number(step?.replaceAll(",", "")) + 1).toLocaleString("en");
    await soon(() => page.locator(".readings dd").nth(1).textContent()).toBe(next);
    expect(complaints).toEqual([]);
  },
);

testWith("chromium", "the page ends at the weights that Node ends at", async (path) => {
  const { page } = await visit(await live(path));
  // few epochs: each step is the same as any other
  await page.getByRole("textbox", { name: "epochs" }).fill("4");
  await soon(() => page.locator(".readings dd").first().textContent()).toBe("0 of 4");
  await page.getByRole("button", { name: "Train", exact: true }).click();
  await soon(() => page.getByRole("status").textContent()).toBe("Its epochs are done");
  const spec = defineSession({ ...(firstPreset.draft as object), training: { epochs: 4, batchSize: 32 } });
  const splits = drawRows(spec.data, spec.seed);
  using trainer = await createTrainer(trainerOptionsOf(spec));
  await trainer.fit(splits.train, { ...fitOptionsOf(spec, splits), doctor: false });
  await soon(() => page.getByTestId("hash").textContent()).toBe(hashWeights(trainer.weights()));
});
