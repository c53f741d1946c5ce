import { addLine } from './upload-row.ts'

const key = 'bantuo:refused'

/** A file that is not among the papers although it was chosen: at which field, and why. */
type Refusal = { field: string; name: string; why: string }

let refusals: { refusal: Refusal; root: HTMLElement }[] = []

/** Notes that a file was refused; a later word on the same file takes the place of an earlier one. */
export function noteRefusal(refusal: Refusal, root: HTMLElement): void {
  refusals = [...refusals.filter((one) => one.root !== root), { refusal, root }]
}

/** It goes on after all. */
export function dropRefusal(root: HTMLElement): void {
  refusals = refusals.filter((one) => one.root !== root)
}

/** Whoever chooses another file for a paper has read why the last was refused. */
export function clearRefusals(field: string, isOver: (root: HTMLElement) => boolean): void {
  const read = refusals.filter(({ refusal, root }) => refusal.field === field && isOver(root))
  for (const { root } of read) root.remove()
  refusals = refusals.filter((one) => !read.includes(one))
}

/** Hands them to the page that is drawn in place of this one: nobody can be sure that they were read. */
export function keepRefusals(page: string): void {
  if (refusals.length === 0) return
  try {
    sessionStorage.setItem(key, JSON.stringify({ page, list: refusals.map((one) => one.refusal) }))
  } catch {
    // Without a store they go with the page.
  }
}

/** Shows at their papers what was refused before the page was drawn anew. */
export function showRefusals(): void {
  for (const refusal of takeRefusals()) {
    const place = document.getElementById(refusal.field)?.closest('li')
    const list = place?.querySelector<HTMLElement>('[data-files]')
    if (!list) continue
    const { root, state } = addLine(refusal.name, list)
    state.className = 'error'
    // Unlike a status, an alert is read out although it came with its text.
    state.setAttribute('role', 'alert')
    state.textContent = refusal.why
    noteRefusal(refusal, root)
  }
}

function takeRefusals(): Refusal[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as { page: string; list: Refusal[] } | null
    sessionStorage.removeItem(key)
    return kept?.page === location.pathname ? kept.list : []
  } catch {
    return []
  }
}
