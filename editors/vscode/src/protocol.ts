// What the server says beyond the standard protocol, as plain data.

/** A range as the protocol has it: lines and UTF-16 columns from 0. */
export interface Range {
	start: { line: number; character: number };
	end: { line: number; character: number };
}

/** How a test ended. */
export type Outcome = "passed" | "missed" | "faulty" | "undecided" | "up to the loop bound" | "unknown";

/** One test of a document with what is known of it. */
export interface TestItem {
	name: string;
	/** The header line. */
	range: Range;
	/** "Never", "Sometimes" or "Always"; "" while there is no verdict. */
	observation: string;
	/** The verdict in words, of a test that states properties. */
	verdict?: string;
	outcome: Outcome;
	/** What the test's `Result:` line says; "" if it has none. */
	expected: string;
	/** Why the outcome is what it is, where that is not plain. */
	reason: string;
	millis: number;
	/** Executions that satisfy the condition; 0 if they were not counted. */
	positive: number;
	/** Final states; 0 if they were not listed. */
	states: number;
}

/** Sent after each check of an open document. */
export interface Results {
	uri: string;
	version: number;
	tests: TestItem[];
}

/** Sent when the server begins or ends to check. */
export interface Status {
	state: "idle" | "checking";
	running: number;
	waiting: number;
}

/** Names a test and the execution of it that is wanted. */
export interface ExecutionParams {
	uri: string;
	/** "" is the first test of the document. */
	test: string;
	/** "" is the execution that tells most. */
	which: string;
}

/** The kinds of edges of an execution, in the order of the legend. */
export const edgeKinds = ["po", "rf", "co", "fr", "addr", "data", "ctrl", "rmw"] as const;

/** A kind of edge. */
export type EdgeKind = (typeof edgeKinds)[number];

/** An event of an execution. */
export interface Event {
	id: string;
	/** -1 for initial writes. */
	thread: number;
	row: number;
	/** The file of the place; absent if it is the document. */
	uri?: string;
	/** From 1; 0 for an event without a place. */
	line: number;
	range?: Range;
	text: string;
	effect: string;
}

/** One execution of a test, with its renderings. */
export interface Execution {
	test: string;
	title: string;
	/** Why there is nothing to show, if there is not. */
	note: string;
	verdict: string;
	condition: string;
	which: string;
	available: string[];
	threads: { id: number; name: string }[];
	events: Event[];
	edges: { from: string; to: string; kind: EdgeKind; label: string }[];
	final: string;
	text: string;
	dot: string;
	svg: string;
}

/** What verifying a workspace came to. */
export interface Summary {
	files: number;
	tests: number;
	passed: number;
	missed: number;
	faulty: number;
	undecided: number;
}
