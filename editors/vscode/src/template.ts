/** A test to begin with: message passing without order. */
export function newTest(): string {
	return `C my-first-test

(*
 * Result: Never
 *
 * Can the reader see the flag y and miss the message x?
 * It should not, so the line above says Never: Fencepost shows what is missing.
 *)

{}

P0(int *x, int *y)
{
	WRITE_ONCE(*x, 1);
	WRITE_ONCE(*y, 1);
}

P1(int *x, int *y)
{
	int r0 = READ_ONCE(*y);
	int r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\\ 1:r1=0)
`;
}
