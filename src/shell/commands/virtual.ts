/** Virtual machines of this host: libvirt, QEMU, VirtualBox. */
import { inFiles, operandsAt, withinFiles } from "./in-files.ts";
import { byOption, looksIfKnown, orMore, withOutput, writesTo } from "./options.ts";
import { writeTo } from "./paths.ts";
import {
  byVerb,
  type CommandTable,
  given,
  isUnknown,
  type Judge,
  looks,
  ofFirst,
  operands,
  says,
  told,
} from "./row.ts";
import { ofEach } from "./several.ts";

const starts = operands("container", "starts the machine", "low", "yes");
const stops = operands("container", "stops the machine", "high", "yes");
const cuts = operands("container", "cuts the power of the machine", "high", "no");
const restarts = operands("container", "restarts the machine", "medium", "yes");
const changes = ofFirst(operands("container", "changes the machine", "medium", "backup"));
const snapshots = ofFirst(operands("container", "makes a snapshot of", "low", "yes"));
const reverts = ofFirst(operands("container", "reverts to a snapshot:", "high", "no"));
const deletesSnapshot = ofFirst(operands("container", "deletes a snapshot of", "high", "no"));
const moves = ofFirst(operands("container", "moves to another host", "high", "yes"));
const deletesVolume = ofFirst(operands("device", "deletes the volume", "critical", "no"));
const changesNet = ofFirst(operands("network", "changes the network", "medium", "yes"));
const stopsNet = ofFirst(operands("network", "stops or deletes the network", "high", "yes"));
const changesPool = ofFirst(operands("device", "changes the storage", "medium", "yes"));

const virshOptions = "-c --connect -d --debug -l --log -e --escape";

export const virtual: CommandTable = {
  virsh: {
    valued: virshOptions,
    tells: withOutput(
      "-l --log",
      "appends to",
      ofEach(
        ";",
        virshOptions,
        unlessSeveral(
          byVerb({
            "list, dominfo, domstate, domid, domname, domuuid, domblklist, domblkstat, domblkinfo":
              looks,
            "domiflist, domifaddr, domifstat, domif-getlink, domstats, dumpxml": looks,
            dommemstat: { valued: "--period", tells: given("--period", changes, looks) },
            domtime: { valued: "--time", tells: given("--now --sync --time", changes, looks) },
            screenshot: {
              valued: "--screen --file",
              tells: (call) => {
                const files = [...call.values("--file"), ...call.operands.slice(1)];
                return files.length > 0
                  ? files.flatMap((file) => writeTo(file, "writes a picture of the screen to"))
                  : [told("write", "writes a picture of the screen", null, "low", "yes")];
              },
            },
            "domjobinfo, domdisplay, domcontrol, domhostname, domcapabilities, domblkerror, vcpuinfo":
              looks,
            "vcpucount, nodeinfo, nodecpustats, nodememstats, nodedev-list, nodedev-dumpxml, version":
              looks,
            "hostname, uri, sysinfo, capabilities, freecell, cpu-models, maxvcpus, help, secret-list":
              looks,
            "net-list, net-info, net-dumpxml, net-dhcp-leases, net-uuid, net-name, iface-list":
              looks,
            "pool-list, pool-info, pool-dumpxml, pool-capabilities, vol-list, vol-info, vol-path":
              looks,
            "vol-dumpxml, vol-key, vol-pool, snapshot-list, snapshot-info, snapshot-dumpxml": looks,
            "snapshot-current, snapshot-parent, checkpoint-list, checkpoint-info, nwfilter-list":
              looks,
            "guestinfo, qemu-monitor-event, event, iface-dumpxml, domfsinfo, cpu-stats": looks,
            "start, resume, restore": starts,
            "reboot, reset": restarts,
            "shutdown, suspend, managedsave, pmsuspend, dompmsuspend": stops,
            save: inFiles(operandsAt(1, 2), ofFirst(stops)),
            destroy: cuts,
            undefine: byOption(
              {
                "--remove-all-storage, --storage, --wipe-storage": operands(
                  "container",
                  "deletes with its disks the machine",
                  "critical",
                  "no",
                ),
              },
              operands("container", "deletes the definition of the machine", "high", "backup"),
            ),
            "define, create": operands("container", "makes the machine of", "low", "yes"),
            "edit, autostart, setmem, setmaxmem, setvcpus, attach-disk, attach-interface": changes,
            "attach-device, change-media, update-device, domrename, schedinfo, memtune, vcpupin":
              changes,
            "blkiotune, domif-setlink, desc, metadata, set-user-password, numatune, emulatorpin":
              changes,
            "detach-disk, detach-interface, detach-device": ofFirst(
              operands("container", "takes a device from the machine", "high", "yes"),
            ),
            "snapshot-create, snapshot-create-as, checkpoint-create, checkpoint-create-as":
              snapshots,
            "snapshot-revert": reverts,
            "snapshot-delete, checkpoint-delete": deletesSnapshot,
            "managedsave-remove": ofFirst(
              operands("container", "deletes the saved state of", "high", "no"),
            ),
            "blockcommit, blockpull, blockcopy, blockjob, blockresize, domfstrim": ofFirst(
              operands("container", "changes the disks of", "high", "no"),
            ),
            migrate: moves,
            dump: inFiles(
              operandsAt(1, 2),
              ofFirst(operands("container", "writes out the memory of", "medium", "yes")),
            ),
            "net-start, net-define, net-create, net-autostart, net-edit, net-update": changesNet,
            "net-destroy, net-undefine": stopsNet,
            "pool-start, pool-define, pool-define-as, pool-create, pool-create-as, pool-autostart":
              changesPool,
            "pool-refresh, pool-build, pool-edit": changesPool,
            "pool-destroy, pool-undefine": ofFirst(
              operands("device", "takes away the storage", "high", "yes"),
            ),
            "pool-delete, vol-delete, vol-wipe": deletesVolume,
            "vol-download": (call) =>
              call.operands.slice(1, 2).flatMap((file) => writeTo(file, "copies a volume to")),
            "vol-create, vol-create-as, vol-clone, vol-create-from": ofFirst(
              operands("device", "makes a volume in", "low", "yes"),
            ),
            "vol-resize, vol-upload": ofFirst(
              operands("device", "changes the volume", "high", "no"),
            ),
            "console, qemu-agent-command, qemu-monitor-command, send-key, lxc-enter-namespace":
              isUnknown,
          }),
        ),
      ),
    ),
  },
  "virt-install virt-clone": {
    tells: says("container", "makes a virtual machine", "low", "yes"),
  },
  "virt-df virt-ls virt-cat virt-what virt-filesystems": { tells: looks },
  "virt-top": {
    valued: "-c --connect -d --delay -n --csv --debug --init-file --end-time",
    tells: writesTo("--csv --debug", "writes what it measures to"),
  },
  "qemu-img": {
    valued: "-f -O -o -s -c -d -a -b -F -l -m -S -T --object --output --image-opts --preallocation",
    tells: byVerb({
      "info, map, measure, compare": looks,
      check: byOption({ "-r": operands("device", "repairs the image", "high", "no") }, looks),
      create: inFiles(
        operandsAt(0, 1),
        ofFirst(operands("device", "makes the image", "low", "no")),
      ),
      convert: (call) =>
        call.operands.slice(-1).flatMap((file) => writeTo(file, "writes the image")),
      dd: (call) =>
        call.operands
          .filter(({ text }) => text === null || text.startsWith("of="))
          .flatMap(({ text, written }) =>
            writeTo(
              { text: text?.replace("of=", "") ?? null, written: written.replace("of=", "") },
              "writes the image",
            ),
          ),
      snapshot: byOption(
        {
          "-a": operands("device", "reverts to a snapshot the image", "high", "no"),
          "-d": operands("device", "deletes a snapshot of the image", "high", "no"),
          "-c": operands("device", "makes a snapshot of the image", "low", "yes"),
          "-l": looks,
        },
        looksIfKnown,
      ),
      resize: withinFiles(
        operandsAt(0, 1),
        ofFirst(operands("device", "resizes the image", "high", "no")),
      ),
      "rebase, commit, amend, bitmap": operands("device", "changes the image", "high", "no"),
    }),
  },
  "VBoxManage vboxmanage": {
    tells: byVerb({
      "list, showvminfo, showhdinfo, showmediuminfo, getextradata, guestproperty get": looks,
      "guestproperty enumerate, metrics list, metrics query": looks,
      startvm: starts,
      controlvm: nameThenVerb({
        resume: starts,
        "poweroff, acpipowerbutton, acpisleepbutton, savestate, pause, shutdown": stops,
        "reset, reboot": restarts,
      }),
      "modifyvm, setextradata, storageattach, storagectl, sharedfolder, guestproperty set": changes,
      unregistervm: byOption(
        {
          "--delete, --delete-all": operands(
            "container",
            "deletes with its disks the machine",
            "critical",
            "no",
          ),
        },
        operands("container", "deletes the definition of the machine", "high", "backup"),
      ),
      "createvm, clonevm, import, registervm, export": operands(
        "container",
        "copies",
        "low",
        "yes",
      ),
      "createhd, createmedium, clonehd, clonemedium": says(
        "device",
        "makes an image",
        "low",
        "yes",
      ),
      "modifyhd, modifymedium": operands("device", "changes the image", "high", "no"),
      closemedium: byOption(
        { "--delete": operands("device", "deletes the image", "critical", "no") },
        operands("device", "forgets the image", "medium", "yes"),
      ),
      snapshot: nameThenVerb({
        list: looks,
        take: snapshots,
        "restore, restorecurrent": reverts,
        delete: deletesSnapshot,
      }),
    }),
  },
  vagrant: {
    valued: "--provider -c --command",
    tells: byVerb({
      "status, global-status, version, box list, port, ssh-config, validate, plugin list": looks,
      "up, resume": starts,
      "reload, provision": restarts,
      "halt, suspend": stops,
      destroy: operands("container", "deletes the machine", "critical", "no"),
      "box add, box update, init": says("container", "fetches images", "low", "yes"),
      "snapshot save": snapshots,
    }),
  },
};

/** Several commands may stand in one word, too. */
function unlessSeveral(judge: Judge): Judge {
  return orMore((call) => call.operands.some(({ text }) => text?.includes(";") ?? false), judge);
}

/** By the verb that stands after the name of the machine. */
function nameThenVerb(table: Readonly<Record<string, Judge>>): Judge {
  const verbs = byVerb(table);
  return (call) => {
    const [name, verb] = call.operands;
    return name && verb ? verbs({ ...call, operands: [verb, name] }) : isUnknown(call);
  };
}
