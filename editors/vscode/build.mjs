// Bundles the extension into dist; with --tests, the tests into out/vscode of the
// project instead. With --dev the bundles are readable.

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("../../out/vscode/", import.meta.url));
const dev = process.argv.includes("--dev");
const common = { absWorkingDir: here, bundle: true, logLevel: "warning", minify: !dev, sourcemap: dev, legalComments: "none" };
const node = { ...common, platform: "node", target: "node20" };

/** The TypeScript files of a folder. */
const files = (folder) => readdirSync(here + folder).filter((f) => f.endsWith(".ts")).map((f) => `${folder}/${f}`);

if (process.argv.includes("--tests")) {
	await build({
		...node,
		minify: false,
		format: "esm",
		outExtension: { ".js": ".mjs" },
		// Packages stay where they are: some of them look for files of their own.
		packages: "external",
		entryPoints: [...files("test/unit"), ...files("test/grammar"), ...files("test/workbench")],
		outbase: "test",
		outdir: here + "node_modules/.tests",
	});
	await build({ ...node, minify: false, format: "cjs", entryPoints: ["test/fake/server.ts"], outfile: out + "fake-server.cjs", banner: { js: "#!/usr/bin/env node" } });
} else {
	await build({ ...node, format: "cjs", external: ["vscode"], entryPoints: ["src/extension.ts"], outfile: here + "dist/extension.js" });
	await build({ ...common, target: "es2022", platform: "browser", entryPoints: { webview: "src/webview/main.ts" }, outdir: here + "dist" });
	await build({ ...common, target: "es2022", entryPoints: { webview: "src/webview/main.css" }, outdir: here + "dist" });
}
