/** Starts the editor's server on a free port with settings of its own, and knows the address that loads our extension. */
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./cache.mjs";

/** Quiet pictures: no welcome, no side bars, no telemetry. */
const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "editor.inlayHints.enabled": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.reduceMotion": "on",
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
};

/**
 * A running editor. `url(folder, payload)` opens a folder, or a .code-workspace file, in it; `stop()` ends it and removes its data.
 * @param {{ node: string, server: string }} paths
 * @param {{ settings?: object, env?: object, log?: string, port?: number }} options
 */
export async function startEditor(paths, { settings = {}, env = {}, log, port: wantedPort } = {}) {
  const port = wantedPort ?? (await freePort());
  const data = mkdtempSync(join(tmpdir(), "farebox-editor-"));
  for (const folder of ["User", "Machine"]) {
    mkdirSync(join(data, "data", folder), { recursive: true });
    writeFileSync(join(data, "data", folder, "settings.json"), JSON.stringify({ ...SETTINGS, ...settings }));
  }
  const child = spawn(paths.node, [paths.server, ...flags(port, data)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const sink = log === undefined ? undefined : createWriteStream(log);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => sink?.write(chunk));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const origin = `http://127.0.0.1:${port}`;
  await answer(origin, ended);
  return {
    origin,
    /** Process id of the editor's server; the extension host and our server descend from it. */
    pid: child.pid,
    /** Root of the settings files, to write to while it runs. */
    userSettings: join(data, "data/User/settings.json"),
    url: (folder, payload = []) => urlOf(origin, folder, payload),
    stop: async () => {
      child.kill();
      await ended;
      sink?.end();
      rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function flags(port, data) {
  return [
    ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"],
    ...["--accept-server-license-terms", "--telemetry-level", "off", "--server-data-dir", data],
    // A release build honours the development payload only with this.
    "--enable-smoke-test-driver",
  ];
}

function urlOf(origin, folder, payload) {
  const all = [
    ["extensionDevelopmentPath", `vscode-remote://remote${root}`],
    ["skipWelcome", "true"],
    ...payload,
  ];
  const kind = folder.endsWith(".code-workspace") ? "workspace" : "folder";
  return `${origin}/?${kind}=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(all))}`;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when the editor answers; rejects when it ends before, or after a minute. */
async function answer(origin, ended) {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  const deadline = performance.now() + 60_000;
  while (performance.now() < deadline) {
    if (hasEnded) throw new Error("the editor ended before it answered; see its log in out/editor/");
    const response = await fetch(origin, { redirect: "manual" }).catch(() => undefined);
    if (response !== undefined && response.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the editor did not answer within a minute");
}
