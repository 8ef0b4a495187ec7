// Tokenises samples with the engine that VS Code has. UPDATE=1 rewrites the
// goldens, which are then to be read.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import type { IGrammar, IToken } from "vscode-textmate";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma") as typeof import("vscode-oniguruma");
const textmate = require("vscode-textmate") as typeof import("vscode-textmate");

/** What of an editor's grammar of C matters here: where its comments are. */
const host = {
	scopeName: "source.c",
	patterns: [
		{ name: "comment.block.c", begin: "/\\*", end: "\\*/" },
		{ name: "comment.line.double-slash.c", begin: "//", end: "$" },
		{ name: "string.quoted.double.c", match: '"[^"]*"' },
	],
};

async function grammar(scope: string, file: string, injection = ""): Promise<IGrammar> {
	const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
	await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
	const registry = new textmate.Registry({
		onigLib: Promise.resolve({
			createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
			createOnigString: (s) => new oniguruma.OnigString(s),
		}),
		loadGrammar: async (name) => {
			if (name !== scope && name !== injection) return null;
			if (name === "source.c") return textmate.parseRawGrammar(JSON.stringify(host), "host.json");
			return textmate.parseRawGrammar(readFileSync(file, "utf8"), file);
		},
		getInjections: (name) => (name === scope && injection ? [injection] : undefined),
	});
	const loaded = await registry.loadGrammar(scope);
	assert.ok(loaded);
	return loaded;
}

const litmus = await grammar("source.litmus", "syntaxes/litmus.tmLanguage.json");
const cat = await grammar("source.cat", "syntaxes/cat.tmLanguage.json");
const directives = await grammar("source.c", "syntaxes/lkmm.injection.tmLanguage.json", "comment.lkmm");
const byLanguage: Record<string, IGrammar> = { litmus, cat, c: directives };

/** Each line with its tokens; calls f for each. */
function tokenise(g: IGrammar, text: string, f: (line: string, tokens: IToken[], number: number) => void): void {
	let stack = textmate.INITIAL;
	text.split("\n").forEach((line, i) => {
		const result = g.tokenizeLine(line, stack);
		stack = result.ruleStack;
		f(line, result.tokens, i + 1);
	});
}

/** The innermost scope of each token that is not blank, as one line each. */
function render(g: IGrammar, text: string, language: string): string {
	const out: string[] = [];
	tokenise(g, text, (line, tokens) => {
		out.push(line);
		for (const t of tokens) {
			const word = line.slice(t.startIndex, t.endIndex);
			if (word.trim() === "") continue;
			out.push(`\t${word.trim()} :: ${t.scopes.at(-1)?.replace(new RegExp(`\\.${language}$`), "")}`);
		}
	});
	return out.join("\n") + "\n";
}

for (const file of readdirSync("test/grammar/samples").filter((f) => !f.endsWith(".golden"))) {
	test(`the tokens of ${file}`, () => {
		const language = file.split(".").at(-1) ?? "";
		const path = join("test/grammar/samples", file);
		const got = render(byLanguage[language] ?? litmus, readFileSync(path, "utf8"), language === "c" ? "lkmm" : language);
		if (process.env["UPDATE"]) writeFileSync(`${path}.golden`, got);
		assert.equal(got, readFileSync(`${path}.golden`, "utf8"));
	});
}

const examples = "../../testdata/litmus";

test("in the project's tests every primitive is known, and nothing spills over", () => {
	const files = readdirSync(examples).filter((f) => f.endsWith(".litmus"));
	assert.ok(files.length > 30);
	for (const file of files) {
		let quantifiers = 0;
		tokenise(litmus, readFileSync(join(examples, file), "utf8"), (line, tokens, number) => {
			for (const t of tokens) {
				const scopes = t.scopes.join(" ");
				const word = line.slice(t.startIndex, t.endIndex);
				assert.doesNotMatch(scopes, /function\.call/, `${file}:${number}: ${word} is not known`);
				if (/quantifier/.test(scopes)) quantifiers++;
				if (/^(exists|forall|~exists)$/.test(word) && !/comment/.test(scopes)) assert.match(scopes, /quantifier/, `${file}:${number}`);
			}
		});
		assert.equal(quantifiers, 1, file);
	}
});

test("in the built-in model nothing is left without a scope", () => {
	const folder = "../../model/lkmm/text";
	for (const file of readdirSync(folder)) {
		tokenise(cat, readFileSync(join(folder, file), "utf8"), (line, tokens, number) => {
			for (const t of tokens) {
				const word = line.slice(t.startIndex, t.endIndex).trim();
				if (word !== "") assert.ok(t.scopes.length > 1, `${file}:${number}: ${word}`);
			}
		});
	}
});
