/**
 * What tools take in several spellings: options with a short and a long name, verbs with a second name,
 * endings that may be left off. Data, and easy to add to; `spelling.ts` reads it.
 */
import { plainKinds } from "./cluster-kinds.ts";
import { packageRows } from "./package-rows.ts";
import { signalRows } from "./signal-rows.ts";
import type { List, Option, Row, Spelling } from "./spelling-rows.ts";

const firewall: Row = {
  options: `-A --append =, -D --delete =, -I --insert =, -R --replace =, -L --list, -S --list-rules, -F --flush,
    -Z --zero, -N --new-chain =, -X --delete-chain, -P --policy =, -E --rename-chain =, -C --check =,
    --dport --destination-port =, --sport --source-port =,
    -t --table =, -j --jump =, -g --goto =, -p --protocol --proto =, -s --source --src =,
    -d --destination --dst =, -i --in-interface =, -o --out-interface =, -m --match =`,
};

const copies: Row = {
  options: `-r -R --recursive, -f --force, -n --no-clobber, -u --update, -a --archive, -p, -v --verbose,
    -b --backup ~, -t --target-directory =, -T --no-target-directory, -S --suffix =`,
  listInto: 0,
  into: "-t",
};

const rights: Row = { options: "-R --recursive, -f --silent --quiet, -v --verbose", list: 1 };

const containers: Row = {
  options: "--host -H =, --context -c =, --log-level -l =, --config =",
  verbs: {
    ...moved("container", "attach commit cp create diff exec export kill logs pause port rename"),
    ...moved("container", "restart rm run start stats stop top unpause update wait"),
    ...moved("image", "build history import load pull push save tag"),
    ...{ "container ls": "ps", "container list": "ps", "container ps": "ps" },
    ...{ "container remove": "rm", "image rm": "rmi", "image remove": "rmi", "image ls": "images" },
    ...{ "volume remove": "volume rm", "network remove": "network rm" },
  },
  under: {
    "run, create": {
      options: `-d --detach, -e --env =, --env-file =, -v --volume =, --mount =, -p --publish =, -P --publish-all,
        -u --user =, -w --workdir =, --name =, --network --net =, -i --interactive, -t --tty, --rm, --privileged,
        --entrypoint =, -h --hostname =, -l --label =, -m --memory =, --restart =, --pid =, --cap-add =`,
    },
    exec: {
      options: `-d --detach, -e --env =, --env-file =, -u --user =, -w --workdir =, -i --interactive, -t --tty,
        --privileged`,
    },
    rm: { options: "-f --force, -v --volumes, -l --link", list: 0 },
    rmi: { options: "-f --force, --no-prune", list: 0 },
    "stop, restart": { options: "-t --time --timeout =, -s --signal =", list: 0 },
    kill: { options: "-s --signal =", list: 0 },
    "start, pause, unpause, wait": { list: 0 },
    "volume, network, image, system, container": {
      options: "-f --force, -a --all",
    },
    compose: {
      options: `--file -f =, --project-name -p =, --profile =, --env-file =, --project-directory =`,
      under: {
        down: { options: "-v --volumes, -t --timeout =, --rmi =, --remove-orphans" },
        up: { options: "-d --detach, --build, --force-recreate, --pull =, --scale =", list: 0 },
        rm: { options: "-f --force, -s --stop, -v --volumes", list: 0 },
        "stop, restart, kill, pull, start, pause, unpause": {
          options: "-t --timeout =, -s --signal =",
          list: 0,
        },
      },
    },
  },
};

const instances: Row = {
  options: "--project =",
  verbs: {
    rm: "delete",
    ls: "list",
    "config device rm": "config device remove",
    "snapshot rm": "snapshot delete",
    "file rm": "file delete",
  },
  under: {
    "delete, stop, start, restart, pause": {
      options: "-f --force, --timeout =, --all",
      list: 0,
    },
    file: { options: "-r --recursive, -p --create-dirs, --mode =0, --uid =, --gid =" },
  },
};

const clusters: Row = {
  options: `-n --namespace =, -f --filename =, -l --selector =, -A --all-namespaces, -o --output =, --context =,
    --kubeconfig =, --cluster =, --user =, --token =, --as =, --as-group =, --as-uid =, --cache-dir =, --profile =,
    --profile-output =, --certificate-authority =, --client-key =, --client-certificate =, --request-timeout =,
    --tls-server-name =, --username =, --password =, -v --v =, -k --kustomize =, -c --container =,
    --grace-period =, --replicas =, -s --server =, --timeout =, --field-manager =, --field-selector =`,
  isSplitAtSlash: true,
  under: {
    delete: { options: "--force, --now, --all", first: "kind", list: 1 },
    "get, describe, create, edit, patch, label, annotate, scale, autoscale, expose, wait": {
      first: "kind",
    },
    rollout: { under: { "*": { first: "kind" } } },
    run: { options: "--env =" },
    // What follows is of another command.
    "exec, debug": {},
    set: { under: { env: { options: "--env -e =", first: "kind" }, "*": { first: "kind" } } },
    "cordon, uncordon, drain": { list: 0 },
  },
};

const table: Readonly<Record<string, Row>> = {
  rm: {
    options: "-r -R --recursive, -f --force, -d --dir, -i --interactive, -v --verbose",
    list: 0,
  },
  "cp, mv": copies,
  install: {
    options: `-m --mode =0, -o --owner =, -g --group =, -d --directory, -D, -b --backup ~,
      -t --target-directory =, -v --verbose`,
    listInto: 0,
    into: "-t",
  },
  ln: {
    options: "-s --symbolic, -f --force, -n --no-dereference, -t --target-directory =",
    listInto: 0,
    into: "-t",
  },
  chmod: { ...rights, first: "mode" },
  "chown, chgrp": rights,
  "rmdir, shred, unlink, touch, truncate": {
    options: "-u --remove, -s --size =, -n --iterations =",
    list: 0,
  },
  mkdir: { options: "-p --parents, -m --mode =0", list: 0 },
  tee: { options: "-a --append", list: 0 },
  sed: {
    options: `-i --in-place ~, -e --expression =, -f --file =, -n --quiet --silent,
      -E -r --regexp-extended, -s --separate, -z --null-data`,
  },
  perl: { options: "-i ~, -e -E =, -p, -n, -w" },
  gsed: { instead: "sed" },
  ssh: {
    options: `-p =, -l =, -i =, -o =, -F =, -J =, -L =, -R =, -D =, -E =, -S =, -W =, -b =, -B =, -c =, -e =, -m =,
      -O =, -Q =, -w =, -I =, -A, -a, -C, -f, -g, -K, -k, -M, -N, -n, -q, -s, -T, -t, -V, -v, -X, -x, -Y, -y, -4, -6`,
    hasUser: "host",
  },
  scp: {
    options: "-r, -p, -P =, -i =, -o =, -F =, -J =, -l =, -S =, -c =",
    hasUser: "path",
    listInto: 0,
  },
  rsync: {
    options: `-a --archive, -r --recursive, -v --verbose, -z --compress, -e --rsh =, -n --dry-run,
      --delete --del, -u --update, --exclude =, --include =, --chown =, --chmod =, -f --filter =`,
    hasUser: "path",
    listInto: 0,
  },
  curl: {
    options: `-X --request =, -d --data --data-ascii =, --data-raw =, --data-binary =, --data-urlencode =, --json =,
      -F --form =, -T --upload-file =, -H --header =, -u --user =, -o --output =, -O --remote-name,
      -k --insecure, -L --location, -s --silent, -S --show-error, -f --fail, -i --include --show-headers,
      -I --head, -A --user-agent =, -b --cookie =, -c --cookie-jar =, -e --referer =, -x --proxy =,
      -E --cert =, --key =, --cacert =, -m --max-time =, -w --write-out =, -K --config =, -G --get,
      -v --verbose, --url =`,
  },
  wget: {
    options: `-O --output-document =, -o --output-file =, -P --directory-prefix =, -q --quiet, --method =,
      --post-data =, --post-file =, --body-data =, --header =, -r --recursive, -i --input-file =`,
  },
  git: {
    readsPatterns: true,
    options:
      "-C =, -c =, --git-dir =, --work-tree =, --namespace =, --attr-source =, --config-env =",
    verbs: { stage: "add" },
    under: {
      push: {
        options: `--force -f, --delete -d, --force-with-lease, --mirror, --all --branches, --tags, -u --set-upstream,
          -n --dry-run, -o --push-option =, --receive-pack --exec =, --repo =`,
        marks: { "+": "--force", ":": "--delete" },
      },
      add: {
        options: "-A --all --no-ignore-removal, -f --force, -u --update, -n --dry-run",
        list: 0,
      },
      commit: { options: "-a --all, -m --message =, --amend, -F --file =, -n --no-verify" },
      clean: { options: "-f --force, -n --dry-run, -d, -x, -X, -e --exclude =" },
      "branch, tag": { options: "-d --delete, -f --force, -m --move --message =" },
      "checkout, switch": {
        options: "-f --force, -b --create, -B --force-create, --discard-changes",
      },
      rm: { options: "-r, -f --force, --cached", list: 0 },
      "*": {},
    },
  },
  systemctl: {
    readsPatterns: true,
    options:
      "-H --host =, -M --machine =, -t --type =, -p --property =, -n --lines =, -o --output =, -f --force",
    under: {
      "kill, set-property": { options: "-s --signal =", ending: ".service" },
      "*": { options: "--now, --runtime, --no-block", ending: ".service", list: 0 },
    },
  },
  "service, invoke-rc.d, rc-service": { instead: "systemctl", isTurned: true },
  journalctl: { options: "-u --unit =, -f --follow, -n --lines =, -S --since =, -U --until =" },
  "iptables, ip6tables": firewall,
  "iptables-legacy, iptables-nft": { instead: "iptables" },
  "ip6tables-legacy, ip6tables-nft": { instead: "ip6tables" },
  "docker, podman, nerdctl": containers,
  "docker-compose": { instead: "docker compose" },
  "podman-compose": { instead: "podman compose" },
  incus: instances,
  lxc: { instead: "incus" },
  "kubectl, oc": clusters,
  ...packageRows,
  psql: {
    options: `-c --command =, -f --file =, -d --dbname =, -h --host =, -p --port =, -U --username =,
      -o --output =, -v --set --variable =`,
  },
  "mysql, mariadb": {
    options:
      "-e --execute =, -h --host =, -P --port =, -u --user =, -D --database =, -p --password ~",
  },
  "userdel, groupdel": { options: "-r --remove, -f --force" },
  dd: { isUnordered: true },
  tar: {
    beginsWithOptions: true,
    options: `-x --extract --get, -c --create, -t --list, -r --append, -u --update, -f --file =, -C --directory --cd =,
      -T --files-from =, -X --exclude-from =, -z --gzip --gunzip, -j --bzip2, -J --xz, -v --verbose,
      -p --preserve-permissions, -k --keep-old-files, -O --to-stdout, --exclude =, --transform --xform =,
      --strip-components =, -b --blocking-factor =, --to-command =, -I --use-compress-program =,
      -g --listed-incremental =, -K --starting-file =, -N --newer =, -V --label =, -L --tape-length =,
      -F --info-script =, -H --format =`,
  },
  helm: {
    options: `-n --namespace =, --kube-context =, --kubeconfig =, --registry-config =, --repository-config =,
      --repository-cache =, -f --values =, --set =, --set-string =, --version =, --timeout =, -o --output =`,
    verbs: { del: "uninstall", delete: "uninstall", un: "uninstall", ls: "list" },
    under: { uninstall: { list: 0 } },
  },
  "terraform, tofu": {
    options: `-chdir --chdir =, -auto-approve --auto-approve, -destroy --destroy, -target --target =, -var --var =,
      -var-file --var-file =, -replace --replace =, -state --state =, -lock --lock, -force --force`,
    meant: { "apply -destroy": "destroy" },
  },
  ...signalRows,
};

const none: Spelling = {
  isTurned: false,
  options: new Map(),
  verbs: new Map(),
  meant: new Map(),
  under: new Map(),
  marks: new Map(),
  ending: null,
  hasUser: null,
  hasVersion: false,
  first: null,
  takesSignals: false,
  takesNegatives: false,
  isSplitAtSlash: false,
  beginsWithOptions: false,
  isUnordered: false,
  readsPatterns: false,
  into: null,
  list: null,
};

/** What stands in a row for what an option takes. */
const signs = [
  ["=", "value"],
  ["=0", "mode"],
  [">", "option"],
  ["~", "suffix"],
] as const;

/** By the name of the tool. */
export const spellings: ReadonlyMap<string, Spelling> = readAll(table, none);

function readAll(
  rows: Readonly<Record<string, Row>>,
  above: Spelling,
): ReadonlyMap<string, Spelling> {
  return new Map(
    Object.entries(rows).flatMap(([names, row]) => {
      const spelling = read(row, above);
      return names.split(", ").map((name) => [name, spelling] as const);
    }),
  );
}

/** What holds for a tool holds behind its verbs, too. */
function read(row: Row, above: Spelling): Spelling {
  const { instead, options = "", verbs = {}, under = {}, marks = {} } = row;
  const own = {
    isTurned: row.isTurned ?? false,
    options: new Map([...above.options, ...optionsIn(options)]),
    marks: new Map(Object.entries(marks)),
    meant: new Map(Object.entries(row.meant ?? {})),
    ending: row.ending ?? null,
    hasUser: row.hasUser ?? null,
    hasVersion: row.hasVersion ?? false,
    first: row.first ?? null,
    takesSignals: row.takesSignals ?? false,
    takesNegatives: row.takesNegatives ?? false,
    isSplitAtSlash: row.isSplitAtSlash ?? above.isSplitAtSlash,
    beginsWithOptions: row.beginsWithOptions ?? false,
    isUnordered: row.isUnordered ?? false,
    readsPatterns: row.readsPatterns ?? false,
    list: listOf(row),
  };
  const spelling = {
    ...none,
    ...own,
    ...(instead === undefined ? {} : { instead: instead.split(" ") }),
    verbs: new Map([...above.verbs, ...verbsIn(verbs)]),
    into: row.into ?? null,
  };
  return { ...spelling, under: readAll(under, spelling) };
}

function verbsIn(verbs: Readonly<Record<string, string>>): [string, string[]][] {
  return Object.entries(verbs).map(([verb, plain]) => [verb, plain.split(" ")]);
}

function listOf({ list, listInto }: Row): List | null {
  if (list !== undefined) return { after: list, isIntoLast: false };
  return listInto === undefined ? null : { after: listInto, isIntoLast: true };
}

function optionsIn(text: string): [string, Option][] {
  return text.split(",").flatMap((names) => {
    const words = names.split(/\s+/).filter((word) => word !== "");
    const [plain = ""] = words;
    const takes = signs.find(([sign]) => words.includes(sign))?.[1] ?? "nothing";
    return words
      .filter((word) => word.startsWith("-"))
      .map((name): [string, Option] => [name, { plain, takes }]);
  });
}

/** `docker container rm` is `docker rm`. */
function moved(noun: string, verbs: string): Record<string, string> {
  return Object.fromEntries(verbs.split(" ").map((verb) => [`${noun} ${verb}`, verb]));
}

/** Operands that may come to stand in the plain way to write it in place of others. */
export function wordsPutIn(name: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { instead: [first, ...others] = [] } of spellings.values()) {
    if (first === name) for (const word of others) words.add(word);
  }
  const spelling = spellings.get(name);
  if (spelling?.isSplitAtSlash) for (const kind of plainKinds) words.add(kind);
  addPutIn(words, spelling);
  return words;
}

/** Whether it takes a word in any case. */
export function ignoresCase(name: string): boolean {
  return (
    spellings
      .get(name)
      ?.under.values()
      .some(({ first }) => first === "kind") ?? false
  );
}

function addPutIn(words: Set<string>, spelling: Spelling | undefined): void {
  if (!spelling) return;
  for (const word of [...spelling.verbs.values(), ...spelling.meant.values()].flat())
    words.add(word);
  for (const below of spelling.under.values()) addPutIn(words, below);
}
