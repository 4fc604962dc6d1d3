/** Directory services: Kerberos, LDAP, realmd, SSSD, Samba. */
import { byOption, looksIfKnown, looksUnless, ofOption, writesTo } from "./options.ts";
import { byVerb, type CommandTable, looks, operands, says } from "./row.ts";

const ldapOptions = "-D -w -y -H -h -p -b -s -f -l -z -Y -U -X -R -O -o -S -E -e -P -d";
const changesEntries = says("account", "changes entries of the directory", "high", "backup");

export const directory: CommandTable = {
  kinit: {
    valued: "-l -s -r -t -k -c -T -S -X -n",
    tells: says("secret", "gets a ticket", "low", "yes"),
  },
  klist: { tells: looksIfKnown },
  kdestroy: { valued: "-c -p", tells: says("secret", "forgets tickets", "low", "yes") },
  kpasswd: { tells: operands("account", "changes the password of", "medium", "no") },
  kvno: { tells: looksIfKnown },
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
    tells: looksUnless({ "-T": says("write", "writes what it finds to files", "low", "yes") }),
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
    tells: looksUnless({
      "-l": writesTo("-l", "writes the directory to"),
    }),
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
      "access-report, logs-fetch, netgroup-show": looks,
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
  wbinfo: { valued: "-n -s -i -r --domain", tells: looksIfKnown },
  testparm: { tells: looks },
  smbstatus: { tells: looks },
  smbpasswd: {
    tells: byOption(
      { "-x": operands("account", "deletes the account", "high", "backup") },
      operands("account", "changes the account", "medium", "backup"),
    ),
  },
};
