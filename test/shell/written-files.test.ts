/** Holds what commands write by an option against what a redirection to the same place is rated as. */
import { describe, expect, test } from "vitest";
import { readEffects } from "../../src/shell/effects.ts";

/** Each only looks but for FILE. */
const writing = String.raw`
  psql -c 'SELECT 1' -o FILE
  psql -L FILE -c 'SELECT 1'
  psql -c '\o FILE'
  sqlite3 a.db '.once FILE' 'SELECT 1'
  sqlite3 a.db '.backup FILE'
  pg_dump -f FILE a
  mysql --tee=FILE -e 'SELECT 1'
  mysqldump a -r FILE
  mysqldump a --result-file=FILE
  mysqlbinlog -r FILE a
  mongoexport -c a -o FILE
  sqlcmd -Q 'SELECT 1' -o FILE
  redis-cli --rdb FILE
  etcdctl snapshot save FILE
  docker save -o FILE a
  docker export --output=FILE a
  docker compose config -o FILE
  helm template a b --output-dir FILE
  kustomize build . -o FILE
  kubectl kustomize . -o FILE
  kubectl cp a:/b FILE
  kubectl get pods --profile-output=FILE
  kubectl cluster-info dump --output-directory FILE
  openssl x509 -in a -out FILE
  gpg --export -o FILE
  gpgv -o FILE a
  curl -o FILE https://example.com/
  curl -D FILE https://example.com/
  curl -c FILE https://example.com/
  curl --trace FILE https://example.com/
  curl --stderr FILE https://example.com/
  wget --spider -o FILE https://example.com/a
  wget -O FILE https://example.com/
  tcpdump -w FILE
  strace -p 1 -o FILE
  git archive -o FILE HEAD
  git format-patch -o FILE HEAD~1
  git log --output=FILE
  git stash show --output FILE
  journalctl --cursor-file=FILE
  sort -o FILE a
  shuf --output=FILE a
  tree -o FILE
  less -o FILE a
  iptables-save -f FILE
  ipset save -f FILE
  drill -w FILE example.com
  restic dump -t FILE a /b
  terraform plan -out FILE
  pulumi stack export --file FILE
  ansible-inventory --list --output FILE
  ansible all -m ping --tree FILE
  rclone ls a:b --log-file FILE
  aws s3 cp s3://a/b FILE
  btrfs send -f FILE /srv/a
  atop -w FILE
  sar -o FILE 1
  virsh -l FILE list
  minikube logs --file FILE
  argocd admin export -o FILE
  sshd -t -E FILE
  logrotate -d -l FILE a
  pip list --log FILE
`
  .trim()
  .split(/\n\s*/);

const places =
  "/etc/fstab /boot/x /srv/x /tmp/x x ./x/y $FILE /tmp/$NAME /dev/sdb /proc/sys/a".split(" ");

describe("a file that an option names", () => {
  test.for(writing)("%s is rated as a redirection to it", (code) => {
    expect(readEffects(code.replace("FILE", "/dev/null")).risk).toBe("none");
    for (const place of places) {
      const { risk, effects } = readEffects(code.replace("FILE", place));
      expect(risk, place).toBe(readEffects(`true > ${place}`).risk);
      // What stands in single quotes is no variable.
      if (!code.includes("'")) expect(effects.map(({ resource }) => resource)).toContain(place);
    }
  });
});
