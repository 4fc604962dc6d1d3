/** Names a session so that its directory sorts by time and says what it was about. */

const longestSlug = 40;

/**
 * For example `20261121-0312-first-look-k7q2`: `now` in UTC to the minute, the runbook's title, and a random
 * `suffix` of letters and digits that keeps two sessions of one minute apart.
 */
export function newSessionId(now: Date, title: string, suffix: string): string {
  const [date = "", time = ""] = now.toISOString().split("T");
  const minute = time.slice(0, 5).replace(":", "");
  const slug = title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestSlug)
    .replace(/^-+|-+$/g, "");
  return [date.replaceAll("-", ""), minute, slug || "session", suffix].join("-");
}
