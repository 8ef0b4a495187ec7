// A server that pretends: it answers fast and by simple rules, so that the client
// can be tried without the real one, and misbehaves when the text tells it to.

import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver-protocol/node.js";
import type { Execution, TestItem } from "../../src/protocol.js";

const connection = createProtocolConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const documents = new Map<string, { text: string; version: number }>();

/** What the rules say of a text: with a release and an acquire it cannot happen. */
function tests(text: string): TestItem[] {
	const lines = text.split("\n");
	return lines.flatMap((line, i) => {
		const name = /^C (\S+)/.exec(line)?.[1];
		if (!name) return [];
		const observation = text.includes("smp_store_release") && text.includes("smp_load_acquire") ? "Never" : "Sometimes";
		const expected = /Result: (\w+)/.exec(text)?.[1] ?? "";
		const missed = expected !== "" && expected !== observation;
		return [
			{
				name,
				range: { start: { line: i, character: 0 }, end: { line: i, character: line.length } },
				observation,
				outcome: missed ? ("missed" as const) : ("passed" as const),
				expected,
				reason: missed ? `expected ${expected}, got ${observation}` : "",
				millis: 1.4,
				positive: 1,
				states: 4,
			},
		];
	});
}

function check(uri: string): TestItem[] {
	const document = documents.get(uri);
	if (!document) return [];
	// The text is the only way in which a test of the editor can talk to us.
	if (document.text.includes("// crash")) process.exit(7);
	const found = tests(document.text);
	const lines = document.text.split("\n");
	const diagnostics = lines.flatMap((line, i) => {
		const at = line.indexOf("WRITE_ONCEE");
		if (at < 0) return [];
		const range = { start: { line: i, character: at }, end: { line: i, character: at + 11 } };
		return [{ range, severity: 1, source: "fencepost", code: "unknown-primitive", message: "there is no primitive called WRITE_ONCEE" }];
	});
	void connection.sendNotification("textDocument/publishDiagnostics", { uri, version: document.version, diagnostics });
	void connection.sendNotification("fencepost/results", { uri, version: document.version, tests: found });
	return found;
}

function execution(uri: string, which: string): Execution {
	const text = documents.get(uri)?.text ?? "";
	const [test] = tests(text);
	const never = test?.observation === "Never";
	const line = Math.max(1, text.split("\n").findIndex((l) => l.includes("WRITE_ONCE")) + 1);
	const range = { start: { line: line - 1, character: 1 }, end: { line: line - 1, character: 11 } };
	return {
		test: test?.name ?? "",
		title: "An execution that does it",
		note: never ? "No execution of this test satisfies the condition." : "",
		verdict: test?.observation ?? "",
		condition: "exists (1:r0=1 /\\ 1:r1=0)",
		which: which || "positive",
		available: never ? [] : ["positive", "negative", "flag:data-race"],
		threads: [{ id: 0, name: "P0" }],
		events: never ? [] : [{ id: "a", thread: 0, row: 0, line, range, text: "WRITE_ONCE(*x, 1)", effect: "writes x=1" }],
		edges: never ? [] : [{ from: "a", to: "a", kind: "rf", label: "rf" }],
		final: "1:r0=1; 1:r1=0",
		text: "",
		dot: "digraph {}",
		svg: `<svg xmlns="http://www.w3.org/2000/svg" class="fencepost" viewBox="0 0 220 80" width="220" height="80"><style>.fencepost{--fp-fg:#000;--fp-box:#eee;--fp-rf:red} .fencepost text{fill:var(--fp-fg)} .fencepost rect{fill:var(--fp-box);stroke:var(--fp-fg)} .edge path{stroke:var(--fp-rf);fill:none}</style><g class="event" data-event="a" data-line="${line}" tabindex="0"><rect x="10" y="10" width="160" height="40"/><text x="20" y="34">WRITE_ONCE(*x, 1)</text></g><g class="edge edge-rf" data-kind="rf"><path d="M170 30h30"/></g></svg>`,
	};
}

connection.onRequest("initialize", () => ({
	capabilities: {
		textDocumentSync: 1,
		hoverProvider: true,
		codeLensProvider: {},
		executeCommandProvider: { commands: ["fencepost.server.verify", "fencepost.server.verifyWorkspace", "fencepost.server.execution"] },
	},
}));
connection.onRequest("shutdown", () => null);
connection.onNotification("exit", () => process.exit(0));
connection.onNotification("textDocument/didOpen", ({ textDocument: d }) => {
	documents.set(d.uri, d);
	check(d.uri);
});
connection.onNotification("textDocument/didChange", ({ textDocument: d, contentChanges }) => {
	documents.set(d.uri, { text: contentChanges[0].text, version: d.version });
	check(d.uri);
});
connection.onNotification("textDocument/didClose", ({ textDocument: d }) => void documents.delete(d.uri));
connection.onRequest("textDocument/hover", () => ({ contents: { kind: "markdown", value: "A **fake** hover." } }));
connection.onRequest("textDocument/codeLens", ({ textDocument: d }) =>
	tests(documents.get(d.uri)?.text ?? "").map((t) => ({
		range: t.range,
		command: { title: `${t.observation} · 4 states`, command: "fencepost.showExecution", arguments: [{ uri: d.uri, test: t.name, which: "" }] },
	})),
);
connection.onRequest("workspace/executeCommand", ({ command, arguments: args }) => {
	if (command === "fencepost.server.verify") return check(args[0].uri);
	return { files: 1, tests: 1, passed: 1, missed: 0, faulty: 0, undecided: 0 };
});
connection.onRequest("fencepost/execution", ({ uri, which }) => execution(uri, which));
connection.listen();
