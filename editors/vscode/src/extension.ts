import * as vscode from "vscode";
import { binary, section } from "./config.js";
import { isC } from "./documents.js";
import { Explorer } from "./explorer.js";
import { count, summarise, testAt } from "./outcome.js";
import { ExecutionPanel } from "./panel.js";
import type { ExecutionParams } from "./protocol.js";
import { Server } from "./server.js";
import { menu, StatusItem } from "./status.js";
import { Tasks } from "./tasks.js";
import { newTest } from "./template.js";

/** Starts the extension: the server, and all that shows what it says. */
export function activate(context: vscode.ExtensionContext): void {
	const output = vscode.window.createOutputChannel("Fencepost");
	const server = new Server(output, tellMissing());
	const panel = new ExecutionPanel(context.extensionUri, server);
	const command = (name: string, act: (...args: never[]) => unknown): vscode.Disposable =>
		vscode.commands.registerCommand(`fencepost.${name}`, async (...args: never[]) => {
			try {
				return await act(...args);
			} catch (error) {
				await complain(server, error);
				return undefined;
			}
		});
	context.subscriptions.push(
		output,
		server,
		panel,
		new StatusItem(server),
		new Explorer(server),
		vscode.tasks.registerTaskProvider("fencepost", new Tasks()),
		command("showExecution", (params?: Partial<ExecutionParams>) => panel.show(subject(server, params))),
		command("verifyFile", () => verifyFile(server)),
		command("verifyWorkspace", () => verifyWorkspace(server)),
		command("restart", () => server.restart()),
		command("showOutput", () => output.show()),
		command("install", () => showInstall(context.extensionUri)),
		command("menu", () => menu(server)),
		command("newTest", async () => {
			const document = await vscode.workspace.openTextDocument({ language: "litmus", content: newTest() });
			await vscode.window.showTextDocument(document);
		}),
		vscode.workspace.onDidChangeConfiguration((e) => {
			const changed = ["path", "args"].some((key) => e.affectsConfiguration(`${section}.server.${key}`));
			if (changed) void server.restart();
		}),
		vscode.workspace.onDidGrantWorkspaceTrust(() => {
			// Settings of the workspace count from now on.
			const found = binary();
			if (server.state !== "running" || "missing" in found) void server.restart();
		}),
	);
	stop = () => server.stop();
	void server.start();
}

/** Ends the server. VS Code calls it before the extension goes. */
export function deactivate(): Thenable<void> | undefined {
	return stop?.();
}

let stop: (() => Promise<void>) | undefined;

/** Returns the function that tells that there is no server, one message at a time. */
function tellMissing(): (why: string) => void {
	let open = false;
	return (why) => {
		if (open) return;
		open = true;
		const get = "How to Get It";
		const set = "Open Setting";
		const message = `Fencepost needs its server, but ${why}. Until then nothing is checked.`;
		void vscode.window.showErrorMessage(message, get, set).then(async (choice) => {
			open = false;
			if (choice === get) await vscode.commands.executeCommand("fencepost.install");
			if (choice === set) await vscode.commands.executeCommand("workbench.action.openSettings", "fencepost.server.path");
		});
	};
}

/** Tells that a command failed, with what can be done about it. */
async function complain(server: Server, error: unknown): Promise<void> {
	if (server.state === "missing") {
		// Looking again costs little and gives the one clear message.
		await server.start();
		return;
	}
	const text = error instanceof Error ? error.message : String(error);
	const stopped = server.state !== "running";
	const choice = await vscode.window.showErrorMessage(`Fencepost: ${text}.`, stopped ? "Start Server" : "Show Output");
	if (choice === "Start Server") await vscode.commands.executeCommand("fencepost.restart");
	if (choice === "Show Output") await vscode.commands.executeCommand("fencepost.showOutput");
}

/** What an execution is wanted of: what a code lens says, else what the cursor is in. */
function subject(server: Server, params: Partial<ExecutionParams> | undefined): ExecutionParams {
	// The button in an editor's title passes a vscode.Uri, which has no field "uri".
	if (typeof params?.uri === "string") {
		return { uri: params.uri, test: params.test ?? "", which: params.which ?? "" };
	}
	const editor = testEditor();
	const uri = server.uri(editor.document.uri);
	const tests = server.results(uri)?.tests ?? [];
	return { uri, test: testAt(tests, editor.selection.active.line)?.name ?? "", which: "" };
}

function testEditor(): vscode.TextEditor {
	const editor = vscode.window.activeTextEditor;
	if (!editor || (editor.document.languageId !== "litmus" && !isC(editor.document))) throw new Error("open a file with tests first");
	return editor;
}

async function verifyFile(server: Server): Promise<void> {
	const document = testEditor().document;
	const tests = await server.verify(server.uri(document.uri));
	const c = count(tests);
	const parts = [`${c.passed} passed`, `${c.failed} failed`, `${c.open} undecided`].filter((p) => !p.startsWith("0 "));
	vscode.window.setStatusBarMessage(`Fencepost: ${parts.join(", ") || "no test in this file"}`, 5000);
}

async function verifyWorkspace(server: Server): Promise<void> {
	const summary = await server.verifyWorkspace();
	const text = summarise(summary);
	const bad = summary.missed + summary.faulty + summary.undecided > 0;
	const show = bad ? vscode.window.showWarningMessage(text, "Show Problems") : vscode.window.showInformationMessage(text);
	void show.then((choice) => {
		if (choice) void vscode.commands.executeCommand("workbench.actions.view.problems");
	});
}

async function showInstall(extension: vscode.Uri): Promise<void> {
	const guide = vscode.Uri.joinPath(extension, "walkthrough", "install.md");
	await vscode.commands.executeCommand("markdown.showPreview", guide);
}
