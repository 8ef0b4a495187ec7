import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { FromPanel, ToPanel } from "./panelmessages.js";
import type { Execution, ExecutionParams } from "./protocol.js";
import type { Server } from "./server.js";
import { note, page, unchecked, view } from "./view.js";

/** The type of the panel, by which VS Code restores it. */
export const viewType = "fencepost.execution";

/** The panel with the picture of an execution. There is at most one. */
export class ExecutionPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
	private panel: vscode.WebviewPanel | undefined;
	/** What is shown, or will be when the server has answered. */
	private params: ExecutionParams | undefined;
	private execution: Execution | undefined;
	/** The document of the execution that is shown. */
	private shown: string | undefined;
	/** What the page was last told; told again when it is loaded anew. */
	private message: ToPanel | undefined;
	private pending: vscode.CancellationTokenSource | undefined;
	private readonly subscriptions: vscode.Disposable[];

	constructor(
		private readonly extension: vscode.Uri,
		private readonly server: Server,
	) {
		this.subscriptions = [
			server.onResults((r) => {
				if (r.uri === this.params?.uri) void this.update();
			}),
			vscode.workspace.onDidChangeTextDocument((e) => {
				if (this.params && e.contentChanges.length > 0 && server.uri(e.document.uri) === this.params.uri) {
					this.post({ type: "stale", note: "changed since it was checked" });
				}
			}),
			vscode.window.onDidChangeTextEditorSelection((e) => {
				if (this.params && this.files().has(server.uri(e.textEditor.document.uri))) this.cursor(e.textEditor);
			}),
			vscode.window.registerWebviewPanelSerializer(viewType, this),
		];
	}

	/** Shows an execution, in the panel that there is or in a new one beside. */
	async show(params: ExecutionParams): Promise<void> {
		this.params = params;
		if (this.panel) {
			this.panel.reveal(undefined, true);
		} else {
			const options = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
			this.adopt(vscode.window.createWebviewPanel(viewType, "Execution", options));
		}
		await this.update();
	}

	/** Takes over a panel from before a reload. */
	async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		const known = state as Partial<ExecutionParams> | undefined;
		if (this.panel || typeof known?.uri !== "string") {
			panel.dispose();
			return;
		}
		this.params = { uri: known.uri, test: known.test ?? "", which: known.which ?? "" };
		this.adopt(panel);
		try {
			await vscode.workspace.openTextDocument(vscode.Uri.parse(known.uri));
		} catch {
			panel.dispose(); // the file is gone
			return;
		}
		// If the document was not checked yet, its results bring the picture.
		if (this.server.results(known.uri)) await this.update();
	}

	private adopt(panel: vscode.WebviewPanel): void {
		this.panel = panel;
		const local = vscode.Uri.joinPath(this.extension, "dist");
		panel.iconPath = {
			light: vscode.Uri.joinPath(this.extension, "icons", "execution-light.svg"),
			dark: vscode.Uri.joinPath(this.extension, "icons", "execution-dark.svg"),
		};
		panel.webview.options = { enableScripts: true, localResourceRoots: [local] };
		panel.webview.onDidReceiveMessage((m: FromPanel) => void this.receive(m));
		panel.onDidDispose(() => {
			this.pending?.cancel();
			this.panel = undefined;
			this.params = undefined;
			this.execution = undefined;
			this.message = undefined;
		});
		panel.webview.html = page({
			nonce: randomBytes(16).toString("base64url"),
			source: panel.webview.cspSource,
			script: panel.webview.asWebviewUri(vscode.Uri.joinPath(local, "webview.js")).toString(),
			style: panel.webview.asWebviewUri(vscode.Uri.joinPath(local, "webview.css")).toString(),
		});
	}

	/** Asks the server anew. An answer that comes after a later question is dropped. */
	private async update(): Promise<void> {
		const params = this.params;
		if (!params || !this.panel) return;
		this.pending?.cancel();
		const source = new vscode.CancellationTokenSource();
		this.pending = source;
		try {
			const execution = await this.server.execution(params, source.token);
			if (source.token.isCancellationRequested || !this.panel) return;
			const uri = vscode.Uri.parse(params.uri);
			if (unchecked(execution) && this.execution && this.shown === params.uri) {
				this.post({ type: "stale", note: note(execution, uri.fsPath) });
				return;
			}
			this.execution = execution;
			this.shown = params.uri;
			this.panel.title = `Execution: ${execution.test}`;
			this.message = { type: "show", execution: view(execution, params.uri, vscode.workspace.asRelativePath(uri), uri.fsPath) };
			this.post(this.message);
			const editor = vscode.window.visibleTextEditors.find((e) => this.server.uri(e.document.uri) === params.uri);
			if (editor) this.cursor(editor);
		} catch (error) {
			if (source.token.isCancellationRequested) return;
			this.execution = undefined;
			this.message = { type: "failed", message: error instanceof Error ? error.message : String(error) };
			this.post(this.message);
		} finally {
			source.dispose();
			if (this.pending === source) this.pending = undefined;
		}
	}

	private post(message: ToPanel): void {
		void this.panel?.webview.postMessage(message);
	}

	/** The files of the events that are shown. */
	private files(): Set<string> {
		return new Set([this.params?.uri ?? "", ...(this.execution?.events ?? []).map((e) => e.uri ?? "")]);
	}

	/** Tells the page where the cursor is. */
	private cursor(editor: vscode.TextEditor): void {
		const uri = this.server.uri(editor.document.uri);
		const lines = new Set(editor.selections.map((s) => s.active.line + 1));
		const events = this.execution?.events.filter((e) => (e.uri ?? this.params?.uri) === uri && lines.has(e.line)) ?? [];
		this.post({ type: "cursor", events: events.map((e) => e.id) });
	}

	private async receive(message: FromPanel): Promise<void> {
		switch (message.type) {
			case "ready":
				if (this.message) this.post(this.message);
				break;
			case "pick":
				if (this.params) this.params = { ...this.params, which: message.which };
				await this.update();
				break;
			case "go":
				await this.go(message.event);
				break;
			case "copy": {
				const text = message.format === "svg" ? this.execution?.svg : this.execution?.dot;
				if (!text) break;
				await vscode.env.clipboard.writeText(text);
				vscode.window.setStatusBarMessage(`Copied the execution as ${message.format.toUpperCase()}`, 3000);
				break;
			}
		}
	}

	/** Puts the cursor on an event's place in the text. */
	private async go(id: string): Promise<void> {
		const event = this.execution?.events.find((e) => e.id === id);
		if (!event?.range || !this.params) return;
		const uri = vscode.Uri.parse(event.uri ?? this.params.uri);
		const visible = vscode.window.visibleTextEditors.find((e) => e.document.uri.toString() === uri.toString());
		const { start, end } = event.range;
		await vscode.window.showTextDocument(uri, {
			viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
			selection: new vscode.Range(start.line, start.character, end.line, end.character),
		});
	}

	dispose(): void {
		this.panel?.dispose();
		for (const s of this.subscriptions) s.dispose();
	}
}
