/** Name servers: BIND, Unbound, PowerDNS, CoreDNS, Knot. */
import type { Risk } from "../../model/risk.ts";
import { byOption, looksIfKnown, looksUnless, writesTo } from "./options.ts";
import { writeTo } from "./paths.ts";
import { byVerb, type CommandTable, given, type Judge, looks, operands, says } from "./row.ts";

const stops = says("service", "stops the name server", "high", "yes");
const reloads = says("service", "reloads the name server", "medium", "yes");
const zone = operands("service", "reloads the zone", "medium", "yes");
const empties = says("data", "empties the cache of the name server", "medium", "no");
const sets = says("service", "changes settings of the name server", "medium", "yes");

export const nameServers: CommandTable = {
  "named-checkconf unbound-checkconf nsd-checkconf": { tells: looksIfKnown },
  "named-journalprint": {
    tells: looksUnless({
      "-c, -d, -u": operands("data", "rewrites the journal", "high", "backup"),
    }),
  },
  "named-checkzone nsd-checkzone kzonecheck": {
    valued: "-o -f -F -t -w -l -L -r -m -M -n -k -i -c -s -S -T -W",
    tells: byOption({ "-o": writesTo("-o", "writes the zone to") }, looks),
  },
  rndc: {
    valued: "-b -c -k -s -p -y",
    tells: byVerb({
      "status, zonestatus, managed-keys status, showzone": looks,
      "validation status, testgen, serve-stale status": looks,
      "secroots, dumpdb, stats, recursing": says(
        "write",
        "writes what it knows to a file of the name server",
        "low",
        "yes",
      ),
      nta: given("-d -dump", looks, sets),
      "reload, reconfig, refresh, retransfer, notify, loadkeys": zone,
      "flush, flushname, flushtree": empties,
      "stop, halt": stops,
      restart: says("service", "restarts the name server", "medium", "yes"),
      freeze: operands("service", "stops changes of the zone", "medium", "yes"),
      "thaw, sync": operands("service", "takes up the changed zone", "medium", "yes"),
      "addzone, modzone": first("adds or changes the zone", "high"),
      delzone: first("deletes the zone", "critical"),
      "trace, notrace, querylog, validation, dnstap, serve-stale": sets,
      "sign, signing, dnssec, rekey": operands("secret", "signs the zone anew", "medium", "no"),
    }),
  },
  "unbound-control nsd-control": {
    valued: "-c -s",
    tells: byVerb({
      stats: says("data", "shows, and sets to zero, what was counted", "low", "no"),
      "status, stats_noreset, list_forwards, list_stubs, list_local_zones": looks,
      "list_local_data, list_insecure, lookup, get_option, dump_cache, zonestatus": looks,
      "dump_requestlist, dump_infra, list_auth_zones, view_list_local_zones": looks,
      start: says("service", "starts the name server", "low", "yes"),
      stop: stops,
      "reload, reload_keep_cache, fast_reload, auth_zone_reload, reconfig": reloads,
      "flush, flush_zone, flush_type, flush_bogus, flush_negative, flush_infra, load_cache":
        empties,
      "flush_stats, flush_requestlist, log_reopen, verbosity": sets,
      "set_option, local_zone, local_zones, local_data, local_datas, forward, forward_add": sets,
      "local_zone_remove, local_data_remove, forward_remove, stub_add, stub_remove": sets,
      "transfer, force_transfer, auth_zone_transfer, addzone": zone,
      delzone: first("deletes the zone", "critical"),
    }),
  },
  pdnsutil: {
    valued: "--config-dir --config-name",
    tells: byVerb({
      "list-zone, list-all-zones, list-keys, check-zone, check-all-zones, show-zone": looks,
      "list-tsig-keys, get-meta, list-member-zones, zone list, zone show, zone check": looks,
      "list-algorithms, hash-zone-record, lmdb-get-backend-version, zone list-all": looks,
      "export-zone-dnskey, export-zone-ds": looks,
      "export-zone-key, bindmodule": operands("secret", "shows the key of the zone", "low", "yes"),
      "create-zone, zone create": first("adds the zone", "low"),
      "load-zone, zone load": first("replaces the zone", "high"),
      "delete-zone, zone delete": first("deletes the zone", "critical"),
      "add-record, rrset add": first("adds a record to the zone", "medium"),
      "replace-rrset, rrset replace, edit-zone, zone edit": first("changes the zone", "high"),
      "delete-rrset, rrset delete": first("deletes records of the zone", "high"),
      "clear-zone, zone clear": first("deletes all records of the zone", "critical"),
      "increase-serial, rectify-zone, rectify-all-zones, set-kind, set-account": first(
        "changes the zone",
        "medium",
      ),
      "set-meta, add-meta, change-slave-zone-primary, set-nsec3, unset-nsec3": first(
        "changes the zone",
        "medium",
      ),
      "secure-zone, secure-all-zones, add-zone-key, activate-zone-key": first(
        "signs the zone",
        "high",
      ),
      "disable-dnssec, remove-zone-key, deactivate-zone-key": first(
        "takes the signing from the zone",
        "high",
      ),
      "generate-tsig-key, import-tsig-key, delete-tsig-key": sets,
    }),
  },
  "pdns_control rec_control": {
    valued: "--config-dir --config-name --socket-dir --remote-address --timeout",
    tells: byVerb({
      "ping, rping, version, uptime, status, show, list, list-zones, ccounts, qtypes": looks,
      "current-config, get, get-all, top-queries, top-remotes, get-parameter, help": looks,
      "respsizes, remotes, get-tas, get-ntas, get-qtypelist": looks,
      "dump-cache": (call) => call.operands.flatMap((file) => writeTo(file, "writes the cache to")),
      "purge, wipe-cache, wipe-cache-typed": empties,
      "cycle, rediscover, reload, reload-zones, reload-lua-script, reload-acls": reloads,
      "notify, notify-host, retrieve, bind-reload-now": zone,
      "set, token-login, add-nta, clear-nta, add-ta, clear-ta": sets,
      "quit, rquit, quit-nicely": stops,
    }),
  },
  knotc: {
    valued: "-c -C -s -t",
    tells: byVerb({
      "status, stats, conf-check, conf-read, conf-list, conf-diff, zone-check, zone-status": looks,
      "zone-read, zone-diff, zone-get, zone-stats": looks,
      reload: reloads,
      stop: stops,
      "zone-reload, zone-refresh, zone-retransfer, zone-notify, zone-flush, zone-sign": zone,
      "zone-purge": first("deletes the data of the zone", "critical"),
    }),
  },
  coredns: {
    valued: "-conf -p -dns.port -pidfile",
    tells: byOption(
      { "-version, -plugins": looks },
      says("service", "starts coredns", "low", "yes"),
    ),
  },
  nsupdate: {
    valued: "-k -y -p -t -u -r -R",
    tells: says("data", "changes records of a zone", "high", "no"),
  },
};

/** The zone alone; what follows is what is done with it. */
function first(does: string, risk: Risk): Judge {
  const judge = operands("data", does, risk, risk === "critical" ? "backup" : "yes");
  return (call) => judge({ ...call, operands: call.operands.slice(0, 1) });
}
