/** Packages of languages: pip, npm and their kin, gem, cargo, go. */

import { softenedBy, unlessDry } from "./dry-run.ts";
import { filesBy, inFiles } from "./in-files.ts";
import {
  byOption,
  looksAlone,
  looksIfKnown,
  looksUnless,
  orMoreBy,
  withOutput,
  writesTo,
} from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  operands,
  runsCode,
  says,
} from "./row.ts";

const installs = operands("package", "installs", "medium", "yes");
const removes = operands("package", "removes", "high", "yes");
const upgrades = operands("package", "upgrades", "medium", "no");
const fetches = operands("write", "downloads", "low", "yes");
const cleans = says("delete", "empties the cache of packages", "low", "yes");
const sets = ofFirst(operands("write", "sets", "medium", "yes"));
const builds = says("write", "builds the project", "low", "yes");
const tidies = says("write", "changes the files of the project", "medium", "backup");
const runs = operands("code", "runs the script", "medium", "no");
const runsProject = says("code", "runs code of the project", "medium", "no");
const fetchesAndRuns = operands("code", "fetches and runs", "high", "no");
const publishes = says("network", "publishes the package for everybody", "high", "no");
const unpublishes = operands("network", "takes back the published", "critical", "no");
const signsIn = says("secret", "changes who is logged in", "medium", "yes");

const nodeValued =
  "--prefix -w --workspace --filter -C --dir --registry --tag --cwd --loglevel --otp";

/** What npm, pnpm and yarn have in common. */
const nodeVerbs: Readonly<Record<string, Judge>> = {
  "config get, config list": looks,
  audit: byOption({ "--fix": upgrades }, looksAlone(isUnknown)),
  "audit fix": upgrades,
  "install, i, ci, add, clean-install, install-test, in, it, cit, link, ln, import": unlessDry(
    "--dry-run",
    installs,
  ),
  "uninstall, remove, rm, r, un, unlink, prune": operands("package", "removes", "medium", "yes"),
  "update, up, upgrade, dedupe, ddp, rebuild, rb, self-update, set": upgrades,
  "run, run-script, rum": looksAlone(runs),
  "start, stop, restart, test, t, tst": runsProject,
  "exec, x, dlx, create, init, innit": (call) =>
    call.operands.length ? fetchesAndRuns(call) : tidies(call),
  version: looksAlone(tidies),
  "pack, shrinkwrap": fetches,
  "config set, config delete, config edit, c set, pkg set, pkg delete": sets,
  "cache clean, cache clear, store prune, autoclean": cleans,
  publish: unlessDry("--dry-run", publishes),
  unpublish: unlessDry("--dry-run", unpublishes),
  "login, logout, adduser, token create, token revoke": signsIn,
  "global add": installs,
  "global remove": removes,
  "global list": looks,
};

export const languages: CommandTable = {
  "pip pip3": {
    valued:
      "-r --requirement -c --constraint -i --index-url --extra-index-url -t --target -d --dest " +
      "-e --editable --proxy --log --python --prefix --root -f --find-links --trusted-host " +
      "--format -w --wheel-dir --timeout --cache-dir",
    tells: withOutput(
      "--log",
      "appends to",
      byVerb({
        "list, show, freeze, check, search, index, debug, inspect, hash, help": looks,
        "config list, config get, config debug, cache list, cache info, cache dir": looks,
        "config set, config unset, config edit": sets,
        install: softenedBy(
          "--dry-run",
          says("code", "tries to install, and may run what builds a package", "medium", "no"),
          pipInstall,
        ),
        uninstall: removes,
        "download, wheel": inFiles(filesBy("-d --dest -w --wheel-dir", "."), fetches),
        "cache purge, cache remove": cleans,
      }),
    ),
  },
  pipx: {
    valued: "--python --spec -i --index-url --pip-args --suffix",
    tells: byVerb({
      "list, environment, interpreter list, help": looks,
      "install, inject, install-all": installs,
      "uninstall, uninstall-all, uninject": removes,
      "upgrade, upgrade-all, reinstall, reinstall-all, upgrade-shared": upgrades,
      run: fetchesAndRuns,
      "ensurepath, completions, pin, unpin": tidies,
    }),
  },
  npm: {
    valued: nodeValued,
    tells: byVerb({
      "list, ls, ll, la, view, v, info, show, outdated, why, explain, root, prefix, bin": looks,
      "whoami, ping, search, s, find, doctor, fund, query, diff": looks,
      "docs, help, repo, bugs": looksUnless({ "--browser, --viewer": runsCode }),
      "get, c get, c list, owner ls, token list, dist-tag ls, access list, sbom, team ls": looks,
      "config ls, cache ls, pkg get, access ls-packages": looks,
      "cache verify": cleans,
      "dist-tag add, dist-tag rm, deprecate, owner add, owner rm": operands(
        "network",
        "changes what is published of",
        "high",
        "yes",
      ),
      ...nodeVerbs,
    }),
  },
  // A word that these do not know is the name of a script.
  pnpm: {
    valued: nodeValued,
    tells: byVerb({
      "ls, list, ll, la, why, outdated, root, bin, help, licenses, store path, store status": looks,
      ...nodeVerbs,
    }),
  },
  yarn: {
    valued: nodeValued,
    tells: byVerb({
      "list, why, outdated, info, bin, help, licenses, versions, cache dir, cache list": looks,
      "": installs,
      ...nodeVerbs,
    }),
  },
  "npx pnpx bunx uvx": {
    valued: "-p --package -c --call --from --python --with",
    tells: byOption({ "-c, --call": runsCode }, (call) =>
      call.args.length === 1 && call.has("--version", "--help")
        ? looks(call)
        : fetchesAndRuns({ ...call, operands: call.operands.slice(0, 1) }),
    ),
  },
  gem: {
    valued: "-v --version -s --source -i --install-dir -n --bindir -P --platform -k --key --host",
    tells: byVerb({
      "list, info, search, query, env, environment, specification, contents, which": looks,
      "dependency, outdated, help, stale": looks,
      sources: looksUnless({
        "-a, --add, -r, --remove, -c, --clear-all, -u, --update": says(
          "package",
          "changes where packages come from",
          "medium",
          "yes",
        ),
      }),
      "install, i": installs,
      uninstall: removes,
      "update, pristine": upgrades,
      cleanup: unlessDry("-n -d --dry-run --dryrun", removes),
      "fetch, unpack": fetches,
      build: builds,
      push: publishes,
      yank: unpublishes,
      "signin, signout": signsIn,
    }),
  },
  "bundle bundler": {
    valued: "--gemfile --path -j --jobs --retry --without --with",
    tells: byVerb({
      "check, list, show, outdated, info, platform, env, help, version, licenses, doctor":
        looksUnless({
          "--gemfile": isUnknown,
        }),
      ", install, add, binstubs, cache, package": installs,
      update: upgrades,
      "remove, clean": removes,
      "lock, init, config": tidies,
    }),
  },
  cargo: {
    valued:
      "--manifest-path -p --package --bin --example --features -F --target --profile -j --jobs " +
      "--target-dir --version --git --branch --tag --rev --root --registry --path --message-format",
    tells: orMoreBy(
      "--config",
      byVerb({
        "audit fix": tidies,
        "search, tree, metadata, locate-project, version, verify-project, info, pkgid": looks,
        "read-manifest, help, audit": looks,
        "build, b, check, c, doc, d, fetch, vendor, package, clippy, new, init, rustc": builds,
        "run, r, test, t, bench": runsProject,
        fmt: unlessDry("--check", tidies),
        "add, remove, update, fix, generate-lockfile": tidies,
        install: byOption({ "--list": looksIfKnown }, installs),
        uninstall: removes,
        clean: says("delete", "deletes what was built", "low", "yes"),
        publish: unlessDry("--dry-run", publishes),
        yank: unpublishes,
        "login, logout, owner": signsIn,
      }),
    ),
  },
  go: {
    valued: "-o -C -mod -tags -ldflags -gcflags -run -bench -count -timeout -p -exec -toolexec",
    tells: byOption(
      { "-exec, -toolexec, -vettool": runsCode },
      byVerb({
        "version, list, doc, help, mod graph, mod why, mod verify": looks,
        vet: looksUnless({ "-fix": tidies }),
        env: looksUnless({
          "-w, -u": says("write", "changes the settings of go", "medium", "yes"),
        }),
        build: byOption({ "-o": writesTo("-o", "builds") }, builds),
        "run, generate": runsProject,
        test: runsProject,
        install: installs,
        "get, mod tidy, mod edit, mod init, mod vendor, work, fmt, fix": tidies,
        "mod download": fetches,
        clean: says("delete", "deletes what was built", "low", "yes"),
      }),
    ),
  },
};

/** `pip install -r requirements.txt` and `pip install -e .` name what they install by an option. */
function pipInstall(call: Parameters<Judge>[0]): ReturnType<Judge> {
  const list = call.value("-r", "--requirement", "-e", "--editable");
  const judge = call.has("-U", "--upgrade") ? upgrades : installs;
  const all = list ? { ...call, operands: [...call.operands, list] } : call;
  return inFiles(filesBy("-t --target --prefix --root"), judge)(all);
}
