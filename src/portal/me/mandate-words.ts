import type { MandateScope } from '#identity'
import type { View } from '../layout/view.ts'

/** The name of a catalogue entry for this reader; undefined for one that the catalogue no longer has. */
export const entryName = (view: View, entryId: string): string | undefined => {
  const entry = view.city.entries.get(entryId)
  return entry && view.t(entry.published.content.name)
}

/** 全部事项, or the items by their names. */
export function scopeText(view: View, scope: MandateScope): string {
  const { w } = view
  if (scope.type === 'all') return w('全部事项', 'all items')
  const names = scope.entryIds.flatMap((one) => entryName(view, one) ?? [])
  return w(`只限：${names.join('、')}`, `only: ${names.join('; ')}`)
}
