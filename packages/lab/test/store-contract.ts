/**
 * What every store must do: each promise of `src/store/store.ts`, by the contract's own words. Both databases run it.
 */
import { testBlobs } from "./store-contract/blobs-contract.ts";
import { testDecisions } from "./store-contract/decisions-contract.ts";
import { testExperiments } from "./store-contract/experiments-contract.ts";
import { testLeases } from "./store-contract/leases-contract.ts";
import { testMetrics } from "./store-contract/metrics-contract.ts";
import { testSeals } from "./store-contract/seals-contract.ts";
import type { StoreUnderTest } from "./store-contract/store-under-test.ts";
import { testTransactions } from "./store-contract/transactions-contract.ts";
import { testTrials } from "./store-contract/trials-contract.ts";

export function testStoreContract(subject: StoreUnderTest): void {
  testExperiments(subject);
  testTrials(subject);
  testLeases(subject);
  testDecisions(subject);
  testBlobs(subject);
  testMetrics(subject);
  testSeals(subject);
  testTransactions(subject);
}
