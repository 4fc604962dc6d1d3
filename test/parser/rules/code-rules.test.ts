/** The rules about code: what they find, where, and what they leave alone. */
import { describe, expect, test } from "vitest";
import { bash, complaints } from "./cases.ts";

describe("interactive-command", () => {
  test.each([
    ["vim /etc/hosts", "vim /etc/hosts"],
    ["sudo nano -l a.txt", "sudo nano -l a.txt"],
    ["less /var/log/syslog", "less /var/log/syslog"],
    ["top", "top"],
    ["sudo -u postgres psql app", "sudo -u postgres psql app"],
    ["mysql -u root", "mysql -u root"],
    ["docker exec -it web sh", "docker exec -it web sh"],
    ["ssh -p 2222 admin@web.example.com", "ssh -p 2222 admin@web.example.com"],
    ["read -rp 'Sure? ' answer", "read -rp 'Sure? ' answer"],
    ["uptime; systemctl edit caddy", "systemctl edit caddy"],
    ["crontab -e", "crontab -e"],
    ["kubectl edit deployment <name>", "kubectl edit deployment <name>"],
  ])("finds %s", (code, where) => {
    expect(complaints(bash(code))).toEqual([`interactive-command: ${where}`]);
  });

  test.each([
    "top -b -n 1",
    "psql -c 'SELECT 1'",
    "psql -At app -f check.sql",
    "psql app <<'SQL'\nSELECT 1;\nSQL",
    "echo 'SELECT 1' | mysql app",
    "mysql -e 'SHOW STATUS'",
    "ssh web.example.com uptime",
    "ssh -N -L 8080:localhost:80 web.example.com",
    "docker exec web uptime",
    'while read -r line; do echo "$line"; done < hosts.txt',
    'cat hosts.txt | while read -r line; do echo "$line"; done',
    "echo 'web:secret' | passwd --stdin web",
    "crontab -l",
    "vim -es -c 'g/x/d' -c wq a.txt",
    "command -v vim",
    "echo 'use vim or nano'",
  ])("leaves %s alone", (code) => {
    expect(complaints(bash(code))).toEqual([]);
  });
});

describe("pipe-to-shell", () => {
  test.each([
    ["curl -fsS https://get.example.com | sh", "curl -fsS https://get.example.com | sh"],
    [
      "wget -qO- https://get.example.com | tee log | sudo -E bash -s -- --yes",
      "wget -qO- https://get.example.com | tee log | sudo -E bash -s -- --yes",
    ],
    [
      "curl -fsS https://get.example.com | python3 -",
      "curl -fsS https://get.example.com | python3 -",
    ],
    [
      'sh -c "$(curl -fsSL https://get.example.com)"',
      'sh -c "$(curl -fsSL https://get.example.com)"',
    ],
    ['eval "$(curl -fsS https://get.example.com)"', 'eval "$(curl -fsS https://get.example.com)"'],
  ])("finds %s", (code, where) => {
    expect(complaints(bash(code))).toEqual([`pipe-to-shell: ${where}`]);
  });

  test.each([
    "curl -fsS https://web.example.com/health | jq .status",
    "curl -fsS https://web.example.com/api | python3 -m json.tool",
    "curl -fsSO https://get.example.com/install.sh",
    "cat install.sh | sh",
    'eval "$(ssh-agent -s)"',
  ])("leaves %s alone", (code) => {
    expect(complaints(bash(code))).toEqual([]);
  });
});

describe("lost-failure", () => {
  test.each([
    ["export NAME=$(kubectl get ns -o name)", "NAME=$(kubectl get ns -o name)"],
    [
      'f() {\n  local name=$(curl -fsS localhost)\n  echo "$name"\n}\nf',
      "name=$(curl -fsS localhost)",
    ],
    ["cd /srv && make\nsystemctl start web", "cd /srv"],
    ["diff <(ssh web-1 cat /etc/hosts) /etc/hosts", "<(ssh web-1 cat /etc/hosts)"],
    ["kubectl proxy &\ncurl -fsS localhost:8001", "kubectl proxy &"],
  ])("finds %s", (code, where) => {
    expect(complaints(bash(code))).toEqual([`lost-failure: ${where}`]);
  });

  test.each([
    'name=$(kubectl get ns -o name)\nexport NAME="$name"',
    "export TODAY=$(date +%F)",
    "systemctl stop web || true\nrm -f /run/web.pid",
    "cd /srv && make",
    "[ -f /run/web.pid ] && cat /run/web.pid\nuptime",
    "kubectl proxy &\ncurl -fsS localhost:8001\nwait",
    "journalctl -u web | tee web.log",
    "if curl -fsS localhost; then echo up; fi",
  ])("leaves %s alone", (code) => {
    expect(complaints(bash(code))).toEqual([]);
  });
});

describe("code-does-not-parse", () => {
  test("points at the place in the document, in any container", () => {
    const source = "1. Look:\n\n   ```bash\n   uptime\n   echo a)\n   ```\n";
    expect(complaints(source)).toEqual(["code-does-not-parse: )"]);
    expect(complaints(`> ${bash("if true; then").replaceAll("\n", "\n> ")}`)).toHaveLength(1);
  });

  test.each([
    "kubectl logs <pod> -n <name of the namespace>",
    "ping -c 1 {{ host }} >out.txt 2>&1",
    "sort <in.txt >out.txt",
    "cat <<EOF\n(\nEOF",
  ])("reads %s", (code) => {
    expect(complaints(bash(code)).filter((line) => line.startsWith("code-does"))).toEqual([]);
  });

  test("leaves other languages alone", () => {
    expect(complaints("```sql\nSELECT (1;\n```\n")).toEqual([]);
  });
});
