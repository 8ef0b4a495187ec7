import * as vscode from "vscode";
import { explain, testState } from "./outcome.js";
import type { Results, TestItem } from "./protocol.js";
import type { Server } from "./server.js";

/** How many files the explorer lists at most. */
const maxFiles = 20_000;

/** How many files are verified at the same time. */
const parallel = 4;

/**
 * The tests of the workspace in the test explorer: folders, files, and below a file
 * its tests where it has several. C files are there once the server has found tests
 * in them.
 */
export class Explorer implements vscode.Disposable {
	private readonly controller: vscode.TestController;
	private readonly subscriptions: vscode.Disposable[] = [];
	/** What was last shown of each test, so that only changes are. */
	private readonly shown = new Map<string, string>();
	/** The files that a run of the user's is verifying; it reports them itself. */
	private readonly inRun = new Set<string>();
	private listing: Promise<void> | undefined;

	constructor(private readonly server: Server) {
		this.controller = vscode.tests.createTestController("fencepost", "Fencepost");
		this.controller.resolveHandler = async (item) => {
			if (!item) await this.list();
		};
		this.controller.refreshHandler = async () => {
			this.listing = undefined;
			this.controller.items.replace([]);
			this.shown.clear();
			await this.list();
		};
		this.controller.createRunProfile("Verify", vscode.TestRunProfileKind.Run, (request, token) => this.run(request, token), true);
		const watcher = vscode.workspace.createFileSystemWatcher("**/*.litmus", false, true, false);
		const sources = vscode.workspace.createFileSystemWatcher("**/*.{c,h}", true, true, false);
		this.subscriptions.push(
			this.controller,
			watcher,
			watcher.onDidCreate((uri) => void this.add(uri)),
			watcher.onDidDelete((uri) => this.remove(uri)),
			sources,
			sources.onDidDelete((uri) => this.remove(uri)),
			server.onResults((r) => this.update(r)),
		);
	}

	/** Finds the litmus files of the workspace, once. */
	private list(): Promise<void> {
		this.listing ??= (async () => {
			const files = await vscode.workspace.findFiles("**/*.litmus", undefined, maxFiles);
			for (const uri of files.sort((a, b) => (a.path < b.path ? -1 : 1))) this.add(uri);
		})();
		return this.listing;
	}

	/** Adds a file below its folders. */
	private add(uri: vscode.Uri): vscode.TestItem {
		let children = this.controller.items;
		const path = vscode.workspace.asRelativePath(uri, (vscode.workspace.workspaceFolders?.length ?? 0) > 1);
		const parts = path.split("/");
		const name = parts.pop() ?? path;
		let id = "folder:";
		for (const part of vscode.workspace.getWorkspaceFolder(uri) ? parts : []) {
			id += "/" + part;
			let folder = children.get(id);
			if (!folder) {
				folder = this.controller.createTestItem(id, part);
				children.add(folder);
			}
			children = folder.children;
		}
		const known = children.get(uri.toString());
		if (known) return known;
		const item = this.controller.createTestItem(uri.toString(), name.replace(/\.litmus$/, ""), uri);
		item.range = new vscode.Range(0, 0, 0, 0);
		children.add(item);
		return item;
	}

	private remove(uri: vscode.Uri): void {
		const item = this.find(uri);
		if (!item) return;
		let parent = item.parent;
		(parent?.children ?? this.controller.items).delete(item.id);
		while (parent && parent.children.size === 0) {
			const above: vscode.TestItem | undefined = parent.parent;
			(above?.children ?? this.controller.items).delete(parent.id);
			parent = above;
		}
	}

	private find(uri: vscode.Uri): vscode.TestItem | undefined {
		const id = uri.toString();
		const search = (items: vscode.TestItemCollection): vscode.TestItem | undefined => {
			for (const [, item] of items) {
				if (item.id === id) return item;
				const below = search(item.children);
				if (below) return below;
			}
			return undefined;
		};
		return search(this.controller.items);
	}

	/** Takes over what the server said of an open document. */
	private update(results: Results): void {
		const uri = vscode.Uri.parse(results.uri);
		if (uri.scheme !== "file") return;
		if (!uri.path.endsWith(".litmus") && results.tests.length === 0) {
			this.remove(uri); // C without tests
			return;
		}
		const file = this.add(uri);
		if (this.inRun.has(file.id)) return;
		const changed = this.items(file, results.tests).filter(([item, test]) => {
			const key = JSON.stringify([test.outcome, test.observation, test.reason, test.expected]);
			if (this.shown.get(item.id) === key) return false;
			this.shown.set(item.id, key);
			return true;
		});
		if (changed.length === 0) return;
		const run = this.controller.createTestRun(new vscode.TestRunRequest(changed.map(([item]) => item)), "while typing", false);
		// The text has the server's own messages already.
		for (const [item, test] of changed) report(run, item, test, false);
		run.end();
	}

	/**
	 * Gives each test its item: the file's own, where it has one test, else one
	 * below it each.
	 */
	private items(file: vscode.TestItem, tests: TestItem[]): [vscode.TestItem, TestItem][] {
		if (tests.length <= 1) {
			file.children.replace([]);
			const [test] = tests;
			if (!test) return [];
			file.range = range(test);
			file.description = test.name === file.label ? undefined : test.name;
			return [[file, test]];
		}
		file.description = undefined;
		const pairs = tests.map((test, i): [vscode.TestItem, TestItem] => {
			const id = `${file.id}#${i}:${test.name}`;
			const item = file.children.get(id) ?? this.controller.createTestItem(id, test.name, file.uri);
			item.range = range(test);
			return [item, test];
		});
		file.children.replace(pairs.map(([item]) => item));
		return pairs;
	}

	/** Verifies what was asked for. */
	private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
		await this.list();
		const run = this.controller.createTestRun(request);
		const wanted = new Map<string, { file: vscode.TestItem; only: Set<string> | undefined }>();
		const excluded = new Set(request.exclude?.map((i) => i.id));
		const collect = (item: vscode.TestItem): void => {
			if (excluded.has(item.id)) return;
			if (item.id.startsWith("folder:")) {
				for (const [, child] of item.children) collect(child);
			} else if (item.parent && item.parent.uri && item.parent.uri.toString() === item.uri?.toString()) {
				const entry = wanted.get(item.parent.id) ?? { file: item.parent, only: new Set<string>() };
				entry.only?.add(item.id);
				wanted.set(item.parent.id, entry);
			} else {
				wanted.set(item.id, { file: item, only: undefined });
			}
		};
		for (const item of request.include ?? [...this.controller.items].map(([, item]) => item)) collect(item);
		for (const { file } of wanted.values()) run.enqueued(file);
		const queue = [...wanted.values()];
		const work = async (): Promise<void> => {
			for (let next = queue.shift(); next && !token.isCancellationRequested; next = queue.shift()) {
				await this.verify(run, next.file, next.only, token);
			}
		};
		try {
			await Promise.all(Array.from({ length: parallel }, work));
		} finally {
			run.end();
		}
	}

	private async verify(run: vscode.TestRun, file: vscode.TestItem, only: Set<string> | undefined, token: vscode.CancellationToken): Promise<void> {
		if (!file.uri) return;
		run.started(file);
		this.inRun.add(file.id);
		try {
			// The server knows open documents; one that is not open is opened for it.
			const document = await vscode.workspace.openTextDocument(file.uri);
			const tests = await this.server.verify(this.server.uri(document.uri), token);
			if (tests.length === 0) {
				run.errored(file, new vscode.TestMessage("There is no test in this file; its problems say why."));
				return;
			}
			for (const [item, test] of this.items(file, tests)) {
				if (only && !only.has(item.id)) continue;
				this.shown.set(item.id, JSON.stringify([test.outcome, test.observation, test.reason, test.expected]));
				report(run, item, test, true);
			}
		} catch (error) {
			if (token.isCancellationRequested) run.skipped(file);
			else run.errored(file, new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
		} finally {
			this.inRun.delete(file.id);
		}
	}

	dispose(): void {
		for (const s of this.subscriptions) s.dispose();
	}
}

function range(test: TestItem): vscode.Range {
	const { start, end } = test.range;
	return new vscode.Range(start.line, start.character, end.line, end.character);
}

/**
 * Puts the end of a test into a run. Its message is shown in the text only if it
 * was asked for: VS Code puts one without a place beside the test's first line.
 */
function report(run: vscode.TestRun, item: vscode.TestItem, test: TestItem, asked: boolean): void {
	const text = explain(test);
	run.appendOutput(`${test.name}: ${text}\r\n`, undefined, item);
	const message = new vscode.TestMessage(text);
	if (item.uri) message.location = new vscode.Location(item.uri, range(test));
	const messages = asked ? [message] : [];
	switch (testState(test)) {
		case "passed":
			run.passed(item, test.millis);
			break;
		case "failed":
			run.failed(item, messages, test.millis);
			break;
		case "errored":
			run.errored(item, messages, test.millis);
			break;
		case "skipped":
			run.skipped(item);
			break;
	}
}
