/** The command lines of the clouds. */

import type { Arg, Call } from "./call.ts";
import { cloudAct, mainVerb, splitVerb } from "./cloud-verbs.ts";
import { isDry, unlessDry } from "./dry-run.ts";
import { filesBy, withinFiles } from "./in-files.ts";
import { unlessRehearsed } from "./kubectl-things.ts";
import { withOutput, written } from "./options.ts";
import { writeTo } from "./paths.ts";
import { nothingOr } from "./readers.ts";
import {
  byVerb,
  type CommandTable,
  given,
  isUnknown,
  type Judge,
  looks,
  onEach,
  operands,
  says,
  type Told,
} from "./row.ts";
import { asksBigQuery, runsStatement } from "./sql-clients.ts";

const everywhere = `--profile --region --output -o --query --endpoint-url --ca-bundle
  --cli-input-json --project -p --account --zone --format --filter --filters --configuration
  --verbosity --context -t --command --access-token --subscription --resource-group -g --os-cloud --config
  --poll-interval --page-size --limit --sort-by --flatten --impersonate-service-account
  --billing-project -f --columns -c --column`;

/** What is named by options, best first. */
const thingNames = `--instance-ids --instance-id --db-instance-identifier
  --db-cluster-identifier --cluster-name --cluster --stack-name --table-name --bucket
  --function-name --volume-id --snapshot-id --image-id --group-id --group-name --key-name
  --key-id --secret-id --user-name --role-name --policy-arn --queue-url --topic-arn
  --repository-name --hosted-zone-id --service --auto-scaling-group-name --log-group-name
  --db-snapshot-identifier --cache-cluster-id --replication-group-id --domain-name --targets
  --target --vpc-id --subnet-id --load-balancer-arn --name -n --ids --vault-name --account-name
  --server --parameter-name --key`;

const counts = "--desired-count --desired-capacity --min-size --max-size";

const valued = `${everywhere} ${thingNames} ${counts}`;

export const cloud: CommandTable = {
  aws: {
    valued: `${valued} --include --exclude --acl --storage-class --sse --metadata-directive
      --range --version-id --kubeconfig --query-string --sql --sqls --sql-statements --statement --statements
      --transact-statements --expression --expression-type --input-serialization
      --output-serialization`,
    tells: unlessRehearsed(aws),
  },
  az: {
    valued: `${valued} --file --destination --querytext -q --file-path --scripts`,
    tells: unlessRehearsed(grouped),
  },
  gcloud: {
    valued: `${valued} --out-file --sql --ddl --ddl-file`,
    tells: withOutput("--out-file", "writes what it gets to", unlessRehearsed(grouped)),
  },
  bq: {
    valued: `${everywhere} --project_id --dataset_id --location --apilog --job_id --max_rows -n
      --destination_table --destination_schema --schedule --parameter --udf_resource
      --time_partitioning_field --clustering_fields --maximum_bytes_billed --display_name`,
    tells: byVerb({
      "ls, show, head, version, help, info": looks,
      query: unlessDry("--dry_run", asksBigQuery),
      "mk, load, cp, update, insert, extract": operands(
        "data",
        "makes or changes",
        "medium",
        "backup",
      ),
      "rm, truncate": operands("data", "deletes", "critical", "no"),
      cancel: operands("process", "stops the job", "medium", "no"),
    }),
  },
  gsutil: {
    valued: "-o -h -u -p -t -j -q",
    tells: byVerb({
      "ls, cat, du, stat, version, hash, help, acl get, iam get, bucketpolicyonly get, lifecycle get":
        looks,
      "versioning get, cors get, defacl get, label get, logging get, notification list, retention get":
        looks,
      "cp, compose": copiesTo,
      rsync: mirrors("-d -r-d"),
      mv: operands("data", "moves", "medium", "backup"),
      mb: operands("data", "makes the bucket", "low", "yes"),
      rm: given(
        "-r -R -a",
        operands("data", "deletes, with all below,", "critical", "no"),
        operands("data", "deletes the object", "high", "no"),
      ),
      rb: operands("data", "deletes the bucket", "critical", "no"),
      "acl set, acl ch, iam set, iam ch, defacl set, defacl ch": says(
        "account",
        "changes who gets at what is stored",
        "high",
        "backup",
      ),
      "setmeta, rewrite, versioning set, lifecycle set, cors set, label set, retention set":
        operands("data", "changes the settings of", "medium", "backup"),
    }),
  },
  "doctl hcloud openstack linode-cli scw exo vultr-cli flyctl fly civo upctl": {
    valued,
    tells: unlessRehearsed(grouped),
  },
};

/** `aws SERVICE VERB-NOUN`; some services have words of their own. */
function aws(call: Call): readonly Told[] {
  const [service, act, ...rest] = call.operands;
  if (!service) return call.has("--version") ? looks(call) : isUnknown(call);
  if (call.operands.slice(0, 3).some(({ text }) => text === "help")) return looks(call);
  if (call.has("--generate-cli-skeleton") || isDry(call, "--dryrun")) return looks(call);
  const own = awsServices[service.text ?? "?"] ?? awsCommands[`${service.text} ${act?.text}`];
  if (own) return own({ ...call, operands: call.operands.slice(1) });
  if (service.text === null || !act || act.text === null) return isUnknown(call);
  if (/^(wait$|decode-|ls$)/.test(act.text)) return looks(call);
  if (call.values(...counts.split(" ")).some(({ text }) => text === "0" || text === null)) {
    return onEach(named(call), "container", "stops", "high", "yes");
  }
  const listed = call.has("--instance-ids") ? rest : [];
  const [verb, noun] = splitVerb(act.text);
  return cloudAct(verb, noun, [...named(call).slice(0, 1), ...listed], `aws ${service.text}`);
}

const s3: Judge = byVerb({
  "ls, presign": looks,
  cp: copiesTo,
  mv: operands("data", "moves", "medium", "backup"),
  mb: operands("data", "makes the bucket", "low", "yes"),
  sync: mirrors("--delete"),
  rm: given(
    "--recursive",
    operands("data", "deletes, with all below,", "critical", "no"),
    operands("data", "deletes the object", "high", "no"),
  ),
  rb: given(
    "--force",
    operands("data", "deletes, with all it holds, the bucket", "critical", "no"),
    operands("data", "deletes the empty bucket", "high", "yes"),
  ),
  website: operands("network", "opens to the web the bucket", "high", "yes"),
});

const showsNewLogin = says("secret", "gets a login, and shows it", "low", "yes");
const showsLogin = says("secret", "shows the login that it uses", "low", "yes");

const awsServices: Readonly<Record<string, Judge>> = {
  s3,
  sts: (call) =>
    (/^(assume-role|get-(session|federation)-token)/.test(call.operands[0]?.text ?? "assume-role")
      ? showsNewLogin
      : looks)(call),
  configure: byVerb({
    "list, list-profiles": looks,
    get: (call) => (isSecretName(call.operands[0]) ? showsLogin : looks)(call),
    "export-credentials": showsLogin,
    ", set, import, sso, sso-session, add-model": says(
      "secret",
      "stores a login",
      "medium",
      "backup",
    ),
  }),
};

/** Those whose last word is the file that they write. */
const fetching = `s3api get-object, s3api get-object-torrent, s3api select-object-content, ebs
  get-snapshot-block, glacier get-job-output, apigateway get-export, apigateway get-sdk, iot-data
  get-thing-shadow, appconfig get-configuration, appconfigdata get-latest-configuration,
  codeartifact get-package-version-asset, mediastore-data get-object`.split(/,\s+/);

const awsCommands: Readonly<Record<string, Judge>> = {
  ...Object.fromEntries(fetching.map((command) => [command.replace(/\s+/, " "), fetches])),
  "logs tail": looks,
  "logs start-query": looks,
  "cloudtrail start-query": looks,
  "athena start-query-execution": runsStatement("--query-string"),
  "redshift-data execute-statement": runsStatement("--sql"),
  "redshift-data batch-execute-statement": runsStatement("--sqls"),
  "rds-data execute-statement": runsStatement("--sql"),
  "rds-data batch-execute-statement": runsStatement("--sql"),
  "rds-data execute-sql": runsStatement("--sql-statements"),
  "dynamodb execute-statement": runsStatement("--statement"),
  "dynamodb batch-execute-statement": runsStatement("--statements"),
  "dynamodb execute-transaction": runsStatement("--transact-statements"),
  "ssm start-session": (call) =>
    onEach(call.values("--target"), "network", "opens a shell on", "medium", "no"),
  "ssm send-command": (call) =>
    onEach(call.values("--instance-ids", "--targets"), "code", "runs commands on", "high", "no"),
  "eks update-kubeconfig": withinFiles(
    filesBy("--kubeconfig", "~/.kube/config"),
    says("write", "changes the configuration of kubectl", "medium", "backup"),
  ),
  "ecr get-login-password": showsNewLogin,
  "ecr-public get-login-password": showsNewLogin,
  "eks get-token": showsNewLogin,
  "rds generate-db-auth-token": showsNewLogin,
  "sso get-role-credentials": showsNewLogin,
  "secretsmanager get-secret-value": (call) =>
    onEach(call.values("--secret-id"), "secret", "shows the secret", "low", "yes"),
};

function isSecretName(arg: Arg | undefined): boolean {
  return arg?.text === null || /secret|token|password/.test(arg?.text ?? "");
}

/** The file comes last; which word it is stays open where an option is not known. */
function fetches(call: Call): readonly Told[] {
  const [file, ...others] = call.operands.slice(1);
  return file && others.length === 0
    ? nothingOr(writeTo(file, "writes what it gets to"), call)
    : says("write", "writes what it gets to a file", "medium", "backup")(call);
}

/** Into a bucket, or to a file here. */
function copiesTo(call: Call): readonly Told[] {
  const target = call.operands.at(-1);
  const isHere = target && call.operands.length > 1 && !/^["']?\w+:\/\//.test(target.written);
  if (!isHere || (target.text === null && !/^["']?[./~]/.test(target.written))) {
    return operands("data", "copies to", "medium", "backup", -1)(call);
  }
  return target.text === "-" ? looks(call) : nothingOr(writeTo(target, "copies to"), call);
}

function mirrors(options: string): Judge {
  return given(
    options,
    operands("data", "deletes what is not in the source, and overwrites,", "critical", "no", -1),
    copiesTo,
  );
}

/** `az vm delete`, `gcloud compute instances delete NAME`, `hcloud server list`: groups, then a verb. */
function grouped(call: Call): readonly Told[] {
  const words = call.operands;
  const isHelp = call.args.some(({ text }) => text === "-h" || text === "--help");
  if (words.length === 0) return isHelp || call.has("--version") ? looks(call) : isUnknown(call);
  if (isHelp || words[0]?.text === "help" || words[0]?.text === "version") return looks(call);
  if (isDry(call, "--what-if --validate-only")) return looks(call);
  const said = words.map(({ text }) => text ?? "?").join(" ");
  const own = ownWords.find(([pattern]) => pattern.test(said));
  if (own) return own[1](call);
  const at = mainVerb(words);
  const isHidden = words.slice(0, Math.max(at, 0)).some(({ text }) => text === null);
  if (at < 0 || isHidden) return isUnknown(call);
  const [act, rest] = splitVerb(words[at]?.text ?? "");
  const noun = [...words.slice(0, at).map(({ text }) => text), rest].filter(Boolean).join("-");
  const about = [...words.slice(at + 1), ...named(call)].slice(0, 1);
  return cloudAct(act, noun, about, call.name);
}

/** What these tools say of themselves, and not of a cloud. */
const ownWords: readonly (readonly [RegExp, Judge])[] = [
  [/execute-sql( |$)/, runsStatement("--sql")],
  [/databases ddl update( |$)/, runsStatement("--ddl")],
  [/^(postgres|mysql) (flexible-server )?execute( |$)/, runsStatement("--querytext -q")],
  [
    /(run-command|command) (invoke|create)( |$)/,
    (call) => onEach(named(call).slice(0, 1), "code", "runs commands on", "high", "no"),
  ],
  [/run-command (list|show)( |$)/, looks],
  [
    /^keyvault secret show( |$)/,
    (call) => onEach(call.values("--name", "-n"), "secret", "shows the secret", "low", "yes"),
  ],
  [/ download( |$)/, downloads],
  [/^auth (list|ls|print-\w+)( |$)/, looks],
  [/^(config (list|get|get-value|configurations list)|context (list|active))( |$)/, looks],
  [/^(account (show|list|get)|projects? (list|show|describe))( |$)/, looks],
  [
    /^(account set|config set|auth switch|context use|config configurations activate)( |$)/,
    switches,
  ],
  [/^(login|logout|auth|init)( |$)/, says("secret", "stores or forgets a login", "low", "yes")],
  [
    /^(components|extension) (update|install|add|remove)( |$)|^upgrade$/,
    says("package", "changes the tool itself", "medium", "yes"),
  ],
  [/^storage (ls|cat|du|hash)( |$)/, looks],
  [
    /^storage rm( |$)/,
    given(
      "-r -R --recursive",
      operands("data", "deletes, with all below,", "critical", "no", 2),
      operands("data", "deletes the object", "high", "no", 2),
    ),
  ],
  [
    /^(compute ssh|ssh|server ssh)( |$)/,
    operands("network", "opens a shell on", "medium", "no", -1),
  ],
  [
    /get-credentials|kubeconfig (save|show)/,
    withinFiles(
      filesBy("--kubeconfig --file -f", "~/.kube/config"),
      says("write", "changes the configuration of kubectl", "medium", "backup"),
    ),
  ],
];

/** The file or directory where it goes; without one, where the step stands. */
function downloads(call: Call): readonly Told[] {
  const told = written(call, "--file -f --destination", "downloads to");
  return told.length > 0 ? told : says("write", "writes out", "low", "backup")(call);
}

function switches(call: Call): readonly Told[] {
  const to = call.value("--subscription") ?? call.operands.at(-1);
  return onEach(to ? [to] : [], "write", "sends all later commands to", "medium", "yes");
}

function named(call: Call): readonly Arg[] {
  return thingNames.split(/\s+/).flatMap((name) => call.values(name));
}
