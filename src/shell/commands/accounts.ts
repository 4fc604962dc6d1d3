/** Accounts, groups and passwords of the machine. */
import { filesBy, withinFiles } from "./in-files.ts";
import { byOption, looksIfKnown, looksUnless } from "./options.ts";
import { type CommandTable, isUnknown, type Judge, looks, operands, says } from "./row.ts";

const changes = operands("account", "changes the account", "medium", "yes");
const locks = operands("account", "locks the account", "high", "yes");
const groupOptions =
  "-g --gid -K --key -R --root -n --new-name -p --password -U --users -P --prefix";

/** With `-D`, what new accounts get from now on. */
const newAccountDefaults = "-b -e -f -g -s --base-dir --expiredate --inactive --gid --shell".split(
  " ",
);

const deletesUser = byOption(
  {
    "-r, --remove, --remove-home, --remove-all-files": operands(
      "account",
      "deletes with its home the account",
      "high",
      "no",
    ),
  },
  operands("account", "deletes the account", "high", "backup"),
);
const deletesGroup = operands("account", "deletes the group", "high", "backup");
const addsUser = operands("account", "adds the account", "medium", "yes");
const addsGroup = operands("account", "adds the group", "medium", "yes");

export const accounts: CommandTable = {
  useradd: {
    valued:
      "-b --base-dir -c --comment -d --home-dir -e --expiredate -f --inactive -g --gid -G " +
      "--groups -k --skel -K --key -p --password -R --root -s --shell -u --uid -Z --selinux-user " +
      "-P --prefix",
    tells: byOption(
      {
        "-D, --defaults": (call) =>
          call.has(...newAccountDefaults)
            ? says("account", "changes the defaults of new accounts", "medium", "yes")(call)
            : looks(call),
      },
      addsUser,
    ),
  },
  adduser: {
    valued:
      "--home --shell --uid --firstuid --lastuid --ingroup --gid --gecos --comment --conf " +
      "-h -g -s -G -u -k",
    tells: byOption({ "--group": addsGroup }, withGroup(addsUser, "adds to a group the account")),
  },
  usermod: {
    valued:
      "-c --comment -d --home -e --expiredate -f --inactive -g --gid -G --groups -l --login " +
      "-p --password -R --root -s --shell -u --uid -Z -v -V -w -W -P --prefix",
    tells: byOption({ "-L, --lock, -e, --expiredate": locks }, changes),
  },
  userdel: { valued: "-R --root -P --prefix", tells: deletesUser },
  deluser: {
    valued: "--backup-to --conf",
    tells: byOption(
      { "--group": deletesGroup },
      withGroup(deletesUser, "takes out of a group the account"),
    ),
  },
  "groupadd addgroup": { valued: groupOptions, tells: withGroup(addsGroup, "adds to a group") },
  groupmod: {
    valued: groupOptions,
    tells: operands("account", "changes the group", "medium", "yes"),
  },
  "groupdel delgroup": {
    valued: groupOptions,
    tells: withGroup(deletesGroup, "takes out of a group the account"),
  },
  gpasswd: {
    valued: "-a --add -d --delete -A --administrators -M --members -Q --root",
    tells: operands("account", "changes the members of the group", "medium", "yes"),
  },
  groupmems: {
    valued: "-a --add -d --delete -g --group -R --root",
    tells: byOption(
      {
        "-p, --purge": says("account", "takes all members out of the group", "high", "backup"),
        "-a, --add, -d, --delete": says(
          "account",
          "changes the members of the group",
          "medium",
          "yes",
        ),
        "-l, --list": looks,
      },
      isUnknown,
    ),
  },
  passwd: {
    valued: "-n --mindays -x --maxdays -w --warndays -i --inactive -R --root -r --repository",
    tells: byOption(
      {
        "-S, --status": looks,
        "-d, --delete": operands("account", "takes away the password of", "high", "backup"),
        "-l, --lock": locks,
        "-e, --expire": operands("account", "ends the password of", "medium", "backup"),
        "-u, --unlock": operands("account", "unlocks the account", "medium", "yes"),
      },
      operands("account", "changes the password of", "medium", "backup"),
    ),
  },
  chpasswd: {
    valued: "-c --crypt-method -R --root -s --sha-rounds",
    tells: says("account", "changes passwords", "medium", "backup"),
  },
  "newusers pwconv pwunconv grpconv grpunconv": {
    tells: says("account", "changes many accounts at once", "high", "backup"),
  },
  "pwck grpck": {
    tells: byOption(
      { "-r, --read-only": looks },
      says("account", "repairs accounts", "medium", "no"),
    ),
  },
  chage: {
    valued:
      "-d --lastday -E --expiredate -I --inactive -m --mindays -M --maxdays -W --warndays -R " +
      "--root",
    tells: byOption(
      {
        "-d, --lastday, -E, --expiredate, -I, --inactive": operands(
          "account",
          "changes the end of the account",
          "medium",
          "yes",
        ),
        "-l, --list": looks,
      },
      operands("account", "changes the ageing of the password of", "medium", "yes"),
    ),
  },
  "chsh chfn": {
    valued:
      "-s --shell -R --root -f --full-name -r --room -w --work-phone -h --home-phone -o --other",
    tells: byOption({ "-l, --list-shells": looks }, changes),
  },
  visudo: {
    valued: "-f --file",
    tells: byOption(
      { "-c, --check": looks },
      withinFiles(
        filesBy("-f --file", "/etc/sudoers"),
        says("account", "edits who may run what as root", "medium", "backup"),
      ),
    ),
  },
  vipw: { tells: editsAccounts("/etc/passwd", "/etc/shadow") },
  vigr: { tells: editsAccounts("/etc/group", "/etc/gshadow") },
  faillock: {
    valued: "--user --dir",
    tells: looksUnless({ "--reset": says("account", "forgets failed logins", "low", "yes") }),
  },
  pam_tally2: {
    valued: "-u --user -f --file",
    tells: looksUnless({ "-r, --reset": says("account", "forgets failed logins", "low", "yes") }),
  },
  setquota: { valued: "-p", tells: operands("account", "changes the quota of", "medium", "yes") },
  "quota repquota lslogins members": { tells: looksIfKnown },
};

/** `adduser USER GROUP` adds to a group, and `deluser USER GROUP` takes out of one. */
function withGroup(alone: Judge, does: string): Judge {
  return (call) =>
    call.operands.length > 1
      ? operands("account", does, "medium", "yes")({ ...call, operands: call.operands.slice(0, 1) })
      : alone(call);
}

/** `-s` is for the file with the passwords. */
function editsAccounts(plain: string, hidden: string): Judge {
  const edits = says("account", "edits all accounts", "medium", "backup");
  return (call) =>
    withinFiles(filesBy("", call.has("-s", "--shadow") ? hidden : plain), edits)(call);
}
