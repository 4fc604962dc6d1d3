/** Virtual switches: Open vSwitch and OVN. */
import { withOutput } from "./options.ts";
import { byVerb, type CommandTable, looks, ofFirst, operands, says } from "./row.ts";
import { ofEach } from "./several.ts";

const connects =
  "--db -t --target -T --timeout --columns -f --format -O --protocols --timestamp --log-file";
const changes = says("network", "changes the virtual switch", "medium", "yes");
const cuts = says("network", "takes something from the virtual switch", "high", "yes");

export const virtualSwitch: CommandTable = {
  "ovs-vsctl ovn-nbctl ovn-sbctl vtep-ctl": {
    valued: connects,
    tells: withOutput(
      "--log-file",
      "appends to",
      ofEach(
        "--",
        connects,
        byVerb({
          "show, list, find, get, list-br, list-ports, list-ifaces, br-exists, port-to-br": looks,
          "iface-to-br, br-to-vlan, br-to-parent, get-controller, get-manager, get-fail-mode":
            looks,
          "get-ssl, ls-list, lr-list, lsp-list, lrp-list, lr-route-list, lr-nat-list, lb-list":
            looks,
          "acl-list, ls-lb-list, lr-lb-list, lsp-get-addresses, lsp-get-type, lflow-list": looks,
          "dump-flows, lsp-get-up, lr-policy-list, dhcp-options-list, get-connection": looks,
          "add-br, add-port, add-bond, set, add, create, set-controller, set-manager": changes,
          "set-fail-mode, ls-add, lr-add, lsp-add, lrp-add, lr-route-add, lr-nat-add, lb-add":
            changes,
          "acl-add, lsp-set-addresses, lsp-set-type, lsp-set-options, ls-lb-add, set-connection":
            changes,
          "del-br, del-port, remove, clear, destroy, del-controller, del-manager": cuts,
          "ls-del, lr-del, lsp-del, lrp-del, lr-route-del, lr-nat-del, lb-del, acl-del": cuts,
          "emer-reset": says("network", "resets the virtual switch", "critical", "no"),
        }),
      ),
    ),
  },
  "ovs-ofctl ovs-dpctl": {
    valued: connects,
    tells: byVerb({
      "show, dump-flows, dump-ports, dump-ports-desc, dump-tables, dump-groups": looks,
      "dump-aggregate, dump-desc, dump-dps, dump-conntrack, snoop, get-flow, ping": looks,
      "add-flow, add-flows, mod-flows, replace-flows, mod-port, add-group, mod-group": cuts,
      "del-flows, del-flow, del-groups, flush-conntrack, del-dp": ofFirst(
        operands("network", "deletes flows of", "critical", "backup"),
      ),
    }),
  },
  "ovs-appctl ovn-appctl": {
    valued: connects,
    tells: byVerb({
      "cluster/status, version, list-commands, memory/show, coverage/show, vlog/list": looks,
      "fdb/show, bond/show, lacp/show, stp/show, rstp/show, cfm/show, bfd/show, mdb/show": looks,
      "dpctl/show, dpctl/dump-flows, dpif/show, dpif/dump-flows, upcall/show, ofproto/list": looks,
      "ofproto/trace, connection-status, recirc/list, ovsdb-server/sync-status": looks,
      "ovsdb-server/list-dbs, tnl/ports/show, debug/status, status, is-paused": looks,
      "ct-zone-list, group-table-list, meter-table-list": looks,
      "nb-connection-status, sb-connection-status, inc-engine/show-stats": looks,
      "vlog/set, vlog/reopen, memory/trim-on-compaction, ovsdb-server/compact": says(
        "service",
        "changes the settings of the virtual switch",
        "low",
        "yes",
      ),
      "fdb/flush, mdb/flush, upcall/enable-megaflows, recompute": changes,
      "cluster/leave, cluster/kick, exit, upcall/disable-megaflows": cuts,
    }),
  },
};
