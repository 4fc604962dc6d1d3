/** What `<name>`, `YOUR_NAME` and the like are taken for, and what only looks like one. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell code
import { describe, expect, test } from "vitest";
import { readRunbook } from "../../src/parser/read.ts";
import { codeOf, documentOf, inferFrom, inputsOf } from "./inferred.ts";

describe("is taken as an input", () => {
  const cases: [code: string, becomes: string, inputs: string][] = [
    ["kubectl logs <pod>", "kubectl logs {{pod}}", "pod:name"],
    ["kubectl logs <pod-name>", "kubectl logs {{pod_name}}", "pod_name:name"],
    ["kubectl logs <POD_NAME>", "kubectl logs {{pod_name}}", "pod_name:name"],
    ["kubectl logs <podName>", "kubectl logs {{pod_name}}", "pod_name:name"],
    ["kubectl logs <podname>", "kubectl logs {{podname}}", "podname:name"],
    ["get <pod> <pod-name>", "get {{pod}} {{pod_name}}", "pod:name pod_name:name"],
    ["get <pod> | grep <pod>", "get {{pod}} | grep {{pod}}", "pod:name"],
    ["ls -n <namespace>", "ls -n {{namespace_name}}", "namespace_name:name"],
    ["ls -n<ns>", "ls -n{{ns}}", "ns:name"],
    ["debug node/<node>", "debug node/{{node}}", "node:hostname"],
    ["ssh <user>@<host>", "ssh {{user}}@{{host}}", "user:name host:hostname"],
    ["nc -z <host> <port>", "nc -z {{host}} {{port}}", "host:hostname port:port"],
    ["ping -c 1 <node-ip>", "ping -c 1 {{node_ip}}", "node_ip:ip"],
    ["ping <IP address>", "ping {{ip_address}}", "ip_address:ip"],
    ["curl http://<host>:<port>/x", "curl http://{{host}}:{{port}}/x", "host:hostname port:port"],
    ["curl <url>", "curl {{url}}", "url:text"],
    ["ls <dir>", "ls {{dir}}", "dir:path"],
    ["ls <path to the logs>", "ls {{path_to_the_logs}}", "path_to_the_logs:path"],
    ["ls /var/log/<file>", "ls /var/log/{{file}}", "file:text"],
    ["ls <filename>", "ls {{filename}}", "filename:text"],
    ["cat <mount-point>/x", "cat {{mount_point}}/x", "mount_point:path"],
    ["scale --replicas=<count>", "scale --replicas={{count}}", "count:int"],
    ["scale --replicas=<x>", "scale --replicas={{x}}", "x:int"],
    ["scale <number of pods>", "scale {{number_of_pods}}", "number_of_pods:int"],
    ["kill -9 <pid>", "kill -9 {{pid}}", "pid:int"],
    ["tail -n <n> f", "tail -n {{n}} f", "n:int"],
    ["ceph daemon osd.<id> ops", "ceph daemon osd.{{id}} ops", "id:text"],
    ["get --uid <uuid>", "get --uid {{uuid}}", "uuid:uuid"],
    ["logs --since <duration>", "logs --since {{duration}}", "duration:duration"],
    ["psql -d <database>", "psql -d {{database}}", "database:name"],
    ["docker run <image-name>", "docker run {{image_name}}", "image_name:text"],
    ["virtctl start <vm-name-1>", "virtctl start {{vm_name_1}}", "vm_name_1:name"],
    ["systemctl <start|stop> x", "systemctl {{start_stop}} x", "start_stop:enum"],
    ["dig <domain.example>", "dig {{domain_example}}", "domain_example:text"],
    ["grep '<pod>' log", "grep '{{pod}}' log", "pod:name"],
    ['grep -E "<a-pod>|<b-pod>" f', 'grep -E "{{a_pod}}|{{b_pod}}" f', "a_pod:name b_pod:name"],
    ["N='<value of pod label>'", "N='{{value_of_pod_label}}'", "value_of_pod_label:name"],
    ["N=<name of it, see below>", "N={{name_of_it_see_below}}", "name_of_it_see_below:text"],
    [
      "NODE_NAME=<what the alert says>",
      "NODE_NAME={{what_the_alert_says}}",
      "what_the_alert_says:hostname",
    ],
    ["dump > <file>", "dump > {{file}}", "file:path"],
    ["load < <file>", "load < {{file}}", "file:path"],
    ["load <<< <text>", "load <<< {{text}}", "text:text"],
    ["dump <pod> > out.txt", "dump {{pod}} > out.txt", "pod:name"],
    ["dump <pod> >> out.txt", "dump {{pod}} >> out.txt", "pod:name"],
    ["dump <pod> 2>&1", "dump {{pod}} 2>&1", "pod:name"],
    ["dump <pod>|wc", "dump {{pod}}|wc", "pod:name"],
    ["(dump <pod>)", "(dump {{pod}})", "pod:name"],
    ['echo "$(dump <pod>)"', 'echo "$(dump {{pod}})"', "pod:name"],
    ["echo `dump <pod>`", "echo `dump {{pod}}`", "pod:name"],
    ["jq '.[] | select(.n==\"<pvc>\")'", "jq '.[] | select(.n==\"{{pvc}}\")'", "pvc:name"],
    ["cat <<EOF\nname: <pod>\nEOF", "cat <<EOF\nname: {{pod}}\nEOF", "pod:name"],
    ["cat <<'EOF'\nsize: <size>Gi\nEOF", "cat <<'EOF'\nsize: {{size}}Gi\nEOF", "size:text"],
    ['ssh h "kill <pid>"', 'ssh h "kill {{pid}}"', "pid:int"],
    ["sleep <seconds>s", "sleep {{seconds}}s", "seconds:int"],
    ["sed -i 's/<old>/<new>/' f", "sed -i 's/{{old}}/{{new}}/' f", "old:text new:text"],
    ["get secret <secret>", "get secret {{secret}}", "secret:name"],
    ["get secret/<secret-name>", "get secret/{{secret_name}}", "secret_name:name"],
    ["login --token-file <token-file>", "login --token-file {{token_file}}", "token_file:path"],
    ["echo {<pod>}", "echo {{{pod}}}", "pod:name"],
    ["rm <type>", "rm {{type_name}}", "type_name:text"],
  ];
  test.each(cases)("%s", (code, becomes, inputs) => {
    const inferred = inferFrom(code);
    expect(inferred.code).toBe(becomes);
    expect(inferred.inputs).toBe(inputs);
    expect(new Set(inferred.findings)).toEqual(new Set(["info inferred-input"]));
  });
});

describe("is a word to replace", () => {
  const cases: [code: string, becomes: string, inputs: string][] = [
    ["aws s3 ls s3://YOUR_BUCKET", "aws s3 ls s3://{{your_bucket}}", "your_bucket:name"],
    ["aws s3 ls s3://YOURBUCKET/x", "aws s3 ls s3://{{yourbucket}}/x", "yourbucket:text"],
    [
      "pull your-registry/your-image:1",
      "pull {{your_registry}}/{{your_image}}:1",
      "your_registry:text your_image:text",
    ],
    ["get -n your_namespace", "get -n {{your_namespace}}", "your_namespace:name"],
    [
      "ssh yourusername@yourserver",
      "ssh {{yourusername}}@{{yourserver}}",
      "yourusername:name yourserver:text",
    ],
    ["dig yourdomain.com", "dig {{yourdomain_com}}", "yourdomain_com:text"],
    ["dig www.your-domain.com", "dig www.{{your_domain_com}}", "your_domain_com:text"],
    ["HOST=CHANGE_ME", "HOST={{host}}", "host:hostname"],
    ["HOST=CHANGEME PORT=CHANGEME x", "HOST={{host}} PORT={{port}} x", "host:hostname port:port"],
    ["mk --bucket REPLACE_ME", "mk --bucket {{bucket}}", "bucket:name"],
    ["mk REPLACE_ME", "mk {{replace_me}}", "replace_me:text"],
    [
      "get '@.name == \"TO_BE_REPLACED\"'",
      "get '@.name == \"{{to_be_replaced}}\"'",
      "to_be_replaced:text",
    ],
    ["mk INSERT_REGION_HERE", "mk {{insert_region_here}}", "insert_region_here:text"],
    ["mk REPLACE_WITH_REGION", "mk {{replace_with_region}}", "replace_with_region:text"],
    ['mk "YOUR_PORT"', 'mk "{{your_port}}"', "your_port:port"],
    ["export P=YOUR_PORT", "export P={{your_port}}", "your_port:port"],
  ];
  test.each(cases)("%s", (code, becomes, inputs) => {
    const inferred = inferFrom(code);
    expect(inferred.code).toBe(becomes);
    expect(inferred.inputs).toBe(inputs);
  });
});

describe("is left alone", () => {
  test.each([
    // Redirections, heredocs, process substitutions, descriptors.
    "sort <in.txt",
    "sort < in.txt > out.txt",
    "sort <in.txt >out.txt",
    "sort <in.txt>out.txt",
    "sort <./in>out",
    "sort <file >out",
    "sort <in.txt> out.txt",
    "sort 0<file>out",
    "sort <file>/dev/null",
    "sort <file>&2",
    "sort <file>>out",
    "diff <(ls a) <(ls b) >out",
    "cat <<EOF >out\nx\nEOF",
    "cat <<EOF>out\nx\nEOF",
    "cat <<-EOF>out\nx\nEOF",
    "cat <<<word>out",
    "exec 3<>file",
    "x=$(<file)",
    "cmd 2>&1 <in",
    "cmd &>out <in",
    // Comparisons.
    "[[ $a < b && c > d ]]",
    "(( a < b && c > d ))",
    "(( a<b && c>d ))",
    "awk '$1 < x && $2 > y' f",
    "awk '{ if (a<b) print; else if (c>d) next }' f",
    'psql -c "select 1 where a <> b"',
    "test a \\< b",
    // Markup.
    "echo '<b>bold</b>'",
    "echo '<br>'",
    "echo 'a<br>b<hr>'",
    "echo '<name>x</name>'",
    "curl -d '<tenant><id>1</id></tenant>' example.com",
    "cat <<EOF\n<note>\n  <to>ops</to>\n</note>\nEOF",
    'cat <<EOF\n<?xml version="1.0"?>\n<a><item>x<sub/></item></a>\nEOF',
    "echo '<node/>'",
    "sed -i 's/<port>8080/x/' f",
    "sed -n '/<server>\\s/p' f",
    "sed 's|<enabled>false</enabled>|x|' f",
    "grep '<a href=\"x\">' f",
    "grep -c '<!-- x -->' f",
    // Types, includes, addresses.
    "echo 'Vec<T>'",
    "echo 'List<String> x'",
    "grep 'Map<String, Integer>' -r src",
    "echo 'std::vector<int> v'",
    "echo 'Result<u8>'",
    "cat <<'EOF'\n#include <stdio.h>\nEOF",
    "git commit --author 'Ops <ops@example.com>'",
    "echo 'see <https://example.com/x>'",
    "echo '<mailto:ops@example.com>'",
    // Arrows, words of regular expressions, empty brackets, numbers.
    "echo '->'",
    "echo 'a -> b <- c'",
    "echo 'a <-> b'",
    "echo 'a => b <= c'",
    "grep '\\<word\\>' f",
    "echo '<>'",
    "echo '< pod >'",
    "echo '<pod >'",
    "echo '<...>'",
    "echo '<1>'",
    "echo '<0-5>'",
    "echo '<pod\nname>'",
    "echo '<a  b>'",
    // What programs print, keys to press.
    "echo 'Labels: <none>'",
    "echo '<nil>'",
    "echo '<unknown> <pending> <unset>'",
    "echo '<no value>'",
    "echo '<output omitted>'",
    "echo 'eth0: <BROADCAST,MULTICAST,UP>'",
    "echo 'press <enter> or <ctrl-c>'",
    // Comments.
    "ls # of <pod>",
    "# replace <pod> with its name\nls",
    // Words that only look like what is to be replaced.
    "mktemp /tmp/x.XXXXXX",
    "keytool -storepass changeit",
    "echo yours truly",
    "cmd --your-flag",
    "echo YOUR",
    "export YOUR_NAME=ops; echo $YOUR_NAME",
    "echo {{.YOUR_NAME}}",
    "git log --format='%an <%ae>'",
    "docker ps --format '{{.Names}}'",
    'echo "[name]" ...',
  ])("%s", (code) => {
    const inferred = inferFrom(code);
    expect(inferred.code).toBe(code);
    expect(inferred.inputs).toBe("");
    expect(inferred.findings).toEqual([]);
  });
});

describe("is refused", () => {
  test.each([
    "mysql -p<password>",
    "login --password <text>",
    "curl -H 'Authorization: Bearer <token>' example.com",
    "export API_KEY=YOUR_API_KEY",
    "SECRET_KEY=YOURSECRETKEYGOESHERE",
    "DB_PASSWORD=CHANGE_ME",
    "login -p '<your secret>'",
    "<command> --help",
    "sudo <command>",
    'bash -c "<command> x"',
  ])("%s", (code) => {
    const runbook = readRunbook(documentOf(code), "runbook.md");
    expect(codeOf(runbook)).toEqual([code]);
    expect(inputsOf(runbook)).toBe("");
    expect(runbook.diagnostics.map(({ rule }) => rule)).toEqual(["unfillable-placeholder"]);
    expect(runbook.steps[0]?.blockers).toHaveLength(1);
  });
});
