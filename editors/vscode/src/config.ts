import { homedir } from "node:os";
import * as vscode from "vscode";
import { findBinary, type Found } from "./binary.js";

/** The section of all settings. */
export const section = "fencepost";

/** Where the server's program is, by the settings and the environment. */
export function binary(): Found {
	return findBinary({
		setting: vscode.workspace.getConfiguration(section).get("server.path", ""),
		workspace: vscode.workspace.workspaceFolders?.find((f) => f.uri.scheme === "file")?.uri.fsPath,
		home: homedir(),
		path: process.env["PATH"] ?? "",
		platform: process.platform,
	});
}

/** The arguments with which the server is started. */
export function serverArguments(): string[] {
	return ["serve", ...vscode.workspace.getConfiguration(section).get<string[]>("server.args", [])];
}

/** The settings that the server itself has. */
export function serverSettings(): Record<string, unknown> {
	const config = vscode.workspace.getConfiguration(section);
	const keys = ["model", "timeout", "unroll", "defines", "check", "debounce", "inlayHints", "codeLens"];
	return Object.fromEntries(keys.map((key) => [key, config.get(key)]));
}
