import { createHash } from 'node:crypto'

/**
 * Where a case falls in the draw for later checks (抽查): a number from 0 up to 1 that follows from its case number alone. The first
 * 32 bits of the number's SHA-256, over 2 to the 32: anybody with the number can recompute it, and nobody can choose it.
 */
export const drawOf = (caseNo: string): number => createHash('sha256').update(caseNo).digest().readUInt32BE(0) / 2 ** 32

/** Is the case among the share that is checked later? `share` from 0 (none) to 1 (all). */
export const isSampled = (caseNo: string, share: number): boolean => drawOf(caseNo) < share
