import { useEffect } from 'react'
import { w } from '../text.ts'

/** The title of the browser's tab: what this page is, then where. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – ${w('办妥工作台', 'Bantuo workbench')}`
  }, [title])
}
