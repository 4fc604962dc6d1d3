/** Mail servers and their queues, and logs. */

import type { Call } from "./call.ts";
import { filesBy, inFiles } from "./in-files.ts";
import {
  byOption,
  looksIfKnown,
  looksUnless,
  ofOption,
  onlyOption,
  orMoreBy,
  writesTo,
} from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  operands,
  says,
  told,
} from "./row.ts";

const sends = says("network", "sends mail", "medium", "no");
const delivers = says("network", "tries anew to deliver the mail that waits", "medium", "no");
const buildsAliases = says("data", "builds the table of aliases anew", "medium", "yes");

export const mail: CommandTable = {
  postfix: {
    valued: "-c",
    tells: byVerb({
      "status, check": looks,
      logrotate: says("write", "rotates the log of postfix", "medium", "no"),
      start: says("service", "starts postfix", "low", "yes"),
      reload: says("service", "reloads postfix", "medium", "yes"),
      "stop, abort, drain": says("service", "stops postfix", "high", "yes"),
      flush: delivers,
      "set-permissions, upgrade-configuration, tls": says(
        "service",
        "changes the configuration of postfix",
        "medium",
        "backup",
      ),
    }),
  },
  postqueue: {
    valued: "-c -i -s",
    tells: onlyOption({ "-f, -i, -s": delivers, "-p, -j": looks }),
  },
  postsuper: {
    valued: "-d -h -H -r -c -e -f",
    tells: onlyOption({
      "-d": postsuperDelete,
      "-r": ofOption("-r", "data", "queues again the mail", "medium", "no"),
      "-h, -H, -e, -f": ofOption(
        "-h -H -e -f",
        "data",
        "holds back or lets go the mail",
        "medium",
        "yes",
      ),
      "-p, -s": says("data", "repairs the queue of mail", "medium", "no"),
    }),
  },
  postcat: { valued: "-c", tells: looks },
  mailq: {
    tells: byOption({ "-q": delivers, "-bi, -I": buildsAliases }, (call) =>
      // It is sendmail by another name, whose options do anything.
      call.options.every(({ name }) => /^-(v|Ac|bp\w*|[Abcpv])$/.test(name))
        ? looksIfKnown(call)
        : isUnknown(call),
    ),
  },
  "exiqgrep exinext exiwhat pflogsumm": {
    valued: "-f -r -s -y -o",
    tells: looksUnless({ "-q": delivers, "-E, -C": isUnknown }),
  },
  eximstats: { tells: looksUnless({ "-html, -txt, -xls, -chartdir": isUnknown }) },
  postconf: {
    valued: "-c",
    tells: byOption(
      {
        "-e, -X, -#": operands("service", "sets for postfix", "medium", "backup"),
      },
      postconf,
    ),
  },
  "postmap postalias": {
    valued: "-c -q -d -s",
    tells: byOption(
      { "-q, -s": looks, "-d": operands("data", "deletes from the table", "high", "backup") },
      operands("data", "builds anew the table", "medium", "yes"),
    ),
  },
  newaliases: { tells: buildsAliases },
  "exim exim4": {
    valued: "-Mrm -Mf -Mg -Mt -M -Mvh -Mvb -Mvl -Mvc -be -bh -C -f",
    tells: byOption(
      {
        "-Mrm, -Mg": ofOption("-Mrm -Mg", "data", "deletes or returns the mail", "high", "no"),
        "-Mf, -Mt": ofOption("-Mf -Mt", "data", "holds back or lets go the mail", "medium", "yes"),
        "-M": delivers,
        // What is expanded may run a command, and so may a configuration.
        "-be, -bem, -C, -D": isUnknown,
        "-bp, -bpc, -bpr, -bpu, -bP, -bV, -bt, -bv, -bh, -Mvh, -Mvb, -Mvl, -Mvc": looks,
        "-q, -qf, -qff, -R, -S": delivers,
      },
      (call) => (call.operands.length > 0 || call.has("-t") ? sends(call) : isUnknown(call)),
    ),
  },
  "mail mailx sendmail swaks msmtp s-nail": {
    valued: "-s -a -c -b -r -f -t --to --from --server -X -S",
    tells: byOption(
      { "-X, -S": sends, "-bp, -bt, -bv": looks, "-H, -e": looks, "-q": delivers },
      sends,
    ),
  },
  mutt: { valued: "-s -a -c -b -f -e -F", tells: byOption({ "-v": looks }, sends) },
  doveadm: {
    valued: "-u -S -f -o -F -c",
    // A setting may name a program.
    tells: orMoreBy(
      "-o",
      byVerb({
        "who, user, log find, log errors, mailbox list, mailbox status, mailbox metadata": looks,
        "quota get, search, auth test, instance list, stats dump, service status, penalty, help":
          looks,
        "process status, acl get, acl list, replicator status, config, dict get, proxy list": looks,
        "director status, director map, auth lookup": looks,
        "fetch, dump": operands("data", "shows mail of", "low", "yes"),
        reload: says("service", "reloads dovecot", "medium", "yes"),
        stop: says("service", "stops dovecot", "high", "yes"),
        kick: operands("account", "ends the sessions of", "high", "yes"),
        expunge: says("data", "deletes mail", "critical", "no"),
        "purge, mailbox delete": says("data", "deletes mail", "critical", "no"),
        "mailbox create, mailbox subscribe, mailbox unsubscribe, index, quota recalc": says(
          "data",
          "changes mailboxes",
          "medium",
          "yes",
        ),
        "mailbox rename, move, flags, acl set, acl delete, altmove, force-resync": says(
          "data",
          "changes mailboxes",
          "medium",
          "no",
        ),
        "copy, backup, sync, import": says("data", "copies mail over mail", "high", "backup"),
        pw: looks,
      }),
    ),
  },
  logrotate: {
    valued: "-s --state -l --log -m --mail",
    tells: byOption(
      { "-d, --debug, --version": writesTo("-l --log", "writes what it would do to") },
      inFiles(filesBy("-s --state"), operands("write", "rotates the logs of", "medium", "no")),
    ),
  },
  logger: {
    valued: "-t --tag -p --priority -f --file -n --server -P --port -i --id -S --size -u",
    tells: (call) => {
      const host = call.value("-n", "--server");
      return host
        ? [told("network", "writes to the log of", host.text ?? host.written, "low", "no")]
        : says("write", "writes to the log", "low", "no")(call);
    },
  },
  "rsyslogd syslog-ng": {
    valued: "-f -i -N -M -o",
    tells: byOption(
      {
        "-o": writesTo("-o", "writes its whole configuration to"),
        "--preprocess-into": isUnknown,
        "-N, -v, -V, -s, --syntax-only": looks,
      },
      says("service", "starts the logging of the machine", "low", "yes"),
    ),
  },
  rspamc: {
    valued: "-h -P -c -u -e --execute",
    tells: byOption(
      { "-e, --execute": isUnknown },
      byVerb({ "stat, symbols, counters, uptime": looks }),
    ),
  },
};

/** `postsuper -d ALL` empties the queue, `-d -` takes what it deletes from its input. */
function postsuperDelete(call: Call): ReturnType<Judge> {
  const queue = call.value("-d")?.text;
  return queue === "ALL"
    ? [told("data", "deletes all mail of the queue", queue, "critical", "no")]
    : ofOption("-d", "data", "deletes the mail", "high", "no")(call);
}

/** `postconf NAME` looks, `postconf NAME=VALUE` sets. */
function postconf(call: Call): ReturnType<Judge> {
  const set = call.operands.filter(({ text, written }) => (text ?? written).includes("="));
  if (set.length > 0) {
    return operands("service", "sets for postfix", "medium", "backup")({ ...call, operands: set });
  }
  return call.operands.some(({ text }) => text === null) ? isUnknown(call) : looksIfKnown(call);
}
