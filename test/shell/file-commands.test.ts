/** What holds of commands that handle files, whatever words they are given. */
import { describe, expect, test } from "vitest";
import { riskLevels } from "../../src/model/risk.ts";
import { archives } from "../../src/shell/commands/archives.ts";
import { backups } from "../../src/shell/commands/backups.ts";
import { disks } from "../../src/shell/commands/disks.ts";
import { files } from "../../src/shell/commands/files.ts";
import { find } from "../../src/shell/commands/find.ts";
import { git } from "../../src/shell/commands/git.ts";
import { objectStores } from "../../src/shell/commands/object-stores.ts";
import { pools } from "../../src/shell/commands/pools.ts";
import { readers } from "../../src/shell/commands/readers.ts";
import { scripts } from "../../src/shell/commands/scripts.ts";
import { transfer } from "../../src/shell/commands/transfer.ts";
import { volumes } from "../../src/shell/commands/volumes.ts";
import { readEffects } from "../../src/shell/effects.ts";
import fc, { cases } from "../support/properties.ts";

const tables = [
  readers,
  files,
  scripts,
  find,
  archives,
  transfer,
  objectStores,
  git,
  backups,
  disks,
];
const names = [...tables, volumes, pools].flatMap((table) =>
  Object.keys(table).flatMap((key) => key.split(" ")),
);

describe("whatever words a command is given", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "-rf",
      "-n",
      "--",
      "-",
      "x",
      "/",
      "$X",
      '"$X"',
      "{{y}}",
      "a=b",
      "'s/a/b/'",
      "*",
    ),
    fc.stringMatching(/^-{0,2}[\w./:@+=-]{1,10}$/),
  );

  test("something is told of it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.array(word, { maxLength: 6 }), (name, words) => {
        const { effects, risk } = readEffects(`${name} ${words.join(" ")}`);
        expect(riskLevels).toContain(risk);
        for (const { does } of effects) expect(does.trim()).not.toBe("");
      }),
      cases(3000),
    );
  });
});

describe("what destroys", () => {
  const lines = [
    "rm -rf /srv",
    "git push --force origin main",
    "git clean -fdx",
    "git reset --hard",
    "rsync -a --delete a/ /srv/b/",
    "find /srv/a -delete",
    "tar -xf a.tar -C /",
    "sed -i s/a/b/ x",
    "sort -o a b",
    "mkfs.ext4 /dev/sdb1",
    "wipefs -a /dev/sdb",
    "zfs destroy -r tank/a",
    "lvremove -f vg0/a",
    "restic forget --prune",
    "rclone purge store:a",
    "dd of=/dev/sdb",
    "gzip a",
  ];
  const quiet = fc.constantFrom("-v", "--verbose", "-q", "--quiet", "--colour=auto");

  test("does not look harmless for an option more, wherever it stands", () => {
    fc.assert(
      fc.property(fc.constantFrom(...lines), quiet, fc.nat(9), (line, option, place) => {
        const words = line.split(" ");
        words.splice(1 + (place % words.length), 0, option);
        const { risk } = readEffects(words.join(" "));
        expect([words.join(" "), risk]).not.toEqual([words.join(" "), "none"]);
      }),
    );
  });
});

describe("a variable", () => {
  const byVerb =
    "git zfs zpool btrfs restic borg duplicity rclone mc s3cmd cryptsetup dmsetup nvme 7z";

  test.for(byVerb.split(" "))("in the place of the verb of %s is not harmless", (name) => {
    for (const verb of ['"$VERB"', "$VERB", "{{verb}}", "l*"]) {
      expect(readEffects(`${name} ${verb} a`).risk).not.toBe("none");
    }
  });

  const byOption =
    "sort find dmesg tar rsync wipefs sed sgdisk mount unzip tee losetup swapon xfs_repair date";

  test.for(byOption.split(" "))("in the place of an option of %s is not harmless", (name) => {
    for (const option of ["$OPTS", '"$@"', "--$OPTION", "-{{flag}}"]) {
      expect([option, readEffects(`${name} ${option}`).risk]).not.toEqual([option, "none"]);
    }
  });
});

describe("a program that an option starts", () => {
  test.for([
    "tar --to-command=./x -xf a.tar",
    "tar --to-com=./x -xf a.tar",
    "tar -I ./x -tf a.tar",
    "tar --checkpoint=1 --checkpoint-action=exec=./x -tf a.tar",
    "sort --compress-program=./x names",
    "split --filter='gzip > $FILE' big",
    "man -P ./x ls",
    "env -S 'A=b rm -rf /srv'",
    "git -c core.pager=./x log",
    "git ls-remote --upload-pack=./x origin",
    "git clone --upload-pack=./x host:app",
    "rsync -e ./x web-1:/srv/",
    "rsync --rsync-path=./x -n a web-1:/srv/",
  ])("is not harmless: %s", (code) => expect(readEffects(code).risk).not.toBe("none"));

  test.for([
    ["tar -I zstd -xf a.tar.zst", "medium"],
    ["tar -I 'zstd -T0' -tf a.tar.zst", "none"],
    ["rsync -e 'ssh -p 2222' -n a web-1:/srv/", "none"],
    ['cp app.conf "app.conf.$(date +%F)"', "low"],
  ] as const)("makes nothing worse that is known: %s", ([code, risk]) => {
    expect(readEffects(code).risk).toBe(risk);
  });
});
