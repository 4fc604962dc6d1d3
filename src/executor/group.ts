/**
 * Signals to a process group. Every child is started as the leader of its own group, so that its
 * children hear the signal too. One that left the group (`setsid`) is out of reach.
 */
import { readdirSync, readFileSync } from "node:fs";

/** Harmless when the group is gone, or belongs to another user by now. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // ESRCH: nobody is left to hear it. EPERM: only processes of other users are.
  }
}

/** Whether a process of the group still runs. A dead one that nobody has waited for does not count. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
  return process.platform !== "linux" || hasLivingMember(group);
}

/** In a container whose process 1 waits for nobody, dead orphans keep a group in existence for ever. */
function hasLivingMember(group: number): boolean {
  try {
    return readdirSync("/proc").some((name) => /^\d+$/.test(name) && isLivingMember(name, group));
  } catch {
    return true;
  }
}

function isLivingMember(pid: string, group: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command's name stands in parentheses and may itself hold any character.
    const [state, , memberOf] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(memberOf) === group && state !== "Z" && state !== "X";
  } catch {
    return false;
  }
}
