/** Holds what commands write by an option against what a redirection to the same place is rated as. */
import { describe, expect, test } from "vitest";
import { readPattern } from "../../src/shell/command-pattern.ts";
import { commandsIn } from "../../src/shell/commands-in.ts";
import { readEffects } from "../../src/shell/effects.ts";
import { matchCommand } from "../../src/shell/match-command.ts";

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
  kubectl get pods --profile=cpu --profile-output=FILE
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

/** Each may write any file. */
const anywhere = `
  dd if=img of="$disk"
  dd if=img of=$d/x
  dd if=img "of=$b"
  dd if=img of="$(readlink -f x)"
  dd "$@"
  cp "$@"
  cp $x
  mv $@
  install "$@"
  ln -sf "$@"
  tee "$@"
  scp "$@"
  rsync "$@"
  docker cp web:/x "$f"
  docker cp "$@"
  kubectl cp web:/x "$f"
  kubectl cp "$@"
`
  .trim()
  .split(/\n\s*/);

const elsewhere = `
  dd if=img of=/srv/x
  cp "$@" /srv/
  docker cp "$f" web:/x
  docker cp "$f" "$c:/x"
  kubectl cp "$f" web:/x
`
  .trim()
  .split(/\n\s*/);

describe("what may be any file", () => {
  const read = readPattern("> /etc/**");
  const held = (code: string) =>
    commandsIn(code).some((command) => read.ok && matchCommand(read.pattern, command) !== null);
  test.for(anywhere)("is one of a rule: %s", (code) => expect(held(code)).toBe(true));
  test.for(elsewhere)("and what is elsewhere is none: %s", (code) =>
    expect(held(code)).toBe(false),
  );
});

/** Each writes FILE, whatever it is told to do. */
const within = `
  htpasswd FILE ada
  htpasswd -c FILE ada
  htdigest FILE realm ada
  ssh-keygen -f FILE
  ssh-keygen -R example.com -f FILE
  ssh-keygen -p -f FILE
  keytool -genkeypair -keystore FILE
  keytool -importkeystore -srckeystore a -destkeystore FILE
  keytool -delete -alias a -keystore FILE
  ansible-vault encrypt FILE
  ansible-vault rekey FILE
  ansible-vault decrypt a --output FILE
  ansible-galaxy install -p FILE a
  visudo -f FILE
  sops -i -e FILE
  sops edit FILE
  helm pull a/b -d FILE
  helm package a -d FILE
  helm create FILE
  git init FILE
  git config -f FILE a.b c
  kubectl config set-context a --kubeconfig FILE
  aws eks update-kubeconfig --name a --kubeconfig FILE
  restic restore latest --target FILE
  etcdutl snapshot restore a --data-dir FILE
  sqlite3 FILE 'DELETE FROM a'
  qemu-img create FILE 1G
  qemu-img resize FILE 2G
  virsh dump a FILE
  virsh save a FILE
  pip install --target FILE a
  pip download -d FILE a
  python3 -m venv FILE
  dpkg-deb -b a FILE
  dracut FILE
  mkinitcpio -g FILE
  logrotate -s FILE a
  wget -i a -P FILE
  terraform fmt FILE
  mktemp -p FILE
  patch -o FILE a
  patch -d FILE -p1
  sponge FILE
  dos2unix FILE
`
  .trim()
  .split(/\n\s*/);

const implied: readonly (readonly [code: string, file: string])[] = [
  ["visudo", "/etc/sudoers"],
  ["vipw", "/etc/passwd"],
  ["vipw -s", "/etc/shadow"],
  ["vigr", "/etc/group"],
  ["wg-quick save wg0", "/etc/wireguard/wg0.conf"],
  ["git config --system a.b c", "/etc/gitconfig"],
  ["ssh-keygen -R example.com", "~/.ssh/known_hosts"],
  ["ssh-keygen -s ca -I a /etc/ssh/a.pub", "/etc/ssh/a-cert.pub"],
  ["kubectl config use-context a", "~/.kube/config"],
  ["cp --parents etc/a /", "/etc/a"],
  ["rsync -R etc/a /", "/etc/a"],
  ["rsync -R a/./etc/b /", "/etc/b"],
  ["csplit -f /etc/a b 1", "/etc/a*"],
  ["split a /etc/b", "/etc/b*"],
];

describe("a file that is written by what has another name", () => {
  test.for([
    ...within.map((code) => [code.replace("FILE", "/etc/x"), "/etc/x"] as const),
    ...implied,
  ])("%s writes %s", ([code, file]) => {
    const { commands } = readEffects(code);
    const paths = commands.flatMap(({ told }) => told.flatMap(({ writes }) => writes ?? []));
    expect(paths.map(({ path }) => path.written)).toContain(file);
  });

  test("is none where it is only looked at", () => {
    for (const code of [
      "visudo -c",
      "htpasswd -v a ada",
      "git config -f a b.c",
      "sqlite3 a .tables",
    ]) {
      expect(readEffects(code).commands.flatMap(({ told }) => told)).not.toContainEqual(
        expect.objectContaining({ writes: expect.anything() }),
      );
    }
  });
});

test("what goes on where a file ends leaves the rest of it", () => {
  const codes = [
    "tee --app f",
    "tee -a f",
    "wget -c -O f a",
    "curl -C - -o f a",
    "rsync --append a f",
  ];
  for (const code of codes) {
    const told = readEffects(code).commands.flatMap((command) => command.told);
    expect(
      told.map(({ writes }) => writes?.keeps ?? true),
      code,
    ).not.toContain(false);
    expect(told.map(({ does }) => does).join(), code).toContain("appends");
  }
});
