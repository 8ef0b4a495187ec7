import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

interface Pattern {
	regexp: string;
	file?: number;
	line?: number;
	column?: number;
	severity?: number;
	message?: number;
	code?: number;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** Reads an output as VS Code does with a matcher: its patterns match lines that follow each other. */
function match(name: string, output: string): Record<string, string>[] {
	const entry = manifest.contributes.problemPatterns.find((p: { name: string }) => p.name === name);
	const patterns: Pattern[] = entry.patterns ?? [entry];
	const lines = output.split("\n");
	return lines.flatMap((_, i) => {
		const problem: Record<string, string> = {};
		for (const [j, pattern] of patterns.entries()) {
			const found = new RegExp(pattern.regexp).exec(lines[i + j] ?? "");
			if (!found) return [];
			for (const key of ["file", "line", "column", "severity", "message", "code"] as const) {
				const group = pattern[key];
				if (group !== undefined) problem[key] = found[group] ?? "";
			}
		}
		return [problem];
	});
}

const threads = (write: string, read: string, result: string): string =>
	`C mp\n\n(* Result: ${result} *)\n\n{}\n\nP0(int *x, int *y)\n{\n\t${write}\n\tWRITE_ONCE(*y, 1);\n}\n\nP1(int *x, int *y)\n{\n\tint r0 = READ_ONCE(*y);\n\tint r1 = ${read};\n}\n\nexists (1:r0=1 /\\ 1:r1=0)\n`;

test("the problem matchers read what fencepost verify prints", () => {
	const folder = mkdtempSync(join(tmpdir(), "fencepost-matcher-"));
	try {
		writeFileSync(join(folder, "typo.litmus"), threads("WRITE_ONCEE(*x, 1);", "READ_ONCE(*x)", "Never"));
		writeFileSync(join(folder, "missed.litmus"), threads("WRITE_ONCE(*x, 1);", "READ_ONCE(*x)", "Never"));
		writeFileSync(join(folder, "race.litmus"), threads("*x = 1;", "*x", "Sometimes"));
		const program = join(process.cwd(), "../../bin/fencepost");
		const { stdout } = spawnSync(program, ["verify", "--quiet", "."], { cwd: folder, encoding: "utf8" });
		assert.deepEqual(match("fencepost", stdout), [
			{
				file: "typo.litmus",
				line: "9",
				column: "2",
				severity: "error",
				message: "there is no primitive called WRITE_ONCEE; did you mean WRITE_ONCE?",
				code: "unknown-primitive",
			},
		]);
		const verdicts = match("fencepost-verdict", stdout);
		assert.deepEqual(
			verdicts.map((v) => [v["file"], v["line"]]),
			[["missed.litmus", "1"], ["race.litmus", "1"]],
			stdout,
		);
		for (const v of verdicts) assert.match(v["message"] ?? "", /^not as expected: /);
		const [race, ...more] = match("fencepost-flag", stdout);
		assert.deepEqual(more, []);
		assert.deepEqual({ ...race, message: "" }, { file: "race.litmus", line: "9", column: "2", severity: "error", message: "", code: "flag data-race" });
		assert.match(race?.["message"] ?? "", /^data race: /);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("every file that the manifest names exists", () => {
	const named: string[] = [];
	const visit = (value: unknown): void => {
		if (typeof value === "string") {
			if (/^(\.\/)?(icons|language|syntaxes|walkthrough)\//.test(value)) named.push(value);
		} else if (value && typeof value === "object") {
			Object.values(value).forEach(visit);
		}
	};
	visit(manifest);
	assert.ok(named.length > 10);
	for (const file of named) assert.ok(existsSync(file), file);
});

test("every command is described and every setting is too", () => {
	const source = readFileSync("src/extension.ts", "utf8");
	const registered = [...source.matchAll(/\bcommand\("(\w+)"/g)].map((m) => `fencepost.${m[1]}`).sort();
	const declared = manifest.contributes.commands.map((c: { command: string }) => c.command).sort();
	assert.deepEqual(registered, declared);
	for (const [key, value] of Object.entries<Record<string, string>>(manifest.contributes.configuration.properties)) {
		assert.ok((value["markdownDescription"] ?? value["description"] ?? "").length > 20, key);
	}
});

test("the lock file names no place to fetch from", () => {
	const lock = readFileSync("package-lock.json", "utf8");
	assert.doesNotMatch(lock, /"resolved"/);
	for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
		assert.match(String(version), /^\d+\.\d+\.\d+$/, name);
	}
});

test("the fake server is a program", () => {
	assert.doesNotThrow(() => execFileSync(process.execPath, ["--check", "../../out/vscode/fake-server.cjs"]));
});
