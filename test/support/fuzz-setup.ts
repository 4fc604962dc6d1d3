/** Lets one variable say how long properties that name no number of runs are tried, and from which seed. */
import fc from "fast-check";
import { askedSeed, cases } from "./fuzz.ts";

fc.configureGlobal({ ...cases(100), ...(askedSeed === null ? {} : { seed: askedSeed }) });
