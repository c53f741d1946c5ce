import { useEffect, useState } from 'react'
import { type Kind, processApi } from './process-api.ts'
import type { Problem } from './process-contract.ts'

/** What stands against a text, asked half a second after it last changed; null while it is not known. */
export function useChecks(kind: Kind, xml: string, key: string): readonly Problem[] | null {
  const [problems, setProblems] = useState<readonly Problem[] | null>(null)
  useEffect(() => {
    let isGone = false
    const timer = setTimeout(async () => {
      const answer = await processApi.check(kind, xml, key)
      if (!isGone && answer.ok) setProblems(answer.value.problems)
    }, 500)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [kind, xml, key])
  return problems
}
