import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../layout/icon.tsx'
import { Link } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { w } from '../text.ts'

type InboxPlace = Extract<Place, { page: 'inbox' }>
type Saved = Pick<InboxPlace, 'holder' | 'q'>

const key = 'saved-searches'
const most = 8

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' && value !== null && 'holder' in value && 'q' in value && typeof value.q === 'string'

function read(): Saved[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isSaved).slice(0, most) : []
  } catch {
    return []
  }
}

function keep(list: Saved[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list))
  } catch {
    // A full or forbidden store costs the convenience, not the work.
  }
}

const holderWords = (holder: Saved['holder']): string =>
  holder === 'mine' ? w('我的', 'Mine') : holder === 'free' ? w('待认领', 'Free') : w('全部', 'All')

/** Searches an officer comes back to every day, kept in this browser: one press each. */
export function SavedSearches({ place }: { place: InboxPlace }) {
  const [list, setList] = useState(read)
  const change = (next: Saved[]) => {
    setList(next)
    keep(next)
  }
  const isHere = (one: Saved): boolean => one.holder === place.holder && one.q === place.q
  const canSave = place.q !== '' && !list.some(isHere) && list.length < most
  if (list.length === 0 && !canSave) return null
  return (
    <nav className="saved-searches" aria-label={w('保存的筛选', 'Saved searches')}>
      {list.map((one) => {
        const words = one.q === '' ? holderWords(one.holder) : `${holderWords(one.holder)} · ${one.q}`
        return (
          <span key={words}>
            <Link to={{ page: 'inbox', ...one }} aria-current={isHere(one) ? 'true' : undefined}>
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
        <Button
          size="small"
          icon={<Icon name="plus" size={12} />}
          onClick={() => change([...list, { holder: place.holder, q: place.q }])}
        >
          {w('保存这个筛选', 'Save this search')}
        </Button>
      ) : null}
    </nav>
  )
}
