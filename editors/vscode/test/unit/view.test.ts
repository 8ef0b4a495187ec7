import assert from "node:assert/strict";
import { test } from "node:test";
import { edgeKinds, type Execution } from "../../src/protocol.js";
import { Restarts } from "../../src/crash.js";
import { choiceLabel, kindLabel, note, page, unchecked, view } from "../../src/view.js";

const execution: Execution = {
	test: "MP",
	title: "An execution that does it",
	note: "",
	verdict: "Sometimes",
	condition: "exists (1:r0=1)",
	which: "positive",
	available: ["positive", "flag:data-race", "flag:mixed-accesses"],
	threads: [],
	events: [],
	edges: [
		{ from: "a", to: "b", kind: "rf", label: "rf" },
		{ from: "a", to: "b", kind: "po", label: "po" },
		{ from: "c", to: "d", kind: "rf", label: "rf" },
	],
	final: "1:r0=1",
	text: "",
	dot: "digraph {}",
	svg: "<svg/>",
};

test("the legend has the kinds that occur, in one order", () => {
	assert.deepEqual(
		view(execution, "file:///a.litmus", "a.litmus", "/a.litmus").kinds.map((k) => k.kind),
		["po", "rf"],
	);
	assert.equal(new Set(edgeKinds.map(kindLabel)).size, edgeKinds.length);
});

test("the choices are named for people", () => {
	assert.deepEqual(
		view(execution, "file:///a.litmus", "a.litmus", "/a.litmus").choices.map((c) => c.label),
		["satisfies the condition", "has a data race", "is flagged mixed-accesses"],
	);
	assert.equal(choiceLabel("negative"), "does not satisfy the condition");
	assert.equal(choiceLabel("property:2"), "decides property 2");
	assert.equal(choiceLabel("error"), "has the run-time error");
	assert.equal(choiceLabel("something new"), "something new");
});

test("what is shown can be asked for again after a reload", () => {
	assert.deepEqual(view(execution, "file:///a.litmus", "a.litmus", "/a.litmus").restore, { uri: "file:///a.litmus", test: "MP", which: "positive" });
});

test("a text that cannot be checked is told from one without an execution, and by its line", () => {
	const broken = { ...execution, verdict: "", events: [], note: "The test was not checked: /ws/a.litmus:23:5: expected `;`" };
	assert.ok(unchecked(broken));
	assert.ok(!unchecked({ ...broken, verdict: "Never" }));
	assert.equal(note(broken, "/ws/a.litmus"), "The test was not checked: line 23:5: expected `;`");
});

test("the page lets nothing run or load but what has its nonce", () => {
	const text = page({ nonce: "abc", source: "https://own", script: "https://own/s.js", style: "https://own/s.css" });
	const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1];
	assert.equal(policy, "default-src 'none'; style-src https://own 'nonce-abc'; script-src 'nonce-abc'");
	for (const script of text.match(/<script[^>]*>/g) ?? []) assert.match(script, /nonce="abc"/);
	assert.doesNotMatch(text, /unsafe|onclick|style="/);
});

test("a server that keeps ending is not started for ever", () => {
	const restarts = new Restarts(3, 1000);
	assert.deepEqual(
		[0, 10, 20].map((t) => restarts.again(t)),
		[true, true, false],
	);
	restarts.reset();
	assert.deepEqual(
		[0, 900, 1800, 2700].map((t) => restarts.again(t)),
		[true, true, true, true],
	);
});
