import * as vscode from "vscode";
import { hasTests } from "./documents.js";
import { statusText } from "./outcome.js";
import type { Server } from "./server.js";

/** The item in the status bar: the server's state and the active file's tests. */
export class StatusItem implements vscode.Disposable {
	private readonly item: vscode.StatusBarItem;
	private readonly subscriptions: vscode.Disposable[];

	constructor(private readonly server: Server) {
		this.item = vscode.window.createStatusBarItem("fencepost.status", vscode.StatusBarAlignment.Left, 0);
		this.item.name = "Fencepost";
		this.item.command = "fencepost.menu";
		this.subscriptions = [
			server.onState(() => this.update()),
			server.onStatus(() => this.update()),
			server.onResults(() => this.update()),
			vscode.window.onDidChangeActiveTextEditor(() => this.update()),
			vscode.window.onDidChangeVisibleTextEditors(() => this.update()),
		];
		this.update();
	}

	private update(): void {
		const document = testDocument(this.server);
		void vscode.commands.executeCommand("setContext", "fencepost.hasTests", document !== undefined);
		const results = document && this.server.results(this.server.uri(document.uri));
		const { text, tooltip, severity } = statusText(this.server.state, this.server.status, results?.tests);
		this.item.text = text;
		this.item.tooltip = tooltip;
		this.item.backgroundColor = severity === "none" ? undefined : new vscode.ThemeColor(`statusBarItem.${severity}Background`);
		// Beside other files it would only take room, unless something is wrong.
		if (document || this.server.state === "failed") this.item.show();
		else this.item.hide();
	}

	dispose(): void {
		for (const s of this.subscriptions) s.dispose();
		this.item.dispose();
	}
}

/**
 * The file with tests that the user looks at. While a panel has the focus there is
 * no active editor, and the file beside it counts.
 */
function testDocument(server: Server): vscode.TextDocument | undefined {
	const active = vscode.window.activeTextEditor;
	const editors = active ? [active] : vscode.window.visibleTextEditors;
	return editors.find((e) => hasTests(server, e.document))?.document;
}

/** The menu behind the status item. */
export async function menu(server: Server): Promise<void> {
	const document = vscode.window.activeTextEditor?.document;
	const running = server.state === "running";
	const items: (vscode.QuickPickItem & { command: string; args?: unknown[] })[] = [];
	if (running && document && hasTests(server, document)) {
		items.push(
			{ label: "$(type-hierarchy) Show execution", command: "fencepost.showExecution" },
			{ label: "$(play) Verify this file", command: "fencepost.verifyFile" },
		);
	}
	if (running) items.push({ label: "$(run-all) Verify all tests of the workspace", command: "fencepost.verifyWorkspace" });
	if (server.state === "missing") {
		items.push(
			{ label: "$(info) How to get the server", command: "fencepost.install" },
			{ label: "$(gear) Say where the program is", command: "workbench.action.openSettings", args: ["fencepost.server.path"] },
		);
	}
	items.push(
		{ label: running ? "$(debug-restart) Restart the server" : "$(debug-start) Start the server", command: "fencepost.restart" },
		{ label: "$(output) Show output", command: "fencepost.showOutput" },
		{ label: "$(settings-gear) Settings", command: "workbench.action.openSettings", args: ["@ext:lkmm-tools.fencepost"] },
	);
	const choice = await vscode.window.showQuickPick(items, { title: "Fencepost", placeHolder: describe(server) });
	if (choice) await vscode.commands.executeCommand(choice.command, ...(choice.args ?? []));
}

function describe(server: Server): string {
	switch (server.state) {
		case "starting":
			return "The server is starting";
		case "running":
			return server.status?.state === "checking" ? "The server is checking" : "The server is running";
		case "stopped":
			return "The server is not running";
		case "missing":
			return "There is no server";
		case "failed":
			return "The server failed";
	}
}
