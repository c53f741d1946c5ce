import { useCallback, useState } from 'react'

const read = <T extends object>(key: string, initial: T): T => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null')
    return typeof kept === 'object' && kept !== null ? { ...initial, ...kept } : initial
  } catch {
    return initial
  }
}

const storeKey = (name: string): string => `typed:${name}`

/** Was anything typed under this name in this tab that the server does not have yet? */
export const isKept = (name: string): boolean => Object.keys(read(storeKey(name), {})).length > 0

/** Changes a part; a function is given what stands now, for answers that come while something else is typed. */
export type Change<T> = (part: Partial<T> | ((before: T) => Partial<T>)) => void

/**
 * What is typed into a dialog, kept for this tab until the act is done: through refusals, reloads, closing the dialog and
 * signing in again. `forget` is for when the server has it.
 */
export function useKept<T extends object>(
  name: string,
  initial: T,
): { values: T; change: Change<T>; forget: () => void } {
  const key = storeKey(name)
  const [values, setValues] = useState(() => read(key, initial))
  const change = useCallback(
    (part: Partial<T> | ((before: T) => Partial<T>)) =>
      setValues((before) => {
        const after = { ...before, ...(typeof part === 'function' ? part(before) : part) }
        try {
          sessionStorage.setItem(key, JSON.stringify(after))
        } catch {
          // A full or forbidden store costs the safety net, not the act.
        }
        return after
      }),
    [key],
  )
  const forget = useCallback(() => {
    try {
      sessionStorage.removeItem(key)
    } catch {
      // Nothing was kept, then.
    }
  }, [key])
  return { values, change, forget }
}
