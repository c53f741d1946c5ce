import type { Place } from '../router.ts'
export function CataloguePage({ place }: { place: Extract<Place, { page: 'catalogue' }> }) {
  return <p>{place.page}</p>
}
