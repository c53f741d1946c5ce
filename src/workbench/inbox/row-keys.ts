import { useEffect } from 'react'

/** Is the officer typing, or inside a dialog? Then letters are letters. A box to tick takes none. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('input:not([type="checkbox"]), textarea, select') ||
    target.closest('[role="dialog"],[role="listbox"],[role="menu"]') !== null)

const links = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row-link]')]

const step = (by: 1 | -1): void => {
  const all = links()
  const at = all.findIndex((one) => one.closest('tr')?.contains(document.activeElement))
  const next = at === -1 ? (by === 1 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))
  all[next]?.focus()
  all[next]?.scrollIntoView({ block: 'nearest' })
}

/** The row whose link has the focus. */
export const focusedRow = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('tr[data-row]')?.dataset['row']

/** Keys of a list: J and K move, / searches; `others` are the page's own. Enter opens, because rows hold real links. */
export function useRowKeys(others: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const key = event.key.toLowerCase()
      const act =
        key === 'j'
          ? () => step(1)
          : key === 'k'
            ? () => step(-1)
            : key === '/'
              ? () => document.querySelector<HTMLElement>('[data-list-search] input')?.focus()
              : others[key]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [others])
}
