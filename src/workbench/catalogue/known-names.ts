import { useQuery } from '@tanstack/react-query'
import { api, orRefuse } from '../api-client.ts'
import { t, w } from '../text.ts'
import { elementLines } from './element-words.ts'

/** The themes and departments that the catalogue knows, as this reader calls them: the code knows them in Chinese. */
export function useKnownNames(): Record<'theme' | 'department' | 'entry', ReadonlyMap<string, string>> {
  const list = useQuery({ queryKey: ['entries'], queryFn: () => orRefuse(api.entries()), staleTime: 60_000 })
  const rows = list.data?.items ?? []
  return {
    theme: new Map(rows.map((one) => [one.theme, w(one.theme, one.themeEn)])),
    entry: new Map(rows.map((one) => [one.entryId, t(one.name)])),
    department: new Map(rows.map((one) => [one.department, w(one.department, one.departmentEn)])),
  }
}

/** The lines of an element, with themes, departments and other entries as this reader calls them. */
export function useElementLines(): (element: string, value: unknown) => string[] {
  const { theme, department, entry } = useKnownNames()
  const known = new Map(Object.entries({ theme, department, jointAuthorities: department, seeAlso: entry }))
  const named = (element: string, value: unknown): unknown =>
    typeof value === 'string' ? (known.get(element)?.get(value) ?? value) : value
  return (element, value) =>
    elementLines(element, Array.isArray(value) ? value.map((one) => named(element, one)) : named(element, value))
}
