/*
 * A completion hands over all that was done before it.
 *
 * @lkmm test completion
 * @lkmm thread prepare()
 * @lkmm thread await()
 * @lkmm always await.return == 1	// want holds
 */
static DECLARE_COMPLETION(done);
static int result;

static void prepare(void)
{
	result = 1;
	complete(&done);
}

static int await(void)
{
	wait_for_completion(&done);
	return result; // want data-race "plain read of `result` in await"
}

/*
 * The result is written after the completion.
 *
 * @lkmm test completion_early
 * @lkmm thread prepare_late()
 * @lkmm thread await()
 * @lkmm always await.return == 1	// want violated
 */
static void prepare_late(void)
{
	complete(&done);
	result = 1;
}
