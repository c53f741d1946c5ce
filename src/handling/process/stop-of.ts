import type { CaseEvent } from '../case-file/case-event.ts'

/** The stop with which a step that is a special procedure began: both were written in one breath. */
export function stopOf(
  events: readonly CaseEvent[],
  token: number,
): Extract<CaseEvent, { type: 'clock-stopped' }>['data'] | undefined {
  const opened = events.findLastIndex((event) => event.type === 'task-opened' && event.data.token === token)
  const next = opened < 0 ? undefined : events[opened + 1]
  return next?.type === 'clock-stopped' ? next.data : undefined
}
