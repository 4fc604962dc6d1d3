/** Which shell variables a document leaves to be given, and which it does not. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { readRunbook } from "../../src/parser/read.ts";
import { codeOf, documentOf, inferFrom, inputsOf } from "./inferred.ts";

describe("a variable without a value is taken as an input", () => {
  const cases: [code: string, line: string, inputs: string][] = [
    ["kubectl get -n $NAMESPACE", "NAMESPACE={{namespace_name}}", "namespace_name:name"],
    ["kubectl get -n ${NS}", "NS={{ns}}", "ns:name"],
    ['ping "$HOST_IP"', "HOST_IP={{host_ip}}", "host_ip:ip"],
    ['echo "at ${NODE_NAME}:22"', "NODE_NAME={{node_name}}", "node_name:hostname"],
    ["echo ${FILE_NAME%.gz}", "FILE_NAME={{file_name}}", "file_name:text"],
    ["echo ${#REGION}", "REGION={{region}}", "region:text"],
    ["echo ${REGION:?give one}", "REGION={{region}}", "region:text"],
    ["echo ${PODS[0]}", "PODS={{pods}}", "pods:text"],
    ["echo $service_account", "service_account={{service_account}}", "service_account:text"],
    ["ls $log_dir", "log_dir={{log_dir}}", "log_dir:path"],
    ["cat <<EOF\n$REGION\nEOF", "REGION={{region}}", "region:text"],
    ["echo $(ls $REGION)", "REGION={{region}}", "region:text"],
    ["echo `ls $REGION`", "REGION={{region}}", "region:text"],
    ["if ls $REGION; then ls; fi", "REGION={{region}}", "region:text"],
    ["f() { ls $REGION; }; f", "REGION={{region}}", "region:text"],
    ["ls > $OUT_FILE", "OUT_FILE={{out_file}}", "out_file:path"],
    ['ssh h "ls $REGION"', "REGION={{region}}", "region:text"],
    ["[[ $REGION == eu ]] && ls", "REGION={{region}}", "region:text"],
    ["ls $REGION # REGION is unknown", "REGION={{region}}", "region:text"],
    ["# REGION=eu\nls $REGION", "REGION={{region}}", "region:text"],
    ["env REGION=x ls; ls $ZONE", "ZONE={{zone}}", "zone:text"],
    ["awk -v r=\"$REGION\" '{print $1, $r, $NF}' f", "REGION={{region}}", "region:text"],
  ];
  test.each(cases)("%s", (code, line, inputs) => {
    const inferred = inferFrom(code);
    expect(inferred.code).toBe(`${line}\n${code}`);
    expect(inferred.inputs).toBe(inputs);
    expect(inferred.findings).toEqual(["info inferred-input"]);
  });
});

describe("a variable is left alone", () => {
  test.each([
    // It gets a value.
    "X_A=1; echo $X_A",
    "echo $X_A; X_A=1",
    "export X_A=1\necho $X_A",
    "export X_A\necho $X_A",
    "readonly X_A=1; echo $X_A",
    "declare -r X_A=1; echo $X_A",
    "declare -A X_A; echo ${X_A[a]}",
    "f() { local X_A=1; echo $X_A; }",
    "read -r X_A; echo $X_A",
    "read -rp 'Which? ' X_A; echo $X_A",
    "mapfile -t X_A < f; echo ${X_A[0]}",
    "for pod in a b; do echo $pod; done",
    "select pod in a b; do echo $pod; done",
    "for ((ii = 0; ii < 3; ii++)); do echo $ii; done",
    "(( total = 1 )); echo $total",
    "let total=1; echo $total",
    "while getopts ab option; do echo $option; done",
    "printf -v X_A %s 1; echo $X_A",
    "exec {lock}>f; echo $lock",
    "X_A+=(b); echo ${X_A[@]}",
    "X_A=1 cmd; echo $X_A",
    "[ -f x ] && X_A=1; echo $X_A",
    ": ${X_A:=1}; echo $X_A",
    // It may do without one.
    "echo ${X_A:-default}",
    "echo ${X_A-default}",
    "echo ${X_A:+given}",
    '[ -z "$X_A" ] && echo $X_A',
    "[[ -n $X_A ]] && echo $X_A",
    "[[ -v X_A ]] && echo $X_A",
    "test -z $X_A || echo $X_A",
    "echo $((X_A + 1))",
    "echo ${!X_A@} ${!X_A}",
    // It comes from elsewhere.
    "echo $HOME $PATH $USER $PWD $SHELL $HOSTNAME $TMPDIR $KUBECONFIG $EDITOR $LANG",
    "echo $LC_ALL $XDG_RUNTIME_DIR $SSH_CONNECTION $SUDO_USER $AWS_PROFILE $BASH_VERSION",
    "echo $? $! $$ $# $@ $* $- $_ $0 $1 ${10} ${@:2}",
    "source ./settings; echo $X_A",
    ". /etc/os-release; echo $ID $VERSION_ID",
    'eval "$(ssh-agent)"; echo $X_A',
    'curl -u "me:$API_TOKEN" example.com',
    'mysql -p"$DB_PASSWORD"',
    // No shell reads it as a variable.
    "echo '$X_A'",
    'echo \\$X_A "\\${X_A}"',
    "awk '{ print $X_A }' f",
    "jq -r --arg m 1 '.[] as $item | $item.name'",
    "perl -ne 'print $line' f",
    "sed -n '/a/,$p' f",
    "ssh h 'echo $X_A'",
    "bash -c 'echo $X_A'",
    "cat <<'EOF'\n$X_A\nEOF",
    "cat <<\\EOF\n$X_A\nEOF",
    "echo $'$X_A'",
    "ls # $X_A",
    "grep 'a$' f; grep \"b$\" f",
    "echo US$ 5 $",
    // One letter, and code that is none.
    "echo $x",
    "echo $X_A 'not closed",
  ])("%s", (code) => {
    const inferred = inferFrom(code);
    expect(inferred.code).toBe(code);
    expect(inferred.inputs).toBe("");
    expect(inferred.findings).toEqual([]);
  });
});

test("a value given anywhere in the document counts, whatever block it stands in", () => {
  const uses = documentOf("ls $REGION_A");
  const given = [
    documentOf("REGION_A=eu"),
    "~~~text\n$ export REGION_A=eu\n~~~\n",
    "First `export REGION_A=eu`.\n",
    "Set it with `read -r REGION_A` first.\n",
  ];
  for (const text of given) {
    expect(inputsOf(readRunbook(uses + text, "r.md"))).toBe("");
    expect(inputsOf(readRunbook(text + uses, "r.md"))).toBe("");
  }
  expect(inputsOf(readRunbook(`${uses}REGION_A is where it runs.\n`, "r.md"))).toBe(
    "region_a:text",
  );
});

test("every step that uses it gets the value, in one line before its code", () => {
  const runbook = readRunbook(documentOf("ls $ZONE_A $ZONE_B $ZONE_A", "ls", "rm $ZONE_A"), "r.md");
  expect(codeOf(runbook)).toEqual([
    "ZONE_A={{zone_a}}\nZONE_B={{zone_b}}\nls $ZONE_A $ZONE_B $ZONE_A",
    "ls",
    "ZONE_A={{zone_a}}\nrm $ZONE_A",
  ]);
  expect(runbook.diagnostics).toHaveLength(2);
});

test("steps before one that reads variables in still need theirs", () => {
  const runbook = readRunbook(documentOf("ls $ZONE_A", ". ./zones", "ls $ZONE_B"), "r.md");
  expect(inputsOf(runbook)).toBe("zone_a:text");
});

test("a variable and a placeholder of the same words are one input", () => {
  const runbook = readRunbook(documentOf("ls $POD_NAME <pod-name>"), "r.md");
  expect(codeOf(runbook)).toEqual(["POD_NAME={{pod_name}}\nls $POD_NAME {{pod_name}}"]);
  expect(inputsOf(runbook)).toBe("pod_name:name");
});
