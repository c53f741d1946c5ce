import type { Place } from '../router.ts'
export function EntryPage({ place }: { place: Extract<Place, { page: 'entry' }> }) {
  return <p>{place.page}</p>
}
