/** What the way a path is written tells of the place it leads to, and of writing or deleting there. */
import { parse, type Word } from "unbash";
import { describe, expect, test } from "vitest";
import type { Arg } from "../../src/shell/commands/call.ts";
import { deleteTree, riskOfTree, writeTo } from "../../src/shell/commands/paths.ts";
import { isSecret, nameOf, placeOf } from "../../src/shell/commands/places.ts";
import fc from "../support/properties.ts";

const unclear: Arg["text"] = null;

function plain(text: string): Arg {
  return { text, written: text };
}

/** As a person writes it in a command; known before it runs where nothing in it has to be expanded. */
function word(written: string): Arg {
  const command = parse(`x ${written}`).commands[0]?.command;
  const [arg] = command?.type === "Command" ? command.args.filter(isWord) : [];
  const isKnown = /^[\w./-]+$/.test(written) || /^'[^'{]*'$/.test(written);
  return { text: isKnown ? (arg?.value ?? written) : unclear, written: arg?.text ?? written };
}

function isWord(arg: { readonly type: string }): arg is Word {
  return arg.type === "Word";
}

describe("a path lies", () => {
  test.for([
    ["/dev/null", "stream"],
    ["/dev/fd/3", "stream"],
    ["/dev/sdb", "device"],
    ['/dev/"$DISK"', "device"],
    ["'/dev/mapper/vg0-data'", "device"],
    ["/tmp/../dev/sda", "device"],
    ["/dev/shm/x", "temporary"],
    ["/proc/sys/vm/drop_caches", "kernel"],
    ["/etc//fstab", "vital"],
    ["~/.ssh/authorized_keys", "vital"],
    ["/etc/{hosts,passwd}", "vital"],
    ["/tmp/x", "temporary"],
    ["/tmp/x-$$", "temporary"],
    ["/tmp/../srv/x", "elsewhere"],
    ["/tmp", "temporary"],
    ["notes.txt", "elsewhere"],
    ["/etc/hosts", "elsewhere"],
    ["$DISK", "unknown"],
    ["{{disk}}", "unknown"],
    ['"$HOME/x"', "elsewhere"],
    ["$(mktemp)", "unknown"],
  ])("%s: %s", ([path, place]) => expect(placeOf(word(path as string))).toBe(place));
});

describe("deleting a tree", () => {
  test.for([
    "/ /* // /. /etc /etc/ /usr/lib /var/lib /srv /data . ./ .. ../.. * ./* ~ ~/* /home/* ~root",
    '"$DIR" "$DIR"/* {{dir}} {{dir}}/* "/$DIR" /var/lib/$X "$A/$B" $(pwd) ./$X "$HOME" $HOME/*',
    "/srv/app/.. /srv/app/../../etc {/etc,/srv/app} build/.. /tmp /tmp/.. /u* /*/* [!a]/../..",
  ])("is critical: %s", (paths) => {
    for (const path of paths.split(" "))
      expect([path, riskOfTree(word(path))]).toEqual([path, "critical"]);
  });

  test.for([
    "/srv/app ./build build /var/lib/mysql /srv/app/* ~/old $HOME/.cache/x /usr/local/go /opt/a/{b,c} *.log",
    '/tmp/$X /tmp/build-{{id}} "/srv/app/$X" /srv/app-$X /var/log/app/*.gz /srv/a,b ../sibling /home/bob/x',
  ])("is high: %s", (paths) => {
    for (const path of paths.split(" "))
      expect([path, riskOfTree(word(path))]).toEqual([path, "high"]);
  });

  test.for(["/tmp/x", "/tmp/*", "/var/tmp/a/b", "/tmp/./x/"])("is medium: %s", (path) => {
    expect(riskOfTree(word(path))).toBe("medium");
  });

  test("names what is deleted", () => {
    expect(deleteTree(word('"$DIR"')).does).toBe("deletes $DIR and all below it");
  });
});

describe("writing", () => {
  test.for([
    ["/dev/null", []],
    ["/dev/sda1", ["device critical"]],
    ["/proc/sysrq-trigger", ["power critical"]],
    ["/proc/sys/net/ipv4/ip_forward", ["device medium"]],
    ["/sys/block/sdb/device/delete", ["device high"]],
    ["/dev/tcp/192.0.2.1/80", ["network medium"]],
    ["/etc/shadow", ["write high"]],
    ["/tmp/out", ["write low"]],
    ["out", ["write medium"]],
    ["$OUT", ["write medium"]],
  ] as const)("to %s", ([path, expected]) => {
    expect(writeTo(word(path)).map(({ kind, risk }) => `${kind} ${risk}`)).toEqual(expected);
  });
});

test("a key or a password is told from what is public", () => {
  for (const path of [
    "/etc/shadow",
    "~/.ssh/id_ed25519",
    "tls/web.key",
    "ca-key.pem",
    "~/.pgpass",
  ]) {
    expect([path, isSecret(word(path))]).toEqual([path, true]);
  }
  for (const path of ["~/.ssh/id_ed25519.pub", "tls/web.crt", "ca.pem", "/etc/passwd", "monkey"]) {
    expect([path, isSecret(word(path))]).toEqual([path, false]);
  }
});

describe("whatever is written", () => {
  const part = fc.constantFrom(
    "/",
    "..",
    ".",
    "*",
    "$X",
    "{{y}}",
    "~",
    "a",
    '"',
    "'",
    "{a,b}",
    "\\",
    "etc",
  );
  const written = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));

  test("something is said of it, and never that a tree is harmless", () => {
    fc.assert(
      fc.property(written, (text) => {
        const path = { text: null, written: text };
        expect(["medium", "high", "critical"]).toContain(riskOfTree(path));
        expect(nameOf(path)).toBeTypeOf("string");
      }),
    );
  });

  test("a way round through `..` hides no system directory", () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const up = names.map(() => "..").join("/");
        expect(riskOfTree(plain(`/${names.join("/")}/${up}/etc`))).toBe("critical");
      }),
    );
  });

  test("many braces take no time", () => {
    expect(riskOfTree({ text: null, written: `/srv/x/${"{a,b}".repeat(200)}` })).toBe("high");
  });
});
