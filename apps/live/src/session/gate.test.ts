import { expect, test } from "vitest";
import { Gate } from "./gate.ts";

function createGate(inPause: (isHeld: boolean) => Promise<void> = async () => undefined) {
  let clock = 0;
  return new Gate({ now: () => clock++, giveWay: async () => undefined }, inPause);
}

test("shut, a pause is due at once; open, after a slice", () => {
  const gate = createGate();
  expect(gate.everyMs).toBe(0);
  gate.open(2);
  expect(gate.everyMs).toBeGreaterThan(0);
  gate.count(false);
  expect(gate.isOpen).toBe(true);
  gate.count(false);
  expect([gate.isOpen, gate.everyMs]).toEqual([false, 0]);
});

test("a pause ends when the gate is opened, and is told of once before", async () => {
  let pauses = 0;
  const gate = createGate(async () => void pauses++);
  let isOver = false;
  const pause = gate.giveWay().then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setTimeout(resolve));
  expect([pauses, isOver]).toEqual([1, false]);
  gate.open(1);
  await pause;
  expect(pauses).toBe(1);
});

test("what is shut while a pause is told of holds, and that is told", async () => {
  const told: boolean[] = [];
  const gate = createGate(async (isHeld) => {
    told.push(isHeld);
    if (told.length === 1) gate.shut();
    else gate.open(1);
  });
  gate.open(9);
  await gate.giveWay();
  expect(told).toEqual([false, true]);
});

test("nothing is held between the last step of an epoch and its figures", async () => {
  const gate = createGate();
  gate.open(1);
  gate.count(true);
  expect(gate.everyMs).toBeGreaterThan(0);
  await gate.giveWay();
  const end = gate.endEpoch();
  expect(gate.everyMs).toBe(0);
  gate.open(1);
  await end;
});

test("a gate that is opened while a pause is told of does not hold", async () => {
  const gate = createGate(async () => gate.open(1));
  await gate.giveWay();
  expect(gate.isOpen).toBe(true);
});
