/** Lets one variable say how long properties that name no number of runs are tried, and from which seed. */
import fc from "fast-check";
import { askedSeed, cases } from "./fuzz.ts";

if (askedSeed !== null) fc.configureGlobal({ ...cases(100), seed: askedSeed });
