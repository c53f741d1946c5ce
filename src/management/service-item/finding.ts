import type { Text } from '#base'

/**
 * One finding of the conformity check (实施清单规范性检查). An error stops publication; a warning is shown. `places` are paths
 * within the content, such as `materials/2/name`, where there is more to say than the element.
 */
export type Finding = {
  rule: string
  severity: 'error' | 'warning'
  element: string
  sentence: Text
  places?: string[]
}
