/** git, by verb. What is committed can be found again; what is not, or is pushed over, cannot. */
import type { Risk } from "../../model/risk.ts";
import { takesCommandLine } from "../known-commands.ts";
import { type Call, callOf } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import {
  branches,
  checksOut,
  clones,
  configures,
  losesAll,
  pushes,
  resets,
  restores,
  tags,
} from "./git-verbs.ts";
import { byOption, looksIfKnown, looksUnless, orMore, orMoreBy, writesTo } from "./options.ts";
import { makeNew, writeTo } from "./paths.ts";
import { here } from "./places.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  operands,
  type Row,
  runsCode,
  says,
  told,
} from "./row.ts";

/** Shows, unless it is told to write a file or to start another program. */
const showsText: Row = {
  valued: "--output -n -S -G -L --since --until --author --grep --format --pretty -O",
  tells: looksUnless({
    "--ext-diff": isUnknown,
    "--output": writesTo("--output", "writes"),
  }),
};

function changes(does: string, risk: Risk = "low"): Judge {
  return says("write", does, risk, "yes");
}

const rebases: Row = {
  valued: "-x --exec --onto -s -X -C",
  tells: byOption(
    { "-x, --exec": runsCode },
    changes("writes the commits of the branch anew", "medium"),
  ),
};

const pullsOrMerges: Row = {
  valued: "-m -F --message -s -X --strategy --depth -j --jobs --upload-pack",
  tells: byOption(
    { "--upload-pack": runsCode },
    unlessDry("--dry-run", changes("brings commits of others into the files here", "medium")),
  ),
};

const stash = byVerb({
  "": changes("puts the uncommitted changes away", "medium"),
  "list, show": showsText,
  "push, save": changes("puts the uncommitted changes away", "medium"),
  "pop, apply, branch": changes("brings back changes that were put away", "medium"),
  drop: says("delete", "deletes changes that were put away", "high", "backup"),
  clear: says("delete", "deletes all changes that were put away", "critical", "no"),
  "create, store": changes("keeps a copy of the uncommitted changes"),
});

const submodules = byVerb({
  "": looks,
  "status, summary": looks,
  "update, sync, init": (call) =>
    call.has("-f", "--force")
      ? losesAll(call)
      : changes("brings the submodules to another state", "medium")(call),
  "add, set-url, set-branch, absorbgitdirs": changes("changes the submodules", "medium"),
  deinit: operands("delete", "empties the submodule", "high", "backup"),
});

const cleans: Row = {
  valued: "-e --exclude",
  tells: unlessDry("-n --dry-run", (call) => {
    const what = call.has("-x", "-X")
      ? "files that git does not keep, ignored ones too"
      : "files that git does not keep";
    return [told("delete", `deletes all ${what}`, null, "high", "no")];
  }),
};

const removes: Row = {
  tells: unlessDry("-n --dry-run", (call) => {
    if (call.has("--cached"))
      return operands("write", "takes out of git, but keeps,", "low", "yes")(call);
    return operands(
      "delete",
      "deletes",
      call.has("-f", "--force") ? "high" : "medium",
      "yes",
    )(call);
  }),
};

const applies: Row = {
  valued: "-p --directory --exclude --include -C",
  tells: (call) =>
    call.has("--check", "--stat", "--numstat", "--summary") && !call.has("--apply")
      ? looksIfKnown(call)
      : changes("patches the files here", "medium")(call),
};

const ownOptions = "-C -c --git-dir --work-tree --namespace --config-env --exec-path";

/** What stands before the verb may choose the programs that git runs, and so may an address. */
function unlessItRunsOthers(judge: Judge): Judge {
  return orMore((call) => {
    const verb = call.operands[0];
    const before = verb ? call.args.slice(0, call.args.indexOf(verb)) : call.args;
    const own = callOf(call.name, before, ownOptions, null, call);
    const settings = own.values("-c");
    return (
      own.value("--exec-path") !== null ||
      own.has("--config-env") ||
      settings.some(({ text }) => text === null || takesCommandLine(text.replace(/=.*/s, ""))) ||
      // `ext::sh -c …` is a command that speaks for the other side.
      call.args.some(({ text, written }) => /^["']?ext::/.test(text ?? written))
    );
  }, judge);
}

const onlyFirst = (judge: Judge) => (call: Call) =>
  judge({ ...call, operands: call.operands.slice(0, 1) });

export const git: CommandTable = {
  git: {
    valued: "-C -c --git-dir --work-tree --namespace --config-env",
    tells: unlessItRunsOthers(
      byVerb({
        "": looksIfKnown,
        "log, diff, show, whatchanged, shortlog, blame, annotate": showsText,
        // What it finds is opened with any program.
        grep: {
          valued: "-e -f -A -B -C -m --max-count --max-depth --threads",
          tells: orMoreBy("-O, --open-files-in-pager", looksIfKnown),
        },
        "diff-tree, diff-index, diff-files, range-diff, patch-id, rev-list": showsText,
        "status, rev-parse, describe, ls-files, ls-tree, cat-file, count-objects": looksIfKnown,
        "merge-base, for-each-ref, name-rev, show-ref, show-branch, cherry, var, version, help":
          looksIfKnown,
        "check-ignore, check-attr, check-ref-format, verify-commit, verify-tag, get-tar-commit-id":
          looksIfKnown,
        fsck: looksUnless({ "--lost-found": changes("writes out what is lost") }),
        push: { valued: "-o --push-option --repo --receive-pack --exec", tells: pushes },
        fetch: {
          valued: "--depth --deepen --upload-pack -j --jobs --refmap --shallow-since -o",
          tells: unlessDry(
            "--dry-run",
            byOption({ "--upload-pack": runsCode }, changes("fetches commits")),
          ),
        },
        "pull, merge": pullsOrMerges,
        clone: {
          valued:
            "-b --branch --depth -o --origin -c --config -u --upload-pack --reference --template " +
            "-j --filter --shallow-since --separate-git-dir",
          tells: clones,
        },
        init: (call) =>
          [call.operands[0] ?? here].map((path) => makeNew(path, "makes a repository in")),
        add: unlessDry("-n --dry-run", operands("write", "marks to be committed", "low", "yes")),
        commit: {
          valued: "-m --message -F --file -C -c --author --date -t --fixup --squash",
          tells: unlessDry("--dry-run", (call) =>
            changes(
              call.has("--amend") ? "writes the last commit anew" : "commits",
              call.has("--amend") ? "medium" : "low",
            )(call),
          ),
        },
        reset: { tells: resets },
        clean: cleans,
        checkout: { valued: "-b -B --orphan --conflict --pathspec-from-file", tells: checksOut },
        restore: { valued: "-s --source --conflict", tells: restores },
        switch: {
          valued: "-c --create -C --force-create --orphan",
          tells: byOption(
            {
              "-f, --force, --discard-changes": losesAll,
              "-c, --create, --orphan": (call) => changes("makes a branch")(call),
              "-C, --force-create": (call) => changes("makes, or moves, a branch", "medium")(call),
            },
            operands("write", "switches to", "medium", "yes"),
          ),
        },
        rebase: rebases,
        "cherry-pick, revert, am": changes("makes commits out of others", "medium"),
        apply: applies,
        rm: removes,
        mv: unlessDry("-n --dry-run", operands("write", "moves", "medium", "yes")),
        "submodule foreach": isUnknown,
        submodule: submodules,
        config: { valued: "-f --file --blob -t --type --default --comment", tells: configures },
        gc: byOption(
          { "--prune": says("delete", "deletes what nothing points to", "high", "no") },
          changes("tidies the repository"),
        ),
        "repack, pack-refs, commit-graph, maintenance, update-server-info, multi-pack-index":
          changes("tidies the repository"),
        prune: unlessDry(
          "-n --dry-run",
          says("delete", "deletes what nothing points to", "high", "no"),
        ),
        "ls-remote": looksUnless({ "--upload-pack, --exec": runsCode }),
        reflog: byVerb({
          "": looks,
          "show, list": showsText,
          exists: looksIfKnown,
          "expire, delete": unlessDry(
            "-n --dry-run",
            says("delete", "deletes the record of where branches were", "high", "no"),
          ),
        }),
        stash,
        branch: {
          valued: "-u --set-upstream-to --sort --format --contains --merged",
          tells: branches,
        },
        tag: { valued: "-m --message -F --file -u --local-user --sort --format", tells: tags },
        "remote show, remote get-url": looksIfKnown,
        "remote add": {
          valued: "-t -m",
          tells: onlyFirst(operands("write", "adds the remote", "low", "yes")),
        },
        "remote remove, remote rm, remote rename, remote set-url, remote set-head, remote set-branches":
          onlyFirst(operands("write", "changes the remote", "medium", "yes")),
        "remote update, remote prune": changes("fetches commits"),
        remote: (call) => (call.operands.length === 0 ? looksIfKnown(call) : isUnknown(call)),
        "worktree list": looks,
        "worktree add": {
          valued: "-b -B",
          tells: (call) => call.operands.slice(0, 1).map((path) => makeNew(path)),
        },
        "worktree remove": (call) =>
          operands("delete", "deletes", call.has("-f", "--force") ? "high" : "medium", "no")(call),
        "worktree prune, worktree lock, worktree unlock, worktree move, worktree repair": changes(
          "changes the list of worktrees",
        ),
        "update-ref, symbolic-ref, replace": (call) =>
          call.operands.length === 1 && !call.has("-d", "--delete", "--stdin")
            ? looksIfKnown(call)
            : says(
                "write",
                "changes where a name points",
                call.has("-d", "--delete") ? "high" : "medium",
                "backup",
              )(call),
        archive: {
          valued: "-o --output --format --prefix --remote",
          tells: looksUnless({
            "--exec": runsCode,
            "--remote": isUnknown,
            "-o, --output": writesTo("-o --output", "packs"),
          }),
        },
        "format-patch": {
          valued: "-o --output-directory --output -v --subject-prefix --start-number --suffix",
          tells: byOption(
            {
              "-o, --output-directory, --output": writesTo(
                "-o --output-directory --output",
                "writes patches to",
              ),
              "--stdout": looksIfKnown,
            },
            changes("writes patches"),
          ),
        },
        "bundle verify, bundle list-heads": looks,
        "bundle create": (call) =>
          call.operands.slice(0, 1).flatMap((path) => writeTo(path, "packs")),
        "filter-branch, filter-repo": says("delete", "writes all history anew", "critical", "no"),
        "bisect log, bisect view, bisect visualize": looks,
        "bisect start, bisect good, bisect bad, bisect skip, bisect reset": changes(
          "switches to another commit",
          "medium",
        ),
        "notes list, notes show, sparse-checkout list, lfs ls-files, lfs status, lfs env, lfs locks":
          looks,
        "notes add, notes append, notes edit, notes copy, lfs install, lfs track, lfs fetch":
          changes("changes the repository"),
        "sparse-checkout set, sparse-checkout add, sparse-checkout disable, lfs pull, lfs checkout":
          changes("changes the files here", "medium"),
        "lfs push": says("network", "pushes large files", "medium", "no"),
        "lfs prune, lfs migrate": says("delete", "deletes or rewrites large files", "high", "no"),
      }),
    ),
  },
};
