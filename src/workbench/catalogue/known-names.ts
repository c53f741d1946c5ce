import { useQuery } from '@tanstack/react-query'
import { api, orRefuse } from '../api-client.ts'
import { w } from '../text.ts'
import { elementLines } from './element-words.ts'

/** The themes and departments that the catalogue knows, as this reader calls them: the code knows them in Chinese. */
export function useKnownNames(): Record<'theme' | 'department', ReadonlyMap<string, string>> {
  const list = useQuery({ queryKey: ['entries'], queryFn: () => orRefuse(api.entries()), staleTime: 60_000 })
  const rows = list.data?.items ?? []
  return {
    theme: new Map(rows.map((one) => [one.theme, w(one.theme, one.themeEn)])),
    department: new Map(rows.map((one) => [one.department, w(one.department, one.departmentEn)])),
  }
}

/** The lines of an element, with themes and departments as this reader calls them. */
export function useElementLines(): (element: string, value: unknown) => string[] {
  const { theme, department } = useKnownNames()
  const known = new Map(Object.entries({ theme, department, jointAuthorities: department }))
  return (element, value) => elementLines(element, value).map((line) => known.get(element)?.get(line) ?? line)
}
