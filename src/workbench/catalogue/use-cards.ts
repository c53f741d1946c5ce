import { type RefObject, useEffect, useRef, useState } from 'react'
import { w } from '../text.ts'

type Listed<T> = {
  values: readonly T[]
  onChange: (values: T[]) => void
  make: () => T
  nameOf: (value: T, at: number) => string
}

/** What keeps a card the same card while it is moved: keys that follow their values. */
function useKeys(count: number) {
  const keys = useRef<number[]>([])
  const next = useRef(0)
  while (keys.current.length < count) {
    keys.current.push(next.current)
    next.current += 1
  }
  keys.current.length = count
  return keys
}

const moved = <V>(list: readonly V[], from: number, to: number): V[] => {
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

type Focus = { key: number; act: 'up' | 'down' | 'first' }

/** Where the keyboard is after the list changed: with the card that was moved, or in the one that was added. */
function useFocus(root: RefObject<HTMLElement | null>) {
  const [wanted, want] = useState<Focus | null>(null)
  useEffect(() => {
    if (wanted === null) return
    const card = root.current?.querySelector(`:scope > ol > [data-card="${wanted.key}"]`)
    const acts =
      wanted.act === 'first'
        ? ['.card-body input, .card-body textarea, .card-body select']
        : [`[data-act="${wanted.act}"]:not(:disabled)`, '[data-act]:not(:disabled)']
    acts
      .map((act) => card?.querySelector<HTMLElement>(act))
      .find((one) => one != null)
      ?.focus()
    want(null)
  }, [wanted, root])
  return want
}

/** Which cards are open, by their keys. */
function useOpen() {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const turn = (key: number, isOpen: boolean) =>
    setOpen((now) => new Set([...now].filter((one) => one !== key).concat(isOpen ? key : [])))
  return { open, turn }
}

type Gone<T> = { value: T; at: number; name: string }

/** The list's acts, and what was said of the last one. */
export function useCards<T>({ values, onChange, make, nameOf }: Listed<T>, root: RefObject<HTMLElement | null>) {
  const keys = useKeys(values.length)
  const want = useFocus(root)
  const { open, turn } = useOpen()
  const [gone, setGone] = useState<Gone<T> | null>(null)
  const [said, setSaid] = useState('')
  const insert = (value: T, at: number): number => {
    setGone(null)
    onChange(values.toSpliced(at, 0, value))
    const key = Math.max(-1, ...keys.current) + 1
    keys.current = keys.current.toSpliced(at, 0, key)
    return key
  }
  return {
    ...{ keys: keys.current, open, gone, said },
    toggle: (key: number) => turn(key, !open.has(key)),
    add: () => {
      const key = insert(make(), values.length)
      turn(key, true)
      want({ key, act: 'first' })
    },
    move: (from: number, to: number) => {
      keys.current = moved(keys.current, from, to)
      onChange(moved(values, from, to))
      want({ key: keys.current[to] ?? 0, act: to < from ? 'up' : 'down' })
      setSaid(w(`移到第 ${to + 1} 位，共 ${values.length}`, `Moved to place ${to + 1} of ${values.length}`))
    },
    remove: (at: number) => {
      const value = values[at]
      keys.current = keys.current.toSpliced(at, 1)
      onChange(values.toSpliced(at, 1))
      if (value !== undefined) setGone({ value, at, name: nameOf(value, at) })
    },
    undo: () => {
      if (gone !== null) want({ key: insert(gone.value, Math.min(gone.at, values.length)), act: 'up' })
    },
  }
}
