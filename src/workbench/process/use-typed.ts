import { useEffect, useRef, useState } from 'react'

/** Typing rests for so long before it counts: a word is one step for whoever takes it back, not each letter. */
const rest = 500

/**
 * A text being typed. It is handed on when typing rests, when the field is left, and when it vanishes; while nothing is pending the
 * field shows what the drawing says, which an undo may have changed.
 */
export function useTyped(value: string, commit: (text: string) => void) {
  const [text, setText] = useState(value)
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | null>(null)
  const latest = useRef(commit)
  latest.current = commit
  const flush = useRef(() => {
    const typed = pending.current
    pending.current = null
    if (typed === null) return
    clearTimeout(typed.timer)
    latest.current(typed.text)
  }).current
  useEffect(() => {
    if (pending.current === null) setText(value)
  }, [value])
  useEffect(() => flush, [flush])
  const type = (next: string) => {
    setText(next)
    clearTimeout(pending.current?.timer)
    pending.current = { text: next, timer: setTimeout(flush, rest) }
  }
  return { text, type, flush }
}
