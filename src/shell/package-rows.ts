/** What tools that install packages take in several spellings. */
import type { Row } from "./spelling-rows.ts";

export const packageRows: Readonly<Record<string, Row>> = {
  "apt-get": {
    readsPatterns: true,
    options:
      "-y --yes --assume-yes, -t --target-release --default-release =, -o --option =, -q --quiet",
    under: { "install, remove, purge, reinstall": { hasVersion: true, list: 0 } },
  },
  apt: { instead: "apt-get" },
  "apt-mark": {
    readsPatterns: true,
    options: "-f --file =, -q --quiet",
    under: { "hold, unhold, auto, manual, install, remove, purge": { hasVersion: true, list: 0 } },
  },
  apk: {
    options: `-p --root =, -X --repository =, --arch =, --cache-dir =, --keys-dir =, --repositories-file =,
      -t --virtual =, -q --quiet, -U --update-cache, -s --simulate, -v --verbose`,
    under: { "add, del, fix, upgrade": { hasVersion: true, list: 0 } },
  },
  "dnf, dnf5, yum, microdnf": {
    readsPatterns: true,
    options: `-c --config =, -x --exclude =, --enablerepo =, --disablerepo =, --repo --repoid =, --installroot =,
      --setopt =, --releasever =, -d --debuglevel =, -e --errorlevel =, -R --randomwait =, --advisory =,
      --disableplugin =, --qf --queryformat =, --destdir --downloaddir =, --whatprovides =, --whatrequires =,
      --comment =, --forcearch =, -y --assumeyes, -q --quiet, -v --verbose`,
    verbs: { erase: "remove", rm: "remove", localinstall: "install", update: "upgrade" },
    under: { "install, remove, reinstall, upgrade, downgrade": { list: 0 } },
  },
  dpkg: {
    options: `-i --install, -r --remove, -P --purge, -l --list, -L --listfiles, -s --status, -S --search,
      -x --extract, -X --vextract, -e --control, -c --contents, -I --info, -R --recursive, -a --pending,
      --root =, --admindir =, --instdir =, -D --debug =, --path-exclude =, --path-include =`,
    hasVersion: true,
    list: 0,
  },
};
