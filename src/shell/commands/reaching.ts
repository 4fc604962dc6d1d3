/** Reaching a host, this machine or another, only to look there. */
import type { Arg } from "./call.ts";
import { type Told, told } from "./row.ts";

/** Asks a host or an address; `does` is said before it. */
export function reaches(does: string, { text, written }: Arg): Told {
  const name = text ?? written;
  return told(isHere(name) ? "read" : "network", does, name, "none", "yes");
}

/** Whether an address, with or without its scheme and port, is this machine. */
function isHere(address: string): boolean {
  return here.test(address);
}

const here =
  /^["']?(?:\w+:\/\/)?(?:[^/@]*@)?(?:localhost|127(?:\.\d+){1,3}|\[?::1\]?|0\.0\.0\.0)(?:[:/?#]|$)/;
