import { expect, test } from "vitest";
import { tellTrouble } from "./tell-trouble.ts";

const cut = (): Error =>
  new Error("connection refused", { cause: Object.assign(new Error(), { code: "ECONNREFUSED", syscall: "connect" }) });

function open() {
  const told: string[] = [];
  const clock = { ms: 0 };
  const onLine = (line: string): void => void told.push(line);
  return { told, clock, ...tellTrouble({ onLine }, "postgres://host/lab", () => clock.ms) };
}

test("one line when the server goes, one when it is back, however often it is noticed", () => {
  const { told, onTrouble, onRecovery } = open();
  onRecovery();
  expect(told).toEqual([]);
  for (let i = 0; i < 3; i++) onTrouble(cut());
  onRecovery();
  onRecovery();
  expect(told).toEqual([
    "Lost the connection to postgres://host/lab (connection refused); training goes on, trying again.",
    "Connected to postgres://host/lab again.",
  ]);
});

test("away again within a minute is not told again, after it it is", () => {
  const { told, clock, onTrouble, onRecovery } = open();
  onTrouble(cut());
  onRecovery();
  clock.ms = 59_999;
  onTrouble(cut());
  onRecovery();
  expect(told).toHaveLength(2);
  clock.ms = 60_000;
  onTrouble(cut());
  expect(told).toHaveLength(3);
  // while it is away, however long
  clock.ms = 600_000;
  onTrouble(cut());
  expect(told).toHaveLength(3);
});

test("what is no lost connection is told as it is, and never that it is back", () => {
  const { told, clock, onTrouble, onRecovery } = open();
  onTrouble(new Error("the disk is full"));
  onRecovery();
  clock.ms = 60_000;
  onTrouble(new Error("the disk is full"));
  expect(told).toEqual(Array(2).fill("the disk is full. Training goes on, trying again."));
});
