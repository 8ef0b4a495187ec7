// The script of the execution panel's page.

import type { FromPanel, Shown, ToPanel } from "../panelmessages.js";
import type { EdgeKind } from "../protocol.js";

declare function acquireVsCodeApi(): { postMessage(m: FromPanel): void; setState(s: unknown): void };

const vscode = acquireVsCodeApi();
const nonce = document.currentScript?.nonce ?? "";
/** The kinds of edges that the user does not want to see. */
const hidden = new Set<EdgeKind>();
let atCursor: string[] = [];

function byId<T extends HTMLElement>(id: string): T {
	const found = document.getElementById(id);
	if (!found) throw new Error(`the page has no ${id}`);
	return found as T;
}

const graph = byId("graph");
const which = byId<HTMLSelectElement>("which");
const copies = [byId<HTMLButtonElement>("copy-svg"), byId<HTMLButtonElement>("copy-dot")];

function show(x: Shown): void {
	vscode.setState(x.restore);
	document.body.classList.remove("stale", "failed");
	byId("stale").textContent = "";
	byId("test").textContent = x.test;
	byId("test").title = x.file;
	const verdict = byId("verdict");
	verdict.textContent = x.verdict;
	verdict.hidden = x.verdict === "";
	byId("condition").textContent = x.condition;
	byId("title").textContent = x.note || x.title;
	byId("final").textContent = x.final ? `In the end: ${x.final}` : "";
	choices(x);
	picture(x.note ? "" : x.svg);
	legend(x);
	for (const b of copies) b.disabled = x.svg === "" || x.note !== "";
	mark();
}

function choices(x: Shown): void {
	const shown = x.choices.some((c) => c.which === x.which);
	byId("chooser").hidden = shown ? x.choices.length < 2 : x.choices.length === 0;
	// Where the execution that was asked for does not exist, there may be others.
	const all = shown ? x.choices : [{ which: x.which, label: "…" }, ...x.choices];
	which.replaceChildren(
		...all.map((c) => {
			const option = document.createElement("option");
			option.value = c.which;
			option.textContent = c.label;
			option.selected = c.which === x.which;
			return option;
		}),
	);
}

/** Puts the server's picture in. It is parsed as XML, so that no script of it runs. */
function picture(svg: string): void {
	graph.replaceChildren();
	if (svg === "") return;
	const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
	if (parsed.nodeName !== "svg") {
		graph.textContent = "The picture that the server sent cannot be read.";
		return;
	}
	for (const e of parsed.querySelectorAll("script, foreignObject")) e.remove();
	const root = document.importNode(parsed, true) as Element as SVGSVGElement;
	for (const style of root.querySelectorAll("style")) {
		// The policy of the page lets only styles with its nonce through.
		const own = document.createElementNS("http://www.w3.org/2000/svg", "style");
		own.setAttribute("nonce", nonce);
		own.textContent = style.textContent;
		style.replaceWith(own);
	}
	// Its tooltip would be everywhere.
	const title = root.querySelector(":scope > title");
	if (title?.textContent) root.setAttribute("aria-label", title.textContent);
	title?.remove();
	graph.append(root);
	theme();
	crop(root);
	for (const e of graph.querySelectorAll<SVGGElement>(".event")) {
		e.setAttribute("role", "button");
		e.addEventListener("click", () => go(e));
		e.addEventListener("keydown", (key) => {
			if (key.key !== "Enter" && key.key !== " ") return;
			key.preventDefault();
			go(e);
		});
	}
}

/** Cuts away the room of what the page itself shows: titles and legend. */
function crop(root: SVGSVGElement): void {
	const margin = 6;
	const box = root.getBBox();
	if (box.width === 0 || box.height === 0) return;
	const [width, height] = [box.width + 2 * margin, box.height + 2 * margin];
	root.setAttribute("viewBox", `${box.x - margin} ${box.y - margin} ${width} ${height}`);
	root.setAttribute("width", String(width));
	root.setAttribute("height", String(height));
}

/**
 * Makes the picture follow the theme of the editor instead of the colour scheme
 * of the system, which its style asks for.
 */
function theme(): void {
	const classes = document.body.classList;
	const dark = classes.contains("vscode-dark") || (classes.contains("vscode-high-contrast") && !classes.contains("vscode-high-contrast-light"));
	for (const style of graph.querySelectorAll<SVGStyleElement>("style")) {
		for (const rule of style.sheet?.cssRules ?? []) {
			if (rule instanceof CSSMediaRule) rule.media.mediaText = dark ? "all" : "not all";
		}
	}
}

function go(e: SVGGElement): void {
	const event = e.dataset["event"];
	if (event) vscode.postMessage({ type: "go", event });
}

function legend(x: Shown): void {
	byId("legend").replaceChildren(
		...(x.note ? [] : x.kinds).map(({ kind, label }) => {
			const button = document.createElement("button");
			button.type = "button";
			button.dataset["kind"] = kind;
			button.title = `Show or hide ${kind}: ${label}`;
			button.setAttribute("aria-pressed", String(!hidden.has(kind)));
			const name = document.createElement("b");
			name.textContent = kind;
			button.append(sample(kind), name, ` ${label}`);
			button.addEventListener("click", () => {
				if (!hidden.delete(kind)) hidden.add(kind);
				button.setAttribute("aria-pressed", String(!hidden.has(kind)));
				filter();
			});
			return button;
		}),
	);
	filter();
}

/** The line and the arrow head of a kind, as the picture's own legend draws them. */
function sample(kind: EdgeKind): SVGSVGElement {
	const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
	svg.classList.add("fencepost", "sample");
	const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
	group.classList.add("edge", `edge-${kind}`);
	const drawn = graph.querySelectorAll<SVGPathElement>(`.legend.edge-${kind} > path`);
	group.append(...[...drawn].map((e) => e.cloneNode(true)));
	svg.append(group);
	// It has a size only when it is in the page.
	requestAnimationFrame(() => {
		const box = group.getBBox();
		svg.setAttribute("viewBox", `${box.x - 1} ${box.y + box.height / 2 - 6} ${box.width + 2} 12`);
	});
	return svg;
}

/** Hides the kinds of edges that are switched off. */
function filter(): void {
	for (const e of graph.querySelectorAll<SVGGElement>(".edge")) {
		e.classList.toggle("hidden", hidden.has(e.dataset["kind"] as EdgeKind));
	}
}

/** Marks the events of the lines that the cursor is on. */
function mark(): void {
	for (const e of graph.querySelectorAll<SVGGElement>(".event")) {
		e.classList.toggle("at-cursor", atCursor.includes(e.dataset["event"] ?? ""));
	}
}

function failed(message: string): void {
	document.body.classList.remove("stale");
	document.body.classList.add("failed");
	byId("stale").textContent = "";
	byId("title").textContent = `No execution: ${message}`;
	byId("verdict").hidden = true;
	byId("condition").textContent = "";
	byId("final").textContent = "";
	byId("chooser").hidden = true;
	graph.replaceChildren();
	byId("legend").replaceChildren();
	for (const b of copies) b.disabled = true;
}

window.addEventListener("message", (e: MessageEvent<ToPanel>) => {
	const message = e.data;
	switch (message.type) {
		case "show":
			show(message.execution);
			break;
		case "stale":
			document.body.classList.add("stale");
			byId("stale").textContent = message.note;
			byId("stale").title = message.note;
			break;
		case "failed":
			failed(message.message);
			break;
		case "cursor":
			atCursor = message.events;
			mark();
			break;
	}
});

new MutationObserver(theme).observe(document.body, { attributes: true, attributeFilter: ["class"] });
which.addEventListener("change", () => vscode.postMessage({ type: "pick", which: which.value }));
copies[0]?.addEventListener("click", () => vscode.postMessage({ type: "copy", format: "svg" }));
copies[1]?.addEventListener("click", () => vscode.postMessage({ type: "copy", format: "dot" }));
vscode.postMessage({ type: "ready" });
