/** Packages of the system: apt, dpkg, dnf, rpm, zypper, apk, pacman, snap, flatpak. */

import { unpacksTo } from "./archives.ts";
import { softenedBy, unlessDry } from "./dry-run.ts";
import {
  byOption,
  looksAlone,
  looksIfKnown,
  looksUnless,
  onlyOption,
  orMore,
  orMoreBy,
} from "./options.ts";
import { makeNew } from "./paths.ts";
import { here } from "./places.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  operands,
  runsCode,
  says,
} from "./row.ts";

const installs = operands("package", "installs", "medium", "yes");
const removes = operands("package", "removes", "high", "yes");
const upgrades = operands("package", "upgrades", "high", "no");
const upgradesAll = says("package", "upgrades all packages", "high", "no");
const removesUnused = says("package", "removes packages that nothing needs", "high", "yes");
const refreshes = says("package", "refreshes the lists of packages", "low", "yes");
const cleans = says("package", "empties the cache of packages", "low", "yes");
const fetches = operands("write", "downloads", "low", "yes");
const downloads = says("write", "downloads packages", "low", "yes");
const holds = operands("package", "holds back or lets go", "medium", "yes");
const sources = operands("package", "changes where packages come from:", "medium", "yes");
const repairs = says("package", "repairs what is installed, removing what it must", "high", "no");
const sets = operands("package", "sets", "medium", "yes");

/** `apt-get install nginx apache2-`: a minus at the end removes, and without a name it repairs. */
const aptInstall: Judge = byOption({ "--only-upgrade": upgrades }, (call) =>
  call.operands.length === 0
    ? repairs(call)
    : call.operands.flatMap((it) => {
        const judge = it.text?.endsWith("-") ? removes : installs;
        return judge({ ...call, operands: [it] });
      }),
);

/** `dpkg -x package directory`. */
const unpacksPackage: Judge = (call) => unpacksTo(call.operands[1] ?? here);

/** Settings by which apt runs programs, and files of settings. */
function unlessAptRuns(judge: Judge): Judge {
  const running = /invoke|\bbin::|tools|solver|auto-?detect|hook|command|external|pager|planner/i;
  return orMore(
    (call) =>
      call.has("-c", "--config-file") ||
      call.values("-o", "--option").some(({ text }) => text === null || running.test(text)),
    judge,
  );
}

const upgradesNamed: Judge = (call) => (call.operands.length ? upgrades(call) : upgradesAll(call));
const purges = operands("package", "removes, with its configuration,", "high", "backup");

/** `dpkg-deb -b DIRECTORY FILE`; without a file it lies beside the directory. */
const buildsPackage: Judge = ({ operands: [directory, file] }) =>
  (file ? [file] : directory ? [directory] : []).map((path) => makeNew(path, "packs the package"));

export const packages: CommandTable = {
  "apt apt-get aptitude": {
    valued:
      "-o --option -c --config-file -t --target-release --default-release --host-architecture " +
      "-w --width -F --display-format -O --sort",
    tells: unlessAptRuns(
      softenedBy(
        "-s --simulate --dry-run --just-print --no-act --recon --print-uris",
        looks,
        softenedBy(
          "-d --download-only",
          downloads,
          byVerb({
            "list, search, show, policy, showsrc, depends, rdepends, moo, check, help": looks,
            "changelog, why, why-not, versions, indextargets": looks,
            "update, forget-new": refreshes,
            "upgrade, dist-upgrade, full-upgrade, safe-upgrade, dselect-upgrade": upgradesNamed,
            "install, reinstall, satisfy": aptInstall,
            "build-dep": installs,
            remove: byOption({ "--purge": purges }, removes),
            purge: purges,
            "autoremove, autopurge": removesUnused,
            "clean, autoclean, distclean, auto-clean": cleans,
            "download, source": fetches,
            "edit-sources": sources,
            "hold, unhold, markauto, unmarkauto, forbid-version": holds,
          }),
        ),
      ),
    ),
  },
  "apt-cache apt-config": {
    valued: "-o --option -c --config-file -t",
    tells: unlessAptRuns(looksIfKnown),
  },
  "apt-show-versions apt-listchanges debconf-show dpkg-query": {
    valued: "-o -c -t -W -f --showformat",
    tells: looksUnless({ "--save-seen, --save_seen, --email-address, --email_address": isUnknown }),
  },
  "apt-mark": {
    tells: byVerb({
      "showhold, showauto, showmanual, showheld, showinstall, showremove, showpurge": looks,
      "hold, unhold, auto, manual, minimize-manual, install, remove, purge": holds,
    }),
  },
  "apt-key": {
    valued: "--keyring --keyserver --recv-keys --recv --recv-key",
    tells: byVerb({
      "list, finger, fingerprint, export, exportall": looks,
      "add, adv, update, net-update": says(
        "package",
        "trusts a key that signs packages",
        "medium",
        "yes",
      ),
      del: operands("package", "no longer trusts the key", "medium", "yes"),
    }),
  },
  "add-apt-repository apt-add-repository": {
    valued: "-S --sourceslist -P --ppa -C --cloud -U --uri -p --pocket -c --component",
    tells: byOption({ "-L, --list": looks }, unlessDry("--dry-run", sources)),
  },
  "apt-file": {
    tells: byVerb({ "search, list, show, find": looks, "update, purge": refreshes }),
  },
  "unattended-upgrade unattended-upgrades": {
    tells: unlessDry("--dry-run", upgradesAll),
  },
  needrestart: {
    valued: "-r -m -u -c",
    tells: byOption(
      { "-b, -p": looksIfKnown },
      says("service", "restarts services that need it", "medium", "yes"),
    ),
  },
  dpkg: {
    valued: "--root --admindir --instdir -D --debug --path-exclude --path-include",
    tells: orMoreBy(
      "--pre-invoke, --post-invoke, --status-logger",
      onlyOption({
        "--dry-run, --simulate, --no-act": looks,
        "-P, --purge": purges,
        "-r, --remove": removes,
        "-i, --install, --unpack, -R, --recursive": installs,
        "--configure, --triggers-only": operands("package", "configures", "medium", "yes"),
        "--set-selections, --clear-selections, --add-architecture": sets,
        "--remove-architecture, --merge-avail, --update-avail, --clear-avail": sets,
        "-x, --extract, -X, --vextract, -e, --control": unpacksPackage,
        "-b, --build": buildsPackage,
        "-l, --list, -L, --listfiles, -S, --search, -s, --status, -p, --print-avail": looks,
        "-C, --audit, -V, --verify, -c, --contents, -I, --info, -W, --show, -f, --field": looks,
        "--get-selections, --print-architecture, --print-foreign-architectures": looks,
        "--compare-versions, --yet-to-unpack, --predep-package": looks,
      }),
    ),
  },
  "dpkg-deb": {
    tells: onlyOption({
      "-x, --extract, -X, --vextract, -e, --control, -R, --raw-extract": unpacksPackage,
      "-b, --build": buildsPackage,
      "-c, --contents, -I, --info, -W, --show, -f, --field": looks,
    }),
  },
  "dpkg-reconfigure": {
    valued: "-f --frontend -p --priority",
    tells: operands("package", "configures anew", "medium", "yes"),
  },
  "debconf-set-selections": {
    tells: says("package", "answers questions of packages", "medium", "yes"),
  },
  "update-alternatives alternatives": {
    tells: byOption(
      {
        "--list, --display, --query, --get-selections": looks,
        "--remove, --remove-all": operands("package", "removes the alternative", "medium", "yes"),
      },
      sets,
    ),
  },
  "dnf dnf5 yum microdnf tdnf": {
    valued:
      "-c --config -x --exclude --enablerepo --disablerepo --repo --repoid --installroot " +
      "--setopt --releasever -d --debuglevel -e --errorlevel -R --randomwait --advisory " +
      "--disableplugin --qf --queryformat --destdir --downloaddir --whatprovides --whatrequires " +
      "--comment --forcearch",
    tells: softenedBy(
      "--assumeno",
      looks,
      softenedBy(
        "--downloadonly",
        downloads,
        byVerb({
          "list, info, search, provides, whatprovides, repolist, repoinfo, repoquery, rq": looks,
          "check-update, check-upgrade, deplist, updateinfo, advisory, grouplist, groupinfo": looks,
          "check, leaves, needs-restarting, repo list, repo info, help, version, resolvedep": looks,
          history: looksAlone(isUnknown),
          "history list, history info, history userinstalled": looks,
          "group list, group info, groups list, module list, module info, module provides": looks,
          versionlock: looksAlone(isUnknown),
          "versionlock list, environment list, changelog, repodiff": looks,
          "install, in, localinstall, reinstall, groupinstall, builddep, build-dep": installs,
          "group install, groups install, module install, debuginfo-install": installs,
          "module enable, module disable, module reset, module switch-to, mark": sets,
          "config-manager, copr, repo enable, repo disable": sources,
          "versionlock add, versionlock exclude, versionlock delete, versionlock clear": holds,
          "remove, rm, erase, groupremove, group remove, groups remove, module remove": removes,
          "autoremove, autoerase": removesUnused,
          "update, upgrade, up, update-minimal, upgrade-minimal, upgrade-to": upgradesNamed,
          "distro-sync, distribution-synchronization, groupupdate, group upgrade": upgradesNamed,
          "downgrade, swap, localupdate": upgrades,
          "history undo, history redo, history rollback": operands(
            "package",
            "takes back or repeats transaction",
            "high",
            "no",
          ),
          "makecache, mc": refreshes,
          clean: cleans,
          "download, reposync": fetches,
          "system-upgrade reboot, offline-upgrade reboot, offline reboot": says(
            "power",
            "restarts the machine to upgrade it",
            "critical",
            "no",
          ),
          "system-upgrade download, offline-upgrade download": fetches,
        }),
      ),
    ),
  },
  "yum-config-manager": { tells: sources },
  "yumdownloader repotrack": { tells: fetches },
  "repoquery needs-restarting": { tells: looks },
  rpm: {
    valued: "--root -r --dbpath --qf --queryformat -D --define --eval --prefix --pipe",
    tells: unlessExpanded(
      byOption(
        {
          "-E, --eval": (call) => {
            const macros = call.args.map(({ text }) => text?.replace(/^%\{[?!]?\w+\}$/, ""));
            return macros.every((text) => text !== undefined && !/%[({]/.test(text))
              ? looks(call)
              : runsCode(call);
          },
          "--test, --querytags, --showrc": looks,
          "-q, --query": looksIfKnown,
          "-e, --erase": removes,
          "-V, --verify, -K, --checksig": looks,
          "-U, --upgrade, -F, --freshen": upgrades,
          "-i, --install, --reinstall": installs,
          "--import": operands("package", "trusts the key", "medium", "yes"),
          "--setperms, --setugids, --setcaps, --restore": operands(
            "package",
            "resets the permissions of files of",
            "medium",
            "no",
          ),
          "--rebuilddb, --initdb": says(
            "package",
            "rebuilds the database of packages",
            "medium",
            "no",
          ),
        },
        onlyOption({}),
      ),
    ),
  },
  zypper: {
    valued:
      "-R --root -c --config -t --type -r --repo --from -p --plus-repo -g --category -C " +
      "--pkg-cache-dir",
    tells: softenedBy(
      "-D --dry-run",
      looks,
      softenedBy(
        "-d --download-only",
        downloads,
        byVerb({
          "search, se, info, if, repos, lr, services, ls, list-updates, lu, list-patches, lp":
            looks,
          "packages, pa, patterns, pt, products, pd, what-provides, wp, locks, ll, ps": looks,
          "patch-check, pchk, patch-info, versioncmp, vcmp, targetos, licenses, help": looks,
          "install, in, source-install, si, install-new-recommends, inr": installs,
          "remove, rm": removes,
          "update, up, patch, dist-upgrade, dup": upgradesNamed,
          "verify, ve": repairs,
          "refresh, ref, refresh-services, refs": refreshes,
          "clean, cc, purge-kernels": cleans,
          "addrepo, ar, removerepo, rr, renamerepo, nr, modifyrepo, mr, addservice, as": sources,
          "removeservice, rs, modifyservice, ms": sources,
          "addlock, al, removelock, rl, cleanlocks, cl": holds,
          download: fetches,
        }),
      ),
    ),
  },
  apk: {
    valued:
      "-p --root -X --repository --arch --cache-dir --keys-dir --repositories-file -t --virtual",
    tells: softenedBy(
      "-s --simulate",
      looks,
      byVerb({
        "info, search, list, policy, audit, stats, dot, verify, version, query, manifest": looks,
        add: installs,
        del: removes,
        upgrade: upgradesNamed,
        fix: repairs,
        update: refreshes,
        "cache, cache clean, cache download, cache sync": cleans,
        fetch: fetches,
      }),
    ),
  },
  "pacman yay paru": {
    valued: "-b --dbpath -r --root --cachedir --config --arch --color --ignore",
    tells: onlyOption({
      "-Q, --query, -T, --deptest, -V": looks,
      "-R, --remove": removes,
      "-U": installs,
      "-D, --database": sets,
      "-F, --files": byOption({ "-y, --refresh": refreshes }, looks),
      "-S, --sync": byOption(
        {
          "-s, --search, -i, --info, -l, --list, -g, --groups, -p, --print": looks,
          "-c, --clean": cleans,
          "-u, --sysupgrade": upgradesAll,
        },
        (call) => (call.operands.length ? installs(call) : refreshes(call)),
      ),
    }),
  },
  snap: {
    valued: "--channel --revision -n --name --abs-time",
    tells: byVerb({
      "list, info, find, search, version, changes, tasks, services, connections, get": looks,
      "interfaces, interface, logs, known, model, warnings, saved, watch, whoami": looks,
      "debug connectivity, debug confinement, debug sandbox-features, debug timings": looks,
      "install, ack, try": installs,
      remove: byOption({ "--purge": purges }, removes),
      refresh: byOption({ "--list, --time": looks, "--hold, --unhold": holds }, upgradesNamed),
      revert: upgrades,
      enable: operands("service", "enables", "medium", "yes"),
      disable: operands("service", "disables", "high", "yes"),
      start: operands("service", "starts", "low", "yes"),
      stop: operands("service", "stops", "high", "yes"),
      restart: operands("service", "restarts", "medium", "yes"),
      "set, unset, connect, disconnect, alias, unalias, prefer, switch": sets,
      "save, export-snapshot, download": fetches,
      restore: operands("package", "puts back the saved data", "high", "no"),
      forget: operands("delete", "deletes the saved data", "high", "no"),
      "run, login": isUnknown,
    }),
  },
  flatpak: {
    valued: "--arch --columns --installation --commit",
    tells: byVerb({
      "list, info, search, remotes, remote-ls, remote-info, history, ps, permissions": looks,
      "documents, permission-show, document-list": looks,
      "install, build-install": installs,
      "uninstall, remove": byOption({ "--unused": removesUnused, "--all": removes }, removes),
      update: upgradesNamed,
      config: looksUnless({ "--set, --unset": sources }),
      "remote-add, remote-delete, remote-modify": sources,
      "mask, pin, override, make-current, permission-set": sets,
      repair: repairs,
      kill: operands("process", "kills", "high", "no"),
    }),
  },
  "subscription-manager": {
    tells: byVerb({
      "status, list, identity, facts, version, orgs, environments, release, repos": looksUnless({
        "--enable, --disable, --set, --unset, --regenerate, --update": sources,
      }),
      "register, attach, refresh, auto-attach, config": sets,
      "unregister, remove, clean": says("package", "gives up the subscription", "high", "backup"),
    }),
  },
};

/** `%(command)` in a macro is run wherever that is expanded. */
function unlessExpanded(judge: Judge): Judge {
  const expands = (call: Parameters<Judge>[0]) =>
    call.args.some(({ text, written }) => /%\(|%\{(lua|load):/.test(text ?? written)) ||
    call.values("-D", "--define").some(({ text }) => text === null);
  return orMoreBy("--pipe, --macros, --rcfile, --load", orMore(expands, judge));
}
