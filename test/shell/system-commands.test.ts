/** Puts words in unusual places in commands of the system, and expects that none looks harmless for it. */
import { describe, expect, test } from "vitest";
import { riskLevels } from "../../src/model/risk.ts";
import { readEffects } from "../../src/shell/effects.ts";
import fc, { cases } from "../support/properties.ts";

function rank(code: string): number {
  return riskLevels.indexOf(readEffects(code).risk);
}

const medium = riskLevels.indexOf("medium");

const byVerb = [
  ..."systemctl loginctl machinectl timedatectl hostnamectl localectl resolvectl networkctl".split(
    " ",
  ),
  ..."supervisorctl pm2 apt apt-get dnf zypper apk snap flatpak pip npm yarn pnpm gem cargo go".split(
    " ",
  ),
  ..."ufw nft ipset fail2ban-client ip tc bridge nmcli netplan brctl wg-quick caddy certbot".split(
    " ",
  ),
  ..."rndc unbound-control pdnsutil openssl vault postfix doveadm amtool promtool virsh qemu-img".split(
    " ",
  ),
  ..."apt-mark rc-update varnishadm realm VBoxManage vagrant ovs-vsctl update-ca-trust wg dkms".split(
    " ",
  ),
];

const byOption = "journalctl curl wget tcpdump ss conntrack iptables rpm dpkg pacman sysctl";

/** Each does harm by one of its words, wherever among the others that stands. */
const harmful: readonly (readonly [string, string, readonly string[], string])[] = [
  ["iptables", "-F", ["-t nat", "-w", "-v", "-n"], "critical"],
  ["journalctl", "--vacuum-time=1s", ["-b", "-n", "-u nginx", "--no-pager", "-xe", "-f"], "high"],
  ["ss", "-K", ["-t", "-n", "-a", "-p"], "high"],
  ["fuser", "-k", ["-m /mnt", "-v", "-M", "-n tcp 80"], "high"],
  ["rpm", "-e nginx", ["-v", "--nodeps", "--quiet", "--root /mnt"], "high"],
  ["crontab", "-r", ["-u alice", "-i"], "high"],
  ["curl", "-X DELETE https://example.com/x", ["-s", "-k", "-H a:b", "-o /dev/null"], "high"],
  ["curl", "-XDELETE https://example.com/x", ["-sSf", "-w %{http_code}"], "high"],
  ["tcpdump", "-w /etc/motd", ["-e", "-n", "-i eth0", "-S", "-O", "port 53"], "medium"],
  ["conntrack", "-F", ["-n", "-f ipv4"], "high"],
  ["fail2ban-client", "stop", ["-x", "-v", "-c /etc/fail2ban"], "high"],
  ["systemctl", "stop nginx", ["--no-pager", "-q", "--user", "-t service", "--dry-run"], "high"],
  ["timedatectl", "set-ntp false", ["--no-pager", "--no-ask-password"], "medium"],
  ["postsuper", "-d ALL", ["-v", "-c /etc/postfix"], "critical"],
  ["ldapdelete", "-r dc=example", ["-c", "-x", "-v", "-W"], "critical"],
  ["vault", "operator seal", ["-address=https://vault.example.com"], "critical"],
];

/** Words of all kinds as they may stand in code. */
const words = fc.array(
  fc.oneof(
    fc.constantFrom(
      "-v",
      "-f",
      "-h",
      "--all",
      "--",
      "-",
      "x",
      "'a b'",
      '"$X"',
      "$(true)",
      "{{name}}",
    ),
    fc.constantFrom("--x=1", "*.log", "list", "show", "set", "a=b", "-x", "127.0.0.1", "~/x", "-9"),
    fc.stringMatching(/^[\w./@:=+][\w./@:=+-]{0,7}$/),
  ),
  { maxLength: 6 },
);

/** Words that ask for nothing in particular. */
const plain = ["nginx", "a.example.com", '"$host"', "'a b'", "{{name}}"];
/** Words that may stand for any option. */
const open = ['"$@"', "$*", "$OPTS", `"\${ARGS[@]}"`, "--$flag"];

describe("commands of the system", () => {
  test.for(byVerb)("%s with a verb that is not known is never harmless", (name) => {
    fc.assert(
      fc.property(
        fc.constantFrom('"$VERB"', "$1", "{{verb}}", "frobnicate", "$(verb)"),
        words,
        (verb, rest) => {
          expect(rank([name, verb, ...rest].join(" "))).toBeGreaterThanOrEqual(medium);
        },
      ),
      cases(50),
    );
  });

  test.for(byOption.split(" "))(
    "%s with words that may be any option is never harmless",
    (name) => {
      fc.assert(
        fc.property(
          fc.subarray(plain),
          fc.constantFrom(...open),
          fc.subarray(plain),
          (a, word, b) => {
            expect(rank([name, ...a, word, ...b].join(" "))).toBeGreaterThanOrEqual(medium);
          },
        ),
        cases(50),
      );
    },
  );

  test.for(harmful)("%s %s does harm wherever it says so", ([name, harm, others, least]) => {
    fc.assert(
      fc.property(fc.shuffledSubarray([harm, ...others]), (chosen) => {
        const all = chosen.includes(harm) ? chosen : [...chosen, harm];
        const level = riskLevels.indexOf(least as (typeof riskLevels)[number]);
        expect(rank([name, ...all].join(" "))).toBeGreaterThanOrEqual(level);
      }),
      cases(50),
    );
  });

  test("whatever the words, something is told of every command", () => {
    const names = [...byVerb, ...byOption.split(" "), ...harmful.map(([name]) => name)];
    const more =
      "kill pkill killall fuser nc nmap ping dig ssh-keyscan ssh-keygen gpg sops pass http at";
    fc.assert(
      fc.property(fc.constantFrom(...names, ...more.split(" ")), words, (name, rest) => {
        const code = [name, ...rest].join(" ");
        expect(readEffects(code).effects.length, code).toBeGreaterThan(0);
      }),
      cases(2000),
    );
  });

  test("a signal that ends a process is never taken for a look", () => {
    const gentle = "HUP USR1 USR2 WINCH URG CHLD CONT".split(" ");
    const all = "KILL TERM INT QUIT ABRT ALRM STOP PIPE SEGV ILL BUS TRAP FPE TTIN".split(" ");
    for (const [name, target] of [
      ["kill", "4711"],
      ["pkill", "nginx"],
      ["killall", "nginx"],
    ]) {
      for (const signal of all.flatMap((it) => [`-${it}`, `-SIG${it}`, `-s ${it}`])) {
        if (name === "pkill" && signal.startsWith("-s")) continue;
        expect(readEffects(`${name} ${signal} ${target}`).risk, `${name} ${signal}`).toBe("high");
      }
      for (const signal of gentle) {
        expect(readEffects(`${name} -${signal} ${target}`).risk, signal).toBe("medium");
      }
    }
  });
});
