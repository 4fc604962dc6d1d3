/** A real Caddy of a test's own: free ports, its storage in a scratch directory, no certificates. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { execa } from "execa";

export interface Caddy {
  /** The file it was started with. */
  readonly config: string;
  /** Where its sites listen. */
  readonly port: number;
  /** `host:port` of its administration. */
  readonly admin: string;
  /** What it runs now, as JSON. */
  running(): Promise<string>;
  /** What a site answers; rejects where nothing does. */
  ask(host: string): Promise<string>;
  stop(): Promise<void>;
}

/** Null when there is none on this machine. */
export async function caddyVersion(): Promise<string | null> {
  const { failed, stdout } = await execa("caddy", ["version"], { reject: false });
  return failed ? null : stdout;
}

/** Three sites in two blocks, beside a snippet and a global block with a storage. */
export async function startCaddy(directory: string): Promise<Caddy> {
  const [port, adminPort] = await freePorts();
  const admin = `localhost:${adminPort}`;
  const config = join(directory, "Caddyfile");
  await writeFile(config, caddyfile({ directory, port, admin }));
  const child = spawn("caddy", ["run", "--config", config, "--adapter", "caddyfile"], {
    cwd: directory,
    env: { ...process.env, HOME: directory, XDG_CONFIG_HOME: directory, XDG_DATA_HOME: directory },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-2000);
  });
  const ended = once(child, "exit");
  const caddy: Caddy = {
    config,
    port,
    admin,
    running: () => get(adminPort, "/config/", admin),
    ask: (host) => get(port, "/", host),
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
  await untilItRuns(caddy, () => (child.exitCode === null ? null : said));
  return caddy;
}

/** A site block as an operator would prepare it. */
export function siteBlock(host: string, port: number, answer: string): string {
  return `http://${host}:${port} {\n\trespond "${answer}"\n}\n`;
}

function caddyfile({ directory, port, admin }: { directory: string; port: number; admin: string }) {
  return `{
	admin ${admin}
	auto_https off
	storage file_system {
		root ${join(directory, "storage")}
	}
}

(plain) {
	header -Server
}

${siteBlock("app.example.com", port, "the app")}
# Two names, one block.
http://docs.example.com:${port},
http://help.example.com:${port} {
	import plain
	respond "the manual"
}
`;
}

/** Both are open at once, so that they differ. */
async function freePorts(): Promise<[number, number]> {
  const [first, second] = [await freePort(), await freePort()];
  await Promise.all([first.release(), second.release()]);
  return [first.port, second.port];
}

async function freePort(): Promise<{ port: number; release(): Promise<void> }> {
  const server = createServer();
  server.listen(0);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    port: address.port,
    async release() {
      server.close();
      await once(server, "close");
    },
  };
}

/** `lastWords` are null as long as it has not ended. */
async function untilItRuns(caddy: Caddy, lastWords: () => string | null): Promise<void> {
  for (;;) {
    if (lastWords() !== null) throw new Error(`Caddy does not start: ${lastWords()}`);
    try {
      await caddy.ask("app.example.com");
      await caddy.running();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function get(port: number, path: string, host: string): Promise<string> {
  const asked = request({ host: "127.0.0.1", port, path, headers: { host }, agent: false });
  asked.end();
  const [response] = await once(asked, "response");
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return text;
}
