/** Keys, certificates and secrets: openssl, gpg, age, sops, pass, keytool, certutil. */

import type { Call } from "./call.ts";
import { filesBy, inFiles, operandsAt, withinFiles } from "./in-files.ts";
import {
  byOption,
  looksIfKnown,
  maybeOption,
  ofOption,
  onlyOption,
  orMore,
  orMoreBy,
  withFiles,
  withOutput,
  writesTo,
} from "./options.ts";
import { writeTo } from "./paths.ts";
import { reaches } from "./reaching.ts";
import { byVerb, type CommandTable, isUnknown, type Judge, looks, operands, says } from "./row.ts";

const shows = operands("secret", "shows the secret", "low", "yes");
const makesKey = says("secret", "makes a key", "low", "yes");
const edits = operands("secret", "changes the secret", "medium", "backup");
const keystore = filesBy("-destkeystore -keystore", "~/.keystore");
/** `sops edit FILE`, `sops -i -e FILE`, `sops encrypt -i FILE` */
const editsFiles: Judge = (call) => {
  const isVerb = /^(encrypt|decrypt|edit|set|unset|rotate|updatekeys|groups)$/;
  const files = call.operands.filter(({ text }) => !isVerb.test(text ?? ""));
  return inFiles(operandsAt(0, 1), edits)({ ...call, operands: files });
};
const deletes = operands("secret", "deletes the secret", "high", "backup");
const signs = says("secret", "signs", "low", "yes");
const unlocks = says("secret", "decrypts", "low", "yes");

/** Programs and libraries that gpg may be told to start or load, and a file of such settings. */
const gpgRuns = `--agent-program, --dirmngr-program, --photo-viewer, --exec-path, --load-extension,
  --options, --show-photos`;

export const crypto: CommandTable = {
  openssl: {
    valued:
      "-in -out -key -keyout -inkey -passin -passout -CA -CAfile -CApath -CAkey -cert -connect " +
      "-host -port -servername -days -subj -config -extfile -extensions -newkey -nameopt " +
      "-checkend -checkhost -set_serial -inform -outform -keyform -certfile -name -untrusted " +
      "-verify_hostname -starttls -showcerts_depth -pass -iv -md -algorithm -pkeyopt -curve " +
      "-signature -sign -verify -gendb -revoke -keysig -CAserial -crl_reason -startdate -enddate " +
      "-proxy -alpn -cipher -reqexts -addext -url -issuer -resp_text -writerand -rand -CAout " +
      "-engine -provider-path -provider -signer -certsout -respout -reqout " +
      "-sess_out -msgfile -keylogfile -certopt -ext -purpose -trusted -crldays " +
      "-ssl_client_engine -keygen_engine",
    tells: orMoreBy("-engine, -provider-path, -ssl_client_engine, -keygen_engine", openssl),
  },
  "gpg gpg2": {
    valued:
      "-o --output -r --recipient -u --local-user --homedir --keyserver --default-key -R " +
      "--hidden-recipient --passphrase --passphrase-file --passphrase-fd --pinentry-mode " +
      "--trust-model --keyring --status-fd --cipher-algo --digest-algo --batch-size " +
      "--export-options --import-options --list-options --logger-fd --logger-file --log-file " +
      "--status-file --attribute-file",
    tells: withOutput(
      "-o --output --logger-file --log-file --status-file --attribute-file",
      "writes",
      orMoreBy(
        gpgRuns,
        onlyOption({
          "-n, --dry-run": looks,
          "--delete-secret-keys, --delete-secret-and-public-key, --delete-secret-key": operands(
            "secret",
            "deletes the private key",
            "critical",
            "backup",
          ),
          "--delete-keys, --delete-key": operands(
            "secret",
            "deletes the public key",
            "high",
            "backup",
          ),
          "--export-secret-keys, --export-secret-subkeys, --export-secret-key": shows,
          "--gen-key, --generate-key, --full-generate-key, --full-gen-key": makesKey,
          "--quick-generate-key, --quick-gen-key, --gen-revoke": makesKey,
          "--import, --recv-keys, --receive-keys, --refresh-keys, --fetch-keys": operands(
            "secret",
            "takes in the keys",
            "low",
            "yes",
          ),
          "--send-keys": operands("network", "publishes the key", "high", "no"),
          "--edit-key, --sign-key, --lsign-key, --passwd, --change-passphrase, --import-ownertrust":
            edits,
          "--quick-add-uid, --quick-revoke-uid, --quick-set-expire, --quick-sign-key": edits,
          "-d, --decrypt": unlocks,
          "-s, --sign, -b, --detach-sign, --clear-sign, --clearsign": signs,
          "-e, --encrypt, -c, --symmetric": says("secret", "encrypts", "low", "yes"),
          "-k, --list-keys, --list-public-keys, -K, --list-secret-keys, --list-sigs": looks,
          "--check-sigs, --fingerprint, --verify, --export, --show-keys, --list-packets": looks,
          "--list-config, --version, --search-keys, --card-status, --print-md, --locate-keys":
            looks,
          "--dearmor, --enarmor, --export-ownertrust, --check-trustdb, --list-signatures": looks,
        }),
      ),
    ),
  },
  "gpg-connect-agent gpgconf": {
    tells: byOption(
      {
        "--list-dirs, --list-components, --check-programs, --list-options": looks,
        "--kill, --reload, --launch": says("service", "restarts the agent of gpg", "low", "yes"),
      },
      isUnknown,
    ),
  },
  gpgv: {
    valued: "--keyring -o --output --homedir --logger-file --log-file --status-fd",
    tells: writesTo("-o --output --logger-file --log-file", "writes"),
  },
  "age rage": {
    valued: "-o --output -r --recipient -R --recipients-file -i --identity",
    tells: withOutput(
      "-o --output",
      "writes",
      byOption(
        { "-d, --decrypt": unlocks, "--version": looks },
        says("secret", "encrypts", "low", "yes"),
      ),
    ),
  },
  "age-keygen rage-keygen": {
    valued: "-o --output",
    tells: withOutput("-o --output", "writes", byOption({ "-y, --version": looks }, makesKey)),
  },
  sops: {
    valued:
      "--output --input-type --output-type --kms --pgp --age --config --extract --set -a -k -p " +
      "--add-age --rm-age --add-kms --rm-kms --add-pgp --rm-pgp --unencrypted-regex " +
      "--encrypted-regex --filename-override",
    tells: withOutput(
      "--output",
      "writes",
      byOption(
        {
          "-r, --rotate, --set": editsFiles,
          "-i, --in-place": editsFiles,
          "-d, --decrypt": shows,
          "-e, --encrypt": says("secret", "encrypts", "low", "yes"),
          "-v, --version": looks,
        },
        byKnownVerb(
          {
            decrypt: shows,
            encrypt: says("secret", "encrypts", "low", "yes"),
            "edit, set, unset, rotate, updatekeys, groups": editsFiles,
            filestatus: looks,
            "publish, exec-env, exec-file, keyservice": isUnknown,
          },
          editsFiles,
        ),
      ),
    ),
  },
  "pass gopass": {
    valued: "-n -p --path",
    tells: byKnownVerb(
      {
        ", ls, list, find, search, help, version": looksIfKnown,
        "show, grep, otp": shows,
        "insert, add, edit, generate": edits,
        "mv, rename, cp, copy": edits,
        "rm, remove, delete": deletes,
        init: says("secret", "encrypts all secrets anew", "high", "backup"),
        git: isUnknown,
      },
      shows,
    ),
  },
  keytool: {
    valued:
      "-keystore -storepass -keypass -alias -file -storetype -destkeystore -srckeystore -dname " +
      "-validity -keyalg -keysize -deststorepass -srcstorepass -destalias -provider " +
      "-srcstoretype -deststoretype -ext -destkeypass -infile -outfile",
    tells: unlessJava(
      onlyOption({
        "-delete": withinFiles(
          keystore,
          ofOption("-alias", "secret", "deletes the key or certificate", "high", "backup"),
        ),
        "-list, -printcert, -printcertreq, -printcrl, -showinfo, -help": looks,
        "-exportcert, -export, -certreq": writesTo("-file", "writes a certificate to"),
        "-gencert": inFiles(filesBy("-outfile"), says("secret", "signs", "low", "yes")),
        "-importcert, -import, -importkeystore, -importpass, -changealias": withinFiles(
          keystore,
          ofOption("-alias", "secret", "takes in the key or certificate", "medium", "backup"),
        ),
        "-storepasswd, -keypasswd": withinFiles(
          keystore,
          says("secret", "changes the password of keys", "medium", "backup"),
        ),
        "-genkeypair, -genkey, -genseckey": withinFiles(
          keystore,
          ofOption("-alias", "secret", "makes the key", "low", "yes"),
        ),
      }),
    ),
  },
  certutil: {
    valued: "-d -n -t -i -o -s -c -v -m -f -z -g -k -P -h -u",
    tells: onlyOption({
      "-D, -F": ofOption("-n", "secret", "deletes the key or certificate", "high", "backup"),
      "-A, -E, -M, -G, -S, -R, -C, -N, -T, -W, --merge, --upgrade-merge": ofOption(
        "-n",
        "secret",
        "changes the store of certificates:",
        "medium",
        "backup",
      ),
      "-L, -K, -V, -O, -U, -H": writesTo("-o", "writes"),
    }),
  },
  "update-ca-certificates update-ca-trust": {
    tells: byVerb({
      ", extract": says(
        "secret",
        "changes which certificates this machine trusts",
        "medium",
        "backup",
      ),
      check: looks,
    }),
  },
  "secret-tool": { tells: byVerb({ "lookup, search": shows, store: edits, clear: deletes }) },
};

/** Reading a certificate looks, and an output makes it write; making keys and signing change. */
function openssl(call: Call): ReturnType<Judge> {
  const [verb] = call.operands;
  if (call.args.some(maybeOption) || verb?.text === null) return isUnknown(call);
  // Any other provider is a library to load.
  if (
    call
      .values("-provider")
      .some(({ text }) => !/^(default|legacy|base|fips|null)$/.test(text ?? ""))
  )
    return isUnknown(call);
  const outputs = [
    "-out",
    "-keyout",
    "-sess_out",
    "-writerand",
    "-keylogfile",
    "-certsout",
    "-CAout",
  ];
  const written = call
    .values(...outputs, "-respout", "-reqout")
    .flatMap((it) => writeTo(it, "writes"));
  const told = opensslVerbs({ ...call, operands: call.operands.slice(1) }, verb?.text ?? "");
  // A configuration may name libraries to load.
  const isStrange = call
    .values("-config")
    .some(({ text }) => !/^\/(etc|usr)\/(?!.*\.\.)/.test(text ?? ""));
  if (isStrange && told.every(({ risk }) => risk === "none")) return isUnknown(call);
  return withFiles(told, written);
}

function opensslVerbs(call: Call, verb: string): ReturnType<Judge> {
  if (verb === "s_client") {
    const host = call.value("-connect", "-host") ?? call.operands[0];
    return host ? [reaches("asks", host)] : looks(call);
  }
  if (verb === "x509" && call.has("-req", "-CA", "-signkey", "-key", "-new")) return signs(call);
  if (printsKey(call, verb)) return says("secret", "shows a private key", "low", "yes")(call);
  if (verb === "ca") return call.has("-revoke") ? revokes(call) : signs(call);
  // These only look where nothing is asked to be made.
  if (verb === "req") return call.has("-new", "-x509", "-newkey") ? makesKey(call) : looks(call);
  if (verb === "enc")
    return call.has("-d") ? unlocks(call) : says("secret", "encrypts", "low", "yes")(call);
  if (/^(?:dgst|pkeyutl|rsautl|cms|smime)$/.test(verb)) {
    if (call.has("-sign")) return signs(call);
    // Whose signature it is goes to a file.
    const words = call.args.map(({ text }) => text);
    if (words.includes("-verify") && words.includes("-signer")) return isUnknown(call);
    return call.has("-decrypt") ? unlocks(call) : looks(call);
  }
  if (/^gen(?:rsa|pkey|dsa)$/.test(verb) || call.has("-genkey")) return makesKey(call);
  if (verb === "ocsp" && call.has("-port")) return isUnknown(call);
  return opensslReaders.has(verb) || (verb === "" && call.args.length > 0)
    ? looks(call)
    : isUnknown(call);
}

/** A private key comes out, as a rule: on the screen, where no file is named. */
function printsKey(call: Call, verb: string): boolean {
  if (verb === "pkcs12") return !call.has("-export", "-nokeys", "-noout", "-info", "-out");
  const isKey = /^(?:rsa|ec|dsa|pkey|pkcs8)$/.test(verb);
  return isKey && !call.has("-noout", "-pubout", "-pubin", "-out");
}

const revokes = says("secret", "revokes a certificate", "critical", "no");

const opensslReaders = new Set(
  (
    "x509 verify crl rsa ec pkey dsa ecparam dhparam pkcs12 pkcs7 pkcs8 asn1parse ciphers " +
    "version rand speed list help ocsp errstr prime passwd s_time sess_id storeutl ts info md5 " +
    "sha1 sha256 sha512 base64 crl2pkcs7 nseq"
  ).split(" "),
);

/** `-J-javaagent:x.jar` is for the machine that runs it. */
function unlessJava(judge: Judge): Judge {
  return orMore(
    (call) =>
      call.has("-providerpath", "-providerclass", "-addprovider") ||
      call.args.some(({ written }) => /^["']?-J/.test(written)),
    judge,
  );
}

/** Where the first operand is no verb, it is a name. */
function byKnownVerb(table: Readonly<Record<string, Judge>>, otherwise: Judge): Judge {
  const verbs = new Set(Object.keys(table).flatMap((key) => key.split(",").map((it) => it.trim())));
  const judge = byVerb(table);
  return (call) => {
    const [first] = call.operands;
    return first?.text === null || verbs.has(first?.text ?? "") ? judge(call) : otherwise(call);
  };
}
