// What is typed stays on this device until the server has it: over a reload, a lost session, a dead line.

export type Values = Readonly<Record<string, string | string[]>>

/** Kept for one page of one draft. `base` is when the server last saved it as this page knew; `sent`: the form was submitted. */
export type Kept = { values: Values; base: string; at: number; sent: boolean }

const prefix = 'draft '
const week = 7 * 24 * 3600_000
const addressOf = (draft: string, step: string): string => `${prefix}${draft} ${step}`

export const keep = (draft: string, step: string, kept: Kept): void => {
  // A full or forbidden store must not stop anybody from typing.
  try {
    localStorage.setItem(addressOf(draft, step), JSON.stringify(kept))
  } catch {}
}
export const drop = (draft: string, step: string): void => localStorage.removeItem(addressOf(draft, step))

export function find(draft: string, step: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(addressOf(draft, step)) ?? 'null') as Kept | null
    return kept === null || typeof kept.values !== 'object' || Date.now() - kept.at > week ? undefined : kept
  } catch {
    return undefined
  }
}

/** Another page of the draft came up: what was submitted from the others has arrived. */
export function dropSent(draft: string, except: string): void {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(`${prefix}${draft} `)) continue
    const step = name.slice(prefix.length + draft.length + 1)
    if (step !== except && find(draft, step)?.sent !== false) drop(draft, step)
  }
}

/** Whoever signs out leaves nothing behind for the next person at this device. */
export function clear(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name)
}
