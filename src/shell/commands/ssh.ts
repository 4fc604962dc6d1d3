/** ssh and its keys. What a command does that ssh runs elsewhere is not told here. */

import { isLoadedBySsh } from "../known-commands.ts";
import type { Arg, Call } from "./call.ts";
import { filesBy, inFiles, withinFiles } from "./in-files.ts";
import { byOption, ofOption, writesTo } from "./options.ts";
import { reaches } from "./reaching.ts";
import {
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  onEach,
  operands,
  runsCode,
  says,
} from "./row.ts";

const makesKey = says("secret", "makes a key", "low", "yes");

/** A setting may name a library to load, or a program to run. */
function unlessLoads(judge: Judge): Judge {
  return (call) =>
    call.values("-o").some(({ text, written }) => isLoadedBySsh(text ?? written))
      ? isUnknown(call)
      : judge(call);
}

export const ssh: CommandTable = {
  ssh: {
    valued: "-B -b -c -D -E -e -F -I -i -J -L -l -m -O -o -P -p -Q -R -S -W -w",
    tells: unlessLoads(
      byOption(
        {
          "-E, -I, -F": isUnknown,
          "-V, -Q, -G": looks,
          "-O": (call) =>
            call.value("-O")?.text === "check"
              ? looks(call)
              : says("network", "changes a connection that is open", "medium", "yes")(call),
          "-L, -R, -D, -w, -M": (call) =>
            onEach(call.operands.slice(0, 1), "network", "opens a way through", "medium", "yes"),
        },
        (call) => onEach(call.operands.slice(0, 1), "network", "opens a shell on", "medium", "no"),
      ),
    ),
  },
  "ssh-keyscan": {
    valued: "-p -t -T -f -O",
    tells: (call) =>
      call.operands.length > 0 ? call.operands.map((it) => reaches("asks", it)) : looks(call),
  },
  "ssh-copy-id": {
    valued: "-i -p -o -F -t",
    tells: byOption(
      { "-n": looks, "-h": looks },
      operands("account", "lets a key log in at", "medium", "yes"),
    ),
  },
  "ssh-keygen": {
    valued:
      "-a -b -C -c -D -E -F -f -I -J -j -K -M -m -N -n -O -P -R -r -S -s -T -t -V -W -w -Y -Z -z",
    tells: byOption(
      {
        // A library to load.
        "-D, -w": runsCode,
        "-R": withinFiles(
          filesBy("-f", "~/.ssh/known_hosts"),
          ofOption("-R", "write", "forgets the key of host", "low", "backup"),
        ),
        "-H": withinFiles(
          filesBy("-f", "~/.ssh/known_hosts"),
          says("write", "hides the names of hosts that are known", "low", "backup"),
        ),
        "-p, -c": withinFiles(
          filesBy("-f"),
          says("secret", "changes the passphrase or comment of a key", "medium", "backup"),
        ),
        "-k": inFiles(
          filesBy("-f"),
          says("write", "writes a list of revoked keys", "medium", "backup"),
        ),
        "-s": inFiles(certificates, operands("secret", "signs the key", "medium", "no")),
        "-Y": (call) =>
          /^(?:verify|check-novalidate|find-principals|match-principals)$/.test(
            call.value("-Y")?.text ?? "",
          )
            ? looks(call)
            : makesKey(call),
        "-l, -F, -y, -B, -e, -i, -L, -Q, -r": looks,
      },
      inFiles(filesBy("-f"), makesKey),
    ),
  },
  "ssh-add": {
    valued: "-t -E -s -e -T -h -H -S",
    tells: byOption(
      {
        "-s, -S": isUnknown,
        "-l, -L, -T": looks,
        "-D": says("secret", "forgets all keys of the agent", "low", "yes"),
        "-d, -e": operands("secret", "forgets the key", "low", "yes"),
        "-x, -X": says("secret", "locks or unlocks the agent", "low", "yes"),
      },
      operands("secret", "gives the agent the key", "low", "yes"),
    ),
  },
  "ssh-agent": {
    valued: "-t -a -E -P",
    tells: byOption(
      { "-k": says("process", "stops the agent that keeps keys", "low", "yes") },
      says("process", "starts an agent that keeps keys", "low", "yes"),
    ),
  },
  sshd: {
    valued: "-f -o -C -p -h -u -g -b -c -E",
    tells: byOption(
      { "-t, -T, -V, -G": writesTo("-E", "appends to") },
      says("service", "starts sshd", "low", "yes"),
    ),
  },
};

/** `key.pub` is signed in `key-cert.pub`. */
function certificates({ operands }: Call): readonly Arg[] {
  const end = /(\.pub)?(["']?)$/;
  return operands.map(({ text, written }) => ({
    text: text?.replace(end, "-cert.pub$2") ?? null,
    written: written.replace(end, "-cert.pub$2"),
  }));
}
