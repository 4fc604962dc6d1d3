/** Which steps have shell code that is worth reading. */
import type { CodeStep } from "../../model/step.ts";

export function isShellCode({ language, code }: CodeStep): boolean {
  return !notShell.test(language) && code.length <= longest;
}

const notShell =
  /^(?:python|ruby|perl|node|js|javascript|ts|typescript|sql|powershell|pwsh|ps1)\d*$/;

/** UTF-16 units; longer code is data that somebody pasted. */
const longest = 20_000;
