import * as vscode from "vscode";
import { binary } from "./config.js";

/** The names of our problem matchers, as package.json has them. */
const matchers = ["$fencepost", "$fencepost-verdict", "$fencepost-flag"];

interface Definition extends vscode.TaskDefinition {
	paths: string[];
	args?: string[];
}

/** Offers "fencepost verify" as a task of each folder, and makes those of tasks.json. */
export class Tasks implements vscode.TaskProvider {
	provideTasks(): vscode.Task[] {
		return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
			const task = this.task({ type: "fencepost", paths: ["."] }, folder, "verify all tests");
			return task ? [task] : [];
		});
	}

	resolveTask(task: vscode.Task): vscode.Task | undefined {
		const definition = task.definition as Definition;
		if (!Array.isArray(definition.paths)) return undefined;
		return this.task(definition, task.scope ?? vscode.TaskScope.Workspace, task.name);
	}

	private task(definition: Definition, scope: vscode.WorkspaceFolder | vscode.TaskScope, name: string): vscode.Task | undefined {
		const found = binary();
		if ("missing" in found) return undefined;
		const args = ["verify", "--quiet", ...(definition.args ?? []), ...definition.paths];
		const task = new vscode.Task(definition, scope, name, "fencepost", new vscode.ProcessExecution(found.program, args), matchers);
		task.group = vscode.TaskGroup.Test;
		task.detail = "fencepost " + args.join(" ");
		return task;
	}
}
