/** An address or host of the real world in a document that is to be anonymous. */
import { publicAddresses } from "./public-address.ts";
import type { Complaint, Facts } from "./rule.ts";

export function realAddress({ source, scripts }: Facts): Complaint[] {
  const addresses = publicAddresses(source.text).map(({ text, span }): Complaint => {
    const message = `\`${text}\` is a public address`;
    const hint =
      "for documents there are 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 and 2001:db8::/32";
    return { span, message, hint };
  });
  const hosts = scripts.flatMap(({ code, place }) =>
    [...code.matchAll(hostInCode)].flatMap((match): Complaint[] => {
      const host = (match[1] ?? "").toLowerCase();
      const [start, end] = match.indices?.[1] ?? [0, 0];
      if (!isReal(host)) return [];
      const message = `\`${host}\` looks like a host of the real world`;
      return [{ span: place({ pos: start, end }), message, hint: "use example.com, or an input" }];
    }),
  );
  return [...addresses, ...hosts];
}

/** After `://`, after `@`, and as the argument of what talks to hosts. */
const hostInCode = new RegExp(
  "(?:[a-z]://(?:[^\\s/@'\"]{1,80}@)?|(?<=[\\w.-])@" +
    "|\\b(?:ssh|ping|dig|nslookup|host|traceroute|mtr|telnet|nc)[ \\t]+(?:-\\S+[ \\t]+)*)" +
    "((?:[a-z0-9](?:[a-z0-9-]{0,62})\\.){1,8}[a-z]{2,24})(?![\\w-])",
  "dgi",
);

const publicEndings = new Set([
  ...[
    "com",
    "net",
    "org",
    "io",
    "de",
    "eu",
    "dev",
    "cloud",
    "app",
    "co",
    "uk",
    "fr",
    "nl",
    "ch",
    "at",
  ],
  ...[
    "info",
    "biz",
    "br",
    "us",
    "ca",
    "au",
    "jp",
    "cn",
    "in",
    "it",
    "es",
    "pl",
    "se",
    "xyz",
    "tech",
  ],
  ...["me", "ai", "online", "site"],
]);

/** Hosts that serve everybody, and so name nobody. */
const commonNames = [
  "github|githubusercontent|gitlab|google|googleapis|gstatic|docker|quay|gcr|k8s|kubernetes|redhat",
  "openshift|fedoraproject|debian|ubuntu|canonical|python|pypi|npmjs|nodejs|golang|letsencrypt|apache",
  "mozilla|cloudflare|amazonaws|microsoft|azure|hashicorp|grafana|prometheus|elastic|mysql|postgresql",
  "rancher|helm|istio|cncf|googlesource|openpgp|gnu|kernel|gnupg|launchpad|sourceforge|maven|rust-lang|crates",
].join("|");
const commonHosts = new RegExp(
  `(?:^|\\.)(?:(?:${commonNames})\\.(?:com|net|org|io|dev|co|app|sh)|pkg\\.dev|ghcr\\.io|ifconfig\\.me)$`,
);
const standIns =
  /^(?:example\d*|test|domain|yourdomain|mydomain|foo|bar|cluster|company|your-?company|svc|local)$/;

function isReal(host: string): boolean {
  const labels = host.split(".");
  if (!publicEndings.has(labels.at(-1) ?? "")) return false;
  if (labels.some((label) => standIns.test(label))) return false;
  return !commonHosts.test(host) && !/_|yourdomain|example/.test(host);
}
