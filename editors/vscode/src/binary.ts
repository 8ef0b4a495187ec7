import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** What the search for the server's program has to know. */
export interface Search {
	/** The setting fencepost.server.path. */
	setting: string;
	/** The first folder of the workspace, if there is one. */
	workspace: string | undefined;
	home: string;
	/** The PATH of the environment. */
	path: string;
	platform: NodeJS.Platform;
}

/** The program, or why there is none. */
export type Found = { program: string } | { missing: string };

/** Looks for the server's program: where the setting says, else on the PATH. */
export function findBinary(s: Search): Found {
	const setting = s.setting.trim();
	if (setting !== "") {
		const where = expand(setting, s);
		// Not for a program that is there and only lacks ".exe" in the setting.
		for (const candidate of withExtension(where, s.platform)) {
			switch (kindOf(candidate)) {
				case "program":
					return { program: candidate };
				case "folder": {
					const inside = withExtension(join(candidate, "fencepost"), s.platform).find((f) => kindOf(f) === "program");
					if (inside) return { program: inside };
					return { missing: `the setting fencepost.server.path names the folder ${candidate}, which has no program called fencepost` };
				}
				case "file":
					return { missing: `the setting fencepost.server.path names ${candidate}, which cannot be executed` };
				case "nothing":
			}
		}
		return { missing: `the setting fencepost.server.path names ${where}, which does not exist` };
	}
	for (const folder of s.path.split(delimiter)) {
		if (folder === "" || !isAbsolute(folder)) continue;
		for (const candidate of withExtension(join(folder, "fencepost"), s.platform)) {
			if (kindOf(candidate) === "program") return { program: candidate };
		}
	}
	return { missing: "there is no program called fencepost on the PATH, and the setting fencepost.server.path is empty" };
}

/** Replaces ~ and ${workspaceFolder}, and makes a path absolute. */
function expand(setting: string, s: Search): string {
	let where = setting;
	if (where === "~" || where.startsWith("~/") || where.startsWith("~\\")) where = join(s.home, where.slice(1));
	where = where.replaceAll("${workspaceFolder}", s.workspace ?? "").replaceAll("${userHome}", s.home);
	return resolve(s.workspace ?? s.home, where);
}

function withExtension(file: string, platform: NodeJS.Platform): string[] {
	return platform === "win32" && !file.toLowerCase().endsWith(".exe") ? [file + ".exe", file] : [file];
}

function kindOf(file: string): "program" | "file" | "folder" | "nothing" {
	try {
		const stat = statSync(file);
		if (stat.isDirectory()) return "folder";
		if (!stat.isFile()) return "nothing";
	} catch {
		return "nothing";
	}
	try {
		accessSync(file, constants.X_OK);
		return "program";
	} catch {
		return "file";
	}
}
