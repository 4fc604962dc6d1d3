/** Tells a line that is certainly a command from a remark, by the words operators type most. */

/** Whether `line` is a command beyond reasonable doubt; what is merely possible is not. */
export function isCertainlyCommand(line: string): boolean {
  const words = line.trim().slice(0, longest).split(/\s+/);
  while (words[0] === "sudo" || assignment.test(words[0] ?? "")) words.shift();
  const [name = "", ...rest] = words;
  if (!commandWords.has(name) && !/^(?:\.{0,2}\/)[\w.+-]+(?:\/[\w.+-]+)*$/.test(name)) return false;
  const isMarked = rest.some((word) => /^--?[A-Za-z0-9]|^[|<>&;]|[/=$]/.test(word));
  if (isMarked) return true;
  // `# make sure that it runs` is a remark, and `# make install` is none.
  return !rest.some((word) => proseWords.has(word.toLowerCase())) && !/[.:!?]$/.test(line.trim());
}

/** UTF-16 units of a line that are looked at. */
const longest = 400;

const assignment = /^[A-Za-z_]\w*=\S*$/;

const commandWords = setOf(
  "alertmanager amtool ansible ansible-playbook apk apt apt-get aws az awk base64 bash brctl caddy cargo",
  "cat ceph certbot cfssl chgrp chmod chown cilium consul cp crictl cryptsetup ctr curl cut date dd df dig",
  "dmesg dnf docker dpkg du echo env etcdctl export fdisk find firewall-cmd flux fsck gcloud git",
  "go grep gunzip gzip haproxy head helm hostname hostnamectl ifconfig incus ip ipset iptables",
  "istioctl java journalctl jq k3s kill killall kubeadm kubectl kubelet kubens kubectx less ln logger",
  "logrotate ls lsblk lsof lvs lxc make mc mdadm mkdir mount mv mysql nc netstat nft nginx nmap node nomad",
  "npm nslookup oc openssl patronictl pg_dump ping pip pip3 pkill podman ps psql pvs pwd python python3",
  "rabbitmqctl redis-cli reboot restic rg rm rpm rsync scp sed sestatus sh sha256sum skopeo snap",
  "sort ss ssh ssh-keygen stat strace su sudo swapoff swapon sysctl systemctl tail tar tcpdump tee",
  "telnet terraform timedatectl top touch traceroute tree ufw umount uname uptime vault vgs virtctl virsh",
  "wc wget whoami xargs yq yum zcat zfs zpool zypper",
);

const proseWords = setOf(
  "a all an and any are as at be before by can each every for from has if in into is it its of on or our",
  "should so sure that the their then there these this to up was we when which will with you your",
);

function setOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(" ")));
}
