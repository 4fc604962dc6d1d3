/** Which code certainly only looks, and which files code plainly edits. */
import { describe, expect, test } from "vitest";
import type { CodeStep } from "../../src/model/step.ts";
import { editedFiles } from "../../src/parser/annotate/edited-files.ts";
import { isReadOnly } from "../../src/parser/annotate/read-only.ts";
import { readRunbook } from "../../src/parser/read.ts";

function step(code: string): CodeStep {
  const [first] = readRunbook(`\`\`\`bash\n${code}\n\`\`\`\n`, "a.md").steps;
  if (first?.kind !== "code") throw new Error("no step");
  return first;
}

describe("only looks", () => {
  test.each([
    "ls -l /srv/*.log",
    "df -h && free -m; uptime",
    'kubectl -n "$NS" get pods -o wide | grep -v Running | wc -l',
    "kubectl --namespace=web logs deploy/web --tail=50",
    "sudo systemctl status nginx --no-pager",
    "sudo -u postgres /usr/bin/ls /var/lib",
    "journalctl -u nginx --since '1 hour ago'",
    "ip -br addr show dev eth0",
    "ip route",
    "zfs list -t snapshot",
    "incus list -f csv",
    "docker compose ps",
    "git -C /srv/app log -n 3 --oneline",
    "cat {{file}} 2>/dev/null",
    "du -xh /var 2>&1 | sort -rh | head -n 10 || true",
    "find /var -name '*.log' -size +100M",
    "! grep -q x < /etc/hosts",
    "date +%s",
    "ns=web\nkubectl get pods -n $ns",
    "kubectl exec web -- ls",
    "ssh web.example.com 'df -h; free -m'",
    "sudo -i ls",
    "ls &",
    "command ls",
    "for f in a b; do ls $f; done",
    "if systemctl is-active -q nginx; then uptime; fi",
    "find /var -name '*.log' -exec ls -l {} +",
  ])("%s", (code) => expect(isReadOnly(step(code))).toBe(true));
});

describe("may do more", () => {
  test.each([
    "rm -r /srv",
    "ls > /srv/list",
    "ls >> out",
    "cat $(make-list)",
    "cat `make-list`",
    "diff <(a) <(b)",
    `echo "\${x:=$(make)}"`,
    "PATH=/evil ls",
    "PATH=/evil; ls",
    "x=$(make); ls",
    "LD_PRELOAD={{library}}; ls",
    "kubectl delete pod web",
    "kubectl $VERB pods",
    "kubectl {{verb}} pods",
    "systemctl restart nginx",
    "sudo rm x",
    "sudo",
    "journalctl --vacuum-time=1d",
    "journalctl $OPTIONS",
    "ip link set eth0 down",
    "ip addr add 192.0.2.1/24 dev eth0",
    "ip -batch file",
    "find /var -delete",
    "find /var -exec rm {} +",
    "sort -o /etc/hosts /etc/hosts",
    "uniq in out",
    "hostname web",
    "date -s tomorrow",
    "ss -K dst 192.0.2.1",
    "dmesg -C",
    "env rm x",
    "git -c core.pager=rm log",
    "git log --output=/etc/hosts",
    "git push",
    "docker rm web",
    "ls | xargs rm",
    "ls | tee /etc/list",
    "ls() { rm x; }; ls",
    "./ls",
    "/tmp/ls",
    "cat <<EOF\n$(rm x)\nEOF",
    "exec 3<>/dev/tcp/192.0.2.1/80",
    "ls 'unclosed",
    "",
  ])("%s", (code) => expect(isReadOnly(step(code))).toBe(false));
});

describe("edits files", () => {
  test.each<[code: string, files: string[]]>([
    ["sed -i 's/a/b/' /etc/a /etc/b", ["/etc/a", "/etc/b"]],
    ["sed -i.bak -e s/a/b/ -e s/c/d/ /etc/a", ["/etc/a"]],
    ["sed -n --in-place 5p '/etc/a'", ["/etc/a"]],
    ["sed 's/a/b/' /etc/a", []],
    ["echo x | sudo tee -a /etc/a >/dev/null", ["/etc/a"]],
    ["cat > /etc/a <<EOF\nx\nEOF", ["/etc/a"]],
    ["if true; then { date; } >> /etc/a; fi", ["/etc/a"]],
    ["echo x > /etc/{{name}}.conf; echo y > /etc/{{name}}.conf", ["/etc/{{name}}.conf"]],
    ["echo x > $HOME/a; echo x > ./a; echo x > /etc/$A; echo x > /etc/*", []],
    ["echo x > /dev/null; echo x > /tmp/a; echo x > '/etc/a b'; echo x > /etc/a,b", []],
    ["ssh web 'echo x > /etc/a'; kubectl exec web -- tee /etc/b", []],
  ])("%s", (code, files) => expect(editedFiles(step(code))).toEqual(files));
});
