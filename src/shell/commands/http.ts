/** Programs that speak HTTP: curl, wget, httpie. The method and the output decide. */

import type { Arg, Call } from "./call.ts";
import { asksForHelp } from "./help.ts";
import { byOption, isGiven, looksIfKnown, maybeOption, unlessCutShort } from "./options.ts";
import { makeNew, pathIn, writeTo } from "./paths.ts";
import { here } from "./places.ts";
import { reaches } from "./reaching.ts";
import { type CommandTable, isUnknown, looks, runsCode, type Told, told } from "./row.ts";

const curlOptions =
  "-X --request -d --data --data-raw --data-binary --data-urlencode --data-ascii --json -F " +
  "--form --form-string -T --upload-file -o --output --output-dir -H --header -u --user -A " +
  "--user-agent -e --referer -b --cookie -c --cookie-jar -m --max-time --connect-timeout -w " +
  "--write-out -x --proxy --cacert --capath -E --cert --key --cert-type --key-type --pass " +
  "--resolve --connect-to --retry --retry-delay --retry-max-time -K --config -D " +
  "--dump-header --url --interface --limit-rate -r --range -C --continue-at -y -Y " +
  "--speed-limit --speed-time --max-redirs --ciphers --tls-max --tls13-ciphers --unix-socket " +
  "--abstract-unix-socket --noproxy -U --proxy-user --proxy-header --pinnedpubkey --stderr " +
  "--trace --trace-ascii -z --time-cond -t --telnet-option -Q --quote -P --ftp-port --socks5 " +
  "--socks5-hostname --socks4 --dns-servers --aws-sigv4 --oauth2-bearer --libcurl " +
  "--etag-save --etag-compare --hsts --alt-svc --netrc-file --proto --proto-default --rate " +
  "--parallel-max --local-port --mail-from --mail-rcpt --login-options --request-target " +
  "--ssl-sessions --url-query --keepalive-time --max-filesize --doh-url --service-name --variable " +
  "--expand-url --expand-data --curves --engine";

const wgetOptions =
  "-O --output-document -o --output-file -a --append-output -i --input-file -P " +
  "--directory-prefix -t --tries -T --timeout -w --wait -Q --quota --header --user " +
  "--password -U --user-agent --post-data --post-file --body-data --body-file --method -A " +
  "--accept -R --reject -D --domains -l --level -e --execute --ca-certificate --certificate " +
  "--private-key --limit-rate --connect-timeout --read-timeout --referer --save-cookies " +
  "--load-cookies -B --base --config -X --exclude-directories -I --use-askpass --http-user " +
  "--http-password --retry-on-http-error --warc-file --rejected-log --hsts-file";

/** Those that are the beginning of another. */
const curlFlags = "--head --netrc --parallel --remote-name --remote-name-all --get --next";

export const http: CommandTable = {
  curl: {
    valued: curlOptions,
    tells: byOption(
      {
        "-V, --version, -M, --manual": looks,
        // `--engine` loads a library, and `--expand-output` and its like are any option.
        "-K, --config, -Q, --quote, -:, --next, --engine": isUnknown,
      },
      unlessCutShort(`${curlOptions} ${curlFlags}`, curl),
    ),
  },
  wget: {
    valued: wgetOptions,
    tells: byOption(
      {
        "-V, --version, -h": looks,
        "-e, --execute, --use-askpass": runsCode,
        "--config": isUnknown,
      },
      unlessCutShort(wgetOptions, wget),
    ),
  },
  "http https xh xhs": {
    valued:
      "-a --auth -A --auth-type --timeout -o --output -p --print -s --style --session --verify " +
      "--proxy",
    tells: byOption({ "--offline": looksIfKnown }, httpie),
  },
};

const curlData =
  "-d --data --data-raw --data-binary --data-urlencode --data-ascii --json --expand-data".split(
    " ",
  );
const curlOutputs = [
  ...["-D", "--dump-header", "-c", "--cookie-jar", "--stderr", "--trace", "--trace-ascii"],
  ...["--libcurl", "--etag-save", "--hsts", "--alt-svc", "--ssl-sessions"],
];

function curl(call: Call): readonly Told[] {
  if (asksForHelp(call)) return looks(call);
  if (call.args.some(maybeOption) || call.options.some(isExpanded)) return isUnknown(call);
  const url = call.value("--url", "--expand-url");
  const urls = url ? [url, ...call.operands] : call.operands;
  if (urls.length === 0 || urls.some(speaksOtherwise)) return isUnknown(call);
  const formats = call.values("-w", "--write-out");
  const outputs = call.values("-o", "--output");
  const others = [...call.values(...curlOutputs), ...formattedTo(formats)];
  const named = call.has("-O", "--remote-name", "--remote-name-all") ? urls.map(lastOfPath) : [];
  const folder = call.value("--output-dir");
  const goesOn = call.has("-C", "--continue-at");
  const sendsFile = call.has("-T", "--upload-file", "-F") || sentFiles(call).length > 0;
  const method = overridden(curlMethod(call), call.values("-H", "--header"));
  return [
    ...urls.flatMap((it) => {
      const told = requests(method, it, call);
      return sendsFile ? told.map(leavesTheMachine) : told;
    }),
    ...outputs.flatMap((it) => saves(within(folder, it), goesOn ? "appends" : "writes")),
    ...others.flatMap((it) => saves(within(folder, it))),
    ...downloads(named, folder),
    ...(formats.some(beginsWith(/^["']?@/)) ? isUnknown(call) : []),
  ];
}

/** `--expand-output` is `--output`, and so it is with every other option. */
function isExpanded({ name }: Call["options"][number]): boolean {
  return /^--expand-(?!(url|data)$)/.test(name);
}

/** Protocols in which a URL is more than a question. */
function speaksOtherwise({ text, written }: Arg): boolean {
  return /^["']?(gopher|telnet|dict|mqtt|smtp|imap|pop3|ldap|rtsp|tftp|smb)s?:/i.test(
    text ?? written,
  );
}

/**
 * `-w "%output{file}…"` writes what follows to the file, `%output{>>file}` at its end. That may stand in the file of
 * `-w @file`, too.
 */
function formattedTo(formats: readonly Arg[]): readonly Arg[] {
  return formats.flatMap(({ text, written }) => {
    const files = [...(text ?? written).matchAll(/%output\{(?:>>)?([^}]*)\}/g)];
    return files.map(([, file = ""]) => ({ text: text === null ? null : file, written: file }));
  });
}

/** `-d @file` sends what is in the file, and so do `-H @file` and `--data-urlencode name@file`. */
function sentFiles(call: Call): readonly Arg[] {
  const encoded = call.values("--data-urlencode", "--url-query");
  return [
    ...call.values(...curlData, "-H", "--header", "--proxy-header").filter(beginsWith(/^["']?@/)),
    ...encoded.filter(beginsWith(/^[^=]*@/)),
  ];
}

function beginsWith(pattern: RegExp): (arg: Arg) => boolean {
  return ({ text, written }) => pattern.test(text ?? written);
}

/** A file that is sent elsewhere is no question any more, whatever the method. */
function leavesTheMachine(one: Told): Told {
  const isLook = one.kind === "network" && one.risk === "none";
  return isLook ? told("network", "sends a file to", one.resource, "medium", "no") : one;
}

/** As curl chooses it; null where it is known only when it runs. */
function curlMethod(call: Call): string | null {
  // The last one counts.
  const given = call.values("-X", "--request").at(-1);
  if (given) return given.text;
  if (call.has("-X", "--request")) return null;
  if (call.has("-T", "--upload-file")) return "PUT";
  if (call.has("-I", "--head")) return "HEAD";
  if (call.has("-F", "--form", "--form-string", "--json")) return "POST";
  if (call.has("--mail-rcpt")) return "MAIL";
  return call.has(...curlData) && !call.has("-G", "--get") ? "POST" : "GET";
}

const wgetOutputs = [
  ...["-o", "--output-file", "-a", "--append-output", "--save-cookies", "--warc-file"],
  ...["--rejected-log", "--hsts-file"],
];

function wget(call: Call): readonly Told[] {
  if (asksForHelp(call)) return looks(call);
  const list = call.value("-i", "--input-file");
  if (call.args.some(maybeOption) || (call.operands.length === 0 && !list)) return isUnknown(call);
  const given = call.values("--method").at(-1);
  const posts = call.has("--post-data", "--post-file", "--body-data", "--body-file");
  const method = overridden(given ? given.text : posts ? "POST" : "GET", call.values("--header"));
  const output = call.value("-O", "--output-document");
  const logs = call.values(...wgetOutputs);
  const keepsNothing = call.has("--spider", "--delete-after");
  const goesOn = isGiven(call, "-c", "--continue", "--start-pos");
  const saysInFile = isGiven(call, "-b", "--background") && logs.length === 0;
  const folder = call.value("-P", "--directory-prefix");
  const named = output || keepsNothing ? [] : call.operands.map(lastOfPath);
  return [
    ...call.operands.flatMap((url) => requests(method, url, call)),
    ...downloads(named, folder),
    ...(list ? downloadsListed(list, folder) : []),
    ...(output ? saves(output, goesOn ? "appends" : "writes") : []),
    ...logs.flatMap((file) => saves(file)),
    ...(saysInFile ? [makeNew({ text: "wget-log", written: "wget-log" }, "writes")] : []),
  ];
}

/** `http PUT example.com/x name=value`; with values and no method it is a POST. */
function httpie(call: Call): readonly Told[] {
  if (asksForHelp(call)) return looks(call);
  if (call.args.some(maybeOption)) return isUnknown(call);
  const [first, ...others] = call.operands;
  if (!first) return isUnknown(call);
  const hasMethod = /^[A-Z]+$/.test(first.text ?? "");
  // A word that is not known may be the method where another follows.
  const isUnsure = first.text === null && others.length > 0;
  const [url, ...items] = hasMethod ? others : call.operands;
  const sends = items.some(({ text, written }) => /^[^=]*[^=]=(?!=)|@/.test(text ?? written));
  const method = hasMethod ? first.text : isUnsure ? null : sends || call.input ? "POST" : "GET";
  const output = call.value("-o", "--output");
  const asks = overridden(method, items);
  const named = call.has("-d", "--download") && !output && url ? [lastOfPath(url)] : [];
  const sendsFile = items.some(beginsWith(/^[^=:@]*(:?=@|:@|@)/));
  const asked = url ? requests(asks, url, call) : isUnknown(call);
  return [
    ...(sendsFile ? asked.map(leavesTheMachine) : asked),
    ...(output ? saves(output) : []),
    ...named.map((it) => makeNew(it, "downloads")),
  ];
}

/** A header such as `X-HTTP-Method-Override: DELETE` makes another method of it; none makes it harmless. */
function overridden(method: string | null, headers: readonly Arg[]): string | null {
  const override = headers.find(
    beginsWith(/^["']?x-(http-method(-override)?|method-override)\s*:/i),
  );
  if (!override) return method;
  const name = override.text?.replace(/^[^:]*:\s*/, "").trim() ?? null;
  return name !== null && looksByMethod.test(name) ? method : name;
}

const looksByMethod = /^(?:GET|HEAD|OPTIONS|TRACE)$/i;

function requests(method: string | null, url: Arg, call: Call): readonly Told[] {
  const name = method?.toUpperCase() ?? null;
  if (name === null) return isUnknown(call);
  if (looksByMethod.test(name)) return [reaches("asks", url)];
  const target = url.text ?? url.written;
  if (name === "DELETE") return [told("network", "sends a DELETE to", target, "high", "no")];
  return [told("network", `sends a ${name} to`, target, "medium", "no")];
}

/** What is new in the directory where one is; in another that is named, a file as any. */
/** What they are called is in the list. */
function downloadsListed(list: Arg, folder: Arg | null): readonly Told[] {
  const one = makeNew(list, "downloads what is listed in");
  return [{ ...one, writes: { path: folder ?? here, keeps: false } }];
}

function downloads(files: readonly Arg[], folder: Arg | null): readonly Told[] {
  return files.flatMap((file) =>
    folder ? writeTo(within(folder, file), "downloads") : [makeNew(file, "downloads")],
  );
}

function saves(file: Arg, does = "writes"): readonly Told[] {
  return file.text === "-" ? [] : writeTo(file, `${does} what it gets to`);
}

function within(folder: Arg | null, file: Arg): Arg {
  return folder === null || file.text === "-" ? file : pathIn(folder, file);
}

/** The file that a URL is saved as: in the directory where one is, so that it is known enough. */
function lastOfPath({ text, written }: Arg): Arg {
  const path = (text ?? written).replace(/^\w+:\/\/[^/]*/, "").replace(/[?#].*$/s, "");
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/["']$/, "") || "index.html";
  return { text: name, written: name };
}
