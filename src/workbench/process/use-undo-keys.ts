import { useEffect } from 'react'
import type { Drawing } from './drawing.ts'

/** Takes a step back, or makes it again, and stays at the step that the panel shows. */
export function stepBack(drawing: Drawing, chosen: string | null, how: 'undo' | 'redo'): void {
  drawing[how]?.()
  if (chosen !== null && drawing.step(chosen) !== null) drawing.select?.(chosen)
}

function askedFor({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(ctrlKey || metaKey) || altKey) return null
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  return letter === 'y' && !shiftKey ? 'redo' : null
}

/**
 * Ctrl+Z and Ctrl+Y (or Ctrl+Shift+Z) wherever the keys are in the designer. The drawing hears them by itself; in a field of the panel what is
 * being typed is handed on first, so that it is what is taken back; other fields are not the drawing's.
 */
export function useUndoKeys(drawing: Drawing | null, chosen: string | null): void {
  useEffect(() => {
    if (drawing === null) return
    const hear = (event: KeyboardEvent): void => {
      const how = askedFor(event)
      const at = event.target
      if (how === null || event.defaultPrevented || !(at instanceof HTMLElement)) return
      if (at.closest('.djs-container') !== null || (at !== document.body && at.closest('.designer-body') === null))
        return
      if (at.matches('input:not([type="checkbox"]), textarea')) {
        if (at.closest('form.step-panel') === null) return
        at.blur()
        at.focus()
      }
      event.preventDefault()
      stepBack(drawing, chosen, how)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [drawing, chosen])
}
