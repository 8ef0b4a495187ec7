import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isC, selector } from "../../src/documents.js";

const document = (languageId: string, path: string, scheme = "file") => ({ languageId, uri: { scheme, path } });

test("C files on disk are C, headers too where the editor takes them for C++", () => {
	assert.ok(isC(document("c", "/w/a.c")));
	assert.ok(isC(document("c", "/w/a.h")));
	assert.ok(isC(document("cpp", "/w/a.h")));
	assert.ok(!isC(document("cpp", "/w/a.cc")));
	assert.ok(!isC(document("cpp", "/w/a.hh")));
	assert.ok(!isC(document("c", "/w/a.i")));
	assert.ok(!isC(document("c", "/Untitled-1", "untitled")));
	assert.ok(!isC(document("c", "/w/a.c", "git")));
	assert.ok(!isC(document("litmus", "/w/a.litmus")));
});

test("what the server is told of is what starts the extension", () => {
	const manifest = JSON.parse(readFileSync("package.json", "utf8"));
	assert.ok(manifest.activationEvents.includes("onLanguage:c"));
	assert.deepEqual([...new Set(selector.map((s) => s.language))], ["litmus", "c", "cpp"]);
});
