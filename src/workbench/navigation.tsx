import { type AnchorHTMLAttributes, type ReactNode, useSyncExternalStore } from 'react'
import { addressOf, type Place, readPlace } from './router.ts'

const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}

/**
 * Goes to a place; `replace` for filters, so that Back leaves the page instead of undoing keystrokes. A filter that comes late, from a page
 * that was left meanwhile, changes nothing: a page is still there, unseen, while the next one is fetched.
 */
export function go(place: Place, how: 'push' | 'replace' = 'push'): void {
  const address = addressOf(place)
  if (address === location.pathname + location.search) return
  if (how === 'replace' && readPlace(location.pathname, location.search).page !== place.page) return
  if (how === 'push') history.pushState(null, '', address)
  else history.replaceState(null, '', address)
  tell()
  if (how === 'push') scrollTo(0, 0)
}

const addressNow = (): string => location.pathname + location.search

export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, addressNow)
  const [path = '', query = ''] = address.split('?')
  return readPlace(path, query)
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { to: Place; children: ReactNode }

/** A real link: middle click, copy and screen readers work as everywhere; a plain click stays in the page. */
export function Link({ to, children, onClick, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={addressOf(to)}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || event.button !== 0) return
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        go(to)
      }}
    >
      {children}
    </a>
  )
}
