import type { Elsewhere } from "../files/describe-write-failure.ts";

/** What a user can do where a data set cannot be written. */
export const DATA_ELSEWHERE: Elsewhere = "give --data a directory that can be written, or --offline";
