/** Directory services: Kerberos, LDAP, realmd, SSSD, Samba. */
import { byOption, looksIfKnown, looksUnless, ofOption, writesTo, written } from "./options.ts";
import { writeTo } from "./paths.ts";
import { byVerb, type CommandTable, looks, operands, says } from "./row.ts";

const ldapOptions = "-D -w -y -H -h -p -b -s -f -l -z -Y -U -X -R -O -o -S -E -e -P -d";
const changesWinbind = says(
  "account",
  "changes how accounts of the domain are known",
  "medium",
  "no",
);
const changesEntries = says("account", "changes entries of the directory", "high", "backup");

export const directory: CommandTable = {
  kinit: {
    valued: "-l -s -r -t -k -c -T -S -X -n",
    tells: says("secret", "gets a ticket", "low", "yes"),
  },
  klist: { tells: looksIfKnown },
  kdestroy: { valued: "-c -p", tells: says("secret", "forgets tickets", "low", "yes") },
  kpasswd: { tells: operands("account", "changes the password of", "medium", "no") },
  kvno: {
    valued: "-c -k -e -S -U -P --out-cache",
    tells: writesTo("--out-cache", "keeps tickets in"),
  },
  "kadmin kadmin.local": {
    valued: "-p -q -r -s -w -c -k -t",
    tells: byOption(
      {
        "-q": (call) =>
          /^(?:list|get)(?:_?\w*)\b/.test(call.value("-q")?.text ?? "")
            ? looks(call)
            : ofOption("-q", "account", "changes accounts:", "high", "no")(call),
      },
      says("account", "changes or shows accounts", "high", "no"),
    ),
  },
  "ldapsearch ldapwhoami ldapcompare": {
    valued: ldapOptions,
    tells: looksUnless({
      "-T": writesTo("-T", "writes what it finds below"),
      "-t, -tt": says("write", "writes what it finds to temporary files", "low", "yes"),
    }),
  },
  "ldapmodify ldapadd": { valued: ldapOptions, tells: byOption({ "-n": looks }, changesEntries) },
  ldapdelete: {
    valued: ldapOptions,
    tells: byOption(
      {
        "-n": looks,
        "-r": operands(
          "account",
          "deletes from the directory with all below it",
          "critical",
          "backup",
        ),
      },
      operands("account", "deletes from the directory", "high", "backup"),
    ),
  },
  ldapmodrdn: { valued: ldapOptions, tells: changesEntries },
  ldappasswd: { valued: ldapOptions, tells: says("account", "changes a password", "medium", "no") },
  "slapcat slaptest slapacl": {
    valued: "-b -f -F -l -n -a -s",
    tells: (call) =>
      // Of both the one is made anew from the other.
      call.name === "slaptest" && call.has("-f") && call.has("-F")
        ? written(call, "-F", "writes the configuration of the directory to")
        : writesTo("-l", "writes the directory to")(call),
  },
  "slapadd slapindex": { tells: says("data", "writes into the directory", "high", "backup") },
  realm: {
    valued: "-U --user --client-software --computer-ou",
    tells: byVerb({
      "list, discover": looks,
      join: operands("account", "joins the domain", "medium", "yes"),
      leave: operands("account", "leaves the domain", "high", "yes"),
      "permit, deny": operands("account", "changes who may log in:", "high", "yes"),
    }),
  },
  sssctl: {
    tells: byVerb({
      "domain-list, domain-status, user-checks, user-show, group-show, config-check": looks,
      "access-report, netgroup-show": looks,
      "logs-fetch": (call) => call.operands.flatMap((file) => writeTo(file, "collects logs in")),
      "cache-remove, logs-remove": says("data", "deletes caches or logs of sssd", "high", "no"),
      "cache-expire, cache-upgrade, debug-level": says(
        "service",
        "changes how sssd runs",
        "low",
        "yes",
      ),
    }),
  },
  sss_cache: { tells: says("data", "makes sssd ask anew", "low", "yes") },
  wbinfo: {
    valued: "-n -s -i -r --domain",
    tells: looksUnless({
      "--set-auth-user, -c, --change-secret, --change-secret-at, --change-user-password":
        changesWinbind,
      "--allocate-uid, --allocate-gid, --set-uid-mapping, --set-gid-mapping": changesWinbind,
      "--remove-uid-mapping, --remove-gid-mapping": changesWinbind,
    }),
  },
  testparm: { tells: looks },
  smbstatus: { tells: looks },
  smbpasswd: {
    tells: byOption(
      { "-x": operands("account", "deletes the account", "high", "backup") },
      operands("account", "changes the account", "medium", "backup"),
    ),
  },
};
