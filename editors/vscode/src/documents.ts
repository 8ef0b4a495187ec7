import type * as vscode from "vscode";
import type { Server } from "./server.js";

/** A document as far as it matters whether it can have tests. */
export interface Named {
	languageId: string;
	uri: { scheme: string; path: string };
}

/**
 * What the server is told of: litmus tests, and C files on disk. Headers are C++ to
 * an editor that was not told otherwise.
 */
export const selector: { language: string; scheme: string; pattern?: string }[] = [
	{ language: "litmus", scheme: "file" },
	{ language: "litmus", scheme: "untitled" },
	{ language: "c", scheme: "file", pattern: "**/*.{c,h}" },
	{ language: "cpp", scheme: "file", pattern: "**/*.h" },
];

/** Whether a document is C that the server is told of. */
export function isC(document: Named): boolean {
	const { languageId, uri } = document;
	if (uri.scheme !== "file") return false;
	return (languageId === "c" && /\.[ch]$/.test(uri.path)) || (languageId === "cpp" && uri.path.endsWith(".h"));
}

/** Whether a document has tests: every litmus file counts as one that should. */
export function hasTests(server: Server, document: vscode.TextDocument): boolean {
	if (document.languageId === "litmus") return true;
	return isC(document) && (server.results(server.uri(document.uri))?.tests.length ?? 0) > 0;
}
