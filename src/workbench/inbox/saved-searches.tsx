import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../layout/icon.tsx'
import { Link } from '../navigation.tsx'
import { addressOf, type InboxPlace, inbox, readPlace, root } from '../router.ts'
import { w } from '../text.ts'
import { filterWords } from './inbox-filters.tsx'

const key = 'saved-searches'
const most = 8

/** What this browser kept, read as an address is: what no longer exists among the filters is left out. */
function read(): InboxPlace[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.slice(0, most).flatMap(toPlace) : []
  } catch {
    return []
  }
}

function toPlace(kept: unknown): InboxPlace[] {
  if (typeof kept !== 'object' || kept === null) return []
  const query = new URLSearchParams(Object.entries(kept).map(([name, value]) => [name, String(value)]))
  const place = readPlace(root, query.toString())
  return place.page === 'inbox' ? [place] : []
}

function keep(list: InboxPlace[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list))
  } catch {
    // A full or forbidden store costs the convenience, not the work.
  }
}

const isSame = (one: InboxPlace, other: InboxPlace): boolean => addressOf(one) === addressOf(other)

/** Searches an officer comes back to every day, kept in this browser: one press each. */
export function SavedSearches({ place }: { place: InboxPlace }) {
  const [list, setList] = useState(read)
  const change = (next: InboxPlace[]) => {
    setList(next)
    keep(next)
  }
  const isFiltered = !isSame(place, inbox({ holder: place.holder }))
  const canSave = isFiltered && !list.some((one) => isSame(one, place)) && list.length < most
  if (list.length === 0 && !canSave) return null
  return (
    <nav className="saved-searches" aria-label={w('保存的筛选', 'Saved searches')}>
      {list.map((one) => {
        const words = filterWords(one)
        return (
          <span key={addressOf(one)}>
            <Link to={one} aria-current={isSame(one, place) ? 'true' : undefined}>
              {words}
            </Link>
            <Button
              type="text"
              size="small"
              aria-label={w(`不再保存“${words}”`, `Forget “${words}”`)}
              icon={<Icon name="cross" size={12} />}
              onClick={() => change(list.filter((kept) => kept !== one))}
            />
          </span>
        )
      })}
      {canSave ? (
        <Button size="small" icon={<Icon name="plus" size={12} />} onClick={() => change([...list, place])}>
          {w('保存这个筛选', 'Save this search')}
        </Button>
      ) : null}
    </nav>
  )
}
