/** Web servers and proxies: nginx, Apache, Caddy, HAProxy, Varnish, Squid, certbot. */

import type { Call } from "./call.ts";
import { unlessDry } from "./dry-run.ts";
import { inFiles, operandsAt, withinFiles } from "./in-files.ts";
import { byOption, looksIfKnown, onlyOption, orMoreBy, writesTo } from "./options.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  operands,
  says,
  told,
} from "./row.ts";

const enables = operands("service", "switches on the site or module", "medium", "yes");
const disables = operands("service", "switches off the site or module", "high", "yes");
const certificates = says("secret", "gets certificates", "medium", "yes");

const isUsualConfig = /^\/(etc|usr|opt)\/(?!.*\.\.)/;

const replacesAccounts = ofFirst(operands("account", "replaces all accounts in", "high", "backup"));
const setsPassword = ofFirst(
  operands("account", "sets the password of an account in", "medium", "backup"),
);

export const web: CommandTable = {
  "nginx openresty angie": {
    valued: "-s -c -p -g -e",
    tells: byOption(
      {
        // What is tested is read as for a start, with the modules that it loads.
        "-t, -T, -v, -V, -h, -?": (call) =>
          call.values("-g").some(({ text }) => text === null || /load_module|include/.test(text)) ||
          call.values("-c", "-p").some(({ text }) => !isUsualConfig.test(text ?? ""))
            ? isUnknown(call)
            : looks(call),
        "-s": (call) => signalled(call, call.value("-s")?.text ?? null, "nginx"),
      },
      says("service", "starts nginx", "low", "yes"),
    ),
  },
  "apachectl apache2ctl httpd apache2": {
    valued: "-k -f -d -D -C -c -E",
    // Directives, of which some load a library.
    tells: orMoreBy(
      "-c, -C",
      byOption(
        {
          "-t, -S, -M, -l, -L, -v, -V, -h": writesTo("-E", "appends to"),
          "-k": (call) => signalled(call, call.value("-k")?.text ?? null, "the web server"),
        },
        (call) => {
          const [verb] = call.operands;
          if (verb) return signalled(call, verb.text, "the web server");
          return call.args.length === 0 && call.name.endsWith("ctl")
            ? isUnknown(call)
            : says("service", "starts the web server", "low", "yes")(call);
        },
      ),
    ),
  },
  "a2ensite a2enmod a2enconf": { tells: byOption({ "-l, --list": looks }, enables) },
  "a2dissite a2dismod a2disconf": { tells: byOption({ "-l, --list": looks }, disables) },
  a2query: { tells: looks },
  htdigest: {
    tells: (call) =>
      (call.has("-c") ? inFiles : withinFiles)(
        operandsAt(0, 1),
        call.has("-c") ? replacesAccounts : setsPassword,
      )(call),
  },
  htpasswd: {
    valued: "-C",
    tells: byOption(
      {
        "-n, -v": looks,
        "-D": withinFiles(
          operandsAt(0, 1),
          ofFirst(operands("account", "deletes an account in", "high", "backup")),
        ),
        "-c": inFiles(operandsAt(0, 1), replacesAccounts),
      },
      withinFiles(operandsAt(0, 1), setsPassword),
    ),
  },
  caddy: {
    valued: "-c --config -a --adapter --address --envfile --pidfile -o --output -p --plaintext",
    tells: byVerb({
      "validate, adapt, version, list-modules, environ, build-info, help": looks,
      "hash-password": looks,
      fmt: byOption({ "-w, --overwrite": operands("write", "formats", "medium", "backup") }, looks),
      reload: says("service", "reloads caddy", "medium", "yes"),
      "run, start": says("service", "starts caddy", "low", "yes"),
      "file-server, reverse-proxy, respond": says("service", "starts a web server", "low", "yes"),
      stop: says("service", "stops caddy", "high", "yes"),
      "trust, untrust": says(
        "secret",
        "changes which certificates this machine trusts",
        "medium",
        "yes",
      ),
      "upgrade, add-package, remove-package": says("package", "replaces caddy", "high", "backup"),
      "storage export": says("secret", "writes out the certificates of caddy", "low", "yes"),
      "storage import": says("secret", "replaces the certificates of caddy", "high", "backup"),
    }),
  },
  haproxy: {
    valued: "-f -C -p -L -m -n -N -x -S -d",
    tells: byOption(
      {
        "-c, -v, -h": looks,
        "-vv": looks,
        "-sf, -st": says(
          "service",
          "starts haproxy in place of the one that runs",
          "medium",
          "yes",
        ),
      },
      says("service", "starts haproxy", "low", "yes"),
    ),
  },
  "certbot letsencrypt": {
    valued:
      "-d --domains --domain -m --email -w --webroot-path --cert-name --cert-path --key-path " +
      "--server -c --config --pre-hook --post-hook --deploy-hook --renew-hook --key-type " +
      "--preferred-challenges --reason -i -a --installer --authenticator --http-01-port " +
      "--config-dir --work-dir --logs-dir",
    tells: byVerb({
      "certificates, show_account, plugins, help": looks,
      renew: unlessDry("--dry-run", certificates),
      ", certonly, run, reconfigure": unlessDry("--dry-run", certificates),
      "install, enhance": says(
        "service",
        "changes the configuration of the web server",
        "medium",
        "backup",
      ),
      "register, update_account": says(
        "account",
        "changes the account at the authority",
        "low",
        "yes",
      ),
      unregister: says("account", "gives up the account at the authority", "high", "no"),
      revoke: says("secret", "revokes a certificate", "critical", "no"),
      delete: (call) => {
        const name = call.value("--cert-name")?.text ?? null;
        return [told("secret", "deletes the certificate", name, "high", "backup")];
      },
      rollback: says("service", "changes the configuration of the web server", "medium", "backup"),
    }),
  },
  "acme.sh": {
    valued: "-d --domain -w --webroot --dns --server --reloadcmd",
    tells: onlyOption({
      "--revoke": says("secret", "revokes a certificate", "critical", "no"),
      "--remove": says("secret", "deletes a certificate", "high", "backup"),
      "--issue, --renew, --renew-all, --cron, --install-cert, --deploy": certificates,
      // What is read there is code.
      "--home, --config-home, --accountconf": isUnknown,
      "--list, --info": looks,
    }),
  },
  varnishadm: {
    valued: "-n -S -T -t",
    tells: byVerb({
      "status, ping, banner, help, pid": looks,
      "vcl.list, vcl.show, param.show, backend.list, ban.list, storage.list, panic.show": looks,
      ban: says("data", "empties the cache of what matches", "high", "no"),
      "vcl.load, vcl.inline": says("service", "loads a configuration of varnish", "low", "yes"),
      "vcl.use, vcl.label, param.set, param.reset": says(
        "service",
        "changes how varnish runs",
        "medium",
        "yes",
      ),
      "vcl.discard, backend.set_health": says("service", "changes how varnish runs", "high", "yes"),
      "panic.clear": says("service", "forgets the last panic", "low", "no"),
      start: says("service", "starts varnish", "low", "yes"),
      stop: says("service", "stops varnish", "high", "yes"),
    }),
  },
  "varnishlog varnishstat varnishtop varnishhist varnishncsa": {
    valued: "-n -q -g -f -i -I -x -w -F -P",
    tells: writesTo("-w -P", "writes"),
  },
  squid: {
    valued: "-k -f -n -a -u -d",
    tells: byOption(
      {
        "-v, -h": looks,
        "-k": (call) => signalled(call, call.value("-k")?.text ?? null, "squid"),
        "-z": says("data", "makes the directories of the cache", "low", "yes"),
      },
      says("service", "starts squid", "low", "yes"),
    ),
  },
  squidclient: {
    valued: "-h -p -m -u -w -U -W -H",
    tells: byOption(
      {
        "-m": says("data", "drops from the cache, or changes there,", "medium", "no"),
        "-P": says("network", "sends a file", "medium", "no"),
      },
      (call) =>
        // `mgr:info` asks; `mgr:shutdown` stops it.
        call.operands.every(
          ({ text }) =>
            text !== null &&
            !/(^mgr:|^cache_object:.*\/)(shutdown|reconfigure|rotate|\w+_toggle)/.test(text),
        )
          ? looksIfKnown(call)
          : isUnknown(call),
    ),
  },
  envoy: {
    valued: "-c --config-path --mode -l --log-level",
    tells: byOption({ "--version": looks }, (call) =>
      call.value("--mode")?.text === "validate"
        ? looks(call)
        : says("service", "starts envoy", "low", "yes")(call),
    ),
  },
  traefik: {
    tells: byVerb({
      "version, healthcheck": looks,
      "": says("service", "starts traefik", "low", "yes"),
    }),
  },
};

/** What a word such as `reload` or `graceful-stop` makes of a server that runs. */
function signalled(call: Call, word: string | null, name: string): ReturnType<Judge> {
  const judged = new Map<string, Judge>([
    ...each("start", says("service", `starts ${name}`, "low", "yes")),
    ...each("reload graceful reconfigure", says("service", `reloads ${name}`, "medium", "yes")),
    ...each("restart", says("service", `restarts ${name}`, "medium", "yes")),
    ...each("reopen rotate debug", says("service", `opens the logs anew of ${name}`, "low", "yes")),
    ...each(
      "stop quit graceful-stop shutdown interrupt kill",
      says("service", `stops ${name}`, "high", "yes"),
    ),
    ...each("configtest status fullstatus check parse", looks),
  ]);
  return (judged.get(word ?? "") ?? isUnknown)(call);
}

function each(words: string, judge: Judge): readonly (readonly [string, Judge])[] {
  return words.split(" ").map((word) => [word, judge]);
}
