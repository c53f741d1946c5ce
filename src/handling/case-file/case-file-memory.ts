import type { CaseFile } from './case-file.ts'

/** How many cases are remembered: what a city's officers have under their hands at one time, some 30 MB. */
const most = 2_000

/**
 * Case files as this process last read them. What was done to a case is only ever added to, so of one that is remembered only what is
 * newer need be read. It holds what stood in the database, never what somebody was about to store.
 */
export function makeCaseMemory(limit: number = most) {
  const byKey = new Map<string, CaseFile>()
  return {
    /** By id or by number. */
    recall: (cityCode: string, key: string): CaseFile | undefined => {
      const known = byKey.get(key)
      return known?.cityCode === cityCode ? known : undefined
    },
    remember: (caseFile: CaseFile): void => {
      for (const key of [caseFile.caseId, caseFile.caseNo]) {
        // Set anew, it stands last: what was not asked for longest goes first.
        byKey.delete(key)
        byKey.set(key, caseFile)
      }
      for (const key of byKey.keys()) {
        if (byKey.size <= 2 * limit) break
        byKey.delete(key)
      }
    },
  }
}
