import assert from "node:assert/strict";
import { test } from "node:test";
import { count, explain, statusText, summarise, testAt, testState } from "../../src/outcome.js";
import type { Outcome, TestItem } from "../../src/protocol.js";

const item = (outcome: Outcome, more: Partial<TestItem> = {}): TestItem => ({
	name: "MP",
	range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } },
	observation: "Sometimes",
	outcome,
	expected: "",
	reason: "",
	millis: 1,
	positive: 0,
	states: 0,
	...more,
});

test("what holds only up to a bound is not claimed to have passed", () => {
	assert.deepEqual(
		(["passed", "missed", "faulty", "undecided", "up to the loop bound", "unknown"] as const).map((o) => testState(item(o))),
		["passed", "failed", "errored", "errored", "skipped", "errored"],
	);
	assert.equal(testState(item("invented later" as Outcome)), "errored");
});

test("a test that did not pass is explained", () => {
	assert.equal(explain(item("missed", { expected: "Never" })), "Sometimes, and the Result: line says Never");
	assert.equal(explain(item("missed", { reason: "a data race was found" })), "not as expected: a data race was found");
	assert.equal(explain(item("undecided", { reason: "timeout (10s)" })), "undecided: timeout (10s)");
	assert.equal(explain(item("faulty")), "could not be checked; its problems say why");
	assert.match(explain(item("up to the loop bound")), /only up to the loop bound/);
});

test("a test that states properties says its verdict in words", () => {
	const stated = (outcome: Outcome, verdict: string, reason = "") => explain(item(outcome, { observation: "", verdict, reason }));
	assert.equal(stated("passed", "both properties hold"), "both properties hold");
	assert.equal(stated("missed", "the property is violated", "the property is violated; data race"), "the property is violated; data race");
	assert.equal(stated("up to the loop bound", "the property holds up to the loop bound"), "the property holds up to the loop bound");
	assert.equal(stated("faulty", "", "no function f"), "could not be checked: no function f");
});

test("counts", () => {
	const tests = [item("passed"), item("missed"), item("faulty"), item("undecided"), item("up to the loop bound")];
	assert.deepEqual(count(tests), { passed: 1, failed: 2, open: 2 });
});

test("the status item tells the server's state and the file's tests", () => {
	const idle = { state: "idle", running: 0, waiting: 0 } as const;
	const busy = { state: "checking", running: 2, waiting: 3 } as const;
	assert.equal(statusText("running", idle, undefined).text, "Fencepost");
	assert.equal(statusText("running", idle, [item("passed"), item("passed")]).text, "$(pass) Fencepost: 2 passed");
	assert.equal(statusText("running", idle, [item("passed"), item("missed")]).text, "$(error) Fencepost: 1 passed, 1 failed");
	assert.equal(statusText("running", idle, [item("undecided")]).text, "$(question) Fencepost: 1 undecided");
	assert.equal(statusText("running", busy, [item("passed")]).text, "$(loading~spin) Fencepost: 1 passed");
	assert.match(statusText("running", busy, undefined).tooltip, /5 to go/);
	assert.equal(statusText("missing", undefined, undefined).severity, "error");
	assert.equal(statusText("stopped", undefined, [item("passed")]).severity, "warning");
});

test("a long list of tests does not make a long tooltip", () => {
	const many = Array.from({ length: 200 }, () => item("passed"));
	const lines = statusText("running", undefined, many).tooltip.split("\n");
	assert.equal(lines.length, 21);
	assert.equal(lines.at(-1), "and 180 more");
});

test("the sum of a workspace", () => {
	const none = { files: 0, tests: 0, passed: 0, missed: 0, faulty: 0, undecided: 0 };
	assert.equal(summarise(none), "There is no file with tests in the workspace.");
	assert.equal(summarise({ ...none, files: 1, tests: 1, passed: 1 }), "1 test in 1 file: 1 passed.");
	assert.equal(
		summarise({ files: 4, tests: 5, passed: 2, missed: 1, faulty: 1, undecided: 1 }),
		"5 tests in 4 files: 2 passed, 1 not as expected, 1 faulty, 1 undecided.",
	);
});

test("the test at a line is the last one that begins above it", () => {
	const at = (line: number, name: string) => item("passed", { name, range: { start: { line, character: 0 }, end: { line, character: 1 } } });
	const tests = [at(2, "A"), at(20, "B")];
	assert.deepEqual(
		[0, 2, 19, 20, 99].map((line) => testAt(tests, line)?.name),
		["A", "A", "A", "B", "B"],
	);
	assert.equal(testAt([], 3), undefined);
});
