/** A link to a heading, or to a file, that is not there. */

import { anchorsOf } from "./anchors.ts";
import { linksOf } from "./links.ts";
import type { Complaint, Facts } from "./rule.ts";

export function danglingLink(facts: Facts): Complaint[] {
  const anchors = anchorsOf(facts);
  return linksOf(facts).flatMap(({ target, span }) => {
    if (target.startsWith("#")) {
      const anchor = decoded(target.slice(1));
      if (anchor === "" || anchor === "top" || anchors.has(anchor)) return [];
      const near = anchors.has(anchor.toLowerCase()) ? `#${anchor.toLowerCase()}` : null;
      const message = `no heading here has the anchor \`#${anchor}\``;
      return [{ span, message, ...(near && { expected: `\`${near}\`` }) }];
    }
    const path = decoded(target.replace(/[?#].*$/s, ""));
    if (!facts.leadsSomewhere || path === "" || facts.leadsSomewhere(path)) return [];
    return [{ span, message: `there is no \`${path}\`, seen from this document` }];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign stands for itself.
    return text;
  }
}
