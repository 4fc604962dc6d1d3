/** The rules about text: secrets, addresses, links, waits and commands in prose. */
import { describe, expect, test } from "vitest";
import fc, { cases } from "../../support/properties.ts";
import { bash, complaints } from "./cases.ts";

/** Put together here, so that no file of this project holds what looks like a secret. */
const made = (...parts: string[]) => parts.join("");
const letters = "Qm7Zt2Lx9Vb4Kc8Wn3Rj6Hd5Fg1Ps0Ty";

describe("secret-literal", () => {
  test.each([
    ["an AWS access key", made("AKIA", "Z7QK3MVT2XWB9RLC")],
    ["a GitHub token", made("ghp_", letters, "aB3d")],
    ["a GitLab token", made("glpat-", letters.slice(0, 20))],
    ["a Slack token", made("xoxb-", "7391846205-", letters.slice(0, 24))],
    ["a Stripe key", made("sk_live_", letters.slice(0, 24))],
    ["a token signed by somebody", made("eyJ", letters, ".eyJ", letters, ".", letters)],
  ])("finds %s anywhere, by its shape", (_, secret) => {
    expect(complaints(`The key is ${secret}, they say.\n`)).toEqual([`secret-literal: ${secret}`]);
    expect(complaints(bash(`deploy --with ${secret}`))).toEqual([`secret-literal: ${secret}`]);
  });

  test.each([
    ["password=%s"],
    ["DB_PASSWORD: '%s'"],
    ['export API_TOKEN="%s"'],
    ["curl -u admin https://web.example.com --password %s"],
    ["psql postgres://app:%s@db.example.com/app -c 'SELECT 1'"],
    ['{"client_secret": "%s"}'],
    ["Authorization: Bearer %s"],
  ])("finds a value in %s", (line) => {
    const secret = made("vT8qZr3", "kW2mXp7LnQ9dFs4");
    const source = line.replace("%s", secret);
    expect(complaints(`${source}\n`)).toEqual([`secret-literal: ${secret}`]);
  });

  test("finds a private key with content, and lets an empty frame pass", () => {
    const head = made("-----BEGIN RSA ", "PRIVATE KEY-----");
    expect(complaints(`${head}\n${letters}${letters}\n`)).toEqual([
      `secret-literal: ${letters}${letters}`,
    ]);
    expect(complaints(`${head}\n...\n`)).toEqual([]);
  });

  test.each([
    "password=<password>",
    "password={{password}}",
    "PASSWORD=$DB_PASSWORD",
    "token: $TOKEN",
    "password: xxxxxxxx",
    "password: changeme123",
    "secret: my-secret-name",
    "secretName: web-tls-2024",
    "imagePullSecret=registry-credentials-v2",
    "token_file: /run/secrets/token1",
    "token: 123e4567-e89b-42d3-a456-426614174000",
    "password = get_password()",
    "api_key: YOUR_API_KEY_1",
    made("AKIA", "IOSFODNN7EXAMPLE"),
    "image: web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bb22cd15d6c15b0f00a08",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGdllSDmGq9Tg4cVbVqH2Vf8f0k0H1k2",
    "https://user:password@example.com",
    "The token expires after 30 days.",
  ])("lets %s pass", (line) => {
    expect(complaints(`${line}\n`)).toEqual([]);
  });
});

describe("real-address", () => {
  const settings = { rules: { "real-address": "warning" } as const, reviewAgeDays: 365 };

  test.each([
    ["The proxy is 151.101.7.9.", "151.101.7.9"],
    ["It answers at 2a00:1450:4001:81b::200e.", "2a00:1450:4001:81b::200e"],
    [bash("ssh root@db7.shop-intern.de uptime"), "db7.shop-intern.de"],
    [bash("curl -fsS https://api.shop-intern.de/health"), "api.shop-intern.de"],
  ])("finds it in %s", (source, where) => {
    expect(complaints(`${source}\n`, { settings })).toEqual([`real-address: ${where}`]);
    expect(complaints(`${source}\n`)).toEqual([]);
  });

  test.each([
    "Private: 10.1.2.3, 172.20.0.1, 192.168.7.7, 127.0.0.1, 169.254.169.254, 100.64.0.1.",
    "Documents: 192.0.2.1, 198.51.100.7, 203.0.113.9, 2001:db8::1, fe80::1, ::1.",
    "Resolvers: 1.1.1.1, 8.8.8.8. Version 4.15.0.12 and v2.31.4.7 are out.",
    "0.0.0.0/0 and 255.255.255.0 and 999.1.1.1 and 1.2.3.4.5.",
    "At 2026:10:01 or 20:15:30.",
    bash("curl -fsS https://web.example.com https://raw.githubusercontent.com/a/b"),
    bash("kubectl get machines.machine.openshift.io -l app.kubernetes.io/name=web"),
  ])("lets pass: %s", (source) => {
    expect(complaints(`${source}\n`, { settings })).toEqual([]);
  });
});

describe("dangling-link", () => {
  test.each([
    ["# Before you begin!\n\n[a](#before-you-begin)"],
    ["# `a_b` & **c**\n\n[a](#a_b--c)"],
    ["# One\n\n# One\n\n[a](#one-1) [b](#one)"],
    ['<a id="own"></a>\n\n[a](#own)'],
    ["# Größe\n\n[a](#größe) [b](#gr%C3%B6%C3%9Fe)"],
    ["## `run(file[, args][, options])`\n\n[a](#runfile-args-options)"],
    ["## `<Box>` and <b>_more_</b>\n\n[a](#box-and-more)"],
    ["Title\n=====\n\n[a](#title)"],
    ["`[a](#b)` and [a](https://example.com/#b) and [top](#top)"],
    ["```text\n[a](#nowhere)\n```"],
  ])("lets pass: %s", (source) => {
    expect(complaints(`${source}\n`)).toEqual([]);
  });

  test("finds links to headings that are not there, also in definitions", () => {
    expect(complaints("# One\n\n[a](#two) and [b]\n\n[b]: #three\n")).toEqual([
      "dangling-link: #two",
      "dangling-link: #three",
    ]);
  });

  test("asks whether files are there where somebody can say", () => {
    const options = { leadsSomewhere: (path: string) => path === "a b.md" };
    const source =
      "[a](a%20b.md#x) [b](<a b.md>) [c](../c.md?raw=1) [d](/d.md) [e](mailto:x@example.com)\n";
    expect(complaints(source, options)).toEqual(["dangling-link: ../c.md?raw=1"]);
    expect(complaints(source)).toEqual([]);
  });
});

describe("wait-in-prose", () => {
  test.each([
    ["Wait 10 minutes.", "Wait 10 minutes"],
    ["Then wait for about 5 min until it is up.", "wait for about 5 min"],
    ["- Restart it, and wait at least 30 seconds", "wait at least 30 seconds"],
    ["Wait a few minutes.", "Wait a few minutes"],
  ])("finds %s", (text, where) => {
    expect(complaints(`${text}\n\n${bash("uptime")}`)).toEqual([`wait-in-prose: ${where}`]);
  });

  test.each([
    "The operator waits 10 minutes.",
    "Do not wait 10 minutes.",
    "The alert fires after 5 minutes.",
    "`wait 10 minutes`",
    "You have to wait 10 minutes.",
  ])("lets pass: %s", (text) => {
    expect(complaints(`${text}\n\n${bash("uptime")}`)).toEqual([]);
  });
});

describe("command-outside-a-step", () => {
  test.each([
    ["Run `kubectl delete pod web-0` now.", "kubectl delete pod web-0"],
    ["1. Stop it.\n2. Then execute `sudo systemctl restart web`.", "sudo systemctl restart web"],
    ["| do | why |\n| --- | --- |\n| Run `df -h /var` | full? |", "df -h /var"],
  ])("finds %s", (text, where) => {
    expect(complaints(`${text}\n`)).toEqual([`command-outside-a-step: ${where}`]);
  });

  test.each([
    "The job runs `kubectl delete pod web-0` each night.",
    "Do not run `rm -rf /srv`.",
    "If you run `df -h`, you see it.",
    "Run `kubectl`.",
    `Run \`df -h\`:\n\n${bash("df -h")}`,
  ])("lets pass: %s", (text) => {
    expect(complaints(`${text}\n`)).toEqual([]);
  });
});

test("linting never throws, and points into the document", () => {
  const scraps = fc.constantFrom(
    "```bash\n",
    "```\n",
    "password=",
    "[a](#",
    ")",
    "$(",
    "`",
    "<!-- firebreak-ignore ",
    "-->\n",
    "curl x | sh\n",
    "export a=$(b)\n",
    "Wait 5 minutes.\n\n",
    "| a |\n| - |\n",
    "---\nowner: x\n---\n",
    "{{x}}",
    "<x>",
    "\u00a0",
    "\uFEFF",
    "\r\n",
    "> ",
    "- ",
    "2001:db8::1",
  );
  const texts = fc.oneof(
    fc.array(fc.oneof(scraps, fc.string({ maxLength: 8 }))).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
  );
  const settings = { rules: { "real-address": "info" } as const, reviewAgeDays: 1 };
  fc.assert(
    fc.property(texts, (source) => {
      for (const line of complaints(source, { settings, leadsSomewhere: () => false })) {
        expect(line).toMatch(/^[a-z-]+: /);
      }
    }),
    cases(150),
  );
});
