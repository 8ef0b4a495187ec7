// What a person sees of Fencepost in VS Code, in the order of a first session:
// the real workbench, the packed extension and the real server.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { project, until, Workbench } from "./workbench.js";

const example = (name: string): string => readFileSync(join(project, "testdata/litmus", `${name}.litmus`), "utf8");

const files = {
	"mp.litmus": example("mp-relaxed").replace("Result: Sometimes", "Message passing"),
	"missed.litmus": example("mp-relaxed").replace("mp-relaxed", "missed").replace("Result: Sometimes", "Result: Never"),
	"typo.litmus": example("mp-relaxed").replace("mp-relaxed", "typo").replace("WRITE_ONCE(*x", "WRITE_ONCEE(*x"),
	"race.litmus": example("mp-plain-unguarded").replace("Never DATARACE", "Never"),
	"rcu/grace-period.litmus": example("rcu-grace-period"),
	"rcu/free-too-early.litmus": example("rcu-free-too-early"),
	"rcu/unexpected.litmus": example("rcu-free-too-early").replace("Result: Sometimes", "Result: Never"),
};

const folder = mkdtempSync(join(tmpdir(), "fencepost-program-"));
/** A copy of the program, so that its processes can be told from any other's. */
const program = join(folder, "fencepost");
let bench: Workbench;
let failed = false;

/**
 * Like test, with a picture and the logs if it fails. What follows a failure is
 * left out, as it would wait in vain for what did not come about.
 */
function step(name: string, body: () => Promise<void>): void {
	test(name, { timeout: 240_000 }, async (t) => {
		if (failed) {
			t.skip("a step before it failed");
			return;
		}
		try {
			await body();
		} catch (error) {
			failed = true;
			await bench.picture("failed").catch(() => undefined);
			console.error(bench.logs());
			throw error;
		}
	});
}

/**
 * A step that loads the window anew or ends processes. A headless browser on a busy
 * machine does not always come back from that in time, so these run on request, by
 * make test-vscode-reload.
 */
function reloadStep(name: string, body: () => Promise<void>): void {
	if (process.env["FENCEPOST_RELOAD"]) step(name, body);
	else test(name, { skip: "only in make test-vscode-reload" }, () => undefined);
}

before(async () => {
	copyFileSync(process.env["FENCEPOST_PROGRAM"] ?? join(project, "bin/fencepost"), program);
	bench = await Workbench.start(files, {});
});

after(async () => {
	await bench?.close();
	rmSync(folder, { recursive: true, force: true });
});

step("without a server there is one message, which tells how to get it", async () => {
	await bench.open("mp.litmus");
	const message = bench.messages("Fencepost needs its server, but there is no program called fencepost on the PATH");
	await message.waitFor();
	await bench.status("Fencepost: no server");
	assert.equal(await bench.messages("Fencepost").count(), 1);
	await bench.picture("no-server");
	await message.getByText("How to Get It").click();
	await bench.page.locator(".tab.active", { hasText: "install.md" }).waitFor();
	await bench.panel().getByText("Tell the editor where it is").waitFor();
	await bench.command("View: Close Editor");
	await bench.page.locator(".tab.active", { hasText: "mp.litmus" }).waitFor();
});

step("a setting that names the program starts the server, and the verdict stands above the test", async () => {
	bench.settings({ "fencepost.server.path": program });
	await bench.verdict(/Sometimes/);
	await bench.status(/Fencepost: 1 passed/);
	assert.equal(bench.processes(program).length, 1);
});

step("a typing mistake has a squiggle, an entry in Problems, and a quick fix", async () => {
	await bench.openHere("typo.litmus");
	await bench.page.locator(".squiggly-error").first().waitFor();
	await bench.command("Problems: Focus on Problems View");
	const problem = bench.problems("there is no primitive called WRITE_ONCEE");
	await problem.waitFor();
	assert.match((await problem.textContent()) ?? "", /unknown-primitive/);
	await bench.picture("problems");
	await problem.dblclick();
	await bench.status("Ln 16, ");
	await bench.goTo(16, 5);
	const fix = bench.page.locator(".action-widget .monaco-list-row", { hasText: "Write WRITE_ONCE" });
	await bench.popUp("Quick Fix...", fix);
	await bench.picture("quick-fix");
	await fix.click();
	await bench.line("WRITE_ONCE(*x, 1)").waitFor();
	await bench.page.locator(".squiggly-error").first().waitFor({ state: "detached" });
	await problem.waitFor({ state: "detached" });
	await bench.command("View: Hide Panel");
});

step("a hover tells what a primitive orders, and what an access is ordered with", async () => {
	await bench.openHere("mp.litmus");
	const hover = (text: RegExp) => bench.page.locator(".monaco-hover-content:visible", { hasText: text }).first();
	await bench.goTo(22, 17);
	await bench.popUp("Show or Focus Hover", hover(/Loads the object once and gives its value.*Orders\..*Does not order\./s));
	await bench.picture("hover-primitive");
	await bench.page.keyboard.press("Escape");
	await bench.page.keyboard.press("Escape");
	await bench.goTo(17, 17);
	await bench.popUp("Show or Focus Hover", hover(/Marked write of\s+y.*Not ordered with:\s+line 16 WRITE_ONCE\(\*x, 1\)/s));
	await bench.picture("hover-access");
});

step("show execution opens the panel, and a click on an event goes to its line", async () => {
	await bench.openHere("mp.litmus");
	await bench.verdict(/Sometimes · 4 states · /);
	await bench.lens(/Sometimes/).getByText("show execution").click();
	const panel = bench.panel();
	const events = panel.locator("#graph .event");
	await events.first().waitFor();
	assert.equal(await events.count(), 4);
	assert.equal(await panel.locator("#verdict").textContent(), "Sometimes");
	await bench.picture("execution");
	for (const line of [23, 17]) {
		await panel.locator(`#graph .event[data-line="${line}"]`).click();
		await bench.status(`Ln ${line}, `);
		await panel.locator(`#graph .event.at-cursor[data-line="${line}"]`).waitFor();
	}
});

step("the panel's edges can be switched off, its picture be copied, and another execution be picked", async () => {
	const panel = bench.panel();
	const edge = panel.locator("#graph .edge-rf").first();
	await edge.waitFor();
	const button = panel.locator('#legend button[data-kind="rf"]');
	await button.click();
	await edge.waitFor({ state: "hidden" });
	assert.equal(await button.getAttribute("aria-pressed"), "false");
	await button.click();
	await edge.waitFor();
	const copied = async (start: string): Promise<boolean> =>
		(await bench.page.evaluate("navigator.clipboard.readText()") as string).startsWith(start);
	await panel.locator("#copy-dot").click();
	await until("the graph is in the clipboard", () => copied("digraph"));
	await panel.locator("#copy-svg").click();
	await until("the picture is in the clipboard", () => copied("<svg"));
	const final = await panel.locator("#final").textContent();
	await panel.locator("#which").selectOption("negative");
	await until("another execution is shown", async () => (await panel.locator("#final").textContent()) !== final);
	await panel.locator("#which").selectOption("positive");
	await until("the first execution is back", async () => (await panel.locator("#final").textContent()) === final);
});

step("an edit changes the verdict, in the text and in the panel", async () => {
	await bench.verdict(/Sometimes/);
	await replaceLine(17, "smp_store_release(y, 1);");
	await replaceLine(22, "int r0 = smp_load_acquire(y);");
	await bench.verdict(/Never/);
	await until("the panel says Never", async () => (await bench.panel().locator("#verdict").textContent()) === "Never");
	await bench.picture("edited");
	await replaceLine(17, "WRITE_ONCE(*y, 1);");
	await replaceLine(22, "int r0 = READ_ONCE(*y");
	await bench.panel().locator("#stale", { hasText: "expected" }).waitFor();
	await bench.panel().locator("#graph .event").first().waitFor();
	await bench.picture("edited-broken");
	await replaceLine(22, "int r0 = READ_ONCE(*y);");
	await bench.verdict(/Sometimes/);
	await bench.panel().locator("#graph .event").first().waitFor();
});

step("a test that is not as expected is seen in the text, in Problems and in the status bar", async () => {
	await bench.openHere("missed.litmus");
	await bench.status(/Fencepost: 1 failed/);
	await bench.page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
	await bench.command("Problems: Focus on Problems View");
	await bench.problems(/Never/).first().waitFor();
	await bench.picture("missed");
	await bench.command("View: Hide Panel");
});

step("a data race is marked at both accesses", async () => {
	await bench.openHere("race.litmus");
	await bench.command("Problems: Focus on Problems View");
	await bench.problems(/data race/i).first().waitFor();
	await bench.picture("race");
	await bench.command("View: Hide Panel");
});

step("a task fills the Problems view for files that are not open", async () => {
	await bench.command("Tasks: Run Test Task");
	await bench.page.locator(".quick-input-list .monaco-list-row", { hasText: "verify all tests" }).first().click();
	await bench.page.locator(".terminal-wrapper.active .xterm").first().waitFor();
	await bench.command("Problems: Focus on Problems View");
	const problem = bench.problems(/not as expected: expected Never, found Sometimes/).first();
	await problem.waitFor();
	assert.equal(await bench.problems(/not as expected/).count(), 1);
	await bench.command("View: Hide Panel");
});

step("the test explorer lists the tests of the workspace and runs them", async () => {
	await bench.command("Testing: Focus on Test Explorer View");
	const item = (name: string) => bench.page.locator(".test-explorer .monaco-list-row", { hasText: name }).first();
	await item("missed").waitFor();
	await bench.command("Test: Run All Tests");
	const label = async (name: string): Promise<string> => (await item(name).getAttribute("aria-label")) ?? "";
	await until("mp has passed", async () => /passed/i.test(await label("mp")));
	await until("missed has failed", async () => /failed/i.test(await label("missed")));
	await until("rcu is done", async () => /passed|failed/i.test(await label("rcu")));
	await bench.picture("tests");
});

step("a file is verified on command", async () => {
	await bench.command("Fencepost: Verify File");
	await bench.status(/Fencepost: 1 failed/);
});

step("verifying the workspace finds the problems of files that are not open", async () => {
	await bench.command("Fencepost: Verify All Tests of the Workspace");
	await bench.messages(/7 tests in 7 files: 4 passed, 3 not as expected/).waitFor();
	await bench.command("Problems: Focus on Problems View");
	await bench.problems("unexpected.litmus").waitFor();
	await bench.picture("workspace");
	await bench.command("Notifications: Clear All Notifications");
});

const mailbox = `/* @lkmm test publish
 * @lkmm shared struct mailbox m
 * @lkmm thread producer(&m, 42)
 * @lkmm thread consumer(&m)
 * @lkmm never consumer.return == 0
 */
struct mailbox { int data; int ready; };

static void producer(struct mailbox *m, int v)
{
	m->data = v;
	WRITE_ONCE(m->ready, 1);
}

static int consumer(struct mailbox *m)
{
	if (!smp_load_acquire(&m->ready))
		return -1;
	return m->data;
}
`;

step("a test in the comment of a C file has its verdict above it, and squiggles at its accesses", async () => {
	await bench.command("View: Show Explorer");
	writeFileSync(join(bench.workspace, "mailbox.c"), mailbox);
	await bench.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "mailbox.c" }).waitFor();
	await bench.openHere("mailbox.c");
	await bench.lens(/the property is violated/).waitFor();
	await bench.status(/Fencepost: 1 failed/);
	await bench.page.locator(".squiggly-error").first().waitFor();
	await bench.command("Problems: Focus on Problems View");
	await bench.problems(/never consumer\.return == 0/).first().waitFor();
	await bench.problems(/data race/i).first().waitFor();
	await bench.picture("c");
	await bench.command("View: Hide Panel");
});

step("the execution of a C test leads to its lines, and a release mends it", async () => {
	await bench.lens(/the property is violated/).getByText("show execution").first().click();
	const event = bench.panel().locator('#graph .event[data-line="12"]');
	await event.waitFor();
	await event.click();
	await bench.status("Ln 12, ");
	await bench.picture("c-execution");
	await replaceLine(12, "smp_store_release(&m->ready, 1);");
	await bench.lens(/the property holds/).waitFor();
	await bench.page.locator(".squiggly-error").first().waitFor({ state: "detached" });
	await bench.status(/Fencepost: 1 passed/);
	await replaceLine(12, "WRITE_ONCE(m->ready, 1);");
	await bench.lens(/the property is violated/).waitFor();
	rmSync(join(bench.workspace, "mailbox.c"));
});

reloadStep("the panel comes back when the window is loaded anew, in light and in high-contrast themes", async () => {
	await bench.command("View: Show Explorer");
	await bench.openHere("mp.litmus");
	for (const [name, theme, workbench, kind] of [
		["light", "Default Light Modern", "vs", "vscode-light"],
		["contrast", "Default High Contrast", "hc-black", "vscode-high-contrast"],
		["contrast-light", "Default High Contrast Light", "hc-light", "vscode-high-contrast-light"],
		["dark", "Default Dark Modern", "vs-dark", "vscode-dark"],
	] as const) {
		await bench.theme({ "fencepost.server.path": program, "workbench.colorTheme": theme }, workbench);
		await bench.openHere("mp.litmus");
		await bench.panel().locator(`body.${kind}`).waitFor();
		const source = bench.panel().locator("#graph .event .source").first();
		const line = bench.panel().locator("#graph .edge-rf .line").first();
		const dark = name === "contrast" || name === "dark";
		await until(`texts can be read in ${theme}`, () => bright(source, "fill", dark));
		await until(`edges can be seen in ${theme}`, () => bright(line, "stroke", dark));
		await bench.verdict(/Sometimes/);
		await bench.picture(`execution-${name}`);
	}
});

reloadStep("the picture of the README", async () => {
	copyFileSync(join(project, "editors/test/scene/publish.litmus"), join(bench.workspace, "publish.litmus"));
	await bench.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "publish.litmus" }).waitFor();
	for (const [name, theme, workbench, kind] of [
		["vscode-light", "Default Light Modern", "vs", "vscode-light"],
		["vscode", "Default Dark Modern", "vs-dark", "vscode-dark"],
	] as const) {
		await bench.theme({ "fencepost.server.path": program, "workbench.colorTheme": theme }, workbench);
		const sidebar = bench.page.locator(".part.sidebar");
		if (await sidebar.isVisible()) await bench.command("View: Toggle Primary Side Bar Visibility");
		await sidebar.waitFor({ state: "hidden" });
		await bench.openHere("publish.litmus");
		await bench.verdict(/Sometimes/);
		await bench.lens(/Sometimes/).getByText("show execution").click();
		await bench.panel().locator(`body.${kind}`).waitFor();
		await bench.panel().locator("#test", { hasText: "publish" }).waitFor();
		await bench.panel().locator("#graph .event").last().click();
		await bench.status("Ln 21, ");
		await bench.command("Problems: Focus on Problems View");
		await bench.problems("expected Never, found Sometimes").first().waitFor();
		await bench.page.setViewportSize({ width: 1360, height: 940 });
		await bench.verdict(/Sometimes/);
		await bench.page.locator(".squiggly-error").first().waitFor();
		await bench.line("exists").waitFor();
		await bench.picture(name);
	}
	await bench.command("View: Hide Panel");
	await bench.openHere("mp.litmus");
	await bench.verdict(/Sometimes/);
});

reloadStep("a server that is killed comes back, but not for ever", async () => {
	for (let i = 1; i < 4; i++) {
		const [pid] = bench.processes(program);
		assert.ok(pid);
		process.kill(pid, "SIGKILL");
		await until("another process runs", () => bench.processes(program).some((p) => p !== pid));
		await bench.verdict(/Sometimes/);
		await bench.status(/Fencepost: 1 passed/);
	}
	for (const pid of bench.processes(program)) process.kill(pid, "SIGKILL");
	await bench.messages("ended unexpectedly 4 times within three minutes").waitFor();
	await bench.status("Fencepost: server failed");
	await bench.picture("server-failed");
	await bench.messages("ended unexpectedly").getByText("Restart").click();
	await until("one server runs", () => bench.processes(program).length === 1);
	await bench.status(/Fencepost: 1 passed/);
});

reloadStep("a path that is wrong is named, and the old server ends", async () => {
	bench.settings({ "fencepost.server.path": "/nowhere/fencepost" });
	await bench.messages("the setting fencepost.server.path names /nowhere/fencepost, which does not exist").waitFor();
	await until("the old server has ended", () => bench.processes(program).length === 0);
	bench.settings({ "fencepost.server.path": program });
	await until("one server runs", () => bench.processes(program).length === 1);
	await bench.status(/Fencepost: 1 passed/);
});

reloadStep("when the editor goes, no server stays", async () => {
	assert.equal(bench.processes(program).length, 1);
	await bench.close();
	await until("the server has ended", () => bench.processes(program).length === 0);
});

/** What a page knows of styles. */
interface Styles {
	getComputedStyle(element: unknown): Record<string, string>;
}

/** Says whether a colour of an element is bright, or dark, as wanted. */
async function bright(element: Locator, property: string, wanted: boolean): Promise<boolean> {
	const colour = await element.evaluate((e, name) => (globalThis as unknown as Styles).getComputedStyle(e)[name], property);
	const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour ?? "");
	if (!parts) return false; // the element was just replaced by a newer picture
	const [r = 0, g = 0, b = 0] = parts.slice(1).map(Number);
	return 0.3 * r + 0.6 * g + 0.1 * b > 128 === wanted;
}

/** Writes a line of the active editor anew, as one change. */
async function replaceLine(line: number, text: string): Promise<void> {
	await bench.page.locator(".editor-instance", { hasText: "WRITE_ONCE" }).first().click({ position: { x: 300, y: 20 } });
	await bench.goTo(line, 1);
	await bench.page.keyboard.press("End");
	await bench.page.keyboard.press("Shift+Home");
	await bench.page.keyboard.insertText(text);
	await bench.line(text).waitFor();
}
