/** HashiCorp Vault and OpenBao. */
import { byOption, looksIfKnown, oneDash } from "./options.ts";
import { writeTo } from "./paths.ts";
import {
  byVerb,
  type CommandTable,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  operands,
  says,
} from "./row.ts";

const shows = operands("secret", "shows the secret", "low", "yes");
const writes = ofFirst(operands("secret", "writes the secret", "medium", "backup"));
const deletes = operands("secret", "deletes the secret", "high", "backup");
const destroys = operands("secret", "destroys for good the secret", "critical", "no");
const mounts = operands("secret", "changes what Vault serves at", "medium", "yes");
const revokes = operands("secret", "revokes", "high", "no");
const rekeys = says("secret", "changes the keys of Vault", "critical", "no");

export const vault: CommandTable = {
  "vault bao": oneDash({
    valued:
      "-address -format -field -mount -namespace -ca-cert -ca-path -client-cert -client-key " +
      "-path -version -versions -method -policy -ttl -key-shares -key-threshold -wrap-ttl -cas " +
      "-description -max-versions -role -mode -accessor",
    tells: byVerb({
      "status, version, list, print, path-help, server-list, secrets list, auth list, auth help":
        looks,
      "policy fmt": (call) => call.operands.flatMap((file) => writeTo(file, "formats")),
      "policy list, policy read, audit list, token lookup, token capabilities": looks,
      "kv list, kv metadata get, kv metadata list, kv get-metadata, plugin list, plugin info":
        looks,
      "namespace list, namespace lookup, lease lookup, operator members, operator key-status":
        looks,
      "operator raft list-peers, operator diagnose, operator usage, monitor": looks,
      debug: says("write", "collects what it knows in a file", "low", "yes"),
      hcp: isUnknown,
      "secrets tune-list, kv help, token help, operator help, events": looks,
      read: ofSystem(looks, shows),
      "kv get, unwrap": shows,
      write: ofSystem(ofFirst(operands("secret", "changes Vault itself by", "high", "no")), writes),
      "kv put, kv patch, patch, kv undelete, kv rollback": writes,
      "kv metadata": byVerb({
        "get, list": looks,
        "put, patch": writes,
        delete: destroys,
      }),
      "delete, kv delete": deletes,
      "kv destroy": destroys,
      "kv enable-versioning": mounts,
      login: says("secret", "logs in", "low", "yes"),
      "token create, token renew, lease renew": says(
        "secret",
        "makes or renews a token",
        "low",
        "yes",
      ),
      "token revoke": revokes,
      "lease revoke": byOption(
        { "-prefix, -force": operands("secret", "revokes all leases below", "critical", "no") },
        revokes,
      ),
      "secrets enable, secrets tune, secrets move, auth enable, auth tune, auth move": mounts,
      "secrets disable": operands("secret", "destroys all secrets below", "critical", "no"),
      "auth disable": operands("secret", "shuts out all who log in by", "critical", "no"),
      "audit enable": mounts,
      "audit disable": operands("secret", "stops the audit log", "high", "yes"),
      "policy write": ofFirst(operands("secret", "changes the policy", "medium", "backup")),
      "policy delete": operands("secret", "deletes the policy", "high", "backup"),
      "plugin register, plugin reload, plugin deregister": mounts,
      "namespace create, namespace patch, namespace lock, namespace unlock": mounts,
      "namespace delete": destroys,
      "ssh, agent, proxy, server": isUnknown,
      "transit import, transit import-version, pki issue, pki reissue": writes,
      "operator seal": says(
        "secret",
        "seals Vault, so that nobody gets a secret",
        "critical",
        "yes",
      ),
      "operator unseal": says("secret", "unseals Vault", "medium", "yes"),
      "operator init": says("secret", "makes the keys of a new Vault", "high", "no"),
      "operator step-down": says(
        "service",
        "makes another server of Vault the leader",
        "medium",
        "yes",
      ),
      "operator rekey, operator generate-root, operator rotate, operator migrate": rekeys,
      "operator raft": byVerb({
        "list-peers, autopilot state, autopilot get-config": looks,
        "snapshot save": (call) =>
          call.operands.flatMap((file) =>
            writeTo(file, "copies all secrets to").map((it) => ({ ...it, kind: "secret" })),
          ),
        "snapshot inspect": looks,
        "snapshot restore": operands(
          "secret",
          "replaces all secrets by those of",
          "critical",
          "backup",
        ),
        "join, autopilot set-config, demote, promote": says(
          "service",
          "changes the members of the cluster",
          "medium",
          "yes",
        ),
        "remove-peer": says("service", "takes a member out of the cluster", "high", "yes"),
      }),
      "": looksIfKnown,
    }),
  }),
};

/** Paths below `sys/` are not secrets, but Vault itself: `sys/seal` seals it. */
function ofSystem(system: Judge, secret: Judge): Judge {
  return (call) => {
    const path = call.operands[0]?.text ?? "";
    const told = (/^\/?sys\//.test(path) ? system : secret)(call);
    const isGrave = /^\/?sys\/(?:seal|rekey|rotate|generate-root)\b/.test(path);
    return told.map((it) => (isGrave && it.risk === "high" ? { ...it, risk: "critical" } : it));
  };
}
