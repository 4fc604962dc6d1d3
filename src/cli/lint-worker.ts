/** A thread of `lint`: it takes files as the main one does, and says what it found in each. */
import { parentPort, workerData } from "node:worker_threads";
import { type LintWork, lintWhatIsLeft } from "./lint-job.ts";

// What it is started with is what lintTogether() gives it; what goes wrong is an event there.
void lintWhatIsLeft(workerData as LintWork, (result) => parentPort?.postMessage(result));
