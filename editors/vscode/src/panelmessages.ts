import type { EdgeKind, Execution } from "./protocol.js";

/** What the extension tells the panel. */
export type ToPanel =
	| { type: "show"; execution: Shown }
	/** The text has changed since what is shown was found; how far one is with it. */
	| { type: "stale"; note: string }
	/** There is nothing to show, and why. */
	| { type: "failed"; message: string }
	/** The cursor is on the lines of these events. */
	| { type: "cursor"; events: string[] };

/** What the panel tells the extension. */
export type FromPanel =
	| { type: "ready" }
	| { type: "pick"; which: string }
	| { type: "go"; event: string }
	| { type: "copy"; format: "svg" | "dot" };

/** An execution as the panel needs it. */
export interface Shown extends Pick<Execution, "test" | "title" | "note" | "verdict" | "condition" | "which" | "final" | "svg"> {
	file: string;
	choices: { which: string; label: string }[];
	kinds: { kind: EdgeKind; label: string }[];
	/** The panel's state, from which VS Code restores it after a reload. */
	restore: { uri: string; test: string; which: string };
}
