import * as vscode from "vscode";
import {
	CloseAction,
	ErrorAction,
	LanguageClient,
	RevealOutputChannelOn,
	State,
	TransportKind,
	type LanguageClientOptions,
	type StaticFeature,
} from "vscode-languageclient/node";
import { binary, section, serverArguments, serverSettings } from "./config.js";
import { Restarts } from "./crash.js";
import { selector } from "./documents.js";
import type { ServerState } from "./outcome.js";
import type { Execution, ExecutionParams, Results, Status, Summary, TestItem } from "./protocol.js";

/** The commands that this extension implements for the server's code lenses. */
const clientCommands = ["fencepost.showExecution", "fencepost.verifyFile", "fencepost.verifyWorkspace", "fencepost.restart"];

/** A request without a token: the client would take a missing one for a parameter. */
const noCancellation = new vscode.CancellationTokenSource().token;

/** How long a server may take to end, in milliseconds. */
const stopTimeout = 2000;

/**
 * Makes the server send its diagnostics. The client would ask only for those of
 * documents with a tab, and the test explorer opens documents without.
 */
const pushOnly: StaticFeature = {
	fillClientCapabilities: (capabilities) => {
		delete capabilities.textDocument?.diagnostic;
		delete capabilities.workspace?.diagnostics;
	},
	initialize: () => undefined,
	getState: () => ({ kind: "static" }),
	clear: () => undefined,
};

/** The server's process and what it last said. */
export class Server implements vscode.Disposable {
	private client: LanguageClient | undefined;
	private readonly restarts = new Restarts(4, 3 * 60 * 1000);
	private readonly last = new Map<string, Results>();
	/** Starts and stops follow each other; none overtakes another. */
	private turn: Promise<void> = Promise.resolve();
	private current: ServerState = "stopped";
	private busy: Status | undefined;

	private readonly stateEmitter = new vscode.EventEmitter<ServerState>();
	private readonly resultsEmitter = new vscode.EventEmitter<Results>();
	private readonly statusEmitter = new vscode.EventEmitter<Status>();

	/** The server started, stopped or failed. */
	readonly onState = this.stateEmitter.event;
	/** A document was checked. */
	readonly onResults = this.resultsEmitter.event;
	/** The server began or ended to check. */
	readonly onStatus = this.statusEmitter.event;

	/** @param missing tells the user that there is no program, and why */
	constructor(
		private readonly output: vscode.OutputChannel,
		private readonly missing: (why: string) => void,
	) {}

	get state(): ServerState {
		return this.current;
	}

	get status(): Status | undefined {
		return this.busy;
	}

	/** What is known of a document's tests; undefined if it was not checked. */
	results(uri: string): Results | undefined {
		return this.last.get(uri);
	}

	/** Starts the server. A server that runs is left alone. */
	start(): Promise<void> {
		return this.inTurn(() => this.startNow());
	}

	/** Stops the server, if it runs, and starts it with the settings of now. */
	restart(): Promise<void> {
		return this.inTurn(async () => {
			await this.stopNow();
			this.restarts.reset();
			await this.startNow();
		});
	}

	/** Stops the server. */
	stop(): Promise<void> {
		return this.inTurn(() => this.stopNow());
	}

	private inTurn(act: () => Promise<void>): Promise<void> {
		this.turn = this.turn.then(act, act);
		return this.turn;
	}

	private async startNow(): Promise<void> {
		if (this.client) return;
		const found = binary();
		if ("missing" in found) {
			this.output.appendLine(`No server: ${found.missing}.`);
			this.become("missing");
			this.missing(found.missing);
			return;
		}
		const args = serverArguments();
		this.output.appendLine(`Starting ${found.program} ${args.join(" ")}`);
		const client = new LanguageClient(
			section,
			"Fencepost",
			{ command: found.program, args, transport: TransportKind.stdio },
			this.options(),
		);
		client.registerFeature(pushOnly);
		client.onNotification("fencepost/results", (r: Results) => {
			this.last.set(r.uri, r);
			this.resultsEmitter.fire(r);
		});
		client.onNotification("fencepost/status", (s: Status) => {
			this.busy = s;
			this.statusEmitter.fire(s);
		});
		client.onDidChangeState((change) => {
			if (this.client !== client) return;
			switch (change.newState) {
				case State.Starting:
					this.forget();
					this.become("starting");
					break;
				case State.Running:
					this.become("running");
					break;
				case State.Stopped:
					this.forget();
					if (this.current !== "failed") this.become("stopped");
					break;
			}
		});
		this.client = client;
		try {
			await client.start();
		} catch (error) {
			// The client has told the user already.
			this.output.appendLine(`The server did not start: ${String(error)}`);
			if (this.client === client) this.client = undefined;
			this.become("failed");
		}
	}

	private options(): LanguageClientOptions {
		return {
			documentSelector: selector,
			outputChannel: this.output,
			revealOutputChannelOn: RevealOutputChannelOn.Never,
			initializationOptions: () => ({ ...serverSettings(), clientCommands, results: true }),
			synchronize: { configurationSection: section },
			errorHandler: {
				error: (_error, _message, times) => ({ action: (times ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown }),
				closed: () => this.closed(),
			},
			initializationFailedHandler: (error) => {
				this.trouble(`The Fencepost server refused to start: ${error.message}`);
				return false;
			},
		};
	}

	/** Says what happens after the server has ended by itself. */
	private closed() {
		if (this.restarts.again(Date.now())) {
			this.output.appendLine("The server ended unexpectedly and is started again.");
			return { action: CloseAction.Restart, handled: true };
		}
		this.become("failed");
		this.trouble(`The Fencepost server ended unexpectedly ${this.restarts.limit} times within three minutes, so it is not started again.`);
		return { action: CloseAction.DoNotRestart, handled: true };
	}

	private trouble(message: string): void {
		void vscode.window.showErrorMessage(message, "Show Output", "Restart").then((choice) => {
			if (choice === "Show Output") this.output.show();
			if (choice === "Restart") void this.restart();
		});
	}

	private async stopNow(): Promise<void> {
		const client = this.client;
		this.client = undefined;
		this.forget();
		if (client) {
			try {
				// A client that is not running cannot be stopped, and needs not be.
				if (client.state === State.Running) await client.stop(stopTimeout);
				await client.dispose(stopTimeout);
			} catch (error) {
				this.output.appendLine(`The server did not end well: ${String(error)}`);
			}
		}
		this.become("stopped");
	}

	private forget(): void {
		this.last.clear();
		this.busy = undefined;
	}

	private become(state: ServerState): void {
		this.current = state;
		this.stateEmitter.fire(state);
	}

	/** The running client, or an error that tells the user what to do. */
	private running(): LanguageClient {
		if (this.client?.state === State.Running) return this.client;
		throw new Error(this.current === "missing" ? "there is no Fencepost server" : "the Fencepost server is not running");
	}

	/** Asks for an execution of a test. */
	execution(params: ExecutionParams, token = noCancellation): Promise<Execution> {
		return this.running().sendRequest("fencepost/execution", params, token);
	}

	/** Verifies a document now and waits for the verdicts. */
	verify(uri: string, token = noCancellation): Promise<TestItem[]> {
		return this.command("fencepost.server.verify", [{ uri }], token);
	}

	/** Verifies all tests of the workspace. */
	verifyWorkspace(): Promise<Summary> {
		return this.command("fencepost.server.verifyWorkspace", []);
	}

	private command<T>(command: string, args: unknown[], token = noCancellation): Promise<T> {
		return this.running().sendRequest("workspace/executeCommand", { command, arguments: args }, token);
	}

	/** The URI as the server knows it. */
	uri(uri: vscode.Uri): string {
		return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
	}

	dispose(): void {
		this.stateEmitter.dispose();
		this.resultsEmitter.dispose();
		this.statusEmitter.dispose();
	}
}
