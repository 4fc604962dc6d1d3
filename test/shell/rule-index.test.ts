/** No rule that a command may match is passed over because of how rules are looked up. */
import { expect, it } from "vitest";
import type { CommandRule } from "../../src/model/policy.ts";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { matchCommand } from "../../src/shell/match-command.ts";
import { rulesAbout } from "../../src/shell/rule-index.ts";
import fc, { cases } from "../support/properties.ts";

/** What stands in patterns, and in code, that may be about each other. */
interface Family {
  readonly names: readonly string[];
  readonly patterns: readonly string[];
  readonly code: readonly string[];
}

const families: readonly Family[] = [
  {
    names: [
      "systemctl",
      "service",
      "/etc/init.d/web-1",
      "/etc/init.d/$s",
      "docker",
      "incus",
      "lxc",
      "ssh",
      "run",
    ],
    patterns: ["stop", "web-1", "web-1*", "*-1", "web-1.service", "*", "**", "rm", "[w]eb-1"],
    code: ["stop", "web-1", "web-12", "web-1.service", "root@web-1", "'web-1'", "rm", '"$x"', "$x"],
  },
  {
    names: ["kubectl", "oc"],
    patterns: ["delete", "po", "pod", "deployment", "web", "pods/web", "-n web", "-n w*", "**"],
    code: [
      "delete",
      "pods",
      "po web",
      "pods/web",
      "po,deploy web",
      "Deployment.v1.apps/web",
      "-nweb",
    ],
  },
  {
    names: ["kubectl delete", "oc label", "kubectl drain", "kubectl exec", "kubectl logs"],
    patterns: [
      ...["pod/*", "pods/web-*", "po*/web", "Po*/web", "*/web", "**/web", "pods*", "svc,po"],
      ...["pod web", "ns", "a.x-y.io/web", "a.x-y.io", "Widget/w*", "[Pp]o/*", "role", "--all"],
    ],
    code: [
      ...["pod/$x", '"Pods/we$x"', "$k/web", "p$k/web", "svc,$k web", "{{k}},po web", '"$x"'],
      ...["a.x-y.io/web", "A.x-y.io,pods web", "pods./web", "Widget/web", "roles/x", "web-1"],
    ],
  },
  {
    names: ["rm", "cp", "scp", "rsync", "tee", ">", ">>"],
    patterns: ["/srv/web-1/**", "/etc/**", "*/web-1/**", "**:/srv/**", "a", "-r", "/root/**", "**"],
    code: [
      "/srv//web-1/x",
      "/srv/x/../web-1/x",
      "h:/srv/web-1/",
      "root@h:/srv/web-1/",
      "scp://root@h//srv/web-1/a",
      "../etc/a",
      "~/web-1",
      "a",
      "-fr",
    ],
  },
  {
    names: ["docker-compose", "docker compose", "docker", "podman compose"],
    patterns: ["compose", "pull", "-p web-1", "--project-name web*", "**", "down", "*"],
    code: ["compose", "pull", "-p web-1", "-pweb-1", "--project-name=web-1", "down", "-p $x"],
  },
  {
    names: ["git", "terraform", "apt", "apt-get", "/usr/bin/apt-get"],
    patterns: ["push", "--force", "apply", "destroy", "origin", "install", "nginx", "ngin*"],
    code: ["push", "+origin", "apply -destroy", "destroy", "install", "nginx*", "'ngin?'", "-f"],
  },
  {
    names: ["kubectl", "oc", "k3s kubectl", "kubectl rollout", "kubectl exec"],
    patterns: ["delete", "widget", "Widget", "Pod", "[Ww]idget", "Wid*", "a", "A", "get", "**"],
    code: ["delete", "Widget", "WIDGET/a", "Pod,Widget", "Pod", "a", "A", "get", '"$x"'],
  },
  {
    names: [
      ...["dd", "kill", "chmod", "apt", "apt-get", "iptables", "xtables-nft-multi iptables"],
      ...["dnf", "apk add", "dpkg"],
    ],
    patterns: [
      ...["of=/dev/sda", "if=/dev/**", "of=sda", "of=*", "-9", "-1", "*", "777", "0777", "install"],
      ...["nginx", "nginx=1", "ng*", "-F", "**", "remove", "erase"],
    ],
    code: [
      ...["of=/dev//sda", "if=sda", "of=../dev/sda", "of=$x", "-9", "-KILL", "-1", "0777", "777"],
      ...["install", "nginx:amd64", "nginx/stable", "nginx=1", '"nginx=$x"', "-F", "--flush"],
      ...["erase", "remove", "nginx/$x", "nginx/a.deb"],
    ],
  },
  {
    names: ["kill", "pkill", "rm", "curl", "install", "mkdir", "chmod"],
    patterns: [
      ...["-9", "-HUP", "-s K*", "-1*", "-35", "-1", "5", "05", "-rf", "-r", "-X DELETE", "-X D*"],
      ...["-m 777", "-m 0777", "777", "07*", "*", "**", "web"],
    ],
    code: [
      ...["-9", "-09", "-KILL", "-s 9", "-s $s", "-SIG$s", "-15", "-s 035", "--signal=hup", "-1"],
      ...[
        "5",
        "05",
        "-r$f",
        '"-r$f"',
        `-r\${v}f`,
        `-s\${v}X DELETE`,
        "-sXDELETE",
        "-m0777",
        "0777",
      ],
      ...["07$x", "777", "--", "web"],
    ],
  },
  {
    names: ["export", "run", "env", "kubectl set env"],
    patterns: ["A=1", "A=*", "-e A=1"],
    code: [
      "A=1",
      "-e A=1",
      "-ite A=1",
      "-itde A=$x",
      '"-eA=$x"',
      "-\\e A=1",
      "--env A=1",
      "--env=A=1",
    ],
  },
];

/** Patterns, and code that they may be about. */
const about = fc.constantFrom(...families).chain(({ names, patterns, code }) => {
  const name = fc.constantFrom(...names);
  const assigned = fc.constantFrom("", "", "A=1 ", "A=* ");
  const pattern = fc.oneof(
    {
      weight: 9,
      arbitrary: fc
        .tuple(assigned, name, fc.array(fc.constantFrom(...patterns), { maxLength: 3 }))
        .map(([before, first, rest]) => `${before}${[first, ...rest].join(" ")}`),
    },
    fc.constantFrom("A=1", "A=*"),
  );
  const around = fc.constantFrom(
    ...[
      "",
      "",
      "",
      "A=1 ",
      "cd /etc; ",
      "cd /dev; ",
      'cd "$d"; ',
      "cd /srv/web-1; ",
      "cd ~; ",
      "cd /srv; ",
    ],
    ...["sudo ", "x=a; ", "bash -c "],
  );
  const first = fc.oneof({ weight: 9, arbitrary: name }, fc.constantFrom("$c", "other"));
  const written = fc
    .tuple(around, first, fc.array(fc.constantFrom(...code), { maxLength: 4 }))
    .map(([before, one, rest]) => `${before}${[one, ...rest].join(" ")}`);
  return fc.tuple(fc.array(pattern, { minLength: 1, maxLength: 12 }), written);
});

function ruleOf(written: string, line: number): CommandRule {
  return {
    kind: "deny",
    patterns: [written],
    reason: "It says so",
    environments: null,
    except: [],
    approvals: 0,
    approvers: null,
    times: null,
    unlessBackup: false,
    line,
  };
}

it("finds every rule that matches", () => {
  let matches = 0;
  fc.assert(
    fc.property(about, ([patterns, written]) => {
      const rules = patterns.map(ruleOf);
      for (const command of commandsIn(written)) {
        const found = new Set([...rulesAbout(command, rules)].map(({ rule }) => rule));
        for (const rule of rules) {
          const read = readPattern(rule.patterns[0] ?? "");
          if (!read.ok || matchCommand(read.pattern, command) === null) continue;
          matches += 1;
          expect([rule.patterns, written, found.has(rule)]).toEqual([rule.patterns, written, true]);
        }
      }
    }),
    cases(2000),
  );
  expect(matches).toBeGreaterThan(1000);
});
