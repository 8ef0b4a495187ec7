import type { Shown } from "./panelmessages.js";
import { edgeKinds, type EdgeKind, type Execution } from "./protocol.js";

/** What each kind of edge means, for the legend. */
export function kindLabel(kind: EdgeKind): string {
	switch (kind) {
		case "po":
			return "program order";
		case "rf":
			return "reads from";
		case "co":
			return "coherence: written before";
		case "fr":
			return "read before it was overwritten";
		case "addr":
			return "address dependency";
		case "data":
			return "data dependency";
		case "ctrl":
			return "control dependency";
		case "rmw":
			return "one atomic update";
	}
}

/** What an execution that can be asked for is called. */
export function choiceLabel(which: string): string {
	if (which === "positive") return "satisfies the condition";
	if (which === "negative") return "does not satisfy the condition";
	if (which.startsWith("property:")) return `decides property ${which.slice("property:".length)}`;
	if (which === "error") return "has the run-time error";
	if (which === "flag:data-race") return "has a data race";
	if (which.startsWith("flag:")) return `is flagged ${which.slice("flag:".length)}`;
	return which;
}

/**
 * Says whether an answer only tells that the text cannot be checked as it is, as
 * happens while one types. The picture from before is then worth keeping.
 */
export function unchecked(x: Execution): boolean {
	return x.verdict === "" && x.events.length === 0;
}

/** The note of an execution, with the path of its own file left out. */
export function note(x: Execution, path: string): string {
	return x.note.replaceAll(`${path}:`, "line ");
}

/** Picks of an execution what the panel shows. */
export function view(x: Execution, uri: string, file: string, path: string): Shown {
	const present = new Set(x.edges.map((e) => e.kind));
	return {
		file,
		test: x.test,
		title: x.title,
		note: note(x, path),
		verdict: x.verdict,
		condition: x.condition,
		which: x.which,
		final: x.final,
		svg: x.svg,
		choices: x.available.map((which) => ({ which, label: choiceLabel(which) })),
		kinds: edgeKinds.filter((k) => present.has(k)).map((kind) => ({ kind, label: kindLabel(kind) })),
		restore: { uri, test: x.test, which: x.which },
	};
}

/** What the panel's page needs to be put together. */
export interface Page {
	nonce: string;
	/** The source that a webview's own files have. */
	source: string;
	script: string;
	style: string;
}

/**
 * The page of the panel. Nothing but our script runs in it, and nothing is
 * fetched; the style in the server's picture gets the nonce when it is put in.
 */
export function page(p: Page): string {
	const policy = `default-src 'none'; style-src ${p.source} 'nonce-${p.nonce}'; script-src 'nonce-${p.nonce}'`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${p.style}">
<title>Execution</title>
</head>
<body>
<header>
	<div class="headline"><h1 id="test"></h1><span id="verdict" class="badge" hidden></span></div>
	<code id="condition"></code>
</header>
<div class="bar">
	<label id="chooser" hidden>One that <select id="which"></select></label>
	<span class="copy">Copy as
		<button id="copy-svg" type="button" title="Copy the picture as SVG">SVG</button>
		<button id="copy-dot" type="button" title="Copy the graph in the language of Graphviz">DOT</button>
	</span>
</div>
<div class="about"><span id="title"></span><span id="stale" role="status"></span></div>
<main id="graph" aria-label="Execution"></main>
<div id="legend" role="group" aria-label="Kinds of edges that are shown"></div>
<p id="final"></p>
<script nonce="${p.nonce}" src="${p.script}"></script>
</body>
</html>
`;
}
