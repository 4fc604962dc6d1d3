/** Secrets that are known by their shape alone. */
import type { Span } from "../finding.ts";
import { isStandIn } from "./stand-in.ts";

export interface Secret {
  /** With its article, for example `a GitHub token`. */
  readonly what: string;
  readonly span: Span;
}

export function shapedSecrets(text: string): Secret[] {
  return shapes.flatMap(({ what, pattern, weak = false }) =>
    [...text.matchAll(pattern)].flatMap((match): Secret[] => {
      const [start, end] = match.indices?.groups?.["secret"] ?? match.indices?.[0] ?? [0, 0];
      const secret = text.slice(start, end);
      if (isStandIn(secret) || (weak && !isMixed(secret))) return [];
      return [{ what, span: { start, end } }];
    }),
  );
}

interface Shape {
  readonly what: string;
  /** The group `secret` is the secret; without one, all of the match. */
  readonly pattern: RegExp;
  /** Whether words of people have the same shape. */
  readonly weak?: boolean;
}

/** Letters and digits, once what an address had to escape is plain again. */
function isMixed(secret: string): boolean {
  const plain = secret.replace(/%[0-9A-F]{2}/gi, "-");
  return /[A-Za-z]/.test(plain) && /\d/.test(plain);
}

const shapes: readonly Shape[] = [
  {
    what: "an AWS access key",
    pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/dg,
  },
  {
    what: "a GitHub token",
    pattern: /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_\w{60,255})/dg,
  },
  { what: "a GitLab token", pattern: /(?<!\w)gl(?:pat|dt|rt|ptt|cbt)-[\w-]{20,255}/dg },
  { what: "a Slack token", pattern: /(?<!\w)xox[abeprs]-[A-Za-z0-9-]{16,255}/dg },
  {
    what: "the address of a Slack webhook",
    pattern: /hooks\.slack\.com\/services\/(?<secret>T\w{6,20}\/B\w{6,20}\/\w{16,40})/dg,
  },
  { what: "a Stripe key", pattern: /(?<!\w)[sr]k_live_[A-Za-z0-9]{16,255}/dg },
  { what: "a Google API key", pattern: /(?<!\w)AIza[\w-]{35}(?![\w-])/dg },
  { what: "an npm token", pattern: /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/dg },
  {
    what: "a signed token (JWT)",
    pattern: /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{16,2000}/dg,
  },
  {
    what: "a private key",
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----\s{1,40}(?<secret>[A-Za-z0-9+/]{32,100})/dg,
  },
  {
    what: "a password in an address",
    pattern:
      /(?<![A-Za-z])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"`<>]{1,80}:(?<secret>[^\s:@/'"`<>]{6,200})@[\w[]/dg,
    weak: true,
  },
  {
    what: "a bearer token",
    pattern:
      /\bAuthorization["']?\s*[:=]\s*["']?(?:Bearer|Basic|Token)\s+(?<secret>[\w.~+/=-]{20,2000})/dgi,
  },
];
