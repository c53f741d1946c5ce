import { Input } from 'antd'
import { useDeferredValue, useEffect, useState } from 'react'
import { go } from '../navigation.tsx'
import type { Place } from '../router.ts'
import { Icon } from './icon.tsx'

/** Pages whose list is asked for by words in their address. */
type ListPlace = Extract<Place, { page: 'inbox' | 'search' | 'catalogue' | 'officers' }>

/** Keystrokes closer together than this ask one question. */
const pauseMs = 250

/** What is typed above a list. When the typing pauses it stands in the address, from which the list is asked for. */
export function ListSearch(props: { place: ListPlace; label: string; placeholder: string }) {
  const { place } = props
  const [words, setWords] = useState(place.q)
  // Words that came another way (from the top of the page, a kept search, the browser's back) are a new question, not a keystroke here.
  const [seen, setSeen] = useState(place.q)
  if (seen !== place.q) {
    setSeen(place.q)
    if (words.trim() !== place.q) setWords(place.q)
  }
  const typed = useDeferredValue(words)
  useEffect(() => {
    const timer = setTimeout(() => go({ ...place, q: typed.trim() }, 'replace'), pauseMs)
    return () => clearTimeout(timer)
  }, [typed, place])
  return (
    <Input
      data-list-search
      className="list-search"
      allowClear
      value={words}
      prefix={<Icon name="search" />}
      placeholder={props.placeholder}
      aria-label={props.label}
      onChange={(event) => setWords(event.target.value)}
    />
  )
}
