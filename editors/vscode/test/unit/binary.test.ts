import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { findBinary, type Search } from "../../src/binary.js";

const root = mkdtempSync(join(tmpdir(), "fencepost-binary-"));
after(() => rmSync(root, { recursive: true }));

function program(path: string, mode = 0o755): string {
	const file = join(root, path);
	mkdirSync(join(file, ".."), { recursive: true });
	writeFileSync(file, "#!/bin/sh\n");
	chmodSync(file, mode);
	return file;
}

const onPath = program("usr/bin/fencepost");
const built = program("ws/bin/fencepost");
const inHome = program("me/go/bin/fencepost");
const plain = program("ws/notes.txt", 0o644);

const search = (more: Partial<Search>): Search => ({
	setting: "",
	workspace: join(root, "ws"),
	home: join(root, "me"),
	path: [join(root, "empty"), "relative", join(root, "usr/bin")].join(delimiter),
	platform: "linux",
	...more,
});

test("an empty setting means the PATH", () => {
	assert.deepEqual(findBinary(search({})), { program: onPath });
	assert.deepEqual(findBinary(search({ setting: "  " })), { program: onPath });
});

test("the setting may be absolute, relative, below the home folder, or name the folder", () => {
	assert.deepEqual(findBinary(search({ setting: built })), { program: built });
	assert.deepEqual(findBinary(search({ setting: "bin/fencepost" })), { program: built });
	assert.deepEqual(findBinary(search({ setting: "${workspaceFolder}/bin/fencepost" })), { program: built });
	assert.deepEqual(findBinary(search({ setting: "~/go/bin/fencepost" })), { program: inHome });
	assert.deepEqual(findBinary(search({ setting: "~/go/bin" })), { program: inHome });
});

test("what is missing is said, and a wrong setting never falls back to the PATH", () => {
	const why = (more: Partial<Search>): string => {
		const found = findBinary(search(more));
		assert.ok("missing" in found);
		return found.missing.replaceAll(root, "");
	};
	assert.equal(why({ path: "" }), "there is no program called fencepost on the PATH, and the setting fencepost.server.path is empty");
	assert.equal(why({ setting: "/nowhere/fencepost" }), "the setting fencepost.server.path names /nowhere/fencepost, which does not exist");
	assert.equal(why({ setting: plain }), "the setting fencepost.server.path names /ws/notes.txt, which cannot be executed");
	assert.equal(why({ setting: join(root, "ws") }), "the setting fencepost.server.path names the folder /ws, which has no program called fencepost");
});

test("on Windows the extension may be left out", () => {
	const exe = program("win/fencepost.exe");
	assert.deepEqual(findBinary(search({ setting: join(root, "win/fencepost"), platform: "win32" })), { program: exe });
	assert.deepEqual(findBinary(search({ path: join(root, "win"), platform: "win32" })), { program: exe });
});
