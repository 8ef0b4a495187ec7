import type { Status, Summary, TestItem } from "./protocol.js";

/** How the test explorer shows a test. */
export type TestState = "passed" | "failed" | "errored" | "skipped";

/**
 * Says how a test ended for the test explorer. What holds only up to a bound is
 * not claimed to have passed.
 */
export function testState(item: TestItem): TestState {
	switch (item.outcome) {
		case "passed":
			return "passed";
		case "missed":
			return "failed";
		case "faulty":
		case "undecided":
		case "unknown":
			return "errored";
		case "up to the loop bound":
			return "skipped";
		default:
			return "errored";
	}
}

/** Says how a test ended, without its name. */
export function explain(item: TestItem): string {
	const reason = item.reason ? `: ${item.reason}` : "";
	const verdict = item.observation || item.verdict || "";
	switch (item.outcome) {
		case "passed":
			return verdict;
		case "missed":
			if (item.verdict) return item.reason || item.verdict;
			return item.reason ? `not as expected${reason}` : `${item.observation}, and the Result: line says ${item.expected}`;
		case "faulty":
			return `could not be checked${reason || "; its problems say why"}`;
		case "undecided":
			return `undecided${reason}`;
		case "up to the loop bound":
			return item.verdict ? item.verdict : `${item.observation}, but only up to the loop bound (fencepost.unroll)`;
		default:
			return `not checked${reason}`;
	}
}

/** How many tests ended well, badly, and not at all. */
export interface Counts {
	passed: number;
	failed: number;
	open: number;
}

/** Counts the tests by how they ended. */
export function count(tests: readonly TestItem[]): Counts {
	const c: Counts = { passed: 0, failed: 0, open: 0 };
	for (const t of tests) {
		switch (t.outcome) {
			case "passed":
				c.passed++;
				break;
			case "missed":
			case "faulty":
				c.failed++;
				break;
			default:
				c.open++;
		}
	}
	return c;
}

/** The life of the server as the status item tells it. */
export type ServerState = "starting" | "running" | "stopped" | "missing" | "failed";

/** What the status item shows. */
export interface StatusText {
	text: string;
	tooltip: string;
	severity: "none" | "warning" | "error";
}

/** Says what the status item shows, given what is known. */
export function statusText(server: ServerState, status: Status | undefined, tests: readonly TestItem[] | undefined): StatusText {
	switch (server) {
		case "starting":
			return { text: "$(loading~spin) Fencepost", tooltip: "The Fencepost server is starting.", severity: "none" };
		case "missing":
			return { text: "$(warning) Fencepost: no server", tooltip: "The fencepost program was not found. Click to say where it is.", severity: "error" };
		case "failed":
			return { text: "$(error) Fencepost: server failed", tooltip: "The Fencepost server failed. Click to see why.", severity: "error" };
		case "stopped":
			return { text: "$(circle-slash) Fencepost", tooltip: "The Fencepost server is not running. Click to start it.", severity: "warning" };
		case "running":
			break;
	}
	const busy = status?.state === "checking";
	const waiting = busy && status.running + status.waiting > 1 ? ` (${status.running + status.waiting} to go)` : "";
	if (!tests || tests.length === 0) {
		return busy
			? { text: "$(loading~spin) Fencepost", tooltip: `Checking${waiting}`, severity: "none" }
			: { text: "Fencepost", tooltip: "The Fencepost server is running.", severity: "none" };
	}
	const c = count(tests);
	const parts = [];
	if (c.passed > 0) parts.push(`${c.passed} passed`);
	if (c.failed > 0) parts.push(`${c.failed} failed`);
	if (c.open > 0) parts.push(`${c.open} undecided`);
	const icon = busy ? "loading~spin" : c.failed > 0 ? "error" : c.open > 0 ? "question" : "pass";
	const lines = tests.slice(0, 20).map((t) => `${t.name}: ${explain(t)}`);
	if (tests.length > lines.length) lines.push(`and ${tests.length - lines.length} more`);
	return {
		text: `$(${icon}) Fencepost: ${parts.join(", ")}`,
		tooltip: lines.join("\n") + (busy ? `\nChecking${waiting}` : ""),
		severity: "none",
	};
}

/** Says in one sentence what verifying a workspace came to. */
export function summarise(s: Summary): string {
	if (s.tests === 0) return s.files === 0 ? "There is no file with tests in the workspace." : "There is no test in the workspace's files.";
	const parts = [];
	if (s.passed > 0) parts.push(`${s.passed} passed`);
	if (s.missed > 0) parts.push(`${s.missed} not as expected`);
	if (s.faulty > 0) parts.push(`${s.faulty} faulty`);
	if (s.undecided > 0) parts.push(`${s.undecided} undecided`);
	return `${s.tests} ${s.tests === 1 ? "test" : "tests"} in ${s.files} ${s.files === 1 ? "file" : "files"}: ${parts.join(", ")}.`;
}

/** The test that a position is in: the last one whose header is not below it. */
export function testAt(tests: readonly TestItem[], line: number): TestItem | undefined {
	let found: TestItem | undefined = tests[0];
	for (const t of tests) {
		if (t.range.start.line <= line) found = t;
	}
	return found;
}
