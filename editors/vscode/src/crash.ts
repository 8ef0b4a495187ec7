/** Decides whether a server that stopped by itself is started again. */
export class Restarts {
	private times: number[] = [];

	/**
	 * @param limit how many stops within the window are too many
	 * @param window milliseconds
	 */
	constructor(
		readonly limit: number,
		readonly window: number,
	) {}

	/** Notes a stop at a time in milliseconds, and says whether to start again. */
	again(now: number): boolean {
		this.times = this.times.filter((t) => now - t < this.window);
		this.times.push(now);
		return this.times.length < this.limit;
	}

	/** Forgets what was. */
	reset(): void {
		this.times = [];
	}
}
